import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { TreePlace } from '../../src/p2p/ports.ts';
import type { FakeFrameChannel } from '../fixtures/fake-frames.ts';
import { settleCrypto } from '../fixtures/settled-crypto.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';
import {
	altered,
	collect,
	frameOf,
	Page,
	placeWith,
	read,
	session,
	SleepyClock,
	SlowClock,
	Speaker
} from './forwarding.ts';

const [me, even, odd, child, other] = [1, 2, 3, 4, 5].map(session) as [
	SessionId,
	SessionId,
	SessionId,
	SessionId,
	SessionId
];
/** A listener whose parents differ by stripe, and who hands on the even one. */
const place = placeWith({ parents: [[even], [odd]], children: [[child], []] });

let ada: Speaker;
let ben: Speaker;
let clock: VirtualClock;
let page: Page;
let fromEven: FakeFrameChannel;
let fromOdd: FakeFrameChannel;
let toChild: ReturnType<typeof collect>;
let childEnd: FakeFrameChannel;

beforeAll(async () => {
	[ada, ben] = [await Speaker.make(1), await Speaker.make(2)];
});

beforeEach(() => {
	clock = new VirtualClock(settleCrypto);
	page = new Page(clock, me);
	fromEven = page.link(even);
	fromOdd = page.link(odd);
	childEnd = page.link(child);
	toChild = collect(childEnd);
	page.forwarder.setPlace(place);
	page.forwarder.setSources([{ session: ada.id, floor: 0 }]);
});

/** Sends, and lets everything settle that follows at once. */
async function send(channel: FakeFrameChannel, ...packets: Uint8Array[]): Promise<void> {
	for (const packet of packets) channel.send(packet as Uint8Array<ArrayBuffer>);
	await clock.advance(0);
}

describe('P8 handing on', () => {
	it('passes packets of its stripe on byte for byte, and takes them once', async () => {
		const packet = await ada.packet(100);
		await send(fromEven, packet, packet);
		expect(toChild.packets).toEqual([packet]);
		expect(page.told.taken).toHaveLength(1);
		expect(page.told.taken[0]!.source).toBe(ada.id);
		expect(page.told.taken[0]!.packet.frames).toEqual([frameOf(100), frameOf(99)]);
		await send(fromEven, packet);
		expect(page.told.taken).toHaveLength(1);
		expect(toChild.packets).toHaveLength(1);
		expect(page.refusals()).toEqual({ seen: 2 });
	});

	it('hands nothing on of the stripe in which it is a leaf', async () => {
		await send(fromOdd, await ada.packet(101));
		expect(page.taken).toEqual([101]);
		expect(toChild.packets).toEqual([]);
	});

	it('keeps the order in which one link brought them, and lets no link wait for another', async () => {
		const gates = new Map<number, () => void>();
		const slow = new Page(
			clock,
			me,
			(_, raw) => new Promise((resolve) => gates.set(raw[13]!, () => resolve('signed')))
		);
		const [first, second] = [slow.link(even), slow.link(odd)];
		slow.forwarder.setPlace(place);
		slow.forwarder.setSources([{ session: ada.id, floor: 0 }]);
		await send(first, await ada.packet(100), await ada.packet(102));
		await send(second, await ada.packet(101));
		gates.get(102)!();
		gates.get(101)!();
		await clock.advance(0);
		expect(slow.taken).toEqual([101]);
		gates.get(100)!();
		await clock.advance(0);
		expect(slow.taken).toEqual([101, 100, 102]);
	});

	it('takes a stripe from both parents while one replaces the other, each packet once', async () => {
		const fresh = page.link(other);
		page.forwarder.setPlace({ ...place, parents: [[even, other], [odd]] });
		const packet = await ada.packet(100);
		fromEven.send(packet);
		await send(fresh, packet);
		expect([page.taken, toChild.packets.length]).toEqual([[100], 1]);
	});

	it('lets a parent go the moment its place says so', async () => {
		page.forwarder.setPlace({ ...place, parents: [[other], [odd]] });
		await send(fromEven, await ada.packet(100));
		expect([page.taken, page.refusals()]).toEqual([[], { misplaced: 1 }]);
	});

	it('reads the newer of two channels to one session', async () => {
		const newer = page.link(even);
		await send(fromEven, await ada.packet(100));
		expect(page.taken).toEqual([]);
		await send(newer, await ada.packet(100));
		expect(page.taken).toEqual([100]);
	});
});

