import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');
const number = new Intl.NumberFormat('en');
const listeners = (count: number) => plural(count, { one: '# listener', other: '# listeners' });

/** The words for how sound travels, for giving, and for large audiences, in English. */
export const path = {
	path: {
		title: 'Your path',
		back: 'Back to the room',
		how: { mesh: 'Sound comes directly', tree: 'Sound comes over listeners' },
		howWhy: {
			mesh: 'Each page here has a connection to each other one. Sound goes straight from whoever speaks to whoever listens.',
			tree: 'In a large room listeners hand the sound on to each other. Two strands reach you, each by another way, and either one alone carries everything.'
		},
		protection: { links: 'Each link is encrypted', 'end-to-end': 'End-to-end encrypted' },
		protectionWhy: {
			links: 'Each connection between two pages is encrypted, so nobody outside can listen in.',
			'end-to-end':
				'Only those who may be in the room have the key. Neither the relay nor anybody else on the way can listen in.'
		},
		handersHear: 'Whoever hands sound on can hear it, as everybody in the room can.',
		number: (value: number) => number.format(value),
		kbps: (value: number) => `${number.format(Math.round(value))} kbit/s`
	},
	giving: {
		link: 'Settings for giving',
		title: 'Giving',
		text: 'Large rooms need no server because listeners hand the sound on to each other. Here you decide what you give.',
		allow: 'Hand sound on to other listeners',
		allowHint:
			'Your page passes on the very pieces it got and cannot change them. It does so only in the room you are in.',
		budget: 'Upload for it, at most',
		budgetValue: (kbps: string, people: string) => `${kbps}, ${people}`,
		people: (count: number) => `about ${listeners(count)}`,
		gives: (count: number) =>
			plural(count, {
				one: 'What it gives: about # listener can hear a large room through you.',
				other: 'What it gives: about # listeners can hear a large room through you.'
			}),
		costs: (megabytes: string) =>
			`What it costs: at most ${megabytes} MB of upload in an hour, a little power, and those you hand sound to see your network address. Nothing in small rooms.`,
		costsNothing:
			'You only listen: you take from others and hand nothing on. When too many do so, a large room may have no place for you.',
		scarce: 'Also on battery, over a metered connection, on a phone, or in a hidden tab',
		scarceHint:
			'Without this, your page steps aside by itself where upload or power is dear, and others take over.',
		kept: 'Saved on this device.'
	},
	crowd: {
		listeners,
		unnamed: (count: number) => plural(count, { one: 'and # more listener', other: 'and # more listeners' }),
		unnamedWhy: 'In a large room your page knows only some listeners by name.',
		reactions: 'Reactions in the last seconds',
		reaction: (name: string, count: number) => `${name}: ${number.format(count)}`,
		handsUp: (count: number) => plural(count, { one: '# hand up', other: '# hands up' }),
		moreHands: (count: number) => plural(count, { one: 'Show # more', other: 'Show # more' })
	},
	pathNotice: {
		'sound-over-listeners':
			'The room has grown, so listeners now hand the sound on to each other. You need not do anything.',
		'sound-direct': 'The room is small again: sound comes straight from whoever speaks.',
		'no-parent': 'Nobody could be found to hand you the sound. We keep trying.',
		'no-place':
			'This room has no more places for listeners who cannot hand sound on. Allow giving in the settings, or try again in a while.',
		'second-root':
			'Your page now starts the second strand of this room, so it sends more than before. That lasts while you are in the room.',
		'weak-line':
			'Your connection sends too slowly: others hear you with gaps. Close what else uploads, or move closer to your router.',
		'no-room-key':
			'Nobody here has the key of this private room, so nothing is heard. It comes as soon as the host or a co-host is here.',
		'no-encryption':
			'This browser cannot encrypt sound end to end, so in this private room you hear nobody and nobody hears you. An up-to-date browser can.'
	}
};
