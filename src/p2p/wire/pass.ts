import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { bytesOf, idOf, type IdentityId, type InviteKey, type RoomId, type SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { isSignedBy, SIGNATURE_BYTES, signedBytes, type Sign } from '../identity/signature.ts';
import type { SignedInvite } from '../room/events.ts';

/** A one-use invite as its link carries it: whoever holds the seed may use it, once. */
export interface Pass {
	readonly seed: Uint8Array;
	readonly issuer: SessionId;
	/** The issuer's signature over the public half of the seed. */
	readonly signature: Uint8Array;
}

const SEED_BYTES = 32;
/** Length of a pass as bytes: seed, issuer, signature. */
export const PASS_BYTES = SEED_BYTES + 32 + SIGNATURE_BYTES;

/** The public half, under which the room knows a pass. */
export function passKey(pass: Pass): InviteKey {
	return idOf<InviteKey>(ed25519.getPublicKey(pass.seed));
}

/** What the room is told of a pass: everything but the seed. */
export function signedInvite(pass: Pass): SignedInvite {
	return { key: passKey(pass), issuer: pass.issuer, signature: pass.signature };
}

function used(room: RoomId, session: SessionId): Uint8Array {
	return concatBytes(bytesOf(room), bytesOf(session));
}

function followed(room: RoomId, follower: IdentityId): Uint8Array {
	return concatBytes(bytesOf(room), bytesOf(follower));
}

/** Makes a pass in the name of a moderator's session, whose key belongs to one room and no other. */
export async function makePass(issuer: SessionKey, random: Random): Promise<Pass> {
	const seed = random.bytes(SEED_BYTES);
	const signature = await issuer.sign('hearsay/invite/1', ed25519.getPublicKey(seed));
	return { seed, issuer: issuer.id, signature };
}

/** Whether the session that an invite names as its issuer made it. */
export function isInviteGenuine({ key, issuer, signature }: SignedInvite): boolean {
	return isSignedBy(issuer, 'hearsay/invite/1', bytesOf(key), signature);
}

/** The signature by which a pass names the session that uses it, so that nobody can use it on the way. */
export function usePass(room: RoomId, pass: Pass, session: SessionId): Uint8Array {
	return ed25519.sign(signedBytes('hearsay/invite-use/1', used(room, session)), pass.seed);
}

/** Whether a pass was used by this very session. */
export function isPassUsedBy(room: RoomId, key: InviteKey, session: SessionId, use: Uint8Array): boolean {
	return isSignedBy(key, 'hearsay/invite-use/1', used(room, session), use);
}

/** An identity's word that it follows whoever hosts this room: who stands outside need not know who that is. */
export function signFollow(sign: Sign, room: RoomId, follower: IdentityId): Promise<Uint8Array> {
	return sign('hearsay/follow/1', followed(room, follower));
}

/** Whether an identity gave its word that it follows this room's host. */
export function isFollow(room: RoomId, follower: IdentityId, signature: Uint8Array): boolean {
	return isSignedBy(follower, 'hearsay/follow/1', followed(room, follower), signature);
}

/** A pass as the bytes of a link. */
export function encodePass({ seed, issuer, signature }: Pass): Uint8Array {
	return concatBytes(seed, bytesOf(issuer), signature);
}

/** Reads a pass; null unless there are exactly `PASS_BYTES` bytes. */
export function decodePass(bytes: Uint8Array): Pass | null {
	if (bytes.length !== PASS_BYTES) return null;
	return {
		seed: bytes.slice(0, SEED_BYTES),
		issuer: idOf<SessionId>(bytes.slice(SEED_BYTES, SEED_BYTES + 32)),
		signature: bytes.slice(SEED_BYTES + 32)
	};
}
