import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer';
import { sameBytes } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';

/** What is wrong with the code by which a device is linked. */
export type DeviceCodeFault = 'device-empty' | 'device-mangled' | 'device-newer-version';

/** Bytes of the secret that two devices meet by. */
export const DEVICE_SECRET_BYTES = 32;
const VERSION = 1;
const CHECKSUM_BYTES = 4;
const CODE_BYTES = 1 + DEVICE_SECRET_BYTES + CHECKSUM_BYTES;

function checksum(payload: Uint8Array): Uint8Array {
	return sha256(concatBytes(utf8ToBytes('hearsay/device-code/1'), Uint8Array.of(0), payload)).slice(
		0,
		CHECKSUM_BYTES
	);
}

/** The fragment of a link by which another device is linked, without `#`. */
export function deviceCode(secret: Uint8Array): string {
	const payload = concatBytes(Uint8Array.of(VERSION), secret);
	return toBase64UrlEncoded(concatBytes(payload, checksum(payload)));
}

/** The secret in such a fragment, with or without `#`. Total: any text gives an answer. */
export function parseDeviceCode(fragment: string): Result<Uint8Array, DeviceCodeFault> {
	const code = fragment.trim().replace(/^#/, '');
	if (code === '') return fail('device-empty');
	if (code.length > Math.ceil((CODE_BYTES * 4) / 3) || !/^[\w-]+$/.test(code)) return fail('device-mangled');
	const bytes = fromBase64UrlEncoded(code);
	if (bytes.length !== CODE_BYTES || toBase64UrlEncoded(bytes) !== code) return fail('device-mangled');
	const payload = bytes.slice(0, -CHECKSUM_BYTES);
	if (!sameBytes(checksum(payload), bytes.slice(-CHECKSUM_BYTES))) return fail('device-mangled');
	if (payload[0] !== VERSION) return fail('device-newer-version');
	return ok(payload.slice(1));
}
