import type { Cue, RoomView } from '../../p2p/api.ts';

/**
 * The cues, the most important first: of what happens in one step only the first is heard. What became of oneself
 * comes before what others did.
 */
export const cues: readonly Cue[] = [
	'dropped',
	'reconnected',
	'recording',
	'on-stage',
	'muted',
	'unmuted',
	'turn',
	'hand',
	'joined',
	'left'
];

/**
 * Two cues are never closer than this, milliseconds. What falls between is left out, not queued: it would stack. Only
 * the own microphone is told of later, with the next change of the room, so that what was heard last is true.
 */
export const CUE_GAP_MS = 500;

/** In a room of more people nobody's coming or leaving sounds. */
const SMALL_ROOM = 8;

/**
 * After this page came in, or its connection came back, it meets those who were here already, one by one. They are
 * no newcomers.
 */
const MEETING_MS = 4000;

/** What has to be remembered between steps. */
export interface CueMemory {
	/** When a cue was heard last, milliseconds; null before the first. */
	readonly cuedAt: number | null;
	/** Since when this page has been live. */
	readonly liveSince: number;
	/** Whether the own microphone was open when it was told of last. */
	readonly toldOpen: boolean;
}

/** The memory of somebody who begins to follow a room now, with this view. */
export function cueMemory(view: RoomView, now: number): CueMemory {
	return { cuedAt: null, liveSince: now, toldOpen: isOpen(view) };
}

/** Which cue is heard as a room goes from one view to the next at a moment in milliseconds, and what to remember. */
export function nextCue(
	memory: CueMemory,
	before: RoomView,
	after: RoomView,
	now: number
): { readonly cue: Cue | null; readonly memory: CueMemory } {
	const liveSince = isLive(after) && !isLive(before) ? now : memory.liveSince;
	const isTold = isInside(before) && isInside(after) && !after.outputBlocked;
	const isTooSoon = memory.cuedAt !== null && now - memory.cuedAt < CUE_GAP_MS;
	const happened = new Set<Cue>();
	if (isTold && !isTooSoon) {
		if (memory.toldOpen !== isOpen(after)) happened.add(isOpen(after) ? 'unmuted' : 'muted');
		const isMeeting = now - liveSince < MEETING_MS;
		for (const one of eventsBetween(before, after, isMeeting)) happened.add(one);
	}
	const cue = cues.find((one) => happened.has(one)) ?? null;
	const isUpToDate = cue === 'muted' || cue === 'unmuted' || !isTold;
	return {
		cue,
		memory: {
			liveSince,
			cuedAt: cue ? now : memory.cuedAt,
			toldOpen: isUpToDate ? isOpen(after) : memory.toldOpen
		}
	};
}

/** Everything else that happened in one step and has a sound. */
function eventsBetween(before: RoomView, after: RoomView, isMeeting: boolean): Set<Cue> {
	const happened = new Set<Cue>();
	if (isLive(before) && !isLive(after)) happened.add('dropped');
	if (!isLive(before) && isLive(after)) happened.add('reconnected');
	if ((before.recording === null) !== (after.recording === null)) happened.add('recording');
	if (before.me.role === 'listener' && after.me.role !== 'listener') happened.add('on-stage');
	if (isTurnNearer(before, after)) happened.add('turn');
	if (isModerator(after) && handsBesides(before, after).length > 0) happened.add('hand');
	// While the own links are lost nobody can be seen to leave, and in a large room few are known at all.
	const isSmall = Math.max(before.count, after.count) <= SMALL_ROOM;
	if (!isSmall || !isLive(before) || !isLive(after)) return happened;
	const [was, is] = [peopleIn(before), peopleIn(after)];
	if (!isMeeting && [...is].some((person) => !was.has(person))) happened.add('joined');
	if ([...was].some((person) => !is.has(person))) happened.add('left');
	return happened;
}

function isLive({ phase }: RoomView): boolean {
	return phase.name === 'live';
}

function isOpen({ me }: RoomView): boolean {
	return me.microphone === 'open';
}

function isInside(view: RoomView): boolean {
	return isLive(view) || view.phase.name === 'reconnecting';
}

function isModerator({ me }: RoomView): boolean {
	return me.role === 'host' || me.role === 'cohost';
}

/** Whether the own turn came to its last half minute, or to its end. */
function isTurnNearer(before: RoomView, after: RoomView): boolean {
	const [was, is] = [before, after].map(({ stage }) => stage.find(({ isMe }) => isMe)?.turn?.state);
	return is !== was && (is === 'ending' || is === 'over');
}

/** People whose hand went up, without this one. */
function handsBesides(before: RoomView, after: RoomView): readonly string[] {
	const were = new Set(before.requests.map(({ identity }) => identity));
	return after.requests
		.map(({ identity }) => identity)
		.filter((identity) => identity !== after.me.identity && !were.has(identity));
}

/** Everybody else who is known to be here. */
function peopleIn({ stage, audience }: RoomView): Set<string> {
	return new Set([...stage, ...audience].filter(({ isMe }) => !isMe).map(({ identity }) => identity));
}
