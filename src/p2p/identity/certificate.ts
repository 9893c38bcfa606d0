import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, type IdentityId, type SessionId } from '../base/ids.ts';
import type { Identity } from './identity.ts';
import { isSignedBy } from './signature.ts';

/** An identity's word that a session key is its own and which name it goes by. */
export interface SessionCertificate {
	readonly identity: IdentityId;
	readonly name: string;
	readonly signature: Uint8Array;
}

function certified(session: SessionId, name: string): Uint8Array {
	return concatBytes(bytesOf(session), utf8ToBytes(name));
}

/** Certifies a session key under the name its owner wants to be called by. */
export async function certifySession(
	identity: Identity,
	session: SessionId,
	name: string
): Promise<SessionCertificate> {
	const signature = await identity.sign('hearsay/session-certificate/1', certified(session, name));
	return { identity: identity.id, name, signature };
}

/** Whether the certificate was signed by the identity it names, for exactly this session. */
export function isCertificateValid(certificate: SessionCertificate, session: SessionId): boolean {
	return isSignedBy(
		certificate.identity,
		'hearsay/session-certificate/1',
		certified(session, certificate.name),
		certificate.signature
	);
}
