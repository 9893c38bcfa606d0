import type { Block, BlockedPerson, Participant, Phase, Request, RoomView, TurnView } from '../api.ts';
import type { EventId, IdentityId, SessionId } from '../base/ids.ts';
import type { MeetingState, MicrophoneState } from '../ports.ts';
import { isOnStage, leaderOf, personOf, queuePosition, roleOf } from '../room/selectors.ts';
import type { Reaction } from '../room/reactions.ts';
import type { Role, RoomState } from '../room/state.ts';
import type { Glimpse } from './neighbourhood.ts';
import type { Volumes } from './volumes.ts';

/** Somebody who is here, as the links know them. */
export interface Present {
	readonly identity: IdentityId;
	readonly session: SessionId;
	readonly name: string;
	readonly picture: Uint8Array | null;
	readonly isMe: boolean;
	readonly link: 'connected' | 'reconnecting';
	readonly microphone: boolean;
}

/** What of the input the screen shows as it is. */
type ShownAsItIs =
	| 'seenAt'
	| 'refused'
	| 'reactions'
	| 'chat'
	| 'outputBlocked'
	| 'joinedAt'
	| 'notices'
	| 'recording'
	| 'lastMinutes'
	| 'announced'
	| 'community'
	| 'rsvp'
	| 'tickets';

/** Everything a view is made of. */
export interface ViewInput extends Pick<RoomView, ShownAsItIs> {
	readonly phase: Phase;
	readonly relay: MeetingState;
	readonly state: RoomState | null;
	readonly me: Present;
	readonly isJoined: boolean;
	/** People in the room as a page tells it that is only looked through; 0 when joined. */
	readonly countedElsewhere: number;
	readonly others: readonly Present[];
	/** Sessions inside as a page knows them that only looks; none when joined. */
	readonly glimpsed: readonly Glimpse[];
	/** Whom this page's person blocks. */
	readonly blocks: ReadonlyMap<IdentityId, Block>;
	/** Listeners as whoever plans the audience tree counts them; null in a mesh. */
	readonly listeners: number | null;
	readonly reactionCounts: ReadonlyMap<Reaction, number>;
	readonly paths: 'mesh' | 'tree';
	/** All sound that this page sends and plays is under the key of a private room. */
	readonly isSealed: boolean;
	readonly microphone: MicrophoneState;
	/** How loud each person is here, and who is muted here. */
	readonly volumes: Pick<Volumes, 'chosen' | 'isMuted'>;
	readonly handsSeenAt: ReadonlyMap<EventId, number>;
	readonly speaking: ReadonlySet<IdentityId>;
	readonly talkTimes: ReadonlyMap<IdentityId, number>;
	readonly turns: ReadonlyMap<IdentityId, TurnView>;
}

const RANK: Record<Role, number> = { host: 0, cohost: 1, speaker: 2, listener: 3 };

/** What the screen shows: a function of its input alone. */
export function viewOf(input: ViewInput): RoomView {
	const { state, me } = input;
	const others = input.others.filter(({ identity }) => !state || isIn(state, identity));
	const present = onePerPerson(input.isJoined ? [me, ...others] : others);
	const participants = present.map((person) => participant(person, input));
	const person = state && personOf(state, me.identity);
	const stage = participants.filter(({ role }) => role !== 'listener').sort(byRank);
	const audience = participants.filter(({ role }) => role === 'listener');
	return {
		phase: input.phase,
		relay: input.relay,
		state,
		me: {
			identity: me.identity,
			session: me.session,
			name: me.name,
			role: state ? roleOf(state, me.identity) : 'listener',
			handRaised: state !== null && queuePosition(state, me.identity) !== null,
			invite: person?.invite ?? null,
			microphone: input.microphone,
			mutedByModerator: person?.muted ?? false
		},
		stage,
		audience,
		count: Math.max(present.length, input.countedElsewhere, stage.length + (input.listeners ?? 0)),
		blockedHere: blockedHere(input, participants),
		audienceCount: Math.max(audience.length, input.listeners ?? 0),
		reactionCounts: input.reactionCounts,
		paths: input.paths,
		protection: input.isSealed ? 'end-to-end' : 'links',
		requests: requests(input, participants),
		speaking: input.speaking,
		hostPresent: present.some(({ identity }) => identity === state?.host),
		leader: leaderOf(state, new Set(present.map(({ identity }) => identity))),
		seenAt: input.seenAt,
		refused: input.refused,
		reactions: input.reactions,
		chat: input.chat,
		outputBlocked: input.outputBlocked,
		joinedAt: input.joinedAt,
		notices: input.notices,
		recording: input.recording,
		lastMinutes: input.lastMinutes,
		announced: input.announced,
		community: input.community,
		rsvp: input.rsvp,
		tickets: input.tickets
	};
}

