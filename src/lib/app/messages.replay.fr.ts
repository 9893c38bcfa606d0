import type { replay as english } from './messages.replay.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words of recording a room and of the page of recordings, in French; loaded with them. */
export const replay: typeof english = {
	mark: {
		keepsOwnVoice: 'Votre propre voix est gardée dans un fichier à part.',
		by: (names) => `${names} enregistre ce salon.`,
		byMe: 'Vous enregistrez ce salon.',
		away: (name) => `${name} enregistrait, mais sa page n’est plus là : rien n’est enregistré en ce moment.`,
		join: 'En écoutant, vous n’êtes pas entendu dans l’enregistrement. Qui parle donne d’abord son accord.'
	},
	recordSheet: {
		text: 'L’enregistrement se fait sur cet appareil, et y reste jusqu’à ce que vous le partagiez ou le supprimiez.',
		means: [
			'Tout le salon voit qu’il est enregistré, et chaque personne qui arrive aussi.',
			'Chaque personne sur scène doit donner son accord. Jusque-là, son microphone est coupé et aucun de ses sous-titres n’est gardé.',
			'Il s’arrête quand vous, l’hôte ou un coanimateur l’arrêtez, et quand vous quittez le salon.'
		],
		ownVoice: 'Garder aussi ma propre voix dans un fichier à part',
		ownVoiceHint: 'Sans coupure et sans autre voix : idéal pour le montage.',
		space: (hours) =>
			hours === 0
				? 'Cet appareil n’a presque plus de place : moins d’une heure.'
				: plural(hours, {
						one: 'Ce navigateur a de la place pour environ # heure.',
						other: 'Ce navigateur a de la place pour environ # heures.'
					}),
		start: 'Commencer l’enregistrement',
		starting: 'Un instant…'
	},
	minutesSheet: {
		text: 'Qui arrive tard peut entendre ce qui a été dit, une fois et demie plus vite, jusqu’à rattraper le direct.',
		means: [
			'Le son est gardé dans la mémoire de cette page seulement, et pas plus longtemps.',
			'Tout le monde le voit. Chaque personne sur scène doit donner son accord ; jusque-là, son microphone est coupé.',
			'Tout est effacé quand vous désactivez ceci ou partez, quand le salon se termine, et quand une personne qui avait accepté quitte la scène.'
		],
		off: 'Désactivé',
		now: 'Choix actuel',
		set: (time) => `Dès maintenant, on peut réécouter jusqu’à ${time}.`,
		unset: 'Plus rien n’est gardé.'
	},
	catchUp: {
		start: 'Rattraper (1,5×)',
		asking: 'Demande de ce qui a été dit…',
		waiting: 'D’autres rattrapent en ce moment. Ce sera à vous dès que l’un d’eux aura fini.',
		behind: (time) => `${time} de retard. Le direct se tait en attendant.`,
		live: 'Passer au direct'
	},
	recordingFaults: {
		'not-agreed':
			'Ce salon est enregistré. Acceptez d’abord d’être entendu dans l’enregistrement, ou quittez la scène et continuez à écouter.',
		'recording-unsupported':
			'Ce navigateur ne peut pas enregistrer ici. Utilisez Firefox, Chrome, Edge ou Safari à jour, hors d’une fenêtre privée.',
		'recording-full':
			'Cet appareil n’a plus de place pour un enregistrement. Libérez de la place, puis réessayez.',
		'recording-failed':
			'L’enregistrement n’a pas pu commencer. Vérifiez votre connexion et réessayez, ou rechargez la page.'
	},
	recordingNotices: {
		'recording-kept': 'L’enregistrement est terminé. Il est gardé sur cet appareil.',
		'recording-ended-by-other':
			'Une autre personne qui mène ce salon a arrêté votre enregistrement. Il est gardé sur cet appareil.',
		'recording-cut-off':
			'Un de vos enregistrements a été coupé quand sa page a disparu. Il est entier jusque-là, sur l’appareil qui l’a fait.',
		'recording-unsupported':
			'Ce navigateur ne peut pas enregistrer ici. Utilisez Firefox, Chrome, Edge ou Safari à jour, hors d’une fenêtre privée.',
		'recording-full':
			'Cet appareil n’a plus de place, l’enregistrement s’est donc arrêté. Il est entier jusque-là. Libérez de la place avant d’enregistrer de nouveau.',
		'recording-failed':
			'L’enregistrement n’a pas pu continuer. Ce qui était écrit est gardé sur cet appareil. Réessayez ; si cela échoue encore, rechargez la page.',
		'minutes-over': 'Ce que vous rattrapiez n’est plus gardé. Vous entendez maintenant le salon en direct.',
		'minutes-unanswered':
			'La page qui garde les dernières minutes ne répond pas. Vous entendez maintenant le salon en direct ; vous pouvez réessayer.',
		'minutes-broken':
			'Ce qui est arrivé ne peut pas être ce qui a été dit ici, la lecture s’est donc arrêtée. Vous entendez maintenant le salon en direct.'
	},
	consent: {
		title: 'Votre voix peut-elle être enregistrée ?',
		text: (names) =>
			`Votre microphone est coupé tant que vous n’acceptez pas d’être entendu dans l’enregistrement que ${names} fait sur son appareil, avec les sous-titres de ce que vous dites. Vous pouvez continuer à écouter sans cela.`,
		minutesText: (names, minutes) =>
			`${names} garde les ${minutes} dernières minutes dans la mémoire de sa page, pour que qui arrive tard puisse les entendre. Votre microphone est coupé tant que vous n’acceptez pas. Si vous quittez la scène plus tard, tout ce qui est gardé est effacé.`,
		dropMinutes: 'Ne rien garder',
		ownVoice: 'Garder aussi ma propre voix sur cet appareil',
		agree: 'J’accepte',
		leaveStage: 'Quitter la scène'
	},
	replay: {
		title: 'Enregistrements',
		text: 'Ce que cet appareil a enregistré. Personne d’autre ne l’a, sauf si vous le donnez.',
		empty:
			'Rien n’est encore enregistré ici. Comme hôte ou coanimateur d’un salon, ouvrez Plus et choisissez « Enregistrer le salon ».',
		loading: 'Recherche des enregistrements…',
		unreadable: 'Les enregistrements n’ont pas pu être lus. Rechargez la page pour réessayer.',
		kinds: { room: 'Tout le salon', voice: 'Votre propre voix' },
		size: (megabytes) => `${megabytes} Mo`,
		hostedBy: (name) => `animé par ${name}`,
		ends: {
			'cut-off': 'Il a été coupé quand sa page a disparu. Il est entier jusque-là.',
			full: 'L’appareil n’avait plus de place. Il est entier jusque-là.',
			failed: 'L’écriture n’a pas pu continuer. Il est entier jusque-là.',
			running: 'Il est en cours, dans un salon ouvert sur cet appareil.'
		},
		listen: 'Écouter',
		close: 'Fermer',
		save: 'Télécharger',
		remove: 'Supprimer',
		removeTitle: 'Supprimer cet enregistrement ?',
		removeText: (title) => `« ${title} » disparaît de cet appareil pour de bon.`,
		removed: (title) => `« ${title} » a été supprimé.`,
		saved: 'Le fichier arrive dans vos téléchargements.',
		faults: {
			'recording-missing': 'Cet enregistrement n’est plus là. Rechargez la page pour voir ce qu’il y a.',
			'recording-damaged': 'Cet enregistrement est abîmé et ne peut pas être lu.'
		}
	},
	said: {
		title: 'Ce qui a été dit',
		show: 'Afficher les sous-titres',
		by: (name) => `${name} :`,
		typedBy: (name) => `(écrit par ${name})`,
		search: 'Chercher dans ce qui a été dit',
		found: (count) =>
			count === 0
				? 'Aucune ligne ne contient ces mots.'
				: plural(count, { one: '# ligne contient ces mots.', other: '# lignes contiennent ces mots.' }),
		part: (from, to, of) => `Lignes ${from} à ${to} sur ${of}`,
		earlier: 'Lignes précédentes',
		later: 'Lignes suivantes',
		save: 'Télécharger les sous-titres'
	},
	player: {
		play: 'Lecture',
		pause: 'Pause',
		back: 'Reculer de 15 secondes',
		ahead: 'Avancer de 15 secondes',
		place: 'Position dans l’enregistrement',
		placeNow: (at, of) => `${at} sur ${of}`,
		speed: 'Vitesse',
		speeds: (times) => `${String(times).replace('.', ',')}×`,
		who: 'Qui parle quand',
		spoke: (name, total) => `${name} parle ${total} en tout.`,
		contents: 'Sommaire',
		topics: 'Sujets',
		pin: 'Épinglé',
		speaker: 'Parle',
		failed:
			'Votre navigateur ne peut pas lire cet enregistrement. Téléchargez-le et ouvrez-le avec un autre lecteur.'
	}
};