describe('P9 what is not taken', () => {
	const leftOut: [
		string,
		keyof ReturnType<Page['refusals']>,
		() => Promise<[FakeFrameChannel, Uint8Array]>
	][] = [
		['a packet on the wrong stripe', 'misplaced', async () => [fromEven, await ada.packet(101)]],
		['a packet from somebody who is no parent', 'misplaced', async () => [childEnd, await ada.packet(100)]],
		[
			'a packet of a speaker from the speaker, where this page is no root',
			'misplaced',
			async () => [page.link(ada.id), await ada.packet(100)]
		],
		['a source that does not count', 'unlisted', async () => [fromEven, await ben.packet(100)]]
	];

	it.each(leftOut)('%s is left out, and nobody blamed', async (_, reason, make) => {
		const [channel, packet] = await make();
		await send(channel, packet);
		expect([page.taken, toChild.packets, page.told.forged]).toEqual([[], [], []]);
		expect(page.refusals()).toEqual({ [reason]: 1 });
	});

	it('what is older than the floor or the window is stale', async () => {
		page.forwarder.setSources([{ session: ada.id, floor: 90 }]);
		await send(fromEven, await ada.packet(88));
		await send(fromEven, await ada.packet(300));
		await send(fromEven, await ada.packet(150));
		expect(page.taken).toEqual([300]);
		expect(page.refusals()).toEqual({ stale: 2 });
	});

	it('what runs far ahead shuts nothing out', async () => {
		await send(fromEven, await ada.packet(100), await ada.packet(90_000), await ada.packet(102));
		expect(page.taken).toEqual([100, 102]);
		expect(page.refusals()).toEqual({ future: 1 });
	});

	it('a source that was taken off the list while its packet was verified', async () => {
		fromEven.send(await ada.packet(100));
		page.forwarder.setSources([]);
		await clock.advance(0);
		expect([page.taken, toChild.packets]).toEqual([[], []]);
	});

	it('a packet whose speaker made way for another of the same short name', async () => {
		fromEven.send(await ada.packet(100));
		page.forwarder.setSources([{ session: ada.id.slice(0, 16).padEnd(64, '0') as SessionId, floor: 0 }]);
		await clock.advance(0);
		expect([page.taken, toChild.packets, page.refusals()]).toEqual([[], [], { unlisted: 1 }]);
	});
});

