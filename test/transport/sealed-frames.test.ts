import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { Epoch } from '../../src/p2p/ports.ts';
import { SealedFrames } from '../../src/p2p/transport/sealed-frames.ts';
import { EpochKeys } from '../../src/p2p/wire/epoch-keys.ts';
import { encryptSFrame, speakerKey } from '../../src/p2p/wire/sframe.ts';

const ADA = '0a'.repeat(32) as SessionId;
const BEN = '0b'.repeat(32) as SessionId;
const FIRST: Epoch = { number: 1, secret: new Uint8Array(32).fill(1) };
const SECOND: Epoch = { number: 2, secret: new Uint8Array(32).fill(2) };
/** A frame as Chromium's encoder makes it: one frame of 20 ms. */
const OPUS = Uint8Array.of(0x78, 1, 2, 3, 4, 5);
/** What the encoder makes of silence, every 400 ms. */
const SILENCE = Uint8Array.of(0x78);

let adaKeys: EpochKeys;
let benKeys: EpochKeys;
let ada: SealedFrames;
let ben: SealedFrames;

beforeEach(() => {
	adaKeys = new EpochKeys('tracks');
	benKeys = new EpochKeys('tracks');
	ada = new SealedFrames({ keys: adaKeys, me: ADA });
	ben = new SealedFrames({ keys: benKeys, me: BEN });
});

/** What Ben plays of a frame of Ada's. */
async function heard(frame: Uint8Array): Promise<Uint8Array | null> {
	const sealed = await ada.seal(frame);
	return sealed && ben.open(ADA, sealed);
}

describe('Q9 frames of tracks', () => {
	it('Q9 pass as they are in an open room', async () => {
		expect(await ada.seal(OPUS)).toBe(OPUS);
		expect(await ben.open(ADA, OPUS)).toBe(OPUS);
	});

	it('Q9 arrive whole in a private room, the short ones of silence too, and never twice the same', async () => {
		for (const keys of [adaKeys, benKeys]) keys.set([FIRST]);
		for (const frame of [OPUS, SILENCE]) expect(await heard(frame)).toEqual(frame);
		const [one, other] = [await ada.seal(OPUS), await ada.seal(OPUS)];
		expect(one).not.toEqual(other);
		expect(one!.length).toBe(OPUS.length + 2 + 1 + 16);
	});

	it('Q9 are nothing to a decoder that cannot decrypt: an Opus packet of no frames', async () => {
		adaKeys.set([FIRST]);
		const sealed = (await ada.seal(OPUS))!;
		// RFC 6716: code 3 in the last two bits, then the count of frames in six.
		expect(sealed[0]! & 0x03).toBe(3);
		expect(sealed[1]! & 0x3f).toBe(0);
	});

	it('Q8 are neither sent nor played in the clear in a private room, with a key or without', async () => {
		for (const epochs of [[], [FIRST]]) {
			benKeys.set(epochs);
			expect(await ben.open(ADA, OPUS)).toBeNull();
		}
		adaKeys.set([]);
		expect(await ada.seal(OPUS)).toBeNull();
	});

	it('Q8 are not played when they are encrypted and the room is open here', async () => {
		adaKeys.set([FIRST]);
		expect(await heard(OPUS)).toBeNull();
	});

	it('Q7 are understood in every epoch that counts and in no other', async () => {
		adaKeys.set([SECOND, FIRST]);
		benKeys.set([SECOND, FIRST]);
		expect(await heard(OPUS)).toEqual(OPUS);
		adaKeys.set([FIRST, SECOND]);
		expect(await heard(OPUS)).toEqual(OPUS);
		benKeys.set([SECOND]);
		expect(await heard(OPUS)).toEqual(OPUS);
		benKeys.set([FIRST]);
		expect(await heard(OPUS)).toBeNull();
	});

	it('Q5 are understood in either of two epochs of one number', async () => {
		const twin: Epoch = { number: 1, secret: new Uint8Array(32).fill(9) };
		benKeys.set([FIRST, twin]);
		for (const epoch of [FIRST, twin]) {
			adaKeys.set([epoch]);
			expect(await heard(OPUS)).toEqual(OPUS);
		}
	});

	it('Q9 have keys of their own: those of packets open none, nor does another speaker', async () => {
		for (const keys of [adaKeys, benKeys]) keys.set([FIRST]);
		const packet = await encryptSFrame(await speakerKey(FIRST, ADA, 'packets'), 0, OPUS);
		expect(await ben.open(ADA, Uint8Array.of(3, 0, ...packet))).toBeNull();
		expect(await ben.open(BEN, (await ada.seal(OPUS))!)).toBeNull();
	});

	it('Q9 answer altered, cut and made-up bytes with nothing', async () => {
		for (const keys of [adaKeys, benKeys]) keys.set([FIRST]);
		const sealed = (await ada.seal(OPUS))!;
		for (let at = 0; at < sealed.length; at++) {
			const altered = sealed.slice();
			altered[at]! ^= 0x40;
			expect(await ben.open(ADA, altered)).toBeNull();
			expect(await ben.open(ADA, sealed.subarray(0, at))).toBeNull();
		}
		expect(await ben.open(ADA, (await ada.seal(new Uint8Array()))!)).toBeNull();
	});
});
