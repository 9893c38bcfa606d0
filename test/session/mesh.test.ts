import { beforeEach, describe, expect, it } from 'vitest';
import type { RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Mesh } from '../../src/p2p/session/mesh.ts';
import { signSignal, type Signal } from '../../src/p2p/wire/signal.ts';
import { makeRoomPerson, makeWorld, type RoomPerson, type World } from '../fixtures/room-people.ts';

const ROOM = '5e'.repeat(32) as RoomId;
const MAX_PEERS = 64;

let world: World;
/** Every signal that was sent, in order. */
let signals: Signal[];
/** Whether signals arrive. */
let isCarried: boolean;
let meshes: Map<SessionId, Mesh>;
let ada: RoomPerson;
let ben: RoomPerson;

/** The mesh of one page, and when each of its attempts began. */
function meshOf({ key }: RoomPerson) {
	const mesh = new Mesh({
		scope: new Scope(world.clock),
		random: world.random,
		room: ROOM,
		key,
		open: world.network.opener(key.id),
		carry: (signal) => {
			signals.push(signal);
			if (isCarried) meshes.get(signal.to)?.take(signal);
		}
	});
	meshes.set(key.id, mesh);
	const started: number[] = [];
	const gaveUp: SessionId[] = [];
	mesh.on('started', () => started.push(world.clock.now()));
	mesh.on('gaveUp', (session) => gaveUp.push(session));
	return { mesh, started, gaveUp };
}

beforeEach(async () => {
	world = makeWorld(4);
	signals = [];
	isCarried = true;
	meshes = new Map();
	ada = await makeRoomPerson(world, 'Ada');
	ben = await makeRoomPerson(world, 'Ben');
});

/** Signs what a page of this person could send. */
function signalFrom(from: RoomPerson, to: RoomPerson, data: object, attempt = world.random.bytes(8)) {
	const text = new TextEncoder().encode(JSON.stringify([data]));
	const way = { room: ROOM, from: from.key.id, to: to.key.id, purpose: 'link' as const };
	return signSignal({ ...way, attempt, data: text }, from.key.sign);
}

const linkOf = (from: RoomPerson, to: RoomPerson) => world.network.between(from.key.id, to.key.id);

describe('S3 glare', () => {
	it('makes one link of two attempts in the same moment, and leaves nothing over', async () => {
		const [a, b] = [meshOf(ada), meshOf(ben)];
		a.mesh.want(ben.key.id);
		b.mesh.want(ada.key.id);
		await world.clock.advance(0);
		expect(a.mesh.linked).toEqual([ben.key.id]);
		expect(b.mesh.linked).toEqual([ada.key.id]);
		expect(world.network.links.size).toBe(2);
		const link = linkOf(ada, ben);
		await world.clock.advance(60_000);
		expect(linkOf(ada, ben)).toBe(link);
		// The lower key's attempt is the one that both took.
		const low = ada.key.id < ben.key.id ? a : b;
		expect(low.started).toHaveLength(1);
	});

	it('takes a new attempt in place of a link that the other side has lost', async () => {
		const [a] = [meshOf(ada), meshOf(ben)];
		a.mesh.want(ben.key.id);
		await world.clock.advance(0);
		const old = linkOf(ben, ada);
		// Ada's page crashed and is back; Ben's does not know yet.
		meshes.delete(ada.key.id);
		const again = meshOf(ada);
		again.mesh.want(ben.key.id);
		await world.clock.advance(0);
		expect(linkOf(ben, ada)).not.toBe(old);
		expect(again.mesh.linked).toEqual([ben.key.id]);
	});
});

