import type { LogAct } from './log-words.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for what happened in a room and what was refused there, in English. */
export const record = {
	log: {
		title: 'Log',
		text: 'Who did what here. Each entry is signed, and the same for everybody in the room.',
		empty: 'Nothing has happened yet that belongs here.',
		showAdmissions: 'Also show who was let in',
		seenBefore: 'Seen before you came',
		signedBy: 'Signed by',
		key: (key: string) => `Key ${key}`,
		entry: (id: string) => `Entry ${id}`,
		me: (name: string) => `${name} (you)`,
		somebody: 'somebody',
		more: (count: number) => plural(count, { one: 'Show # more', other: 'Show # more' }),
		/** What each kind of entry says: by whom, about whom. */
		acts: {
			'room.created': (by: string) => `${by} started the room.`,
			'room.continued': (by: string) => `${by} shortened the room’s record; it goes on from here.`,
			'record.part': (by: string) => `${by} retold the room’s record.`,
			'session.opened': (by: string) => `${by} signed for the first time.`,
			'title.changed': (by: string) => `${by} changed the title and topics.`,
			'role.granted': (by: string, whom: string) => `${by} made ${whom} a co-host.`,
			'role.revoked': (by: string, whom: string) => `${by} took a role from ${whom}.`,
			'cohost-ended': (by: string, whom: string) => `${by} ended the co-hosting of ${whom}.`,
			'moved-to-audience': (by: string, whom: string) => `${by} moved ${whom} to the audience.`,
			'stepped-down': (by: string) => `${by} stepped down.`,
			'hand.raised': (by: string) => `${by} raised a hand.`,
			'hand.lowered': (by: string, whom: string) => `${by} took down the hand of ${whom}.`,
			'stage.invited': (by: string, whom: string) => `${by} invited ${whom} to the stage.`,
			'stage.answered': (by: string) => `${by} answered an invitation to the stage.`,
			'mic.muted': (by: string, whom: string) => `${by} muted ${whom}.`,
			'mic.unmuted': (by: string) => `${by} spoke again after being muted.`,
			'person.removed': (by: string, whom: string) => `${by} removed ${whom}.`,
			'person.banned': (by: string, whom: string) => `${by} banned ${whom}.`,
			'person.unbanned': (by: string, whom: string) => `${by} let ${whom} back in.`,
			'pin.added': (by: string) => `${by} pinned something.`,
			'pin.removed': (by: string) => `${by} took a pin down.`,
			'door.changed': (by: string) => `${by} changed who may come in.`,
			'person.admitted': (by: string, whom: string) => `${by} let ${whom} in.`,
			'invite.revoked': (by: string) => `${by} cancelled an invite.`,
			'hands.lowered': (by: string) => `${by} lowered all hands.`,
			'stage.muted': (by: string) => `${by} muted everybody on the stage.`,
			'succession.set': (by: string) => `${by} set who leads when the host is away.`,
			'acting.backed': (by: string, whom: string) => `${by} wants ${whom} to lead until the host is back.`,
			'backing-withdrawn': (by: string) => `${by} took back their vote on who leads.`,
			'host.offered': (by: string, whom: string) => `${by} offered the room to ${whom}.`,
			'offer-withdrawn': (by: string) => `${by} took back the offer of the room.`,
			'host.answered': (by: string) => `${by} answered the offer of the room.`,
			'room.ended': (by: string) => `${by} ended the room.`
		} satisfies Record<LogAct, (by: string, whom: string) => string>,
		unknownAct: (by: string) => `${by} did something that this version cannot name.`
	},
	refused: {
		title: 'What was refused',
		text: 'What other pages sent and this page did not take. It changed nothing, here or for anybody else.',
		empty: 'Nothing was refused.',
		emptyHint: 'Everything that reached this page was signed and kept to the rules.',
		what: 'What',
		from: 'From',
		times: 'Times',
		between: (first: string, last: string) => `${first} to ${last}`,
		forks: 'Signed twice',
		fork: (name: string) =>
			`A page of ${name} signed two different things in one place. What it signed after that does not count.`,
		copy: 'Copy report',
		copied: 'The report is copied. It holds names and keys, and no addresses.',
		copyFailed: 'The browser did not let us copy the report.',
		/** Each rule that can be broken, by its code. */
		codes: {
			'event-malformed': 'An act that does not have the form of one',
			'event-version': 'An act in the form of another version',
			'event-signature': 'An act whose signature is not that of its author',
			'feed-squatted': 'An act under somebody else’s name',
			'feed-broken': 'An act out of its place',
			'too-many-feeds': 'More people’s acts than a room can hold',
			'update-too-large': 'A message that is too large',
			'update-malformed': 'A change that cannot be read',
			'update-foreign-form': 'A change in a form that this room does not use',
			'update-deletes': 'An attempt to delete what others signed',
			'sync-malformed': 'A question about the room that cannot be read',
			'sync-flood': 'Too many messages at once',
			'message-malformed': 'A message that cannot be read',
			'message-out-of-turn': 'A message before its turn',
			'proof-wrong': 'A visitor who does not know the room’s secret',
			'certificate-wrong': 'A key that does not belong to the person it names'
		},
		unknownCode: (code: string) => `A rule that this version cannot name: ${code}`
	}
};
