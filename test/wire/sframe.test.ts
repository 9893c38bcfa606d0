import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import {
	decodeSFrameHeader,
	decryptSFrame,
	encodeSFrameHeader,
	encryptSFrame,
	sframeKey,
	speakerKey
} from '../../src/p2p/wire/sframe.ts';
import vectors from '../fixtures/sframe-vectors.json' with { type: 'json' };

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const text = (value: string) => new TextEncoder().encode(value);
const ada = '0a'.repeat(32) as SessionId;
const ben = '0b'.repeat(32) as SessionId;
const epoch = { number: 7, secret: new Uint8Array(32).fill(7) };

describe("RFC 9605's own vectors", () => {
	it('K1 headers are written and read as there, those past 48 bits refused', () => {
		let refused = 0;
		for (const [kid, ctr, encoded] of vectors.header) {
			const [keyId, counter, bytes] = [Number(kid), Number(ctr), hex(encoded!)];
			if (Math.max(keyId, counter) >= 2 ** 48) {
				expect(decodeSFrameHeader(bytes)).toBeNull();
				refused++;
				continue;
			}
			expect(encodeSFrameHeader(keyId, counter)).toEqual(bytes);
			expect(decodeSFrameHeader(bytes)).toEqual({ keyId, counter, length: bytes.length });
		}
		expect([vectors.header.length - refused, refused]).toEqual([169, 120]);
	});

	it('K1 key, salt and ciphertext come out as there', async () => {
		const { kid, ctr, base_key, sframe_salt, metadata, pt, ct } = vectors.aes128gcm;
		const key = await sframeKey(kid, hex(base_key));
		expect(key.salt).toEqual(hex(sframe_salt));
		expect(await encryptSFrame(key, ctr, hex(pt), hex(metadata))).toEqual(hex(ct));
		expect(await decryptSFrame(key, ctr, hex(ct), hex(metadata))).toEqual({ ok: true, value: hex(pt) });
	});
});

describe('K2 a key for each speaker and epoch', () => {
	it('opens what was sealed with it, and nothing of another speaker, epoch, secret or place', async () => {
		const key = await speakerKey(epoch, ada, 'packets');
		const sealed = await encryptSFrame(key, 70_000, text('good evening'));
		expect(sealed.length).toBe(12 + 1 + 3 + 16);
		expect(await decryptSFrame(key, 70_000, sealed)).toEqual({ ok: true, value: text('good evening') });
		expect(await decryptSFrame(key, 70_001, sealed)).toEqual({ ok: false, code: 'sframe-key' });
		const others = [
			[await speakerKey(epoch, ada, 'tracks'), 'sframe-forged'],
			[await speakerKey(epoch, ben, 'packets'), 'sframe-forged'],
			[await speakerKey({ ...epoch, secret: new Uint8Array(32) }, ada, 'packets'), 'sframe-forged'],
			[await speakerKey({ ...epoch, number: 6 }, ada, 'packets'), 'sframe-key']
		] as const;
		for (const [other, code] of others)
			expect(await decryptSFrame(other, 70_000, sealed)).toEqual({ ok: false, code });
	});

	it('answers altered and cut bytes', async () => {
		const key = await speakerKey(epoch, ada, 'packets');
		const sealed = await encryptSFrame(key, 9, text('good evening'));
		for (let at = 0; at < sealed.length; at++) {
			const altered = sealed.slice();
			altered[at]! ^= 1;
			expect((await decryptSFrame(key, 9, altered)).ok).toBe(false);
			expect((await decryptSFrame(key, 9, sealed.subarray(0, at))).ok).toBe(false);
		}
	});
});
