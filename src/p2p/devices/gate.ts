import { concatBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Doc } from 'yjs';
import { idOf, type RoomId, type SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { NONCE_BYTES, seal, unseal } from '../wire/sealed-box.ts';
import { decodeCircle, encodeCircle, type Circle } from './membership.ts';

const DOMAIN = 'hearsay/device-gate/1';

/**
 * The gate of a circle: a small document that says where its devices went on when one of them was cut off. For each that stays it
 * holds the next circle's secret in a box that this device alone opens. Who was cut off finds no box.
 */
export function writeMove(
	gate: Doc,
	move: {
		readonly key: SessionKey;
		readonly random: Random;
		readonly circle: Circle;
		readonly next: Circle;
		/** Who stays, without the one that writes. */
		readonly stays: readonly SessionId[];
	}
): void {
	const { key, random, circle, next, stays } = move;
	const bytes = encodeCircle(next);
	const boxes: Record<string, Uint8Array> = {};
	for (const to of stays) {
		const nonce = random.bytes(NONCE_BYTES);
		const sealed = seal(key, wayIn(circle, key.id, to), { domain: DOMAIN, bytes, nonce });
		// A device whose key is no key cannot be told.
		if (sealed) boxes[to] = concatBytes(sealed.nonce, sealed.box);
	}
	gate.getMap('moves').set(key.id, boxes);
}

/** Where somebody says that the devices went on; `next` is null for a device that was cut off. */
export interface Move {
	readonly by: SessionId;
	readonly next: Circle | null;
}

/** What a gate says, by those who may say something: the devices of the circle as this one knows it. Anything else in it is left out. */
export function readMoves(
	gate: Doc,
	reader: { readonly key: SessionKey; readonly circle: Circle; readonly devices: readonly SessionId[] }
): readonly Move[] {
	const { key, circle, devices } = reader;
	const moves = gate.getMap<unknown>('moves');
	return devices.flatMap((by): Move[] => {
		const boxes = by === key.id ? null : moves.get(by);
		if (typeof boxes !== 'object' || boxes === null) return [];
		const box = (boxes as Record<string, unknown>)[key.id];
		if (box === undefined) return [{ by, next: null }];
		if (!(box instanceof Uint8Array) || box.length <= NONCE_BYTES || box.length > 512) return [];
		const sealed = { nonce: box.slice(0, NONCE_BYTES), box: box.slice(NONCE_BYTES) };
		const bytes = unseal(key, wayIn(circle, by, key.id), { domain: DOMAIN, sealed });
		const next = bytes && decodeCircle(bytes);
		return next?.ok && next.value.epoch > circle.epoch ? [{ by, next: next.value }] : [];
	});
}

function wayIn({ secret }: Circle, from: SessionId, to: SessionId) {
	return { room: idOf<RoomId>(sha256(secret)), from, to };
}
