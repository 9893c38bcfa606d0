import type { CommunityFault, LinkFault } from '../../p2p/api.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for communities in English. */
export const communities = {
	communities: {
		title: 'Communities',
		sentence:
			'A community is people who make rooms together: its members, its rules and its bans are signed, and kept by everybody in it. No server holds it.',
		none: 'You are in no community on this device.',
		notLoaded: 'Communities cannot be shown right now. Load the page again.',
		members: (count: number) => plural(count, { one: '# member', other: '# members' }),
		notIn: 'You are not a member.',
		byLink: 'Open one by its link',
		link: 'Link of a community',
		open: 'Open',
		make: 'Make a community',
		name: 'Name',
		about: 'What it is about',
		aboutHint: 'Everybody who opens the link reads it.',
		create: 'Make it',
		creating: 'Making it …',

		looking: 'Looking for somebody who has it …',
		lookingText:
			'This device does not have the community yet. It comes as soon as a member has its page open, or is in a room with you.',
		noRelay:
			'The relay does not answer. What this device keeps is shown; what you sign goes on to members you meet.',
		reached: (count: number) =>
			plural(count, { one: 'Up to date with # page', other: 'Up to date with # pages' }),
		alone: 'No other page of it is open now. What you sign here goes on to whoever you meet next.',
		join: 'Join',
		joinAs: (name: string) => `You join as ${name}. Members see your name and whom you follow here.`,
		joined: 'You are a member.',
		leave: 'Leave',
		left: 'You left the community.',
		forget: 'Forget on this device',
		forgotten: (name: string) => `${name} is forgotten on this device.`,
		banned: 'You are banned from this community.',
		bannedFor: (reason: string) => `You are banned from this community: ${reason}`,
		rank: { founder: 'Founder', organiser: 'Organiser', member: 'Member' },

		rules: 'Rules',
		hosts: {
			anyone: 'Anybody who is not banned may hold rooms in its name.',
			members: 'Members may hold rooms in its name.',
			followers: (count: number) =>
				plural(count, {
					one: 'Members whom at least # other member follows may hold rooms in its name.',
					other: 'Members whom at least # other members follow may hold rooms in its name.'
				})
		},
		speakers: {
			everyone: 'Whoever the host lets up may speak.',
			members: 'Only members may speak in its rooms.'
		},
		verdict: {
			may: 'You may hold rooms in its name.',
			banned: 'You are banned, so you may not hold rooms in its name.',
			'not-member': 'You may hold rooms in its name once you are a member.',
			followers: (missing: number) =>
				plural(missing, {
					one: 'You may hold rooms in its name once # more member follows you here.',
					other: 'You may hold rooms in its name once # more members follow you here.'
				})
		},

		rooms: 'Rooms',
		noRooms: 'No room is on the list.',
		startRoom: 'Start a room in its name',
		listedBy: (name: string) => `Held by ${name}`,
		startsAt: (when: string) => `Starts ${when}`,
		listen: 'Open the room',
		unlist: 'Take off the list',
		unlisted: 'The room is off the list.',

		posts: 'Posts',
		noPosts: 'Nothing is pinned.',
		post: 'New post',
		pin: 'Pin it',
		unpin: 'Take down',
		pinned: 'The post is pinned.',
		unpinned: 'The post is taken down.',
		postedBy: (name: string) => `Pinned by ${name}`,

		people: 'Members',
		search: 'Search members',
		found: (count: number) => plural(count, { one: '# found', other: '# found' }),
		nobodyFound: 'Nobody is called that.',
		more: (count: number) => plural(count, { one: 'Show # more', other: 'Show # more' }),
		followers: (count: number) =>
			plural(count, { one: 'Followed by # member', other: 'Followed by # members' }),
		followHint: 'A follow here is signed, and every member can see it. The rule for hosts counts it.',
		follow: 'Follow',
		you: 'You',
		options: 'Options',
		appoint: 'Make organiser',
		appointed: (name: string) => `${name} is an organiser now.`,
		dismiss: 'Dismiss as organiser',
		resign: 'Resign as organiser',
		dismissed: (name: string) => `${name} is no organiser any more.`,
		ban: 'Ban',
		banMeans: 'They cannot take part any more, and are kept out of all its rooms by members’ pages.',
		reason: 'Reason (members see it)',
		didBan: (name: string) => `${name} is banned.`,

		bans: 'Banned',
		nobodyBanned: 'Nobody is banned.',
		unban: 'Lift the ban',
		didUnban: (name: string) => `The ban on ${name} is lifted.`,

		settings: 'Settings of the community',
		save: 'Save',
		saved: 'Saved.',
		choosePicture: 'Choose a picture',
		noPicture: 'Remove the picture',
		pictureFaults: {
			'not-an-image': 'This file is no picture that the browser can read.',
			'too-large': 'This picture could not be made small enough.'
		},
		whoHosts: 'Who may hold rooms in its name',
		hostChoices: { anyone: 'Anybody', members: 'Members', followers: 'Members with followers' },
		followersNeeded: 'Followers needed',
		whoSpeaks: 'Who may speak in its rooms',
		speakerChoices: { everyone: 'Whoever the host lets up', members: 'Members only' },
		relays: 'Relays',
		relaysHint: 'At most four, one a line: addresses that begin with /. Members’ pages meet there too.',

		share: 'Share',
		shareTitle: 'Share the community',
		shareText: 'Whoever has this link can read the community and join it.',
		words: { link: 'Link', qr: 'QR code of the link', copy: 'Copy the link', copied: 'Link copied.' },

		faults: {
			'community-unknown': 'The community is not here yet: nobody who has it was met.',
			'not-allowed': 'The rules of the community do not allow that any more.',
			invalid: 'This text holds something that cannot be shown, or is too long.',
			'community-full': 'The community holds as much as it can. This was not signed.',
			'storage-full': 'This device has no space left. Free some, and try again.',
			'storage-unavailable': 'This browser keeps nothing right now. Nothing was signed.'
		} satisfies Record<CommunityFault, string>,
		linkFaults: {
			'link-empty': 'Paste the link of a community.',
			'link-truncated': 'This link was cut short. Ask for it again, or paste the whole of it.',
			'link-mangled': 'This link was changed on its way. Ask for it again.',
			'link-foreign': 'This is no link to a Hearsay community.',
			'link-newer-version': 'This link is from a newer version of Hearsay. Load the page again.'
		} satisfies Record<LinkFault, string>,

		inNameOf: 'In the name of',
		myOwn: 'My own name',
		refused: (name: string) => `${name} does not allow that yet.`,
		inName: (name: string) => `In the name of ${name}`,
		claimed: (name: string) => `The host says it is held in the name of ${name}. This device cannot tell.`,
		notInName: (name: string) => `Not held in the name of ${name}: its rules do not allow this host.`
	}
};
