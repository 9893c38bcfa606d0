import type { entry as english } from './messages.entry.en.ts';

/** The words for the ways into a room besides its link, in French. */
export const entry: typeof english = {
	open: {
		title: 'Ouverture d’un salon',
		lostTitle: 'Aucun lien de salon là-dedans',
		lostText: 'Demandez le lien du salon à qui vous l’a envoyé, et collez-le ici.'
	},
	scan: {
		button: 'Scanner un code QR',
		title: 'Scanner le code QR d’un salon',
		text: 'Tenez le code devant la caméra. L’image reste sur cet appareil.',
		looking: 'Recherche d’un code…',
		foreign: 'Ce code n’est pas celui d’un salon Hearsay. Essayez celui du volet Partager du salon.',
		denied:
			'La caméra n’a pas été autorisée. Autorisez-la pour cette page dans les réglages du navigateur, ou collez le lien.',
		missing: 'Aucune caméra trouvée ici. Branchez-en une, ou collez le lien.',
		picture: 'Ce que voit la caméra'
	},
	embed: {
		title: 'Un salon Hearsay',
		listen: 'Écouter',
		stop: 'Arrêter l’écoute',
		open: 'Ouvrir dans Hearsay',
		listening: 'Vous écoutez.',
		speaking: (names) => `En train de parler : ${names}`,
		quiet: 'Personne ne parle en ce moment.'
	},
	ways: {
		title: 'Autres façons d’entrer',
		appLink: 'Lien pour l’application installée',
		copyApp: 'Copier le lien d’application',
		embed: 'Code pour votre propre site',
		embedHint:
			'Un petit lecteur avec un bouton d’écoute. Qui voit votre site peut entrer comme avec le lien.',
		copyEmbed: 'Copier le code',
		copied: 'Copié.'
	},
	pinLink: {
		copy: 'Copier un lien vers cette épingle',
		copied: 'Le lien vers cette épingle est copié.',
		here: 'L’épingle qui vous amène'
	}
};
