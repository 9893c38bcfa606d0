import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for people whom one blocks, and for lists of them, in English. */
export const blocks = {
	blocks: {
		title: 'Blocked people',
		mark: 'Blocked by you',
		/** Where a sentence about somebody begins with their name. */
		named: (name: string) => `${name}, blocked by you,`,
		block: 'Block',
		unblock: 'Unblock',
		unblockAndLetIn: 'Unblock and let back in',
		means: (name: string) =>
			`${name} is not heard on this device, is marked in every room, and cannot join rooms that you host. Your list is private.`,
		meansHere: (name: string) =>
			`You host this room: ${name} is banned from it now. Everybody here can see that, and not your reason.`,
		reason: 'Your reason (you may leave it empty)',
		reasonHint: 'Kept on this device. Others see it only if you put it into a file yourself.',
		confirm: (name: string) => `Block ${name}`,
		notHeard: 'You do not hear them on this device.',
		blocked: (name: string) => `You blocked ${name}.`,
		unblocked: (name: string) => `${name} is no longer blocked.`,
		since: (when: string) => `Blocked ${when}.`,
		because: (reason: string) => `Reason: ${reason}`,
		fromList: (name: string) => `From the list of ${name}.`,
		theirReason: (reason: string) => `Their reason: ${reason}`,
		asWas: (name: string) => `You blocked them as ${name}.`,
		here: (count: number) =>
			plural(count, { one: 'Somebody you blocked is here', other: '# people you blocked are here' }),
		hereWhy: 'If you come in, they can see that you are here. You do not hear them.',
		hereHost: 'You host this room: they are banned as soon as you come in.',
		hostIs: 'You blocked the host of this room.',
		about:
			'People on this list are not heard on this device, are marked in every room, and cannot join rooms that you host. The list is yours alone: nobody is told.',
		empty: 'You block nobody. In a room, press a person and choose Block.',
		count: (count: number) => plural(count, { one: 'You block # person.', other: 'You block # people.' }),
		more: (count: number) => plural(count, { one: 'Show # more', other: 'Show # more' }),
		bansStay: 'Where they were banned already, they stay out until they are let back in there.',
		files: 'Lists to pass on',
		save: 'Save my list as a file',
		withReasons: 'With my reasons',
		withReasonsHint: 'Reasons that came with somebody else’s list are never in it.',
		saveHint:
			'The file is signed with your key and says your name: whoever gets it can show that you made it.',
		saved: 'The file is made. Your browser saves it.',
		open: 'Open somebody’s list',
		signedBy: (name: string) => `A list signed by ${name}`,
		signedByMe: 'A list that you signed yourself',
		signedOn: (when: string) => `Signed ${when}.`,
		key: 'Key',
		keyHint: 'Anybody can use any name. Compare the key with theirs before you trust the list.',
		holds: (count: number) => plural(count, { one: 'It names # person.', other: 'It names # people.' }),
		known: (count: number) =>
			plural(count, {
				one: '# of them is on your list already.',
				other: '# of them are on your list already.'
			}),
		allKnown: 'All of them are on your list already.',
		noReason: 'No reason given.',
		take: (count: number) => plural(count, { one: 'Block # person', other: 'Block # people' }),
		taken: (count: number) => plural(count, { one: '# person is blocked.', other: '# people are blocked.' }),
		faults: {
			'blocks-full': 'Your list holds 2,000 people and not more. Unblock some, then try again.',
			'blocks-myself': 'This is you. You cannot block yourself.'
		},
		fileFaults: {
			'list-foreign':
				'This file is not a list of blocked people. Choose the file that somebody saved in Hearsay.',
			'list-newer-version':
				'This list was saved by a newer Hearsay. Reload this page to get it, then open the file again.',
			'list-damaged': 'This file was cut short or changed on its way. Ask for it again.',
			'list-forged':
				'The signature of this list is wrong: somebody changed it, or it is not from whom it names. Do not use it, and ask for it again.',
			'list-too-large': 'This file is too large for a list of blocked people. Choose another one.'
		}
	}
};
