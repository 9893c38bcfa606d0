import type { captions as english } from './messages.captions.en.ts';

/** The words of captions, in French. */
export const captions: typeof english = {
	captions: {
		title: 'Sous-titres',
		none: 'Les paroles de personne ne sont encore affichées.',
		noneHint: 'Les sous-titres apparaissent dès que quelqu’un sur scène écrit, ou fait transcrire sa voix.',
		settings: 'Sous-titres : taille, langue et vos propres paroles',
		hide: 'Masquer les sous-titres',
		hidden: 'Les sous-titres sont masqués. Plus, puis Sous-titres, les ramène.',
		understanding: 'en train d’être dit',
		typedBy: (name: string) => `écrit par ${name}`,
		saidBy: (name: string) => `${name} :`,
		reading: 'Lecture',
		show: 'Afficher les sous-titres',
		size: 'Taille',
		sizes: { small: 'Petite', medium: 'Moyenne', large: 'Grande', largest: 'Très grande' },
		language: 'Langue affichée',
		allLanguages: 'Toutes les langues',
		announce: 'Faire lire chaque ligne par mon lecteur d’écran',
		announceHint: 'Il parlera par-dessus les voix.',
		own: 'Vos propres paroles',
		ownLater: 'Une fois sur scène, vous pourrez faire afficher vos paroles ici.',
		ways: {
			off: 'Non affichées',
			typed: 'Je les écris',
			device: 'D’après ma voix, sur cet appareil',
			model: 'D’après ma voix, par un modèle vocal que je garde',
			cloud: 'D’après ma voix, par l’éditeur de mon navigateur'
		},
		wayHints: {
			off: 'Rien de votre voix ne devient du texte.',
			typed: 'Un champ pour écrire apparaît avec les sous-titres.',
			device:
				'Votre navigateur comprend votre voix ici. Rien ne quitte cet appareil, sauf les mots, qui vont à ce salon.',
			model:
				'Cette page comprend votre voix ici, avec un modèle que vous téléchargez une fois. Rien ne quitte cet appareil, sauf les mots, qui vont à ce salon.',
			cloud: 'Votre navigateur envoie votre voix à son éditeur. On vous le demande d’abord.'
		},
		wayMissing: 'Ce navigateur ne sait pas le faire.',
		myLanguage: 'La langue que je parle',
		readiness: {
			ready: 'Prêt.',
			'to-fetch':
				'Votre navigateur doit d’abord télécharger cette langue, une seule fois. Il la demande à son éditeur, qui voit votre adresse réseau.',
			fetching: 'Votre navigateur télécharge cette langue. Choisissez-la de nouveau dans un instant.',
			missing:
				'Ce navigateur ne sait pas comprendre la parole de cette manière. Vous pouvez écrire, ou ouvrir le salon dans un autre navigateur.',
			'language-missing':
				'Ce navigateur ne connaît pas cette langue de cette manière. Choisissez-en une autre, ou écrivez.'
		},
		modelReadiness: {
			ready: 'Prêt.',
			'to-fetch': 'Vous n’en avez pas encore : téléchargez-en un ci-dessous.',
			fetching: 'Il est en cours de téléchargement.',
			missing: 'Ce navigateur ne peut pas en faire fonctionner.',
			'language-missing':
				'Celui que vous avez ne connaît pas cette langue. Téléchargez-en un autre ci-dessous.'
		},
		model: {
			title: 'Modèle vocal',
			pick: 'Modèle',
			option: (name, megabytes) => `${name}, environ ${megabytes} Mo`,
			none: 'Il n’y a pas de modèle pour cette langue ici.',
			address: 'Le télécharger depuis',
			addressHint:
				'Le dépôt public, ou toute adresse https qui a le dossier du modèle, comme celle de votre propre relais suivie de /models.',
			will: (megabytes, host) =>
				`Environ ${megabytes} Mo seront téléchargés depuis ${host} quand vous appuierez sur le bouton, et rien avant.`,
			learns: (host) =>
				`Qui s’occupe de ${host}, ou d’une machine vers laquelle il renvoie la page, voit alors votre adresse réseau et quel modèle vous téléchargez. Votre voix n’y va jamais.`,
			fetch: 'Télécharger le modèle',
			fetching: (megabytes, of) => `Téléchargement : ${megabytes} sur environ ${of} Mo.`,
			trying: 'Il est là. Essai en cours…',
			cancel: 'Annuler',
			cancelled: 'Arrêté. Rien n’en est gardé.',
			fetched: 'Le modèle est là et fonctionne.',
			kept: (name, megabytes, host) =>
				`${name} est gardé dans ce navigateur : ${megabytes} Mo, depuis ${host}.`,
			remove: 'Le retirer',
			removed: 'Le modèle est retiré.',
			get: 'Obtenir un modèle vocal',
			another: 'Un autre modèle',
			opening: 'Démarrage du modèle…'
		},
		fetch: 'Télécharger cette langue',
		fetching: 'Téléchargement…',
		consentTitle: 'Envoyer votre voix à l’éditeur de votre navigateur ?',
		consent: [
			'Tant que votre micro est ouvert dans ce salon, votre navigateur envoie votre voix à un service de l’entreprise qui l’a créé, et reçoit des mots en retour.',
			'Cette entreprise entend ce que vous dites et voit votre adresse réseau. Ce qu’elle en garde dépend d’elle, pas de ce salon.',
			'La voix de personne d’autre n’est envoyée. Vous pouvez arrêter à tout moment, et on vous le redemandera dans le prochain salon.'
		],
		agree: 'J’accepte : envoyer ma voix',
		refuse: 'Non, ne pas l’envoyer',
		states: {
			waiting: 'Vos paroles s’afficheront dès que votre micro sera ouvert.',
			listening: 'Vos paroles sont affichées.'
		},
		cloudOn: 'Votre voix va à l’éditeur de votre navigateur.',
		deviceOn: 'Votre voix est transcrite sur cet appareil.',
		stop: 'Arrêter',
		write: 'Écrire ce qui se dit',
		send: 'Afficher',
		writeFor: 'Les paroles de',
		myself: 'Les miennes',
		faults: {
			'recogniser-missing':
				'Ce navigateur ne sait pas transcrire la parole. Vous pouvez écrire, ou ouvrir le salon dans un autre navigateur.',
			'recogniser-language':
				'Votre navigateur n’a pas cette langue ici. Téléchargez-la, choisissez-en une autre, ou écrivez.',
			'recogniser-denied':
				'Votre navigateur interdit la reconnaissance vocale à cette page. Autorisez-la dans les réglages de la page, ou écrivez.',
			'recogniser-network':
				'Le service qui comprend la parole est injoignable. Vérifiez votre connexion et choisissez-le de nouveau, ou écrivez.',
			'recogniser-failed':
				'La reconnaissance vocale de votre navigateur s’arrête dès qu’elle commence. Rechargez la page, ou écrivez.',
			'model-address':
				'On ne télécharge pas de modèle depuis une telle adresse. Donnez-en une qui commence par https://, sans mot de passe ni point d’interrogation.',
			'model-not-found':
				'Il n’y a pas ce modèle à cette adresse. Vérifiez l’adresse, ou choisissez un autre modèle.',
			'model-invalid':
				'Ce qui est venu de là n’est pas ce modèle, ou pas en entier. Rien n’en est gardé. Essayez une autre adresse.',
			'model-network':
				'L’adresse est injoignable, ne laisse pas cette page télécharger, ou ne répond plus. Vérifiez l’adresse et la connexion, puis réessayez.',
			'model-slow':
				'Le modèle met plus de temps à comprendre que vous à parler sur cet appareil. Choisissez-en un plus petit, ou écrivez.',
			'model-memory':
				'Le modèle demande plus de mémoire que cet appareil n’en a. Choisissez-en un plus petit, fermez d’autres pages, ou écrivez.',
			'model-disk':
				'Le navigateur n’a pas la place de garder le modèle. Libérez de la place sur cet appareil, ou choisissez-en un plus petit.',
			'model-busy': 'Un autre onglet télécharge un modèle. Attendez qu’il ait fini.',
			'model-cancelled': 'Le modèle a été arrêté. Choisissez-le de nouveau.',
			'model-missing': 'Il n’y a plus de modèle dans ce navigateur. Téléchargez-en un.'
		},
		writeFaults: {
			'not-on-stage': 'Seules les personnes sur scène peuvent écrire des sous-titres.',
			muted:
				'Un modérateur vous a coupé le micro. Rétablissez-le d’abord : vous pourrez de nouveau parler et écrire.',
			'not-for-another':
				'Seuls l’hôte et les co-hôtes écrivent pour d’autres, et seulement pour qui est sur scène. Choisissez de qui sont les paroles.',
			'caption-empty': 'Rien de ceci ne peut être affiché. Écrivez quelques mots.'
		},
		unmute: 'Rétablir mon micro',
		transcript: 'Ce qui a été dit',
		openTranscript: 'Tout ce qui a été dit',
		transcriptHint:
			'Seule cette page l’a, et elle l’oublie quand vous partez. Si vous le gardez, cela devient un fichier sur cet appareil : dites-le aux autres, ce sont leurs paroles.',
		transcriptEmpty: 'Rien n’a encore été dit par écrit.',
		keepText: 'Garder en texte',
		keepVtt: 'Garder en sous-titres',
		kept: 'Le fichier va dans vos téléchargements.',
		back: 'Retour aux sous-titres'
	}
};