describe('P10 forgers', () => {
	const forgeries: [string, (packet: Uint8Array) => Uint8Array | string | Promise<Uint8Array>][] = [
		['an altered frame', (packet) => altered(packet, 20)],
		['an altered signature', (packet) => altered(packet, packet.length - 1)],
		['another sequence number', (packet) => altered(packet, 13, 2)],
		['another level', (packet) => altered(packet, 14)],
		['a packet of another room', () => ada.packet(100, { room: session(0xb2) as string as never })],
		["somebody else's signature", () => ben.packet(100, { source: ada.id.slice(0, 16) })],
		['a packet cut short', (packet) => packet.subarray(0, packet.length - 1)],
		['a packet with bytes left over', (packet) => Uint8Array.of(...packet, 0)],
		['far too many bytes', () => new Uint8Array(60_000).fill(1)],
		['nothing at all', () => new Uint8Array()],
		['text', () => 'hello']
	];

	it.each(forgeries)('%s is played and handed on by nobody, and its sender is named', async (_, forge) => {
		const forged = await forge(await ada.packet(100));
		if (typeof forged === 'string') page.ends.get(even)!.receive(forged);
		else fromEven.send(forged.slice());
		await clock.advance(10);
		expect([page.taken, toChild.packets]).toEqual([[], []]);
		expect(page.told.forged).toEqual([{ from: even }]);
		await send(fromEven, await ada.packet(102));
		expect(page.taken).toEqual([]);
		await send(fromOdd, await ada.packet(101));
		expect(page.taken).toEqual([101]);
	});

	it('a forger below the forwarder is named too, and is sent to as before', async () => {
		childEnd.send(Uint8Array.of(9));
		await send(fromEven, await ada.packet(100));
		expect(page.told.forged).toEqual([{ from: child }]);
		expect(toChild.packets).toHaveLength(1);
	});

	it('whoever hands on a forgery unverified is named by the next, not by those below', async () => {
		const honest = new Page(clock, other);
		const [, farEnd] = page.join(honest);
		page.forwarder.setPlace({ ...place, children: [[other], []] });
		honest.forwarder.setPlace(placeWith({ parents: [[me], []] }));
		honest.forwarder.setSources([{ session: ada.id, floor: 0 }]);
		await send(fromEven, altered(await ada.packet(100), 20));
		expect(page.told.forged).toEqual([{ from: even }]);
		expect([honest.told.forged, farEnd.sent]).toEqual([[], []]);
	});

	it('a flood of forgeries costs one look, and holds up nobody else', async () => {
		let verified = 0;
		const busy = new Page(clock, me, async (source) => (verified++, source === ada.id ? 'signed' : 'forged'));
		const [hostile, honest] = [busy.link(even), busy.link(odd)];
		busy.forwarder.setPlace(place);
		busy.forwarder.setSources([ada, ben].map(({ id }) => ({ session: id, floor: 0 })));
		const packets = await Promise.all(
			Array.from({ length: 400 }, (_, i) => ben.packet(1_000 + 2 * (i % 200)))
		);
		for (let round = 0; round < 25; round++) for (const packet of packets) hostile.send(packet);
		await send(honest, await ada.packet(101));
		expect(busy.taken).toEqual([101]);
		expect(verified).toBeLessThanOrEqual(9);
		expect(busy.told.forged).toEqual([{ from: even }]);
		expect(busy.refusals()['flood']).toBeGreaterThan(9_000);
	});

	it('a flood of repeated packets is verified once', async () => {
		let verified = 0;
		const busy = new Page(clock, me, async () => (verified++, 'signed'));
		const hostile = busy.link(even);
		busy.forwarder.setPlace(place);
		busy.forwarder.setSources([{ session: ada.id, floor: 0 }]);
		const packet = await ada.packet(1_000);
		await send(hostile, packet);
		await send(hostile, ...Array<Uint8Array>(500).fill(packet));
		expect([verified, busy.taken, busy.refusals()]).toEqual([1, [1_000], { seen: 500 }]);
	});

	it('a flood of anything is not even read past the budget of one link', async () => {
		for (let i = 0; i < 5_000; i++) fromEven.send(Uint8Array.of(2, 0));
		expect(page.refusals()).toEqual({ flood: 4_200 });
		await send(fromOdd, await ada.packet(101));
		expect(page.taken).toEqual([101]);
	});

	it('a flood of genuine packets is verified no faster than the budget of one link', async () => {
		let verified = 0;
		const busy = new Page(clock, me, async () => (verified++, 'unsure'));
		const hostile = busy.link(even);
		busy.forwarder.setPlace(place);
		busy.forwarder.setSources([{ session: ada.id, floor: 0 }]);
		const packet = await ada.packet(1_000);
		for (let ms = 0; ms < 2_000; ms++) {
			for (let i = 0; i < 5; i++) hostile.send(packet);
			await clock.advance(1);
		}
		expect(verified).toBeLessThan(200 + 2 * 600 + 10);
		expect([busy.told.forged, busy.taken]).toEqual([[], []]);
	});
});

