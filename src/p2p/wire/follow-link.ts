import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer';
import { bytesOf, ID_BYTES, idOf, sameBytes, type IdentityId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { isPrintable, printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';

/** Somebody to follow, as a link names them. Only the key says who it is; whoever made the link chose the name. */
export interface Followable {
	readonly identity: IdentityId;
	/** May be empty. */
	readonly name: string;
}

/** What is wrong with a link by which somebody is to be followed. */
export type FollowLinkFault = 'follow-empty' | 'follow-mangled' | 'follow-newer-version';

const VERSION = 1;
const CHECKSUM_BYTES = 4;
/** Bytes of a name at its longest: three for each UTF-16 code unit. */
const MAX_CODE_BYTES = 1 + ID_BYTES + TEXT_LIMITS.name * 3 + CHECKSUM_BYTES;
const MAX_CODE_LENGTH = Math.ceil((MAX_CODE_BYTES * 4) / 3);

function checksum(payload: Uint8Array): Uint8Array {
	return sha256(concatBytes(utf8ToBytes('hearsay/follow-link/1'), Uint8Array.of(0), payload)).slice(
		0,
		CHECKSUM_BYTES
	);
}

/** The fragment of a link by which others can follow somebody, without `#`. What cannot be shown in the name is left out. */
export function followCode({ identity, name }: Followable): string {
	const text = utf8ToBytes(printable(name, TEXT_LIMITS.name));
	const payload = concatBytes(Uint8Array.of(VERSION), bytesOf(identity), text);
	return toBase64UrlEncoded(concatBytes(payload, checksum(payload)));
}

/** Reads the fragment of such a link, with or without `#`. Total: any text gives an answer. */
export function parseFollowCode(fragment: string): Result<Followable, FollowLinkFault> {
	const code = fragment.trim().replace(/^#/, '');
	if (code === '') return fail('follow-empty');
	if (code.length > MAX_CODE_LENGTH || !/^[\w-]+$/.test(code)) return fail('follow-mangled');
	const bytes = fromBase64UrlEncoded(code);
	if (bytes.length < 1 + ID_BYTES + CHECKSUM_BYTES || toBase64UrlEncoded(bytes) !== code)
		return fail('follow-mangled');
	const payload = bytes.slice(0, -CHECKSUM_BYTES);
	if (!sameBytes(checksum(payload), bytes.slice(-CHECKSUM_BYTES))) return fail('follow-mangled');
	if (payload[0] !== VERSION) return fail('follow-newer-version');
	const name = decodedText(payload.slice(1 + ID_BYTES));
	if (!isPrintable(name, TEXT_LIMITS.name)) return fail('follow-mangled');
	return ok({ identity: idOf<IdentityId>(payload.slice(1, 1 + ID_BYTES)), name });
}

/** UTF-8 as text; null where it is none. */
function decodedText(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}
