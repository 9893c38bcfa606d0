import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');
const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });

/** The words of the page of one’s path and of the whole tree, in English; loaded with that page. */
export const way = {
	way: {
		notInside: 'You see your path once you are in the room.',
		signed: 'Every piece of sound is signed by whoever spoke it. Nobody on the way can change a word.',
		stage: 'Stage',
		me: 'You',
		strands: ['Strand A', 'Strand B'] as readonly [string, string],
		marks: ['A', 'B'] as readonly [string, string],
		picture: 'How sound reaches you, drawn. The table below says the same in words.',
		pictureDirect: (count: number) =>
			plural(count, {
				one: 'You and # page that you are directly connected to, drawn.',
				other: 'You and # pages that you are directly connected to, drawn.'
			}),
		repairingOne: (broken: string, other: string) =>
			`${broken} is being repaired. ${other} carries the sound meanwhile.`,
		repairingBoth: 'Both strands are being repaired. The sound may break up for a moment.',
		table: {
			title: 'Both strands in words',
			from: 'Comes to you from',
			hops: 'Hops from its root',
			delay: 'From there to you',
			loss: 'Late or lost',
			state: 'State',
			fallback: 'Would take over',
			children: 'You hand it on to',
			stageItself: 'The stage itself',
			nobodyYet: 'Nobody yet, we are looking',
			notNeeded: 'Not needed',
			nobody: 'Nobody',
			unknown: 'Not measured yet'
		},
		states: { steady: 'Steady', repairing: 'Being repaired', root: 'You are its root' },
		looking: 'Looking…',
		standsBy: 'stands by',
		figures: {
			title: 'In figures',
			missing: 'Sound that never came, last minute',
			playout: 'Delay at your ear',
			down: 'Received',
			up: 'Sent',
			silent: 'Nothing plays'
		},
		hops: (count: number) => plural(count, { one: '# hop', other: '# hops' }),
		ms: (value: number) => `${number.format(Math.round(value))} ms`,
		lost: (share: string) => `${share} lost`,
		/** A share from 0 to 1; what is too small to show is not called nothing. */
		share: (value: number) => (value > 0 && value < 0.0001 ? 'under 0.01%' : percent.format(value)),
		giving: {
			title: 'What you give',
			mesh: 'Everybody sends straight to everybody here, so there is nothing to hand on.',
			handsOn: (count: number) =>
				plural(count, {
					one: '# listener hears the room through you.',
					other: '# listeners hear the room through you.'
				}),
			ready: 'You are ready to hand sound on. Nobody needs it from you right now.',
			off: 'You hand nothing on because you switched it off. You can switch it on in the settings.',
			hidden:
				'You hand nothing on because this tab is hidden. Bring it to the front, or allow hidden tabs in the settings.',
			battery:
				'You hand nothing on because this device runs on battery. Plug it in, or allow it on battery in the settings.',
			metered:
				'You hand nothing on because this connection is metered. Change to another one, or allow metered ones in the settings.',
			phone: 'You hand nothing on because this is a phone. You can allow it in the settings.',
			weak: 'You hand nothing on because your connection sends too slowly right now. We try again by ourselves.'
		},
		addresses: {
			title: 'Who sees your network address',
			text: (count: number) =>
				plural(count, {
					one: 'The relay that introduced you, and # page that yours is directly connected to:',
					other: 'The relay that introduced you, and # pages that yours is directly connected to:'
				}),
			none: 'Only the relay. Your page is connected to nobody else at the moment.',
			more: (count: number) => plural(count, { one: 'and # more', other: 'and # more' })
		}
	},
	tree: {
		title: 'The whole room',
		text: 'Your page plans who hands sound on to whom. Only it sees this picture.',
		loading: 'Drawing the room…',
		strand: 'Strand to show',
		picture: (strand: string, shown: string, hops: string) =>
			`${strand} with ${shown}, ${hops} deep, drawn as rings around its root. The table below says the same in words.`,
		shown: (count: number) => plural(count, { one: '# page', other: '# pages' }),
		partly: (shown: string, all: string) => `${shown} of ${all} pages are drawn.`,
		totals: 'Totals',
		listeners: 'Listeners',
		depth: 'Farthest listener',
		forwarding: 'Hand sound on',
		missing: 'Sound that never came, now',
		repairs: 'Repairs, last ten minutes',
		byHops: 'By distance from the root',
		hops: 'Hops',
		pages: 'Pages',
		handOn: 'Hand it on',
		children: 'Hand on to',
		who: 'Who hands this strand on',
		name: 'Name',
		legendRoot: 'root',
		legendHandsOn: 'hands on',
		legendListens: 'listens'
	},
	health: {
		title: 'The last ten minutes',
		empty: 'The first figures come in a few seconds.',
		listeners: 'Listeners',
		missing: 'Sound that never came',
		repairs: 'Repairs',
		now: (value: string, most: string) => `${value} now, ${most} at most`,
		inAll: (value: string) => `${value} in all`,
		ago: '10 min ago',
		nowMark: 'now',
		table: 'Minute by minute',
		minute: 'Minutes ago'
	}
};
