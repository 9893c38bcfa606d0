/** The words for the ways into a room besides its link, in English. */
export const entry = {
	open: {
		title: 'Opening a room',
		lostTitle: 'There is no room link in that',
		lostText: 'Ask whoever sent it for the link of the room, and paste it here.'
	},
	scan: {
		button: 'Scan a QR code',
		title: 'Scan a room’s QR code',
		text: 'Hold the code in front of the camera. The picture stays on this device.',
		looking: 'Looking for a code…',
		foreign: 'That code is not a Hearsay room. Try the one in the room’s Share sheet.',
		denied:
			'The camera was not allowed. Allow it in the browser’s settings for this page, or paste the link.',
		missing: 'No camera was found here. Connect one, or paste the link.',
		picture: 'What the camera sees'
	},
	embed: {
		title: 'A Hearsay room',
		listen: 'Listen',
		stop: 'Stop listening',
		open: 'Open in Hearsay',
		listening: 'You are listening.',
		speaking: (names: string) => `Speaking: ${names}`,
		quiet: 'Nobody speaks right now.'
	},
	ways: {
		title: 'Other ways in',
		appLink: 'Link for the installed app',
		copyApp: 'Copy app link',
		embed: 'Code for your own site',
		embedHint:
			'A small player with a listen button. Whoever sees your site can come in as if they had the link.',
		copyEmbed: 'Copy code',
		copied: 'Copied.'
	},
	pinLink: {
		copy: 'Copy a link to this pin',
		copied: 'The link to this pin is copied.',
		here: 'The pin you came for'
	}
};
