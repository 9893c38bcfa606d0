import { Forwarder } from '../../src/p2p/audience/forwarder.ts';
import { packetVerifier } from '../../src/p2p/audience/packet-verifier.ts';
import type { Clock } from '../../src/p2p/base/clock.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { makeSessionKey } from '../../src/p2p/identity/session-key.ts';
import { signPacket, sourceTag } from '../../src/p2p/wire/packet.ts';
import { framePair, type FakeFrameChannel } from '../fixtures/fake-frames.ts';
import { percentile } from './statistics.ts';
import { row, type Row } from './table.ts';

const ROOM = 'a1'.repeat(32) as never;
const PACKETS = 5_000;
/** Opus of 20 ms at 28 kbit/s. */
const FRAME_BYTES = 70;
const CHILDREN = 4;
const TICK_MS = 20;
/** Packets of one speaker in a second, both stripes together. */
const PER_SECOND = 50;

/**
 * What one packet costs a page that hands it on, WebRTC left out: read, verified, remembered, and sent to four
 * children. CPU is that of the whole process, WebCrypto's threads included.
 */
export async function forwarderCost(): Promise<Row[]> {
	const bench = await setUp();
	await bench.run(bench.packets.slice(0, 500), true);
	const whole = await bench.run(bench.packets.slice(500), true);
	const again = await bench.run(bench.packets.slice(500), false);
	const forged = await bench.run(bench.packets.slice(500).map(alter), false);
	const verifying = await bench.verify(bench.packets.slice(500));
	const perMinute = (whole.cpuUs * PER_SECOND * 60) / 1e6;
	return [
		row('forwarder, one packet', whole.cpuUs, 'µs CPU', {
			note: `to ${CHILDREN} children; ${perMinute.toFixed(2)} CPU seconds a minute for one speaker, WebRTC not counted`
		}),
		row('  of it WebCrypto verifying, by itself', verifying, 'µs CPU', { note: 'same packets, same run' }),
		row('  from channel to channel', whole.medianUs, 'µs', {
			note: `median; p95 ${whole.p95Us.toFixed(0)}; WebCrypto answers from another thread`
		}),
		row('  the same packet again', again.cpuUs, 'µs CPU', {
			note: 'a replay, or what another parent brought before'
		}),
		row('  of a forger', forged.cpuUs, 'µs CPU', {
			note: `a flood of ${PACKETS - 500}, of which the first names it`
		}),
		row('packet, signing one', bench.signUs, 'µs CPU', { note: `two frames of ${FRAME_BYTES} bytes` })
	];
}

async function setUp() {
	const key = await makeSessionKey(systemRandom);
	let now = 0;
	const clock: Clock = { now: () => now, after: () => () => {}, every: () => () => {} };
	const session = (byte: number) => byte.toString(16).padStart(2, '0').repeat(32) as SessionId;
	const [parent, ...children] = Array.from({ length: CHILDREN + 1 }, (_, i) => session(i + 1));
	const forwarder = new Forwarder({
		scope: new Scope(clock),
		me: session(99),
		verify: packetVerifier(ROOM, clock.now)
	});
	const link = (peer: SessionId): FakeFrameChannel => {
		const [near, far] = framePair();
		forwarder.attach(peer, near);
		return far;
	};
	const from = link(parent!);
	for (const child of children) link(child);
	const per = <Value>(value: Value) => [value, value] as const;
	forwarder.setPlace({
		parents: per([parent!]),
		children: per(children),
		feeds: per(null),
		isRoot: per(false),
		hops: per(1)
	});
	forwarder.setSources([{ session: key.id, floor: 0 }]);
	let taken = () => {};
	forwarder.on('taken', () => taken());

	const before = process.cpuUsage();
	const packets: Uint8Array<ArrayBuffer>[] = [];
	for (let sequence = 1; sequence <= PACKETS; sequence++) {
		const frames = [new Uint8Array(FRAME_BYTES).fill(1), new Uint8Array(FRAME_BYTES).fill(2)];
		const body = { source: sourceTag(key.id), sequence, level: 30, isVoice: true, epoch: null, frames };
		packets.push(await signPacket(ROOM, body, key.sign));
	}
	const signUs = cpuUs(before) / PACKETS;

	/** Brings packets one after the other; new ones each when the one before is through. */
	const run = async (batch: readonly Uint8Array<ArrayBuffer>[], isNew: boolean) => {
		const times: number[] = [];
		const start = process.cpuUsage();
		for (const packet of batch) {
			now += TICK_MS;
			const sentAt = performance.now();
			const through = new Promise<void>((resolve) => (taken = resolve));
			from.send(packet);
			if (isNew) await through;
			times.push((performance.now() - sentAt) * 1000);
		}
		await new Promise((resolve) => setImmediate(resolve));
		return {
			cpuUs: cpuUs(start) / batch.length,
			medianUs: percentile(times, 0.5),
			p95Us: percentile(times, 0.95)
		};
	};
	/** The signatures alone. */
	const verify = async (batch: readonly Uint8Array<ArrayBuffer>[]) => {
		const check = packetVerifier(ROOM, clock.now);
		const start = process.cpuUsage();
		for (const packet of batch) await check(key.id, packet);
		return cpuUs(start) / batch.length;
	};
	return { packets, signUs, run, verify };
}

/** CPU time of all threads since then, microseconds. */
function cpuUs(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return user + system;
}

function alter(packet: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
	const copy = packet.slice();
	copy[10]! ^= 1;
	return copy;
}
