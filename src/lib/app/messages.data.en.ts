import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for what this device keeps, in English. */
export const data = {
	data: {
		title: 'Your data',
		text: 'Everything Hearsay keeps about you is in this browser, and nowhere else:',
		kept: [
			'your identity, a key that no page can read out, with your name and picture',
			'the rooms you started or visited, with what happened in them',
			'when scheduled rooms take place whose page you opened, your answers, and your reminders',
			'the recordings you made, with what happened along them',
			'the speech model you fetched for captions, if any',
			'the letters between you and others',
			'whom you follow, block or muted for yourself, your communities, and what others plan that you hand on',
			'your tickets; as a host, the ecash that came in and the way to your wallet',
			'your choices: sound, volumes for people, giving, relays, shortcuts, language and look'
		] as readonly string[],
		rooms: (count: number) => plural(count, { one: '# room is kept.', other: '# rooms are kept.' }),
		recordings: (count: number) =>
			plural(count, { one: '# recording is kept.', other: '# recordings are kept.' }),
		model: (name: string, megabytes: string) => `${name} is kept: ${megabytes} MB.`,
		removeModel: 'Remove the speech model',
		modelRemoved: 'The speech model is removed.',
		size: (megabytes: string) => `It takes about ${megabytes} MB, the app itself included.`,
		keeping: {
			lasting: 'The browser promised to keep all of it until you delete it.',
			fleeting:
				'When this device runs short of space, the browser may delete all of it: your rooms and recordings, and your key, with which your place as a host goes.',
			ask: 'Ask the browser to keep it',
			refused:
				'The browser did not agree. It does so sooner for an app that is installed or often used. Save as a file what matters.',
			'cannot-ask':
				'This browser makes no promise to keep it, and may delete all of it when space runs short. Save as a file what matters.'
		},
		save: 'Save it all as a file',
		saveHint:
			'Everything above but your key, your recordings and the speech model, as JSON that people and programs can read. It holds the links of your rooms, and your letters: keep it to yourself.',
		saved: 'The file is made. Your browser saves it.',
		erase: 'Delete everything on this device',
		eraseTitle: 'Delete everything on this device?',
		eraseText:
			'Your identity goes with it: you are no longer the host of your rooms, and nobody recognises you. Your recordings go too: save first those you want to keep. Hand a room over first if it should go on. There is no way back.',
		eraseButton: 'Delete everything',
		erasing: 'Deleting…'
	}
};
