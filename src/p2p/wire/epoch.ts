import { bytesOf, idOf, type EventId, type RoomId, type SessionId } from '../base/ids.ts';
import { parseBody, wireBody } from '../room/bodies.ts';
import type { Certificate } from '../room/events.ts';
import { asRecord, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_EPOCH_REASONS } from './limits.ts';
import { wordFromPlain, wordToPlain, type Signed, type WordForm } from './signed-words.ts';

/** Length of an epoch's secret in bytes. */
export const EPOCH_SECRET_BYTES = 32;

/** Numbers end here: an epoch a second for a century, and what SFrame writes in four bytes. */
export const MAX_EPOCH_NUMBER = 2 ** 32 - 1;

/** The secret of a stretch of a private room's life, in the words of a moderator's session. */
export interface EpochFields {
	readonly room: RoomId;
	/** 1 for the first, then counting up. */
	readonly number: number;
	readonly secret: Uint8Array;
	/** The session that made it. */
	readonly issuer: SessionId;
	/** Whose session that is. */
	readonly certificate: Certificate;
	/**
	 * Events that, with all before them, hold every ban, removal, revoked invite and change of the door that the
	 * issuer knew; ascending, at least one. Who does not hold all of that cannot know whom to keep it from.
	 */
	readonly because: readonly EventId[];
}

/** A signed epoch. */
export type EpochWord = Signed<EpochFields>;

/** How an epoch is written. */
export const EPOCH: WordForm<EpochFields> = {
	domain: 'hearsay/epoch/1',
	signer: ({ issuer }) => issuer,
	toPlain: ({ room, number, secret, issuer, certificate, because }) => ({
		room: bytesOf(room),
		number,
		secret,
		issuer: bytesOf(issuer),
		certificate: (wireBody('session.opened', { certificate }) as { certificate: Plain }).certificate,
		because: because.map(bytesOf)
	}),
	fromPlain(value) {
		const record = asRecord(value, ['room', 'number', 'secret', 'issuer', 'certificate', 'because']);
		if (!record) return null;
		const { room, number, secret, issuer } = record;
		const certificate = parseBody('session.opened', { certificate: record.certificate })?.certificate;
		const because = readReasons(record.because);
		if (!isBytes(room, 32) || !isBytes(issuer, 32) || !isBytes(secret, EPOCH_SECRET_BYTES)) return null;
		if (!isCount(number, MAX_EPOCH_NUMBER) || number === 0 || !certificate || !because) return null;
		return {
			room: idOf<RoomId>(room),
			number,
			secret,
			issuer: idOf<SessionId>(issuer),
			certificate,
			because
		};
	}
};

/** What neighbours tell each other of epochs. */
export interface EpochMessage {
	readonly kind: 'epoch';
	readonly epoch: EpochWord;
}

/** The wire form of an epoch. */
export function epochToPlain(epoch: EpochWord): Plain {
	return wordToPlain(EPOCH, epoch);
}

/** Reads an epoch strictly; its signatures are not checked. Null on anything else. */
export function epochFromPlain(value: Plain): EpochWord | null {
	return wordFromPlain(EPOCH, value);
}

function readReasons(value: Plain): readonly EventId[] | null {
	if (!Array.isArray(value) || value.length === 0 || value.length > MAX_EPOCH_REASONS) return null;
	const ids = value.map((item: Plain) => (isBytes(item, 32) ? idOf<EventId>(item) : null));
	const isAscending = ids.every((id, i) => id !== null && (i === 0 || ids[i - 1]! < id));
	return isAscending ? (ids as EventId[]) : null;
}
