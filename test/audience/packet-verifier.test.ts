import { beforeAll, describe, expect, it } from 'vitest';
import { packetVerifier, type VerifyPacket } from '../../src/p2p/audience/packet-verifier.ts';
import { RememberedPackets } from '../../src/p2p/audience/remembered-packets.ts';
import { signPacket, sourceTag } from '../../src/p2p/wire/packet.ts';
import { signWithTorsion } from '../fixtures/crafted.ts';
import { altered, ROOM, session, Speaker } from './forwarding.ts';

let ada: Speaker;
let now: number;
let verify: VerifyPacket;
let packet: Uint8Array;
let crafted: Uint8Array;

beforeAll(async () => {
	ada = await Speaker.make(1);
	packet = await ada.packet(100);
	const frames = [Uint8Array.of(1), null];
	const body = { source: sourceTag(ada.id), sequence: 102, level: 3, isVoice: true, epoch: null, frames };
	crafted = await signPacket(ROOM, body, signWithTorsion(ada.key.seed));
	now = 0;
	verify = packetVerifier(ROOM, () => now);
});

describe('P3 one verdict', () => {
	it('knows what a session signed, and what it did not', async () => {
		expect(await verify(ada.id, packet)).toBe('signed');
		expect(await verify(ada.id, altered(packet, 20))).toBe('forged');
		expect(await verify(session(7), packet)).toBe('forged');
	});

	it('takes what only the verifier of events takes, so that nobody can make an honest parent a forger', async () => {
		const key = await crypto.subtle.importKey('raw', hex(ada.id), 'Ed25519', false, ['verify']);
		const signed = crafted.slice(-64);
		// The premise: this engine's own verifier refuses the signature, or there would be nothing to show.
		const tag = new TextEncoder().encode('hearsay/packet/1\0');
		const message = Uint8Array.of(...tag, ...hex(ROOM), ...crafted.subarray(0, -64));
		expect(await crypto.subtle.verify('Ed25519', key, signed, message)).toBe(false);
		expect(await packetVerifier(ROOM, () => now)(ada.id, crafted)).toBe('signed');
	});

	it('looks a second time four times at once and then once a second, and blames nobody without', async () => {
		const fresh = packetVerifier(ROOM, () => now);
		const verdicts = () => Promise.all(Array.from({ length: 6 }, () => fresh(ada.id, altered(packet, 20))));
		// Which of them get the looks depends on WebCrypto's threads.
		expect((await verdicts()).sort()).toEqual([...Array(4).fill('forged'), 'unsure', 'unsure']);
		now += 1_000;
		expect((await verdicts()).filter((verdict) => verdict === 'forged')).toHaveLength(1);
		expect(await fresh(ada.id, packet)).toBe('signed');
	});
});

describe('packets that are remembered', () => {
	it('are verified once for all who get the same bytes, and altered ones never pass for them', async () => {
		let asked = 0;
		const counting: VerifyPacket = (source, raw) => {
			asked++;
			return verify(source, raw);
		};
		const remembered = new RememberedPackets();
		const [first, second] = [remembered.verifier(ROOM, counting), remembered.verifier(ROOM, counting)];
		expect([await first(ada.id, packet), await second(ada.id, packet.slice())]).toEqual(['signed', 'signed']);
		expect(asked).toBe(1);
		// The same signature under other bytes.
		now += 10_000;
		expect(await second(ada.id, altered(packet, 20))).toBe('forged');
		expect(await second(session(7), packet)).toBe('forged');
		expect(await second(ada.id, packet)).toBe('signed');
		expect(asked).toBe(3);
	});
});

function hex(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(Buffer.from(text, 'hex'));
}
