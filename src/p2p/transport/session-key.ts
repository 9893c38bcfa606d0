import { publicKeyFromRaw } from '@libp2p/crypto/keys';
import type { PeerId } from '@libp2p/interface';
import { peerIdFromPublicKey } from '@libp2p/peer-id';
import { bytesOf, idOf, type SessionId } from '../base/ids.ts';

/** The session behind a libp2p peer: its Ed25519 public key. Null for another kind of key, which no session has. */
export function sessionKeyOf(peer: PeerId): SessionId | null {
	return peer.type === 'Ed25519' ? idOf<SessionId>(peer.publicKey.raw) : null;
}

/** The libp2p peer id of a session. */
export function peerIdOf(session: SessionId): PeerId {
	return peerIdFromPublicKey(publicKeyFromRaw(bytesOf(session)));
}
