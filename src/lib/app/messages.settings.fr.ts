import type { settings as english } from './messages.settings.en.ts';

/** The words of the settings of sound and keyboard, in French; loaded with them. */
export const settings: typeof english = {
	sound: {
		title: 'Son et microphone',
		input: 'Microphone',
		output: 'Haut-parleur ou casque',
		system: 'Le choix du système',
		unnamed: (place) => `Appareil ${place}`,
		namesLater: 'Les noms de vos appareils apparaissent une fois le microphone autorisé.',
		test: 'Essayer le microphone',
		testing: 'Dites quelque chose : la barre suit votre voix.',
		stopTest: 'Arrêter l’essai',
		level: 'Niveau du microphone',
		hearYourself: 'S’entendre, une demi-seconde plus tard',
		hearYourselfHint: 'Mettez un casque, sinon le son revient en boucle.',
		noise: 'Bruits de fond',
		noiseKinds: {
			off: 'Les laisser',
			browser: 'Votre navigateur les enlève',
			rnnoise: 'RNNoise les enlève'
		},
		noiseHints: {
			off: 'Votre voix part avec ce qui l’entoure.',
			browser: 'Fait pour les ventilateurs et autres bruits continus.',
			rnnoise:
				'Un petit modèle neuronal qui travaille sur cet appareil. Il en enlève davantage, retarde votre voix d’un rien et se charge une fois (170 ko).'
		},
		noiseRests: 'En mode musique, rien n’est enlevé.',
		music: 'Mode musique',
		musicHint:
			'Pour les instruments et le chant. Votre son part tel quel, sans annulation d’écho, sans réduction de bruit et sans volume automatique. Mettez un casque, sinon les autres s’entendent eux-mêmes.',
		pushToTalk: 'Appuyer pour parler',
		pushToTalkHint: (key) =>
			key === null
				? 'Votre microphone n’envoie que tant que vous tenez le bouton Microphone.'
				: `Votre microphone n’envoie que tant que vous tenez la touche ${key} ou le bouton Microphone.`,
		whenMuted: 'Quand votre microphone est coupé',
		whenMutedClose: 'Le lâcher',
		whenMutedCloseHint: 'Votre système le montre comme inutilisé.',
		whenMutedWatch: 'Le garder ouvert sur cet appareil',
		whenMutedWatchHint: 'Rien n’est envoyé, et nous pouvons vous dire que vous parlez micro coupé.',
		cues: 'De brefs sons pour ce qui se passe',
		cuesHint: 'Ils ne jouent que sur cet appareil. Personne d’autre ne les entend.',
		cueVolume: 'Volume de ces sons',
		tryCues: 'Écouter chacun',
		cueNames: {
			muted: 'Microphone coupé',
			unmuted: 'Microphone ouvert',
			'on-stage': 'Vous êtes sur scène',
			dropped: 'Connexion perdue',
			reconnected: 'Connexion retrouvée',
			recording: 'Un enregistrement commence ou s’arrête',
			turn: 'Votre temps s’achève',
			hand: 'Une main se lève',
			joined: 'Quelqu’un arrive',
			left: 'Quelqu’un part'
		},
		cuesWhen:
			'Une main ne sonne que pour l’hôte et les coanimateurs. Les arrivées et les départs sonnent dans les salons jusqu’à huit personnes.'
	},
	shortcuts: {
		title: 'Raccourcis clavier',
		hint: 'Ils se reposent pendant que vous écrivez. Chacun peut être désactivé, et la plupart peuvent changer de touche.',
		names: {
			talk: 'Maintenir pour parler',
			mute: 'Ouvrir ou couper le microphone',
			hand: 'Lever ou baisser la main',
			react: 'Envoyer une réaction',
			help: 'Montrer cette liste'
		},
		space: 'Espace',
		reactKeys: '1–9',
		change: 'Changer',
		changeFor: (name) => `Changer la touche : ${name}`,
		press: 'Appuyez sur une touche…',
		pressFor: (name) =>
			`Appuyez sur la nouvelle touche pour « ${name} », ou sur Échap pour garder l’ancienne.`,
		isNow: (name, key) => `« ${name} » a maintenant la touche ${key}.`,
		reset: 'Rendre à tous leur première touche',
		faults: {
			'key-reserved':
				'Cette touche ne convient pas. Choisissez une lettre, un signe ou Espace ; 1 à 9 servent aux réactions.',
			'key-taken': 'Un autre raccourci a cette touche. Choisissez-en une autre.'
		},
		escape: 'Fermer ce qui est ouvert',
		escapeKey: 'Échap'
	}
};
