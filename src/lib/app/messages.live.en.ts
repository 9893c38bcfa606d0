import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for who is live, and for people whom one follows, in English. */
export const live = {
	live: {
		title: 'Live now',
		nobody: (followed: number) =>
			plural(followed, {
				one: 'The person you follow is not live right now.',
				other: 'None of the # people you follow is live right now.'
			}),
		unknown: 'Who is live cannot be seen right now: the relay does not answer. We keep asking.',
		/** Between a name and a title, for screen readers. */
		isLive: ' is live:',
		followedIsLive: ' (you follow them) is live:',
		inside: (count: number) =>
			plural(count, { one: '# person inside, says the host', other: '# people inside, says the host' }),
		hostedBy: (name: string) => `Hosted by ${name}`,
		leaves: 'You leave the room you are in now.'
	},
	follow: {
		title: 'People you follow',
		follow: 'Follow',
		followName: (name: string) => `Follow ${name}`,
		unfollow: 'Unfollow',
		followed: (name: string) => `You follow ${name}: you see on your home page when they are live.`,
		unfollowed: (name: string) => `You no longer follow ${name}.`,
		means: 'You see on your home page when they are live. Nobody is told, not even they.',
		about:
			'When they are live and show it, you see them at the top of your home page. The list is yours alone: neither they nor a relay learns of it.',
		empty: 'You follow nobody. In a room, press a person and choose Follow, or open somebody’s follow link.',
		count: (count: number) => plural(count, { one: 'You follow # person.', other: 'You follow # people.' }),
		counted: (count: number) =>
			plural(count, { one: '# person is followed.', other: '# people are followed.' }),
		more: (count: number) => plural(count, { one: 'Show # more', other: 'Show # more' }),
		since: (when: string) => `Followed ${when}.`,
		key: 'Key',
		keyHint:
			'Anybody can put any name into a link. The picture is drawn from the key. Compare the key with what they tell you.',
		pageTitle: (name: string) => `Follow ${name}`,
		pageLost: 'This is no follow link',
		mine: 'Let others follow you',
		mineHint:
			'Whoever opens this link can follow you, and sees when you are live if you show it. It holds your name and your public key, and opens no room.',
		mineLink: 'Your follow link',
		mineQr: 'Your follow link as a QR code',
		mineTitle: (name: string) => `Follow ${name} on Hearsay`,
		copy: 'Copy link',
		copied: 'The link is copied.',
		faults: {
			'follows-full': 'Your list holds 500 people and not more. Unfollow some, then try again.',
			'follows-myself': 'This is your own link. Give it to others: they can follow you by it.'
		},
		linkFaults: {
			'follow-empty': 'The part of the link that says whom to follow is missing. Ask for the whole link.',
			'follow-mangled': 'This link was cut short or changed on its way. Ask for it again.',
			'follow-newer-version':
				'This link was made by a newer Hearsay. Reload this page to get it, then open the link again.'
		},
		notLoaded: 'A part of the app could not be loaded. Check your network and reload this page.'
	},
	announced: {
		title: 'Who can see the room',
		names: { nobody: 'Nobody', followers: 'People who follow you', everybody: 'Everybody' },
		why: {
			nobody: 'Only people to whom you give the link find the room.',
			followers:
				'They see the room on their home page while it is live, and in their agenda if it is planned. The relay keeps it and can read it, as can whoever knows your key.',
			everybody:
				'The room stands in the public directory of your relay: title, topics, your name and how many are inside.'
		},
		standing: {
			sending: 'Telling the relay…',
			shown: 'The relay shows your room.',
			'relay-unreachable':
				'No relay answers, so nobody sees yet that you are live. It is tried again every half minute.',
			'no-directory':
				'Your relay keeps no directory, so nobody sees that you are live. Share the link, or set another relay in the settings before you start a room.',
			'clock-apart':
				'The clock of this device is more than five minutes wrong, so the relay does not show your room. Set the clock.',
			'directory-full':
				'The relay takes no more rooms right now. It is tried again every half minute; until then, share the link.'
		}
	}
};
