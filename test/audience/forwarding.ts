import type { RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Forwarder, type ForwarderEvents } from '../../src/p2p/audience/forwarder.ts';
import { packetVerifier, type VerifyPacket } from '../../src/p2p/audience/packet-verifier.ts';
import { makeSessionKey, type SessionKey } from '../../src/p2p/identity/session-key.ts';
import type { Stripe, TreePlace } from '../../src/p2p/ports.ts';
import {
	decodeDatagram,
	signPacket,
	sourceTag,
	type Packet,
	type PacketBody
} from '../../src/p2p/wire/packet.ts';
import { FakeFrameChannel, framePair } from '../fixtures/fake-frames.ts';
import { seededRandom } from '../fixtures/random.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

export const ROOM = 'a1'.repeat(32) as RoomId;

/** Both ends of one link. */
export type Joined = readonly [FakeFrameChannel, FakeFrameChannel];

/** A session's name, from a byte. */
export const session = (byte: number) => byte.toString(16).padStart(2, '0').repeat(32) as SessionId;

/** A place from what differs from nowhere. */
export function placeWith(place: Partial<TreePlace>): TreePlace {
	return {
		parents: [[], []],
		children: [[], []],
		feeds: [null, null],
		isRoot: [false, false],
		hops: [1, 1],
		...place
	};
}

/** The frame of one tick, different in each. */
export const frameOf = (sequence: number) => Uint8Array.of(7, sequence & 255, (sequence >> 8) & 255, 9);

/** Somebody who speaks, with a real key. */
export class Speaker {
	readonly key: SessionKey;

	private constructor(key: SessionKey) {
		this.key = key;
	}

	static async make(seed: number): Promise<Speaker> {
		return new Speaker(await makeSessionKey(seededRandom(seed)));
	}

	get id(): SessionId {
		return this.key.id;
	}

	/** The packet of this tick in the middle of a talkspurt, with anything changed. */
	packet(sequence: number, change: Partial<PacketBody> & { copies?: number; room?: RoomId } = {}) {
		const { copies = 2, room = ROOM, ...body } = change;
		return signPacket(
			room,
			{
				source: sourceTag(this.id),
				sequence,
				level: 30,
				isVoice: true,
				epoch: null,
				frames: Array.from({ length: copies }, (_, i) => (i > sequence ? null : frameOf(sequence - i))),
				...body
			},
			this.key.sign
		);
	}
}

type Told = { [Name in keyof ForwarderEvents]: ForwarderEvents[Name][] };

/** One forwarder, what it tells, and the far ends of its links. */
export class Page {
	readonly id: SessionId;
	readonly scope: Scope;
	readonly forwarder: Forwarder;
	readonly told: Told = { taken: [], fed: [], silent: [], starving: [], forged: [] };
	/** This page's own ends of its links. */
	readonly ends = new Map<SessionId, FakeFrameChannel>();
	readonly #clock: VirtualClock;

	constructor(clock: VirtualClock, id: SessionId, verify?: VerifyPacket) {
		this.id = id;
		this.#clock = clock;
		this.scope = new Scope(clock);
		this.forwarder = new Forwarder({
			scope: this.scope,
			me: id,
			verify: verify ?? packetVerifier(ROOM, () => clock.now())
		});
		for (const name of Object.keys(this.told) as (keyof Told)[])
			this.forwarder.on(name, (payload) => this.told[name].push(payload as never));
	}

	/** A link to somebody who is no page: what is sent there is in the end's neighbour. Gives the far end. */
	link(peer: SessionId): FakeFrameChannel {
		const [near, far] = framePair(this.#clock);
		this.#attach(peer, near);
		return far;
	}

	/** A link to another page; gives the end here and the end there. */
	join(other: Page): Joined {
		const [near, far] = framePair(this.#clock);
		this.#attach(other.id, near);
		other.#attach(this.id, far);
		return [near, far];
	}

	#attach(peer: SessionId, end: FakeFrameChannel): void {
		this.ends.set(peer, end);
		this.forwarder.attach(peer, end);
	}

	/** Sequence numbers taken, in the order of taking. */
	get taken(): number[] {
		return this.told.taken.map(({ packet }) => packet.sequence);
	}

	/** Ticks whose frame came in any packet. */
	get heard(): Set<number> {
		return new Set(this.told.taken.flatMap(({ packet }) => framesOf(packet)));
	}

	refusals(): Record<string, number> {
		return Object.fromEntries(this.forwarder.refused);
	}
}

function framesOf({ sequence, frames }: Packet): number[] {
	return frames.flatMap((frame, i) => (frame ? [sequence - i] : []));
}

/** A far end that collects the packets and keepalives it is sent. */
export function collect(channel: FakeFrameChannel): { packets: Uint8Array[]; keepalives: Stripe[] } {
	const collected = { packets: [] as Uint8Array[], keepalives: [] as Stripe[] };
	channel.addEventListener('message', ({ data }) => {
		const bytes = new Uint8Array(data as ArrayBuffer);
		const read = decodeDatagram(bytes);
		if (!read.ok) throw new Error(read.code);
		if (read.value.kind === 'packet') collected.packets.push(bytes);
		else collected.keepalives.push(read.value.stripe);
	});
	return collected;
}

/** A clock whose machine can sleep: time passes, and no timer runs. */
export class SleepyClock extends VirtualClock {
	#sleptMs = 0;

	override now(): number {
		return super.now() + this.#sleptMs;
	}

	sleep(durationMs: number): void {
		this.#sleptMs += durationMs;
	}
}

/** The clock of a page in the background: no timer comes more often than once a second. */
export class SlowClock extends VirtualClock {
	override every(periodMs: number, run: () => void): () => void {
		return super.every(Math.max(1_000, periodMs), run);
	}
}

/** A packet as its maker has it. */
export function read(raw: Uint8Array): Packet {
	const datagram = decodeDatagram(raw);
	if (!datagram.ok || datagram.value.kind !== 'packet') throw new Error('not a packet');
	return datagram.value.packet;
}

/** The bytes with one of them changed. */
export function altered(bytes: Uint8Array, at: number, by = 1): Uint8Array {
	const copy = bytes.slice();
	copy[at]! ^= by;
	return copy;
}
