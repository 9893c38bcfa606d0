import { bytesOf, idOf, type IdentityId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Sign } from '../identity/signature.ts';
import { isPrintable, parseBody, wireBody } from '../room/bodies.ts';
import { TEXT_LIMITS, type EventBodies } from '../room/events.ts';
import type { InstanceChange } from '../room/timing.ts';
import { AUDIENCES, readLink, readTopics, type AnnouncementFields } from './announcement.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_ANNOUNCEMENT_BYTES, MAX_PLANNED_CHANGES, MAX_PLANNED_MS } from './directory-limits.ts';
import { inviteFragment } from './invite.ts';
import {
	isWordAuthentic,
	signWord,
	wordFromPlain,
	wordToPlain,
	type Signed,
	type WordForm
} from './signed-words.ts';

/** What a host says to others about a public room that takes place later. */
export interface PlannedRoomFields extends Pick<
	AnnouncementFields,
	'host' | 'name' | 'title' | 'topics' | 'invite' | 'audience'
> {
	/** When, and what is to be known beforehand. */
	readonly plan: EventBodies['schedule.set'];
	/** The next of its times that differ from the rule. */
	readonly changes: readonly InstanceChange[];
	readonly isCancelled: boolean;
	/** False takes what was said of this room before back. */
	readonly isShown: boolean;
	/** When this was signed, milliseconds since the epoch by the host's clock: of two of a room the later one counts. */
	readonly at: number;
	/** Until when it holds, by the same clock; at most `MAX_PLANNED_MS` after `at`. */
	readonly until: number;
}

/** A planned room with its host's signature. */
export type PlannedRoom = Signed<PlannedRoomFields>;

const FIELDS = [
	'host',
	'name',
	'title',
	'topics',
	'link',
	'audience',
	'plan',
	'changes',
	'isCancelled',
	'isShown',
	'at',
	'until'
] as const;

const FORM: WordForm<PlannedRoomFields> = {
	domain: 'hearsay/planned-room/1',
	signer: ({ host }) => host,
	toPlain: ({ host, invite, plan, changes, ...rest }) => ({
		host: bytesOf(host),
		name: rest.name,
		title: rest.title,
		topics: rest.topics,
		link: inviteFragment(invite),
		audience: rest.audience,
		plan: wireBody('schedule.set', plan) as Plain,
		changes: changes.map((change) => wireBody('schedule.changed', change) as Plain),
		isCancelled: rest.isCancelled,
		isShown: rest.isShown,
		at: rest.at,
		until: rest.until
	}),
	fromPlain(value) {
		const record = asRecord(value, FIELDS);
		if (!record) return null;
		const { host, name, title, isCancelled, isShown, at, until } = record;
		const [topics, invite] = [readTopics(record.topics), readLink(record.link)];
		const audience = AUDIENCES.find((one) => one === record.audience);
		const plan = parseBody('schedule.set', record.plan);
		const changes = readChanges(record.changes);
		if (!isBytes(host, 32) || !isPrintable(name, TEXT_LIMITS.name)) return null;
		if (!isPrintable(title, TEXT_LIMITS.title) || title === '') return null;
		if (!topics || !invite || !audience || !plan || !changes) return null;
		if (typeof isCancelled !== 'boolean' || typeof isShown !== 'boolean') return null;
		if (!isCount(until, Number.MAX_SAFE_INTEGER) || !isCount(at, until - 1) || until - at > MAX_PLANNED_MS)
			return null;
		return {
			...{ host: idOf<IdentityId>(host), name, title, topics, invite, audience },
			...{ plan, changes, isCancelled, isShown, at, until }
		};
	}
};

/** Signs what is planned in the name of its host. */
export function signPlannedRoom(fields: PlannedRoomFields, sign: Sign): Promise<PlannedRoom> {
	return signWord(FORM, fields, sign);
}

/** The bytes as relays keep them; over `MAX_ANNOUNCEMENT_BYTES` nobody takes them. */
export function encodePlannedRoom(room: PlannedRoom): Uint8Array {
	return encodeCanonical(wordToPlain(FORM, room));
}

/** Reads them strictly; neither signature nor time is checked. Total: any bytes give an answer. */
export function decodePlannedRoom(bytes: Uint8Array): Result<PlannedRoom, 'announcement-malformed'> {
	const plain = decodeCanonical(bytes, MAX_ANNOUNCEMENT_BYTES);
	const room = plain.ok ? wordFromPlain(FORM, plain.value) : null;
	return room ? ok(room) : fail('announcement-malformed');
}

/** Whether the host whom it names signed exactly this. */
export function isPlannedRoomAuthentic(room: PlannedRoom): boolean {
	return isWordAuthentic(FORM, room);
}

function readChanges(value: Plain): readonly InstanceChange[] | null {
	if (!Array.isArray(value) || value.length > MAX_PLANNED_CHANGES) return null;
	const changes = value.map((change) => parseBody('schedule.changed', change));
	return changes.every((change) => change !== null) ? changes : null;
}
