import type { EventId, IdentityId } from '../base/ids.ts';
import type { AdmittedSession, EventBodies, KnownName, RetoldAct } from './events.ts';
import { isModerator } from './selectors.ts';
import type { Person, RoomState, Schedule } from './state.ts';

/**
 * The shortest story that leads to a state of a room: what a new document begins with in place of all
 * the events before. Told in order, each act on top of all before it.
 */
export interface RoomRecord {
	readonly names: readonly KnownName[];
	readonly admitted: readonly AdmittedSession[];
	readonly acts: readonly RetoldAct[];
}

/** Stands in a retold answer for the invitation just before it, whose id is not known yet. */
export const THE_ONE_BEFORE = '0'.repeat(64) as EventId;

/** What is told of somebody who is in: rank, place on the stage, invitation, mute. */
function placeActs(host: IdentityId, person: Person): RetoldAct[] {
	const { identity: target, role, muted, invite } = person;
	const invitation: RetoldAct = { by: host, type: 'stage.invited', body: { target } };
	const acts: RetoldAct[] = [];
	if (role === 'cohost') acts.push({ by: host, type: 'role.granted', body: { target, role } });
	if (role === 'speaker')
		acts.push(invitation, {
			by: target,
			type: 'stage.answered',
			body: { invite: THE_ONE_BEFORE, accept: true }
		});
	if (muted) acts.push({ by: host, type: 'mic.muted', body: { target } });
	if (invite) acts.push(invitation);
	return acts;
}

function exclusionActs(host: IdentityId, { identity: target, access, reason }: Person): RetoldAct[] {
	if (access === 'in') return [];
	return [
		{ by: host, type: access === 'banned' ? 'person.banned' : 'person.removed', body: { target, reason } }
	];
}

/** The offers as they stand, who bought what, to whom it was given, and what is closed. */
function ticketActs({ host, tickets }: RoomState): RetoldAct[] {
	const acts: RetoldAct[] = tickets.offers.map(({ id, terms }) => ({
		by: host,
		type: 'tickets.offered',
		body: { offer: id, terms }
	}));
	for (const { id: ticket, offer, number, buyer, holder } of tickets.sold) {
		acts.push({ by: host, type: 'ticket.issued', body: { offer, ticket, number, buyer } });
		if (holder !== buyer) acts.push({ by: buyer, type: 'ticket.passed', body: { ticket, to: holder } });
	}
	for (const { id, isOpen } of tickets.offers)
		if (!isOpen) acts.push({ by: host, type: 'tickets.closed', body: { offer: id } });
	return acts;
}

/** What stands of a schedule, as the host's word; what was decided differently at the same time is settled by that. */
function scheduleActs(host: IdentityId, schedule: Schedule): RetoldAct[] {
	const { timing, note, changes, isCancelled, live, over, guests } = schedule;
	const acts: RetoldAct[] = [{ by: host, type: 'schedule.set', body: { ...timing, note } }];
	for (const body of changes) acts.push({ by: host, type: 'schedule.changed', body });
	for (const instance of over) acts.push({ by: host, type: 'instance.closed', body: { instance } });
	if (isCancelled) acts.push({ by: host, type: 'schedule.cancelled', body: {} });
	if (live) acts.push({ by: host, type: 'room.opened', body: { instance: live } });
	for (const { identity, ...body } of guests) acts.push({ by: identity, type: 'rsvp.given', body });
	return acts;
}

/**
 * The record of a state. What it leads to is the same room, but for this: whoever is named only by having
 * been here, without any mark left, is not in it; nor is by whose invite somebody first came, nor what the
 * host was before being host (a mute, admitted sessions), since nobody may act on a host. Whom an acting
 * host appointed the host confirms, and of a schedule what stands.
 */
export function recordOf(state: RoomState): RoomRecord {
	const { host } = state;
	const others = state.people.filter(({ identity }) => identity !== host);
	const acts: RetoldAct[] = [];
	if (state.inside.length > 0)
		acts.push({ by: host, type: 'door.changed', body: { door: state.door, inside: state.inside } });
	for (const person of others) acts.push(...placeActs(host, person));
	if (state.succession.length > 0)
		acts.push({ by: host, type: 'succession.set', body: { order: state.succession } });
	for (const { by, target } of state.backings) acts.push({ by, type: 'acting.backed', body: { target } });
	for (const { identity } of state.hands) acts.push({ by: identity, type: 'hand.raised', body: {} });
	for (const { by, text } of state.pins)
		acts.push({ by: isModerator(state, by) ? by : host, type: 'pin.added', body: { text } });
	if (!state.chat.isOn) acts.push({ by: host, type: 'chat.switched', body: { on: false } });
	if (state.turnMinutes > 0)
		acts.push({ by: host, type: 'turns.limited', body: { minutes: state.turnMinutes } });
	if (state.schedule) acts.push(...scheduleActs(host, state.schedule));
	if (state.claim) acts.push({ by: host, type: 'community.claimed', body: state.claim });
	acts.push(...ticketActs(state));
	for (const invite of state.spentInvites) acts.push({ by: host, type: 'invite.revoked', body: { invite } });
	for (const { by, session, minutes, agreed } of state.recordings) {
		acts.push({ by, type: 'recording.started', body: { session, minutes } });
		for (const who of agreed.filter((one) => one !== by))
			acts.push({ by: who, type: 'recording.agreed', body: { session, minutes } });
	}
	for (const person of others) acts.push(...exclusionActs(host, person));
	if (state.offer) acts.push({ by: host, type: 'host.offered', body: { target: state.offer.target } });
	const marked = new Set(
		acts.flatMap(({ by, body }) => ('target' in body && body.target ? [by, body.target] : [by]))
	);
	return {
		names: state.people
			.filter(({ identity, name }) => name !== '' && marked.has(identity))
			.map(({ identity, name }) => ({ identity, name })),
		admitted: others.flatMap(({ identity, admitted }) => admitted.map((session) => ({ identity, session }))),
		acts
	};
}

/** Cuts a record into the parts that carry it; `fits` says whether a part is short enough for an event. */
export function partsOf(
	record: RoomRecord,
	fits: (part: EventBodies['record.part']) => boolean
): EventBodies['record.part'][] {
	const parts: EventBodies['record.part'][] = [];
	let part: EventBodies['record.part'] = { names: [], admitted: [], acts: [] };
	const add = (longer: EventBodies['record.part'], alone: EventBodies['record.part']) => {
		if (fits(longer)) return void (part = longer);
		parts.push(part);
		part = alone;
	};
	const empty = part;
	for (const name of record.names)
		add({ ...part, names: [...part.names, name] }, { ...empty, names: [name] });
	for (const session of record.admitted)
		add({ ...part, admitted: [...part.admitted, session] }, { ...empty, admitted: [session] });
	for (const act of record.acts) add({ ...part, acts: [...part.acts, act] }, { ...empty, acts: [act] });
	return [...parts, part];
}

/** The record that parts carry, in their order. */
export function joinParts(parts: readonly EventBodies['record.part'][]): RoomRecord {
	return {
		names: parts.flatMap(({ names }) => names),
		admitted: parts.flatMap(({ admitted }) => admitted),
		acts: parts.flatMap(({ acts }) => acts)
	};
}
