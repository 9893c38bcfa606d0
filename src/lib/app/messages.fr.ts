import type { Messages } from './messages.ts';
import { authority } from './messages.authority.fr.ts';
import { data } from './messages.data.fr.ts';
import { entry } from './messages.entry.fr.ts';
import { blocks } from './messages.blocks.fr.ts';
import { path } from './messages.path.fr.ts';
import { pins } from './messages.pins.fr.ts';
import { reasons } from './messages.reasons.fr.ts';
import { record } from './messages.record.fr.ts';
import { recording } from './messages.recording.fr.ts';
import { turns } from './messages.turns.fr.ts';
import { ordinalsOf, pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');
const ordinal = ordinalsOf('fr', { one: 're', other: 'e' });

/** Every word of the interface in French. */
export const fr: Messages = {
	...authority,
	...data,
	...entry,
	...blocks,
	...path,
	...pins,
	...reasons,
	...record,
	...recording,
	...turns,
	language: { label: 'Langue' },
	app: {
		name: 'Hearsay',
		home: 'Accueil',
		settings: 'Réglages',
		agenda: 'Agenda',
		communities: 'Communautés',
		close: 'Fermer',
		cancel: 'Annuler',
		save: 'Enregistrer',
		saved: 'Enregistré',
		dismiss: 'Masquer',
		back: 'Retour',
		skip: 'Aller au contenu',
		loading: 'Un instant…',
		guest: (mark) => `Invité ${mark}`,
		you: 'Vous',
		notFoundTitle: 'Il n’y a rien ici',
		notFoundText:
			'L’adresse a peut-être été coupée. Le lien d’un salon contient une longue partie après le signe #.',
		brokenTitle: 'Cette page a rencontré un problème',
		brokenText: 'Rechargez-la. Si vous êtes dans un salon, vous y revenez tout seul.'
	},
	home: {
		title: 'Parlez, et la voix passe de l’un à l’autre',
		sentence:
			'Hearsay est un salon audio dans votre navigateur : vous parlez sur une scène, et le son va droit aux personnes qui écoutent, ou de l’une à l’autre quand elles sont nombreuses, sans société au milieu.',
		start: 'Ouvrir un salon',
		startHint: 'Sans compte. Un seul lien à partager.',
		paste: 'Vous avez un lien ?',
		pasteLabel: 'Lien du salon',
		pasteHint: 'Collez-le ici',
		open: 'Ouvrir',
		rooms: 'Vos salons',
		openFile: 'Ouvrir un fichier de salon',
		roomsEmpty: 'Les salons que vous ouvrez ou visitez sont gardés ici, sur cet appareil seulement.',
		roomsLoading: 'Recherche de vos salons…',
		hosted: 'Vous l’animez',
		ended: 'Terminé',
		untitled: 'Salon sans titre',
		visited: (when) => `Dernière visite ${when}`,
		forget: 'Oublier',
		forgotten: (title) => `« ${title} » est oublié sur cet appareil.`,
		profile: 'Vous',
		noName: 'Pas encore de nom',
		changeProfile: 'Modifier',
		profileHint:
			'C’est ainsi que les autres vous voient. Rien ne quitte cet appareil avant que vous n’entriez dans un salon.',
		notDurable:
			'Ce navigateur ne garde rien pour cette page (une fenêtre privée, peut-être). Votre nom et vos salons disparaissent à sa fermeture.',
		look: 'Langue et apparence'
	},
	profile: {
		identity: 'Votre identité',
		keepIdentity: 'La garder pour d’autres appareils',
		name: 'Votre nom',
		nameHint: 'Laissez vide pour rester un invité.',
		picture: 'Votre image',
		choosePicture: 'Choisir une image',
		dropPicture: 'Garder le dessin',
		notAnImage:
			'Ce fichier n’est pas une image que ce navigateur sait lire. Choisissez un JPEG, un PNG ou un WebP.',
		tooLarge: 'Cette image n’a pas pu être assez réduite. Choisissez-en une plus simple.',
		kept: 'Votre profil est enregistré sur cet appareil.'
	},
	theme: { label: 'Thème', system: 'Comme l’appareil', light: 'Clair', dark: 'Sombre' },
	start: {
		title: 'Ouvrir un salon',
		sentence: 'Vous en serez l’hôte : vous décidez qui peut entrer et qui parle.',
		roomTitle: 'Titre du salon',
		roomTitleHint: 'De quoi allez-vous parler ?',
		topics: 'Sujets',
		topicsHint: 'Trois au plus, un par case. Vous pouvez les laisser vides.',
		topic: (place) => `Sujet ${place}`,
		when: 'Quand',
		now: 'Maintenant',
		later: 'Plus tard',
		plan: 'Programmer le salon',
		golive: 'Passer en direct',
		going: 'Ouverture du salon…',
		defaultTitle: (name) => `Le salon de ${name}`
	},
	join: {
		invited: 'Vous êtes invité à écouter',
		button: 'Commencer l’écoute',
		promise:
			'Sans compte et sans microphone. Le son vient des personnes présentes : des appareils parmi les leurs voient votre adresse réseau, comme dans tout appel direct. « Votre chemin » montre lesquels.',
		unknownTitle: 'Un salon sur Hearsay',
		hostedBy: (name) => `Animé par ${name}`,
		onStage: 'Sur scène',
		inside: (count) => plural(count, { one: '# personne présente', other: '# personnes présentes' }),
		soon: 'Vous entrez dès que le salon est trouvé. Vous pouvez garder cette page ouverte.',
		noRelay: 'Le relais qui vous présente est hors de portée. Nous continuons d’essayer.'
	},
	room: {
		live: 'En direct',
		here: (count) => plural(count, { one: '# personne', other: '# personnes' }),
		hereFor: 'Vous êtes ici depuis',
		stage: 'Scène',
		stageEmpty: 'Personne n’est sur scène en ce moment.',
		audience: 'Public',
		audienceEmpty: 'Personne n’écoute encore. Touchez Partager et envoyez le lien.',
		audienceEmptyListener: 'Vous êtes le premier à écouter.',
		audienceMore: (count) => plural(count, { one: 'En montrer # de plus', other: 'En montrer # de plus' }),
		pinned: 'Épinglé',
		unpin: 'Détacher',
		linkConnected: 'Connecté',
		linkAlone: 'Ouvert, en attente des autres',
		linkNoRelay: 'Relais hors de portée, le salon continue',
		linkReconnecting: 'Reconnexion…',
		linkConnecting: 'Connexion…',
		turnOnSound: 'Activer le son',
		turnOnSoundWhy: 'Votre navigateur laisse cette page muette tant que vous n’avez pas appuyé.',
		minimised: 'Votre salon',
		backToRoom: 'Revenir au salon'
	},
	person: {
		roles: { host: 'Hôte', cohost: 'Coanimateur', speaker: 'Intervenant', listener: 'Auditeur' },
		you: 'vous',
		micOn: 'Microphone ouvert',
		micOff: 'Microphone coupé',
		muted: 'Coupé par la modération',
		hand: (place) => `Main levée, ${ordinal(place)} dans la file`,
		invited: 'Invité à monter sur scène',
		reconnecting: 'En reconnexion',
		volume: 'Volume sur cet appareil',
		muteForMe: 'Couper pour moi',
		muteForMeHint: 'Vous ne l’entendez plus, les autres si. Personne n’en est averti.',
		mutedForMe: 'Coupé pour vous',
		writeAlone: 'Lui écrire en privé',
		wroteAlone: (name, text) => `${name} vous écrit en privé : ${text}`,
		letUp: 'Inviter sur scène',
		takeHandDown: 'Baisser sa main',
		mute: 'Couper le micro',
		toAudience: 'Renvoyer dans le public',
		remove: 'Faire sortir',
		ban: 'Exclure',
		makeCohost: 'Nommer coanimateur',
		endCohost: 'Retirer ce rôle',
		moderation: 'Pour la modération',
		moderationHint: 'Faire sortir vaut jusqu’à ce que vous laissiez revenir. Une exclusion dure.',
		letBackIn: 'Laisser revenir',
		removed: (name) => `${name} est sorti du salon.`,
		banned: (name) => `${name} est exclu du salon.`,
		key: 'Clé'
	},
	bar: {
		label: 'Commandes du salon',
		leave: 'Quitter',
		microphone: 'Microphone',
		mic: 'Micro',
		micOff: 'Votre microphone est coupé',
		micOpening: 'Ouverture du microphone…',
		micOn: 'Votre microphone est ouvert',
		micHold: 'Maintenez pour parler',
		micMuted: 'La modération vous a coupé. Touchez pour reparler',
		membersSpeak: 'Seuls les membres de la communauté parlent ici',
		listening: 'Vous écoutez',
		hand: 'Lever la main',
		handUp: 'Votre main est levée',
		handPlace: (place) => `Votre main est levée, ${ordinal(place)} dans la file`,
		requests: 'Demandes',
		requestsWaiting: (count) => plural(count, { one: '# main levée', other: '# mains levées' }),
		chat: 'Chat',
		unread: (count) => plural(count, { one: '# nouveau message', other: '# nouveaux messages' }),
		unreadLetters: (count) => plural(count, { one: '# nouvelle lettre', other: '# nouvelles lettres' }),
		share: 'Partager',
		more: 'Plus',
		stepDown: 'Descendre de scène'
	},
	reactions: {
		button: 'Réagir',
		title: 'Réactions',
		names: {
			clap: 'Applaudir',
			heart: 'Cœur',
			laugh: 'Rire',
			fire: 'Feu',
			up: 'Pouce levé',
			party: 'Fête',
			wow: 'Étonnement',
			thanks: 'Merci',
			hundred: 'Cent sur cent'
		}
	},
	requests: {
		title: 'Demandes',
		empty: 'Aucune main n’est levée.',
		emptyHint: 'Quand quelqu’un du public lève la main, il attend ici à son tour.',
		letSpeak: 'Laisser parler',
		takeDown: 'Pas maintenant',
		waiting: (time) => `Attend depuis ${time}`,
		left: 'Absent en ce moment',
		fair: 'D’abord qui a le moins parlé',
		talked: (time) => `a parlé ${time}`,
		lessThanMinute: 'moins d’une minute',
		minutes: (count) => plural(count, { one: '# minute', other: '# minutes' })
	},
	invitation: {
		title: 'On vous invite à parler',
		text: 'Vous montez avec le microphone coupé. On ne vous entend que lorsque vous l’ouvrez.',
		join: 'Monter sur scène',
		stay: 'Rester dans le public',
		check: 'Essayer mon microphone'
	},
	share: {
		title: 'Partager ce salon',
		link: 'Lien du salon',
		copy: 'Copier le lien',
		copied: 'Le lien est copié.',
		copyFailed: 'Le navigateur n’a pas permis la copie. Sélectionnez le lien et copiez-le vous-même.',
		send: 'Envoyer par une autre application',
		qr: 'Lien du salon en code QR'
	},
	more: {
		title: 'Plus',
		edit: 'Changer le titre et les sujets',
		editTitle: 'Titre et sujets',
		pin: 'Épingler quelque chose',
		pinTitle: 'Épingler quelque chose',
		pinLabel: 'Texte ou lien',
		pinButton: 'Épingler',
		people: 'Personnes mises dehors',
		peopleEmpty: 'Personne n’a été mis dehors.',
		isRemoved: 'Sorti',
		isBanned: 'Exclu',
		reason: (text) => `Raison : ${text}`,
		sound: 'Son et microphone',
		shortcuts: 'Raccourcis clavier',
		tickets: 'Billets',
		captions: 'Sous-titres',
		saveFile: 'Enregistrer ce salon dans un fichier',
		whoSpeaks: 'Qui parle ?',
		speakingNow: (names) => `Parle en ce moment : ${names}.`,
		nobodySpeaks: 'Personne ne parle.'
	},
	announce: {
		label: 'Annoncé par le lecteur d’écran',
		kinds: {
			people: 'Qui arrive et qui part',
			hands: 'Les mains levées',
			stage: 'Qui monte sur scène et en descend',
			microphone: 'Votre microphone',
			chat: 'Ce qui s’écrit dans la discussion',
			turns: turns.turns.kind
		},
		wrote: (name, text) => `${name} a écrit : ${text}`,
		wroteMany: (count) => plural(count, { one: '# nouveau message.', other: '# nouveaux messages.' }),
		joined: (name) => `${name} est arrivé.`,
		joinedMany: (count) =>
			plural(count, { one: '# personne est arrivée.', other: '# personnes sont arrivées.' }),
		left: (name) => `${name} est parti.`,
		leftMany: (count) => plural(count, { one: '# personne est partie.', other: '# personnes sont parties.' }),
		hand: (name) => `${name} lève la main.`,
		handMany: (count) => plural(count, { one: '# main s’est levée.', other: '# mains se sont levées.' }),
		onStage: (name) => `${name} est sur scène.`,
		offStage: (name) => `${name} est descendu de scène.`,
		newHost: (name) => `Le nouvel hôte est ${name}.`,
		youHost: 'Vous êtes l’hôte maintenant.',
		youOnStage: 'Vous êtes sur scène. Votre microphone est coupé.',
		youOffStage: 'Vous êtes dans le public.',
		micOn: 'Votre microphone est ouvert.',
		micOff: 'Votre microphone est coupé.'
	},
	relays: {
		title: 'Relais',
		label: 'Vos propres relais',
		hint: 'Une adresse par ligne, comme https://relay.example.org ou une adresse qui commence par /ip4/. Vos salons se trouvent aussi par eux, et leurs liens les portent ; votre accueil leur demande qui est en direct. Vide : seulement le relais de cette page.',
		kept: 'Vos relais sont gardés sur cet appareil.',
		invalid:
			'L’une de ces lignes n’est pas une adresse de relais. Donnez l’adresse qui ouvre le relais dans un navigateur, ou une adresse /ip4/ ou /dns4/ entière ; quatre au plus.'
	},
	settings: {
		title: 'Réglages',
		you: 'Vous',
		sound: 'Son',
		look: 'Langue et apparence',
		letters: 'Lettres à deux',
		keyboard: 'Clavier',
		reader: 'Lecteur d’écran'
	},
	phase: {
		connecting: { title: 'Recherche du salon…', text: 'Cela prend quelques secondes.' },
		waiting: {
			title: 'Personne n’est encore là',
			text: 'Le lien est bon. Gardez cette page ouverte : le salon apparaît dès que quelqu’un y revient.'
		},
		preview: { title: 'Le salon est ouvert', text: 'Touchez Commencer l’écoute pour entrer.' },
		scheduled: { title: 'Pas encore en direct', text: 'Ce salon a lieu plus tard.' },
		live: { title: 'En direct', text: 'Vous êtes dans le salon.' },
		reconnecting: {
			title: 'Reconnexion…',
			text: 'Les liens avec les autres sont coupés. Nous essayons jusqu’à ce que vous partiez.'
		},
		ended: { title: 'Ce salon est terminé', text: 'L’hôte y a mis fin pour tous. Vous pouvez en ouvrir un.' },
		locked: {
			title: 'Ce salon est fermé à clé',
			text: 'Pas de nouveaux pour le moment. Demandez à l’hôte d’ouvrir, puis réessayez.'
		},
		uninvited: {
			title: 'Ce salon est sur invitation',
			text: 'Demandez à l’hôte une invitation à vous : chacune fait entrer une personne, une fois.'
		},
		'not-following': {
			title: 'Ce salon est réservé à qui suit l’hôte',
			text: 'Suivez l’hôte pour entrer. Votre clé le signe, et seul ce salon le voit.'
		},
		ticketless: {
			title: 'Ce salon demande un billet',
			text: 'Avec un billet, la porte s’ouvre toute seule ; sans billet, on n’entend rien.'
		},
		'other-version': {
			title: 'Les autres utilisent une autre version de Hearsay',
			text: 'Rechargez cette page pour avoir la plus récente. Sinon, demandez-leur de recharger la leur.'
		},
		full: { title: 'Ce salon est plein', text: 'Réessayez dans un moment, quand quelqu’un sera parti.' },
		removed: {
			title: 'On vous a fait sortir de ce salon',
			text: 'La modération peut vous laisser revenir. D’ici là, ce lien vous reste fermé.'
		},
		banned: {
			title: 'Vous êtes exclu de ce salon',
			text: 'Ce lien vous reste fermé, même après un rechargement. Seule la modération peut y changer quelque chose.'
		},
		elsewhere: {
			title: 'Ce salon est ouvert dans un autre onglet',
			text: 'Le son joue dans un seul onglet à la fois. Allez à cet onglet, ou utilisez le salon ici.'
		},
		left: { title: 'Vous avez quitté le salon', text: 'Le salon continue. Le même lien vous y ramène.' }
	},
	phaseActions: {
		follow: (name) => `Suivre ${name}`,
		followHost: 'Suivre l’hôte',
		reload: 'Recharger',
		takeOver: 'L’utiliser ici',
		again: 'Réessayer',
		home: 'Aller à l’accueil',
		reason: (text) => `La raison donnée : ${text}`
	},
	notice: {
		'storage-full':
			'Cet appareil n’a plus de place. Le salon continue, mais ce qui se passe maintenant peut manquer après un rechargement.',
		'storage-unavailable':
			'Ce navigateur ne laisse rien garder à Hearsay. Le salon continue ; une fois la page fermée, vous repartez de zéro.',
		'muted-by-moderator': (by) => `${by} a coupé votre micro. Touchez Microphone quand vous voulez reparler.`,
		'moved-to-audience': (by) => `${by} vous a renvoyé dans le public. Levez la main pour revenir.`,
		'made-host': 'Le salon est à vous : vous en êtes l’hôte.',
		'acting-host': 'Les coanimateurs sont d’accord : vous menez jusqu’au retour de l’hôte.',
		'made-cohost': 'Vous êtes coanimateur : vous pouvez donner la parole et maintenir l’ordre.',
		'microphone-lost':
			'Votre microphone est débranché. Branchez-le ou choisissez-en un autre, puis touchez Microphone.',
		'microphone-switched': (device) =>
			`Votre microphone est perdu. Vous parlez maintenant par « ${device} ».`,
		'talking-while-muted':
			'Vous parlez, mais votre microphone est coupé. Touchez Microphone pour être entendu.',
		'noise-model-missing':
			'RNNoise n’a pas pu être chargé. Votre navigateur enlève les bruits de fond de votre voix à sa place.',
		'network-changed': 'Votre réseau a changé. Le son revient dans un instant.',
		'peer-misbehaved': (name) =>
			`${name} a envoyé quelque chose que ce salon n’admet pas, et n’est plus relié à vous. Vous n’avez rien à faire.`
	},
	fault: {
		link: {
			'link-empty':
				'Il n’y a pas de salon dans ce lien. Demandez le lien entier : il finit par une longue partie après #.',
			'link-truncated': 'Ce lien a été coupé. Copiez-le de nouveau en entier, jusqu’à la dernière lettre.',
			'link-mangled': 'Ce lien a été abîmé en route. Demandez-le de nouveau, ou utilisez le code QR.',
			'link-foreign':
				'Ce n’est pas le lien d’un salon Hearsay. Un tel lien contient /room/# et un long code.',
			'link-newer-version':
				'Ce lien vient d’un Hearsay plus récent. Rechargez cette page, puis ouvrez le lien de nouveau.'
		},
		engine: {
			'no-webrtc':
				'Ce navigateur ne peut pas se relier aux autres (WebRTC manque ou est désactivé). Utilisez Firefox, Chrome, Edge ou Safari à jour.',
			'no-crypto':
				'Ce navigateur n’a pas le chiffrement dont Hearsay a besoin. Mettez-le à jour, ou utilisez Firefox, Chrome, Edge ou Safari à jour.',
			'insecure-page':
				'Hearsay ne marche que par une connexion sûre. Ouvrez cette adresse avec https:// devant.',
			'not-loaded': 'Une partie de Hearsay n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez.'
		},
		microphone: {
			'microphone-denied':
				'Votre microphone est bloqué. Autorisez-le dans la barre d’adresse, puis touchez Microphone de nouveau.',
			'microphone-missing': 'Aucun microphone trouvé. Branchez-en un, puis touchez Microphone de nouveau.',
			'microphone-in-use':
				'Un autre programme utilise votre microphone. Fermez-le là-bas, puis touchez Microphone de nouveau.',
			'microphone-unsupported':
				'Ce navigateur ne peut pas utiliser de microphone ici. Vous pouvez continuer à écouter, ou en essayer un autre.',
			'not-on-stage': 'Vous n’êtes pas sur scène. Levez la main pour demander une place.'
		},
		command: {
			'not-allowed':
				'Vous ne pouvez pas faire cela dans ce salon en ce moment. Les rôles viennent peut-être de changer.',
			'not-admitted':
				'Personne ici ne peut encore vous laisser écrire. Réessayez au retour de l’hôte ou d’un coanimateur.',
			'not-in-room': 'Vous n’êtes pas dans le salon en ce moment. Réessayez une fois revenu.',
			invalid: 'Cela n’a pas pu être utilisé. Raccourcissez-le, ou cherchez-y des caractères égarés.'
		},
		store: {
			'storage-full': 'Rien n’a été enregistré : cet appareil n’a plus de place. Libérez-en et réessayez.',
			'storage-unavailable':
				'Rien n’a été enregistré : ce navigateur ne garde rien pour cette page. Cela tient jusqu’à sa fermeture.'
		}
	}
};
