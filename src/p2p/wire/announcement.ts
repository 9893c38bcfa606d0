import type { IdentityId } from '../base/ids.ts';
import { bytesOf, idOf } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Sign } from '../identity/signature.ts';
import { isPrintable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import {
	CLOCK_TOLERANCE_MS,
	MAX_ANNOUNCED_MS,
	MAX_ANNOUNCED_PEOPLE,
	MAX_ANNOUNCEMENT_BYTES
} from './directory-limits.ts';
import { inviteFragment, parseInvite, type Invite } from './invite.ts';
import {
	isWordAuthentic,
	signWord,
	wordFromPlain,
	wordToPlain,
	type Signed,
	type WordForm
} from './signed-words.ts';

/** Whom an announcement is for: those who follow the host, or whoever reads the relay's directory. */
export const AUDIENCES = ['followers', 'everybody'] as const;

/** What a host says to others about a public room of theirs. */
export interface AnnouncementFields {
	/** Who hosts the room, and signs this. */
	readonly host: IdentityId;
	/** What the host is called by their own word; may be empty. */
	readonly name: string;
	readonly title: string;
	readonly topics: readonly string[];
	/** The way in; it has no pass. */
	readonly invite: Invite;
	/** People in the room, the host included, as the host's page knew. */
	readonly inside: number;
	readonly audience: (typeof AUDIENCES)[number];
	/** False takes what was announced of this room before back. */
	readonly isLive: boolean;
	/** When the room was first announced, milliseconds since the epoch by the host's clock. */
	readonly since: number;
	/** When this was signed, by the same clock: of two announcements of a room the later one counts. */
	readonly at: number;
	/** Until when it holds, by the same clock; at most `MAX_ANNOUNCED_MS` after `at`. */
	readonly until: number;
}

/** An announcement with its host's signature. */
export type Announcement = Signed<AnnouncementFields>;

/** Why an announcement does not count. */
export type AnnouncementFault =
	| 'announcement-malformed'
	/** Its time is over, or has not come yet, by more than clocks are apart. */
	| 'announcement-untimely'
	/** Whoever it names as the host did not sign it. */
	| 'announcement-forged';

const FORM: WordForm<AnnouncementFields> = {
	domain: 'hearsay/announcement/1',
	signer: ({ host }) => host,
	toPlain: ({ host, invite, ...rest }) => ({
		host: bytesOf(host),
		name: rest.name,
		title: rest.title,
		topics: rest.topics,
		link: inviteFragment(invite),
		inside: rest.inside,
		audience: rest.audience,
		isLive: rest.isLive,
		since: rest.since,
		at: rest.at,
		until: rest.until
	}),
	fromPlain(value) {
		const record = asRecord(value, [
			'host',
			'name',
			'title',
			'topics',
			'link',
			'inside',
			'audience',
			'isLive',
			'since',
			'at',
			'until'
		]);
		if (!record) return null;
		const { host, name, title, inside, isLive, since, at, until } = record;
		const [topics, invite] = [readTopics(record.topics), readLink(record.link)];
		const audience = AUDIENCES.find((one) => one === record.audience);
		if (!isBytes(host, 32) || !isPrintable(name, TEXT_LIMITS.name)) return null;
		if (!isPrintable(title, TEXT_LIMITS.title) || title === '') return null;
		if (!topics || !invite || !audience || typeof isLive !== 'boolean') return null;
		if (!isCount(inside, MAX_ANNOUNCED_PEOPLE)) return null;
		if (!isCount(until, Number.MAX_SAFE_INTEGER) || !isCount(at, until - 1) || !isCount(since, at))
			return null;
		if (until - at > MAX_ANNOUNCED_MS) return null;
		return {
			...{ host: idOf<IdentityId>(host), name, title, topics, invite },
			...{ inside, audience, isLive, since, at, until }
		};
	}
};

/** Signs an announcement in the name of its host. */
export function signAnnouncement(fields: AnnouncementFields, sign: Sign): Promise<Announcement> {
	return signWord(FORM, fields, sign);
}

/** The bytes of an announcement, as relays keep them; over `MAX_ANNOUNCEMENT_BYTES` nobody takes them. */
export function encodeAnnouncement(announcement: Announcement): Uint8Array {
	return encodeCanonical(wordToPlain(FORM, announcement));
}

/** Reads an announcement strictly; neither signature nor time is checked. Total: any bytes give an answer. */
export function decodeAnnouncement(bytes: Uint8Array): Result<Announcement, 'announcement-malformed'> {
	const plain = decodeCanonical(bytes, MAX_ANNOUNCEMENT_BYTES);
	const announcement = plain.ok ? wordFromPlain(FORM, plain.value) : null;
	return announcement ? ok(announcement) : fail('announcement-malformed');
}

/** Whether an announcement may count at this moment, milliseconds since the epoch by the own clock. */
export function isTimely({ at, until }: Pick<AnnouncementFields, 'at' | 'until'>, now: number): boolean {
	return at <= now + CLOCK_TOLERANCE_MS && until > now - CLOCK_TOLERANCE_MS;
}

/** Whether the host whom the announcement names signed exactly this. */
export function isAnnouncementAuthentic(announcement: Announcement): boolean {
	return isWordAuthentic(FORM, announcement);
}

/** Reads an announcement and checks all that can be wrong with it, the signature, which costs most, last. */
export function checkAnnouncement(bytes: Uint8Array, now: number): Result<Announcement, AnnouncementFault> {
	const read = decodeAnnouncement(bytes);
	if (!read.ok) return read;
	if (!isTimely(read.value, now)) return fail('announcement-untimely');
	return isAnnouncementAuthentic(read.value) ? read : fail('announcement-forged');
}

/** Topics as in events; null on anything else. */
export function readTopics(value: Plain): readonly string[] | null {
	if (!Array.isArray(value) || value.length > TEXT_LIMITS.topics) return null;
	const isTopic = (topic: Plain) => isPrintable(topic, TEXT_LIMITS.topic) && topic !== '';
	return value.every(isTopic) ? (value as readonly string[]) : null;
}

/** The way in behind the fragment of a room link, written as we write it, so that nothing else hides in it. */
export function readLink(value: Plain): Invite | null {
	const invite = typeof value === 'string' ? parseInvite(value) : null;
	if (!invite?.ok || invite.value.pass !== null) return null;
	return inviteFragment(invite.value) === value ? invite.value : null;
}
