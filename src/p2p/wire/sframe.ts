import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, type SessionId } from '../base/ids.ts';
import { nativeCrypto, type NativeCrypto } from '../base/native-crypto.ts';
import { fail, ok, type Result } from '../base/result.ts';

/** AES_128_GCM_SHA256_128. Source: RFC 9605 section 4.5. */
const CIPHER_SUITE = 4;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Numbers of up to 53 bits are read: a longer one is no epoch and no tick of anybody's clock. */
const MAX_NUMBER_BYTES = 6;
const EMPTY = new Uint8Array();
/** Node's form of keys, while they are in use. */
const nativeKeys = new WeakMap<CryptoKey, ReturnType<NativeCrypto['createSecretKey']>>();

/** What an SFrame ciphertext says in the clear. */
export interface SFrameHeader {
	/** KID: whose key, here the number of the epoch. */
	readonly keyId: number;
	/** CTR: here the frame's sequence number. */
	readonly counter: number;
	/** Bytes of the header. */
	readonly length: number;
}

/** One speaker's key in one epoch, for both ends: who listens never encrypts with it. */
export interface SFrameKey {
	readonly keyId: number;
	readonly key: CryptoKey;
	readonly salt: Uint8Array;
}

/**
 * What a key is for: frames in packets, whose counter is the packet's sequence number, or frames of
 * tracks, which are counted by themselves. One key for both would use counters twice.
 */
export type SFrameUse = 'packets' | 'tracks';

/** The labels under which keys are derived. */
const USES: Record<SFrameUse, string> = { packets: 'hearsay/sframe/1', tracks: 'hearsay/sframe-track/1' };

/** What can be wrong with an SFrame ciphertext. */
export type SFrameFault = 'sframe-malformed' | 'sframe-key' | 'sframe-forged';

/** Writes a header in its shortest form. Source: RFC 9605 section 4.3. */
export function encodeSFrameHeader(keyId: number, counter: number): Uint8Array {
	const [kid, ctr] = [bigEndian(keyId), bigEndian(counter)];
	const [hasLongKid, hasLongCtr] = [keyId > 7, counter > 7];
	const config =
		(hasLongKid ? 0x80 | ((kid.length - 1) << 4) : keyId << 4) |
		(hasLongCtr ? 0x08 | (ctr.length - 1) : counter);
	return concatBytes(Uint8Array.of(config), hasLongKid ? kid : EMPTY, hasLongCtr ? ctr : EMPTY);
}

/** Reads a header; null for one that is cut short, not in its shortest form, or past 48 bits. */
export function decodeSFrameHeader(bytes: Uint8Array): SFrameHeader | null {
	const config = bytes[0];
	if (config === undefined) return null;
	const kid = numberAt(bytes, 1, config >> 4);
	const ctr = kid && numberAt(bytes, kid.end, config & 0x0f);
	return kid && ctr ? { keyId: kid.value, counter: ctr.value, length: ctr.end } : null;
}

/**
 * The key under which one speaker encrypts in one epoch: HKDF-SHA-256 of the epoch's secret for that
 * session's key and what it is for gives RFC 9605's base key.
 */
export async function speakerKey(
	epoch: { readonly number: number; readonly secret: Uint8Array },
	session: SessionId,
	use: SFrameUse
): Promise<SFrameKey> {
	const info = concatBytes(utf8ToBytes(USES[use]), Uint8Array.of(0), bytesOf(session));
	return sframeKey(epoch.number, await hkdf(epoch.secret, info, KEY_BYTES));
}

/** Key and salt of a base key. Source: RFC 9605 section 4.4.2. */
export async function sframeKey(keyId: number, baseKey: Uint8Array): Promise<SFrameKey> {
	const id = new Uint8Array(10);
	const view = new DataView(id.buffer);
	view.setBigUint64(0, BigInt(keyId));
	view.setUint16(8, CIPHER_SUITE);
	const label = (what: string) => concatBytes(utf8ToBytes(`SFrame 1.0 Secret ${what} `), id);
	const [key, salt] = await Promise.all([
		hkdf(baseKey, label('key'), KEY_BYTES),
		hkdf(baseKey, label('salt'), NONCE_BYTES)
	]);
	return {
		keyId,
		key: await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']),
		salt
	};
}