/** Whoever was put out while their link was lost is not waited for. */
function isIn(state: RoomState, identity: IdentityId): boolean {
	return (personOf(state, identity)?.access ?? 'in') === 'in';
}

/** A page that was reloaded is there twice for a moment: the connected one counts. */
function onePerPerson(present: readonly Present[]): Present[] {
	const people = new Map<IdentityId, Present>();
	for (const person of present) {
		const known = people.get(person.identity);
		if (!known || (!known.isMe && known.link === 'reconnecting')) people.set(person.identity, person);
	}
	return [...people.values()];
}

function participant(person: Present, { state, volumes, blocks, turns }: ViewInput): Participant {
	const record = state && personOf(state, person.identity);
	const role = state ? roleOf(state, person.identity) : 'listener';
	return {
		identity: person.identity,
		session: person.session,
		isMe: person.isMe,
		name: person.name || (record?.name ?? ''),
		picture: person.picture,
		role,
		link: person.link,
		microphone: person.microphone && state !== null && isOnStage(state, person.identity),
		mutedByModerator: record?.muted ?? false,
		// The host gives the word to others, and nobody gives it to the host.
		turn: role === 'cohost' || role === 'speaker' ? (turns.get(person.identity) ?? null) : null,
		hand: state && queuePosition(state, person.identity),
		invited: (record?.invite ?? null) !== null,
		volume: volumes.chosen(person.identity),
		mutedForMe: volumes.isMuted(person.identity),
		blocked: (!person.isMe && blocks.get(person.identity)) || null
	};
}

/** Blocked people inside: those shown, and those of whom a page that only looks knows. */
function blockedHere(
	{ state, glimpsed, blocks }: ViewInput,
	participants: readonly Participant[]
): BlockedPerson[] {
	if (blocks.size === 0) return [];
	const found = new Map<IdentityId, BlockedPerson>();
	const owner = (session: SessionId) =>
		state?.people.find(({ sessions, admitted }) => sessions.includes(session) || admitted.includes(session));
	const seen = glimpsed.map(({ session, identity, name }) => ({
		identity: identity ?? owner(session)?.identity ?? null,
		name: name || (owner(session)?.name ?? '')
	}));
	for (const { identity, name } of [...participants.filter(({ blocked }) => blocked), ...seen]) {
		const block = identity && blocks.get(identity);
		if (block && (!found.has(identity) || name !== '')) found.set(identity, { identity, name, block });
	}
	return [...found.values()];
}

/** Host, co-hosts, speakers; among equals by key, so that nobody moves because somebody spoke. */
function byRank(a: Participant, b: Participant): number {
	return RANK[a.role] - RANK[b.role] || (a.identity < b.identity ? -1 : 1);
}

function requests(
	{ state, handsSeenAt, talkTimes }: ViewInput,
	participants: readonly Participant[]
): Request[] {
	return (state?.hands ?? []).map(({ identity, event }) => {
		const present = participants.find((person) => person.identity === identity);
		return {
			identity,
			name: present?.name ?? (state && personOf(state, identity)?.name) ?? '',
			picture: present?.picture ?? null,
			seenAt: handsSeenAt.get(event) ?? 0,
			talkedMs: talkTimes.get(identity) ?? 0,
			isPresent: present !== undefined
		};
	});
}
