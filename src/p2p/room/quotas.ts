import type { EventType } from './events.ts';

/**
 * How many events of a type one feed holds that count. A feed is one page load of one person, so a
 * number is what somebody busy does in a long evening, with plenty to spare: it bounds a hostile key's
 * share of everybody's storage and work, and no honest page comes near it.
 */
const QUOTAS: Readonly<Record<EventType, number>> = {
	// A feed opens once, as its first entry.
	'room.created': 1,
	'room.continued': 1,
	'record.part': 128,
	'session.opened': 1,
	// The end is final; a few more for pages that had not heard of a handover.
	'room.ended': 4,
	// Once in two minutes for four hours.
	'title.changed': 128,
	'door.changed': 128,
	// A hand for every question of a long evening.
	'hand.raised': 64,
	'stage.answered': 64,
	// Muted by every moderator, many times over.
	'mic.unmuted': 128,
	// The own hand, and as a moderator the hands of a full queue, again and again.
	'hand.lowered': 256,
	'hands.lowered': 256,
	'stage.muted': 256,
	// A board of 50 pins, changed five times over.
	'pin.added': 256,
	'pin.removed': 256,
	'pins.ordered': 256,
	// Acts on others: everybody in a large room, once.
	'stage.invited': 512,
	'mic.muted': 512,
	'role.revoked': 512,
	'person.removed': 512,
	'person.banned': 512,
	'person.unbanned': 512,
	// A message every half minute for four hours; every fourth of them put in other words.
	'chat.said': 512,
	'chat.edited': 128,
	// The own ones, and as a moderator those of somebody who floods the chat.
	'chat.removed': 512,
	'chat.switched': 64,
	// Tried out, and changed for every part of a long evening.
	'turns.limited': 64,
	// Trust is given rarely.
	'role.granted': 256,
	'invite.revoked': 256,
	// One for each feed that a document may hold.
	'person.admitted': 1024,
	// Settled a few times in a room's life.
	'succession.set': 64,
	'acting.backed': 64,
	// A part of the evening each, and a second try for everything.
	'recording.started': 64,
	'recording.stopped': 128,
	'recording.agreed': 128,
	// A plan that is turned over and over on one day.
	'schedule.set': 64,
	'schedule.changed': 128,
	'schedule.cancelled': 32,
	// Begun and ended a few times until all is well.
	'room.opened': 32,
	'instance.closed': 32,
	// Somebody who cannot decide, about every time there is to show.
	'rsvp.given': 32,
	'host.offered': 64,
	'host.answered': 64,
	// Said as the room is made; a few more for hosts who change their mind.
	'community.claimed': 8,
	// A feed of a community is one device of one member, for years.
	'community.created': 1,
	'community.changed': 64,
	'community.pictured': 32,
	'policy.set': 64,
	'organiser.appointed': 256,
	'organiser.dismissed': 256,
	'member.joined': 16,
	'member.left': 16,
	'follow.given': 512,
	'follow.withdrawn': 256,
	'relays.set': 32,
	'post.pinned': 256,
	'post.unpinned': 256,
	// A room a day for a year and a half.
	'room.listed': 512,
	'room.unlisted': 512,
	// A few kinds of tickets, each put in other words; as many tickets as two offers hold, and each of them back.
	'tickets.offered': 32,
	'tickets.closed': 64,
	'ticket.issued': 1024,
	'ticket.refunded': 1024,
	// Each that one person may hold of several offers.
	'ticket.passed': 64
};

const TYPES = Object.keys(QUOTAS) as EventType[];
const INDEX = new Map(TYPES.map((type, i) => [type, i]));

/** How many events of each type a feed holds up to some entry. Never changed: `countNext` makes the next. */
export type FeedCount = readonly number[];

/** The count of a feed that holds nothing yet. */
export const EMPTY_FEED: FeedCount = TYPES.map(() => 0);

/** How many events of a type count in one feed (R14). */
export function quotaOf(type: EventType): number {
	return QUOTAS[type];
}

/** The count of a feed after one more entry, which counts whether or not it is within its quota. */
export function countNext(before: FeedCount, type: EventType): FeedCount {
	const after = before.slice();
	after[INDEX.get(type)!]!++;
	return after;
}

/** Whether the newest event of a type is over its quota, given the count up to and with it: it is void. */
export function isOverQuota(count: FeedCount, type: EventType): boolean {
	return count[INDEX.get(type)!]! > QUOTAS[type];
}