describe('S2 old signals', () => {
	it('keeps a good link when a leftover of a lost attempt arrives', async () => {
		const [a, b] = [meshOf(ada), meshOf(ben)];
		a.mesh.want(ben.key.id);
		b.mesh.want(ada.key.id);
		await world.clock.advance(0);
		const winner = linkOf(ada, ben);
		for (const { from, attempt } of signals.slice()) {
			const [sender, reader] = from === ada.key.id ? [ada, ben] : [ben, ada];
			const leftover = await signalFrom(sender, reader, { candidate: { candidate: '' } }, attempt);
			meshes.get(reader.key.id)!.take(leftover);
		}
		await world.clock.advance(30_000);
		expect(linkOf(ada, ben)).toBe(winner);
		expect(world.network.links.size).toBe(2);
		expect(a.started.length + b.started.length).toBe(3);
	});

	it('begins nothing again when every signal so far is replayed', async () => {
		const [a, b] = [meshOf(ada), meshOf(ben)];
		a.mesh.want(ben.key.id);
		await world.clock.advance(0);
		linkOf(ada, ben)!.close();
		await world.clock.advance(5_000);
		const [link, attempts] = [linkOf(ada, ben), a.started.length + b.started.length];
		expect(link).not.toBeNull();
		for (const signal of signals.slice()) meshes.get(signal.to)!.take(signal);
		await world.clock.advance(0);
		expect(linkOf(ada, ben)).toBe(link);
		expect(a.started.length + b.started.length).toBe(attempts);
	});
});

describe('S1 forged signals', () => {
	it('does nothing about a signal that another key signed, or for another room or reader', async () => {
		const b = meshOf(ben);
		const mallory = await makeRoomPerson(world, 'Mallory');
		const offer = { type: 'offer', sdp: '0' };
		const honest = await signalFrom(ada, ben, offer);
		const forged = await signalFrom(mallory, ben, offer);
		const swapped = new TextEncoder().encode(JSON.stringify([{ type: 'offer', sdp: '1' }]));
		const foreign = '6f'.repeat(32) as RoomId;
		for (const signal of [
			{ ...forged, from: ada.key.id },
			{ ...honest, data: swapped },
			{ ...honest, attempt: world.random.bytes(8) },
			{ ...honest, room: foreign },
			await signSignal({ ...honest, room: foreign }, ada.key.sign),
			{ ...honest, to: mallory.key.id },
			await signalFrom(ben, ben, offer)
		])
			b.mesh.take(signal);
		expect(b.started).toEqual([]);
		expect(b.mesh.wants(ada.key.id)).toBe(false);
		// The same one, as it was signed, begins an attempt.
		b.mesh.take(honest);
		expect(b.started).toHaveLength(1);
	});

	it('does not end a good link by a forged offer in its name', async () => {
		const [a, b] = [meshOf(ada), meshOf(ben)];
		a.mesh.want(ben.key.id);
		await world.clock.advance(0);
		const link = linkOf(ada, ben);
		const mallory = await makeRoomPerson(world, 'Mallory');
		const forged = await signalFrom(mallory, ben, { type: 'offer', sdp: '0' });
		b.mesh.take({ ...forged, from: ada.key.id });
		await world.clock.advance(10_000);
		expect(linkOf(ada, ben)).toBe(link);
	});

	it("leaves nothing behind of a stranger's signal that is no offer", async () => {
		const b = meshOf(ben);
		for (const data of [{ candidate: {} }, { type: 'answer', sdp: '0 0' }, { type: 'renegotiate' }, []]) {
			b.mesh.take(await signalFrom(ada, ben, data));
			expect(b.mesh.wants(ada.key.id)).toBe(false);
		}
		const nonsense = {
			room: ROOM,
			from: ada.key.id,
			to: ben.key.id,
			purpose: 'link' as const,
			attempt: world.random.bytes(8)
		};
		b.mesh.take(await signSignal({ ...nonsense, data: Uint8Array.of(0xff, 0) }, ada.key.sign));
		expect(b.mesh.wants(ada.key.id)).toBe(false);
		expect(world.network.links.size).toBe(0);
	});
});

