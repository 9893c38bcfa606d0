import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for letters between two people, in English. */
export const letters = {
	letters: {
		title: 'Letters',
		about: 'Between you and one other person. Nobody in between can read them.',
		empty: 'No letters yet',
		emptyHint: 'In a room, press a person and choose “Write to them alone”.',
		toChat: 'Chat of the room',
		toAll: 'All letters',
		all: 'The letters that this device keeps',
		unread: (count: number) => plural(count, { one: '# new', other: '# new' }),
		you: 'You',
		yours: (text: string) => `You: ${text}`,
		between: (name: string) => `What you and ${name} wrote each other`,
		begin: (name: string) =>
			`Only ${name} can read what you write here. It is sealed on this device and opened on theirs.`,
		key: 'Key',
		write: (name: string) => `Write to ${name} alone`,
		send: 'Send',
		states: {
			waiting: 'Waits until you are in a room together',
			delivered: 'Delivered',
			declined: 'Not taken'
		},
		declinedHint: (name: string) => `${name} takes no letters from you.`,
		takeBack: 'Take back',
		takenBack: 'The letter is taken back.',
		isBlocked: (name: string) => `You block ${name}. Unblock them in the settings to write to them.`,
		forget: 'Forget these letters',
		forgetText: (name: string) =>
			`They are deleted on this device. ${name} keeps theirs. There is no way back.`,
		forgotten: (name: string) => `The letters between you and ${name} are gone from this device.`,
		who: 'Who may write to you alone',
		choices: {
			everybody: 'Everybody I meet in a room',
			known: 'Only people I wrote to first',
			nobody: 'Nobody'
		},
		choiceHint: 'Whoever may not is told that their letter was not taken.',
		faults: {
			'letter-empty': 'There is nothing to read in it. Write some words.',
			'letter-to-myself': 'This is you. You cannot write to yourself.',
			'letter-to-blocked': 'You block this person. Unblock them to write to them.',
			'letters-waiting':
				'Twenty letters wait for this person already. More can be written once they have those, or you take some back.',
			'letters-full': 'This device keeps two hundred conversations and not more. Forget one, then try again.'
		}
	}
};
