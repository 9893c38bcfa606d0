import { ordinalsOf, pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');
const ordinal = ordinalsOf('en', { one: 'st', two: 'nd', few: 'rd', other: 'th' });

/** The words for who may come in, who leads, and how a room changes hands, in English. */
export const authority = {
	doors: {
		title: 'Who may come in',
		names: {
			open: 'Public',
			link: 'Anyone with the link',
			followers: 'Followers of the host',
			ticket: 'With a ticket',
			invite: 'By invitation',
			locked: 'Locked'
		},
		followersOfMine: 'Followers of mine',
		why: {
			open: 'Everybody is welcome, and the room may be listed in public.',
			link: 'Whoever has the link can listen. The room is listed nowhere.',
			followers: 'Newcomers need the link, and a follow of the host that their key has signed.',
			ticket:
				'Whoever holds a ticket comes in; whoever gives it back goes out. Offer them under More, Tickets.',
			invite: 'Each newcomer needs an invite of their own, and each invite works once.',
			locked: 'Nobody new comes in.'
		},
		hint: 'Nobody inside is put out: everybody who is here now may stay, leave and return.',
		now: 'Now',
		changed: (door: string) => `From now on: ${door}.`,
		chips: {
			followers: 'Followers only',
			ticket: 'With a ticket',
			invite: 'By invitation',
			locked: 'Locked'
		},
		share: {
			open: 'Whoever has this link can listen. The room is public.',
			link: 'Whoever has this link can listen.',
			followers: 'Whoever has this link and follows the host can listen.',
			ticket: 'Whoever has this link can look in and get a ticket; only with a ticket does anybody listen.',
			invite: 'This room is by invitation: the room link alone lets nobody new in.',
			locked: 'The room is locked: with this link nobody new comes in for the moment.'
		}
	},
	invites: {
		people: 'Invite people',
		make: 'Make an invite for one person',
		once: 'An invite lets one person in, and each works once.',
		ask: 'Ask the host or a co-host for an invite for each person you want to bring.',
		made: 'The invite is made. Give it to one person only.',
		link: 'Invite link',
		qr: 'Invite link as a QR code',
		copy: 'Copy',
		copyNewest: 'Copy invite',
		copied: 'The invite is copied.',
		open: 'Not used yet',
		openHint: 'This page remembers them until you close it.',
		name: (place: number) => `Invite ${place}`,
		cancelled: (place: number) => `Invite ${place} is cancelled and opens no door.`,
		roomLink: 'Room link, for people who were inside'
	},
	leave: {
		title: 'Leave the room?',
		text: 'You can come back as host with the same link, unless you hand the room over.',
		handOver: 'Hand over and leave',
		handOverText: 'Somebody else becomes the host for good.',
		goesOn: 'Leave, the room goes on',
		leads: (name: string) => `${name} leads until you are back.`,
		nobodyLeads: 'Nobody here can lead: the room goes on as it is until you are back.',
		end: 'End for everyone',
		endText: 'Ending is final: the room closes for everybody and cannot be opened again.',
		endTitle: 'End the room for everyone',
		closeTime: 'End this time',
		closeTimeText: 'The room goes back to waiting for its next time. Its link stays the same.'
	},
	handover: {
		choose: 'Who takes the room?',
		chooseText: 'They become host once they accept. You become a co-host.',
		nobody: 'Nobody else is here to take the room.',
		waiting: (name: string) => `Waiting for ${name} to accept…`,
		waitingText: 'You leave as soon as they have the room.',
		declined: (name: string) =>
			`${name} did not take the room. Choose somebody else, or leave without handing over.`,
		handOver: 'Hand the room over',
		ask: (name: string) =>
			`${name} becomes host once they accept, and you become a co-host. Only they could give the room back.`,
		offer: (name: string) => `Offer the room to ${name}`,
		offered: (name: string) => `You offered the room to ${name}, who has not answered yet.`,
		takeBack: 'Take it back',
		cardTitle: (name: string) => `${name} wants to hand you this room`,
		cardText: 'You would be its host and decide everything here. They would stay as a co-host.',
		accept: 'Accept',
		decline: 'Decline'
	},
	away: {
		led: (name: string) => `The host is away. ${name} leads.`,
		ledByMe: 'The host is away. You lead.',
		nobody: 'The host is away. Nobody leads until the host is back.',
		leads: 'Leads',
		choose: 'Choose who leads',
		title: 'Until the host is back',
		text: 'When more than half of the co-hosts agree on one of them, that person leads and may also appoint co-hosts. It ends when the host is back.',
		back: (name: string) => `Let ${name} lead until the host is back`,
		backMe: 'Lead until the host is back',
		takeBack: 'Take your vote back',
		agree: (count: number, all: number) =>
			plural(all, { one: `${count} of # co-host agrees`, other: `${count} of # co-hosts agree` }),
		isActing: 'Leads now'
	},
	succession: {
		title: 'Who leads when I am away',
		text: 'The first of them who is here leads until you are back.',
		empty: 'You have no co-hosts yet. Press a person and choose Make co-host.',
		up: (name: string) => `Move ${name} up`,
		down: (name: string) => `Move ${name} down`,
		moved: (name: string, place: number) => `${name} is ${ordinal(place)} now.`,
		save: 'Save the order'
	},
	everybody: {
		lowerHands: 'Lower all hands',
		handsLowered: 'All hands are down.',
		mute: 'Mute all',
		muted: 'Everybody else on the stage is muted. Each can turn their own microphone on again.'
	}
};
