import { createSocket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadCertificate } from '../../relay/certificate.ts';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Libp2pMeetingPoint } from '../../src/p2p/transport/libp2p-meeting-point.ts';
import { connected, messages, next } from '../contract/meeting-point.ts';
import { openRelay, type RelayFixture } from './relay-fixture.ts';

const topic = new Uint8Array(32).fill(4);
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function openDirectRelay(): Promise<RelayFixture> {
	const fixture = await openRelay({ directPort: 0 });
	closers.push(() => fixture.close());
	return fixture;
}

async function openPoint(relays: readonly string[]): Promise<Libp2pMeetingPoint> {
	const scope = new Scope(systemClock);
	const point = await Libp2pMeetingPoint.open(scope, {
		seed: systemRandom.bytes(32),
		relays,
		random: systemRandom
	});
	closers.push(() => point.close());
	return point;
}

describe('WebRTC-Direct', () => {
	it('is published with a certificate hash and the peer id', async () => {
		const { relay } = await openDirectRelay();
		expect(relay.directAddresses).toHaveLength(1);
		expect(relay.directAddresses[0]).toMatch(
			/^\/ip4\/127\.0\.0\.1\/udp\/\d+\/webrtc-direct\/certhash\/uEi[\w-]+\/p2p\/\w+$/
		);
	});

	it('is left out, and the relay serves on, when its port is taken', async () => {
		const taken = createSocket('udp4');
		await new Promise<void>((resolve) => taken.bind(0, '127.0.0.1', resolve));
		const fixture = await openRelay({ directPort: taken.address().port });
		closers.push(() => fixture.close());
		taken.close();
		expect(fixture.relay.directAddresses).toEqual([]);
		await connected(await openPoint([fixture.address]));
	});

	it('leads to the relay when no WebSocket does, and joins those who come either way', async () => {
		const fixture = await openDirectRelay();
		const dead = `/ip4/127.0.0.1/tcp/1/ws/p2p/${fixture.relay.peerId}`;
		const guest = await openPoint([...fixture.relay.directAddresses, dead]);
		const host = await openPoint([fixture.address]);
		await connected(guest);
		const found = next(guest, 'found');
		for (const point of [host, guest]) point.watch(topic);
		host.announce();
		const accepted = next(host, 'accepted');
		const dialled = await guest.dial(await found, new AbortController().signal);
		if (!dialled.ok) throw new Error('the dial failed');
		const inner = await accepted;
		const received = messages(inner, 1);
		dialled.value.send(Uint8Array.of(1, 2, 3));
		expect(await received).toEqual([Uint8Array.of(1, 2, 3)]);
	});
});

describe('the certificate', () => {
	it('stays the same over restarts, and a damaged one is reported', async () => {
		const { dataDir } = await openDirectRelay();
		const [first, second] = [
			await loadCertificate(dataDir, systemRandom),
			await loadCertificate(dataDir, systemRandom)
		];
		expect(first.ok && first.value.certhash).toMatch(/^uEi/);
		expect(second).toEqual(first);
		await writeFile(join(dataDir, 'webrtc-direct.pem'), 'nothing');
		expect(await loadCertificate(dataDir, systemRandom)).toEqual({ ok: false, code: 'data-damaged' });
	});
});