describe('P11 roots', () => {
	const root: TreePlace = placeWith({
		isRoot: [true, false],
		parents: [[], [odd]],
		children: [[child], []],
		hops: [0, 1]
	});

	it('take packets of their stripe from the speakers themselves, and from nobody in their name', async () => {
		const fromAda = page.link(ada.id);
		const fromBen = page.link(ben.id);
		page.forwarder.setPlace(root);
		page.forwarder.setSources([ada, ben].map(({ id }) => ({ session: id, floor: 0 })));
		await send(fromAda, await ada.packet(100), await ada.packet(101));
		await send(fromBen, await ada.packet(102));
		expect(page.taken).toEqual([100]);
		expect(page.refusals()).toEqual({ misplaced: 2 });
	});

	it('say which speaker leaves their stripe out, before their children complain of them', async () => {
		page.link(ada.id);
		page.forwarder.setPlace(root);
		const since = clock.now();
		const saidAt: number[] = [];
		page.forwarder.on('starving', () => saidAt.push(clock.now() - since));
		for (let sequence = 101; sequence < 120; sequence += 2) {
			fromOdd.send(await ada.packet(sequence));
			await clock.advance(40);
		}
		expect(page.told.starving[0]).toEqual({ stripe: 0, parent: ada.id });
		expect(saidAt[0]).toBeLessThan(300);
	});

	it('send own packets to their children and to the other root, and none of them again when they return', async () => {
		const toRoot = collect(page.link(other));
		page.forwarder.setPlace(
			placeWith({ parents: [[even], []], children: [[child], [child]], feeds: [other, other] })
		);
		const packets = [await ada.packet(100), await ada.packet(101)];
		for (const raw of packets) page.forwarder.originate(read(raw));
		expect([toChild.packets, toRoot.packets]).toEqual([packets, packets]);
		await send(fromEven, packets[0]!);
		expect([page.taken, toChild.packets.length, page.refusals()]).toEqual([[], 2, { seen: 1 }]);
	});
});

describe('P12 a child that does not drain', () => {
	it('is left out while two packets wait, and gets what is new once it drains', async () => {
		const near = page.ends.get(child)!;
		near.road.isStuck = true;
		for (let sequence = 100; sequence < 300; sequence += 2) {
			await send(fromEven, await ada.packet(sequence));
			await clock.advance(40);
		}
		const length = (await ada.packet(100)).length;
		expect(near.bufferedAmount).toBeLessThanOrEqual(3 * length);
		expect(page.forwarder.report(0)).toMatchObject({ packets: 100, forwarded: 3, dropped: 97, stuck: 1 });
		expect(page.forwarder.sentBytes).toBe(3 * length);
		Object.assign(near, { bufferedAmount: 0 }).road.isStuck = false;
		await send(fromEven, await ada.packet(300));
		expect(toChild.packets).toEqual([await ada.packet(300)]);
	});

	it('is given what a page has to make up for that stood still, ten packets, if it had drained before', async () => {
		page.ends.get(child)!.road.isStuck = true;
		for (let sequence = 100; sequence < 300; sequence += 2) await send(fromEven, await ada.packet(sequence));
		expect(page.forwarder.report(0)).toMatchObject({ packets: 100, forwarded: 11, dropped: 89 });
		await clock.advance(40);
		await send(fromEven, await ada.packet(300));
		expect(page.forwarder.report(0)).toMatchObject({ forwarded: 11, dropped: 90 });
	});

	it('holds up no other child', async () => {
		const others = collect(page.link(other));
		page.forwarder.setPlace({ ...place, children: [[child, other], []] });
		page.ends.get(child)!.road.isStuck = true;
		for (let sequence = 100; sequence < 140; sequence += 2) await send(fromEven, await ada.packet(sequence));
		expect(others.packets).toHaveLength(20);
	});
});

