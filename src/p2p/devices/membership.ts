import { fail, ok, type Result } from '../base/result.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount } from '../wire/canonical.ts';
import { DEVICE_SECRET_BYTES } from '../wire/device-code.ts';
import type { Random } from '../base/random.ts';
import type { Store, StoreFault } from '../ports.ts';

/** By what the devices of one person meet. */
export interface Circle {
	readonly secret: Uint8Array;
	/** How many devices were cut off before: 0 at first. */
	readonly epoch: number;
}

/** A circle that was left because a device was cut off, and what its gate says to those who come late. */
export interface FormerCircle extends Circle {
	/** The gate's document as one Yjs update. */
	readonly gate: Uint8Array;
}

/** What this device knows of itself and of its circle; kept in the store under `own-devices`. */
export interface Membership {
	/** Of the key by which the others know it. */
	readonly seed: Uint8Array;
	readonly name: string;
	/** Null while nothing is shared. */
	readonly circle: Circle | null;
	/** The newest last, `MAX_FORMER` at most. */
	readonly former: readonly FormerCircle[];
	/** Another device cut this one off. */
	readonly isCutOff: boolean;
}

/** Former circles whose gates are kept open: a device that missed more was away for many losses, and is linked anew. */
export const MAX_FORMER = 4;

/** Under these names the store keeps what belongs to sharing; none of it is shared or given away in a file. */
export const MEMBERSHIP = 'own-devices';
/** The shared document, as one Yjs update. */
export const SHARED = 'own-devices-shared';
/** What both sides last agreed on. */
export const AGREED = 'own-devices-agreed';

/** A device that shares with nobody. */
export function newMembership(random: Random): Membership {
	return { seed: random.bytes(32), name: '', circle: null, former: [], isCutOff: false };
}

/** What the store keeps; null where there is nothing, or nothing that can be read. */
export async function loadMembership(store: Pick<Store, 'loadValue'>): Promise<Membership | null> {
	const kept = await store.loadValue<Membership>(MEMBERSHIP);
	const isWhole = kept?.seed instanceof Uint8Array && kept.seed.length === 32 && Array.isArray(kept.former);
	return isWhole ? kept : null;
}

/** Keeps it. */
export function saveMembership(store: Store, membership: Membership): Promise<Result<void, StoreFault>> {
	return store.saveValue(MEMBERSHIP, membership);
}

/** The bytes by which another device joins a circle. */
export function encodeCircle({ secret, epoch }: Circle): Uint8Array {
	return encodeCanonical({ secret, epoch });
}

/** Reads such bytes strictly. */
export function decodeCircle(bytes: Uint8Array): Result<Circle, 'malformed'> {
	const plain = decodeCanonical(bytes, 128);
	const record = plain.ok ? asRecord(plain.value, ['secret', 'epoch']) : null;
	if (!record || !isBytes(record.secret, DEVICE_SECRET_BYTES) || !isCount(record.epoch, 1_000_000))
		return fail('malformed');
	return ok({ secret: record.secret, epoch: record.epoch });
}