describe('S4 attempts', () => {
	it('redials a lost link, less and less often, until it stands', async () => {
		const a = meshOf(ada);
		meshOf(ben);
		a.mesh.want(ben.key.id);
		await world.clock.advance(0);
		isCarried = false;
		linkOf(ada, ben)!.close();
		a.started.length = 0;
		await world.clock.advance(100_000);
		// From the end of one attempt, after 3 s in which nobody answered, to the beginning of the next.
		const waits = a.started.slice(1).map((at, i) => at - a.started[i]! - 3_000);
		expect(waits.length).toBeGreaterThan(3);
		for (const [i, wait] of waits.entries()) {
			const full = Math.min(15_000, 1_000 * 2 ** i);
			expect(wait).toBeGreaterThanOrEqual(full / 2);
			expect(wait).toBeLessThanOrEqual(full + 600);
		}
		isCarried = true;
		await world.clock.advance(30_000);
		expect(a.mesh.linked).toEqual([ben.key.id]);
		expect(world.network.links.size).toBe(2);
	});

	it('dials again at once, when asked to, who has not answered', async () => {
		const a = meshOf(ada);
		meshOf(ben);
		isCarried = false;
		a.mesh.want(ben.key.id);
		await world.clock.advance(100);
		expect(a.started).toHaveLength(1);
		isCarried = true;
		a.mesh.retryNow();
		await world.clock.advance(0);
		expect(a.mesh.linked).toEqual([ben.key.id]);
	});

	it('gives a session up after three minutes, and takes it again when it is wanted again', async () => {
		const a = meshOf(ada);
		isCarried = false;
		a.mesh.want(ben.key.id);
		await world.clock.advance(175_000);
		expect(a.gaveUp).toEqual([]);
		await world.clock.advance(35_000);
		expect(a.gaveUp).toEqual([ben.key.id]);
		expect(a.mesh.wants(ben.key.id)).toBe(false);
		const attempts = a.started.length;
		await world.clock.advance(600_000);
		expect(a.started).toHaveLength(attempts);
		expect(world.network.links.size).toBe(0);
		isCarried = true;
		meshOf(ben);
		a.mesh.want(ben.key.id);
		await world.clock.advance(0);
		expect(a.mesh.linked).toEqual([ben.key.id]);
	});

	it('replaces a connection that carries nothing for four seconds, and not one that stutters', async () => {
		const a = meshOf(ada);
		meshOf(ben);
		a.mesh.want(ben.key.id);
		await world.clock.advance(0);
		const link = linkOf(ada, ben)!;
		link.isAlive = false;
		await world.clock.advance(3_000);
		link.isAlive = true;
		await world.clock.advance(20_000);
		expect(linkOf(ada, ben)).toBe(link);
		link.isAlive = false;
		await world.clock.advance(10_000);
		expect(linkOf(ada, ben)).not.toBe(link);
		expect(a.mesh.linked).toEqual([ben.key.id]);
	});

	it('stops at once and for good when a session is forgotten', async () => {
		const [a, b] = [meshOf(ada), meshOf(ben)];
		a.mesh.want(ben.key.id);
		await world.clock.advance(0);
		b.mesh.forget(ada.key.id);
		a.mesh.forget(ben.key.id);
		await world.clock.advance(60_000);
		expect(world.network.links.size).toBe(0);
		expect(a.started).toHaveLength(1);
	});
});

describe('S8 made-up sessions', () => {
	it('spends at most 64 connections on 100 sessions that nobody has', async () => {
		const a = meshOf(ada);
		for (let i = 0; i < 100; i++)
			a.mesh.want(Buffer.from(world.random.bytes(32)).toString('hex') as SessionId);
		for (let i = 0; i < 20; i++) {
			await world.clock.advance(1_000);
			expect(world.network.links.size).toBeLessThanOrEqual(MAX_PEERS);
		}
	});

	it('spends at most 64 connections on offers of 80 keys', async () => {
		const a = meshOf(ada);
		for (let i = 0; i < 80; i++) {
			const made = await makeRoomPerson(world, '');
			a.mesh.take(await signalFrom(made, ada, { type: 'offer', sdp: `${1000 + i}` }));
		}
		await world.clock.advance(0);
		expect(world.network.links.size).toBe(MAX_PEERS);
		expect(a.started).toHaveLength(MAX_PEERS);
	});
});