describe('P7 keepalives and silence', () => {
	it('are sent only while a stripe is idle, and only on stripes that have children', async () => {
		await clock.advance(1_000);
		const idle = toChild.keepalives.length;
		expect(idle).toBeGreaterThanOrEqual(19);
		expect(idle).toBeLessThanOrEqual(21);
		expect(new Set(toChild.keepalives)).toEqual(new Set([0]));
		for (let sequence = 200; sequence < 300; sequence += 2) {
			fromEven.send(await ada.packet(sequence));
			await clock.advance(40);
		}
		expect(toChild.keepalives).toHaveLength(idle);
	});

	it('never come more than 75 ms after the last word, so that three of them may be lost', async () => {
		const at: number[] = [];
		childEnd.addEventListener('message', () => at.push(clock.now()));
		for (let sequence = 0; sequence < 40; sequence++) {
			if (sequence % 7 < 3) fromEven.send(await ada.packet(2 * sequence));
			await clock.advance(33);
		}
		const gaps = at.slice(1).map((time, i) => time - at[i]!);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(75);
	});

	it('a parent that says nothing for 200 ms is silent, once, on its stripe', async () => {
		await say(1_000);
		await clock.advance(100);
		fromOdd.send(Uint8Array.of(2, 1));
		await clock.advance(40);
		expect(page.told.silent).toEqual([]);
		fromOdd.send(Uint8Array.of(2, 1));
		await clock.advance(35);
		expect(page.told.silent).toEqual([{ stripe: 0, parent: even }]);
		fromOdd.send(Uint8Array.of(2, 1));
		await clock.advance(150);
		fromOdd.send(Uint8Array.of(2, 1));
		await clock.advance(150);
		expect(page.told.silent).toHaveLength(1);
		await send(fromEven, Uint8Array.of(2, 0));
		expect(page.told.fed).toEqual([
			{ stripe: 1, parent: odd },
			{ stripe: 0, parent: even },
			{ stripe: 0, parent: even }
		]);
	});

	it('a keepalive on one stripe says nothing of the other', async () => {
		await say(200);
		for (let ms = 0; ms < 400; ms += 50) {
			fromEven.send(Uint8Array.of(2, 1));
			fromOdd.send(Uint8Array.of(2, 1));
			await clock.advance(50);
		}
		expect(page.told.silent).toEqual([{ stripe: 0, parent: even }]);
	});

	it('a new parent has a second and a half for its first word', async () => {
		page.link(other);
		page.forwarder.setPlace({ ...place, parents: [[other], [odd]] });
		await listenTo(fromOdd, 1_400);
		expect(page.told.silent).toEqual([]);
		await listenTo(fromOdd, 200);
		expect(page.told.silent).toEqual([{ stripe: 0, parent: other }]);
	});

	it('nobody is blamed for the time in which this page itself stood still', async () => {
		await say(500);
		const asleep = new SleepyClock(settleCrypto);
		const sleeper = new Page(asleep, me);
		const [left, right] = [sleeper.link(even), sleeper.link(odd)];
		sleeper.forwarder.setPlace(place);
		left.send(Uint8Array.of(2, 0));
		right.send(Uint8Array.of(2, 1));
		asleep.sleep(3_600_000);
		left.send(Uint8Array.of(2, 0));
		await asleep.advance(150);
		expect(sleeper.told.silent).toEqual([]);
		await asleep.advance(100);
		expect(sleeper.told.silent).toHaveLength(2);
	});

	it('goes on keeping alive and noticing silence where timers come once a second', async () => {
		const slow = new SlowClock(settleCrypto);
		const hidden = new Page(slow, me);
		const [left, right] = [hidden.link(even), hidden.link(odd)];
		const below = collect(hidden.link(child));
		hidden.forwarder.setPlace(place);
		right.send(Uint8Array.of(2, 1));
		for (let ms = 0; ms < 3_000; ms += 50) {
			left.send(Uint8Array.of(2, 0));
			await slow.advance(50);
		}
		expect(below.keepalives.length).toBeGreaterThan(40);
		expect(hidden.told.silent).toEqual([{ stripe: 1, parent: odd }]);
		await slow.advance(3_000);
		expect(hidden.told.silent).toHaveLength(2);
	});
});