/** Encrypts one frame. Whoever calls must never use a counter twice with one key. */
export async function encryptSFrame(
	{ keyId, key, salt }: SFrameKey,
	counter: number,
	plaintext: Uint8Array,
	metadata: Uint8Array = EMPTY
): Promise<Uint8Array> {
	const header = encodeSFrameHeader(keyId, counter);
	const sealed = await crypto.subtle.encrypt(
		parameters(salt, counter, concatBytes(header, metadata)),
		key,
		plaintext as Uint8Array<ArrayBuffer>
	);
	return concatBytes(header, new Uint8Array(sealed));
}

/** Decrypts one frame that must be under this key and have this counter. Total: any bytes give an answer. */
export async function decryptSFrame(
	{ keyId, key, salt }: SFrameKey,
	counter: number,
	ciphertext: Uint8Array,
	metadata: Uint8Array = EMPTY
): Promise<Result<Uint8Array, SFrameFault>> {
	const header = decodeSFrameHeader(ciphertext);
	if (!header || ciphertext.length < header.length + TAG_BYTES) return fail('sframe-malformed');
	if (header.keyId !== keyId || header.counter !== counter) return fail('sframe-key');
	const aad = concatBytes(ciphertext.subarray(0, header.length), metadata);
	const sealed = ciphertext.subarray(header.length) as Uint8Array<ArrayBuffer>;
	const how = parameters(salt, counter, aad);
	try {
		if (nativeCrypto) return ok(openAtOnce(nativeCrypto, key, how, sealed));
		return ok(new Uint8Array(await crypto.subtle.decrypt(how, key, sealed)));
	} catch {
		return fail('sframe-forged');
	}
}

/** As WebCrypto's `decrypt`, but at once; throws if it is forged. */
function openAtOnce(
	node: NativeCrypto,
	key: CryptoKey,
	{ iv, additionalData }: ReturnType<typeof parameters>,
	sealed: Uint8Array
): Uint8Array {
	const native = nativeKeys.get(key) ?? node.KeyObject.from(key as Parameters<typeof node.KeyObject.from>[0]);
	nativeKeys.set(key, native);
	const opening = node.createDecipheriv('aes-128-gcm', native, iv, { authTagLength: TAG_BYTES });
	opening.setAAD(additionalData).setAuthTag(sealed.subarray(-TAG_BYTES));
	return concatBytes(opening.update(sealed.subarray(0, -TAG_BYTES)), opening.final());
}

/** The nonce is the salt XOR the counter. Source: RFC 9605 section 4.4.3. */
function parameters(salt: Uint8Array, counter: number, additionalData: Uint8Array) {
	const iv = salt.slice() as Uint8Array<ArrayBuffer>;
	const number = bigEndian(counter);
	for (let i = 0; i < number.length; i++) iv[iv.length - number.length + i]! ^= number[i]!;
	return { name: 'AES-GCM', iv, additionalData: additionalData as Uint8Array<ArrayBuffer> };
}

async function hkdf(secret: Uint8Array, info: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
	const key = await crypto.subtle.importKey('raw', secret as Uint8Array<ArrayBuffer>, 'HKDF', false, [
		'deriveBits'
	]);
	const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: EMPTY, info: info as Uint8Array<ArrayBuffer> };
	return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}

/** A number in as few bytes as it needs, at least one. */
function bigEndian(value: number): Uint8Array {
	const bytes: number[] = [];
	for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256))
		bytes.unshift(rest % 256);
	return Uint8Array.from(bytes);
}

/** Reads half of a config byte: the number itself, or the length of the number that stands at `at`. */
function numberAt(bytes: Uint8Array, at: number, nibble: number): { value: number; end: number } | null {
	if (nibble < 8) return { value: nibble, end: at };
	const end = at + nibble - 7;
	if (end - at > MAX_NUMBER_BYTES || end > bytes.length) return null;
	const value = bytes.subarray(at, end).reduce((sum, byte) => sum * 256 + byte, 0);
	const isShortest = value > 7 && bytes[at] !== 0;
	return isShortest ? { value, end } : null;
}
