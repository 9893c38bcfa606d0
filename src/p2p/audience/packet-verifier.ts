import { concatBytes } from '@noble/hashes/utils.js';
import { bytesOf, type RoomId, type SessionId } from '../base/ids.ts';
import { TokenBucket } from '../base/token-bucket.ts';
import { isSignedAtOnce, isSignedBy } from '../identity/signature.ts';
import { packetSignature, packetSigning } from '../wire/packet.ts';

/**
 * What a packet's signature is worth. `unsure`: this engine refuses it, and there was no time to ask the
 * verifier that decides.
 */
export type Verdict = 'signed' | 'forged' | 'unsure';

/** Checks packets of one room. Never rejects. */
export type VerifyPacket = (source: SessionId, raw: Uint8Array) => Promise<Verdict>;

/** Second looks at a refused signature: one takes 3–7 ms, and an honest parent never needs one. */
const SECOND_LOOKS = { burst: 4, perSecond: 1 };

/** Keys kept ready: the sources there may be at once, several times over. */
const MAX_KEYS = 64;

/**
 * Verifies with this process' own verifier, else with WebCrypto, a hundred times as fast as the one verifier of events. Engines disagree
 * about crafted signatures, and by one a speaker could make an honest parent look like a forger. So what this
 * engine refuses is looked at again by the verifier that is the same everywhere, before anybody is blamed.
 */
export function packetVerifier(room: RoomId, now: () => number): VerifyPacket {
	const signing = packetSigning(room);
	const roomBytes = bytesOf(room);
	const secondLooks = new TokenBucket(SECOND_LOOKS, now);
	const keys = new Map<SessionId, Promise<CryptoKey>>();

	const keyOf = (session: SessionId) => {
		let key = keys.get(session);
		if (!key) {
			if (keys.size >= MAX_KEYS) keys.clear();
			key = crypto.subtle.importKey('raw', bytesOf(session) as Uint8Array<ArrayBuffer>, 'Ed25519', false, [
				'verify'
			]);
			keys.set(session, key);
		}
		return key;
	};

	return async (source, raw) => {
		const signature = packetSignature(raw);
		const atOnce = isSignedAtOnce(source, signing(raw), signature);
		if (atOnce) return 'signed';
		try {
			if (
				atOnce === null &&
				(await crypto.subtle.verify('Ed25519', await keyOf(source), signature, signing(raw)))
			)
				return 'signed';
		} catch {
			// A key that this engine does not take verifies nothing here; the second look decides.
		}
		if (!secondLooks.spend()) return 'unsure';
		const message = concatBytes(roomBytes, raw.subarray(0, -signature.length));
		return isSignedBy(source, 'hearsay/packet/1', message, signature) ? 'signed' : 'forged';
	};
}