describe('P13 starving', () => {
	/** The odd parent brings everything, the even one keeps alive and brings what `brings` says. */
	async function leaveOut(ms: number, brings: (sequence: number) => boolean): Promise<void> {
		const first = (page.taken.at(-1) ?? 999) + 2;
		for (let sequence = first; sequence < first + ms / 20; sequence += 2) {
			if (brings(sequence - 1)) fromEven.send(await ada.packet(sequence - 1));
			fromEven.send(Uint8Array.of(2, 0));
			fromOdd.send(await ada.packet(sequence));
			await clock.advance(40);
		}
	}

	it('is noticed four seconds next to the fault, and half a second later at each hop below', async () => {
		for (const [hops, atMs] of [
			[1, 4_000],
			[2, 4_500],
			[4, 5_500]
		] as const) {
			await begin();
			page.forwarder.setPlace({ ...place, hops: [hops, 1] });
			await leaveOut(atMs - 40, () => false);
			expect(page.told.starving).toEqual([]);
			await leaveOut(120, () => false);
			expect(page.told.starving).toEqual([{ stripe: 0, parent: even }]);
		}
	});

	it('is said once until the parent brings things again', async () => {
		await leaveOut(7_000, () => false);
		expect(page.told.starving).toHaveLength(1);
		await leaveOut(6_000, () => true);
		await leaveOut(7_000, () => false);
		expect(page.told.starving).toHaveLength(2);
	});

	it('is not what loss does', async () => {
		await leaveOut(12_000, (sequence) => sequence % 10 >= 4);
		expect([page.told.starving, page.told.silent]).toEqual([[], []]);
	});

	it('is not what a silent speaker does', async () => {
		await listenTo(fromOdd, 2_000, fromEven);
		expect(page.told.starving).toEqual([]);
	});

	it('is not what packets say whose speaker was silent in the tick before', async () => {
		for (let sequence = 1_001; sequence < 1_061; sequence += 2) {
			fromEven.send(Uint8Array.of(2, 0));
			fromOdd.send(await ada.packet(sequence, { frames: [frameOf(sequence), null] }));
			await clock.advance(40);
		}
		expect([page.told.starving, page.taken.length]).toEqual([[], 30]);
	});

	it('is not a parent that says nothing at all: that one is silent', async () => {
		await say(100);
		for (let sequence = 1_001; sequence < 1_061; sequence += 2) {
			fromOdd.send(await ada.packet(sequence));
			await clock.advance(40);
		}
		expect([page.told.starving, page.told.silent]).toEqual([[], [{ stripe: 0, parent: even }]]);
	});

	async function begin(): Promise<void> {
		page.scope.close();
		page = new Page(clock, me);
		fromEven = page.link(even);
		fromOdd = page.link(odd);
		page.forwarder.setPlace(place);
		page.forwarder.setSources([{ session: ada.id, floor: 0 }]);
	}
});

describe('P14 the report', () => {
	it('tells who feeds, what came, and how far each source is', async () => {
		expect(page.forwarder.report(0)).toEqual({
			parent: null,
			silentMs: null,
			packets: 0,
			forwarded: 0,
			dropped: 0,
			children: 1,
			stuck: 0,
			newest: new Map()
		});
		await send(fromEven, await ada.packet(100), await ada.packet(98));
		await send(fromOdd, await ada.packet(101));
		await clock.advance(30);
		const report = {
			parent: even,
			silentMs: 30,
			packets: 2,
			forwarded: 2,
			dropped: 0,
			children: 1,
			stuck: 0,
			newest: new Map([[ada.id, 100]])
		};
		expect(page.forwarder.report(0)).toEqual(report);
		expect(page.forwarder.report(1)).toMatchObject({
			parent: odd,
			packets: 1,
			newest: new Map([[ada.id, 101]])
		});
	});
});

/** Both parents keep alive for a while. */
async function say(ms: number): Promise<void> {
	await listenTo(fromOdd, ms, fromEven);
}

async function listenTo(oddEnd: FakeFrameChannel, ms: number, evenEnd?: FakeFrameChannel): Promise<void> {
	for (let passed = 0; passed < ms; passed += 50) {
		oddEnd.send(Uint8Array.of(2, 1));
		evenEnd?.send(Uint8Array.of(2, 0));
		await clock.advance(50);
	}
}
