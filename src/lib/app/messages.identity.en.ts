/** The words for keeping an identity, in English. */
export const identity = {
	identity: {
		text: 'People know you by a key. Its private half lives in this browser, which lets nobody read it out: not us, not a page that somebody slips you, and not you.',
		unsaved:
			'So this identity cannot be saved any more. If this browser’s data is lost, it is gone. A new one can be saved at the moment it is made.',
		saved:
			'A file of this identity was saved. With it and the passphrase you are the same person on another device.',
		make: 'Make an identity that can be saved',
		makeText:
			'You get a new key and a file that brings it back. To others you are somebody new: they follow, invite and block keys. Rooms that you host stay with the old key, so hand them over first.',
		open: 'Open a saved identity',
		openText:
			'This browser then is the person whose identity it is. The identity it has now is gone, unless it was saved too. Rooms, blocked people and letters stay in this browser.',
		file: 'Choose the identity file',
		passphrase: 'Passphrase',
		newPassphrase: 'New passphrase',
		passphraseHint:
			'At least 12 characters; four or five random words are good. Nobody can reset it: without it the file opens for nobody, you included.',
		again: 'The passphrase once more',
		unequal: 'The two passphrases are not the same. Type them again.',
		short: 'The passphrase is too short. Take at least 12 characters.',
		noFile: 'Choose the file first.',
		makeButton: 'Make it and save the file',
		openButton: 'Open it',
		working: 'One moment, this takes a few seconds…',
		madeTitle: 'Is the file in your downloads?',
		madeText:
			'It is called identity.hearsay. Keep it where you find it again, and not beside the passphrase. Nothing has changed here yet.',
		saveAgain: 'Save the file again',
		openedTitle: 'The file is open',
		openedText: (key: string) => `It holds the identity with the key ${key}.`,
		mine: 'That is the identity this browser already has.',
		use: 'Use this identity from now on',
		using: 'Taking it…',
		useText: 'You leave the room you are in, and the page loads anew. Close other tabs of Hearsay first.',
		key: 'Your key',
		faults: {
			'identity-foreign': 'This file is not a saved identity. Choose the one called identity.hearsay.',
			'identity-newer-version':
				'A newer version of Hearsay saved this file. Reload the page to get it, and try again.',
			'identity-damaged': 'This file was cut short or changed on its way. Take another copy of it.',
			'wrong-passphrase': 'The passphrase does not open this file. Type it again; capitals and spaces count.'
		}
	}
};
