import { bytesOf, idOf, type InviteKey, type SessionId } from '../base/ids.ts';
import { SIGNATURE_BYTES } from '../identity/signature.ts';
import { asRecord, isBytes, type Plain } from './canonical.ts';

/** What somebody brings to a door that asks for more than the room's secret. Its signatures are not checked here. */
export type Grant =
	/** A one-use invite: `issuer` signed `key`, and `key` signed the session that uses it. */
	| {
			readonly kind: 'invite';
			readonly key: InviteKey;
			/** The moderator's session that made the invite. */
			readonly issuer: SessionId;
			readonly signature: Uint8Array;
			/** The invite's own signature over the session that brings it. */
			readonly use: Uint8Array;
	  }
	/** The bringer's identity gave its word that it follows the room's host. */
	| { readonly kind: 'follow'; readonly signature: Uint8Array };

/** The wire form of a grant: keys as bytes. */
export function grantToPlain(grant: Grant | null): Plain {
	if (grant === null) return null;
	const { kind, signature } = grant;
	if (kind === 'follow') return { kind, signature };
	return { kind, key: bytesOf(grant.key), issuer: bytesOf(grant.issuer), signature, use: grant.use };
}

/** Reads a grant or null strictly: exactly the fields of its kind. Undefined on anything else. */
export function grantFromPlain(value: Plain | undefined): Grant | null | undefined {
	if (value === null || value === undefined) return value;
	const follow = asRecord(value, ['kind', 'signature']);
	if (follow) {
		const { kind, signature } = follow;
		return kind === 'follow' && isBytes(signature, SIGNATURE_BYTES) ? { kind, signature } : undefined;
	}
	const invite = asRecord(value, ['kind', 'key', 'issuer', 'signature', 'use']);
	if (!invite) return undefined;
	const { kind, key, issuer, signature, use } = invite;
	if (kind !== 'invite' || !isBytes(key, 32) || !isBytes(issuer, 32)) return undefined;
	if (!isBytes(signature, SIGNATURE_BYTES) || !isBytes(use, SIGNATURE_BYTES)) return undefined;
	return { kind, key: idOf<InviteKey>(key), issuer: idOf<SessionId>(issuer), signature, use };
}
