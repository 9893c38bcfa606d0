import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { Channel, MeetingEvents, MeetingPoint } from '../../src/p2p/ports.ts';

/** One session's meeting point under test. */
export interface ContractPeer {
	readonly session: SessionId;
	readonly point: MeetingPoint;
}

/** Where the contract's sessions live: one relay that can fail and return. */
export interface ContractWorld {
	open(): Promise<ContractPeer>;
	stopRelay(): Promise<void>;
	startRelay(): Promise<void>;
	close(): Promise<void>;
}

/** Resolves with the next `name` event of the point that `isIt` accepts; the test's time limit is its deadline. */
export function next<Name extends keyof MeetingEvents>(
	point: MeetingPoint,
	name: Name,
	isIt: (payload: MeetingEvents[Name]) => boolean = () => true
): Promise<MeetingEvents[Name]> {
	return new Promise((resolve) => {
		const unsubscribe = point.on(name, (payload) => {
			if (!isIt(payload)) return;
			unsubscribe();
			resolve(payload);
		});
	});
}

/** Resolves once the point is connected. */
export async function connected(point: MeetingPoint): Promise<void> {
	if (point.state !== 'connected') await next(point, 'stateChanged', (state) => state === 'connected');
}

/** The next `count` messages of a channel. */
export function messages(channel: Channel, count: number): Promise<Uint8Array[]> {
	const received: Uint8Array[] = [];
	return new Promise((resolve) => {
		channel.on('received', (message) => {
			received.push(message);
			if (received.length === count) resolve(received);
		});
	});
}

const never = new AbortController().signal;
const topic = new Uint8Array(32).fill(7);

/** What every `MeetingPoint` promises. */
export function meetingPointContract(name: string, makeWorld: () => Promise<ContractWorld>): void {
	describe(`a meeting point (${name})`, () => {
		let world: ContractWorld;
		beforeEach(async () => {
			world = await makeWorld();
		});
		afterEach(() => world.close());

		/** Two sessions of which `host` is announced and `guest` has found it. */
		async function meet() {
			const [host, guest] = [await world.open(), await world.open()];
			const found = next(guest.point, 'found', (session) => session === host.session);
			guest.point.watch(topic);
			host.point.watch(topic);
			host.point.announce();
			await found;
			return { host, guest };
		}

		/** The two ends of a channel that `guest` opened. */
		async function link() {
			const { host, guest } = await meet();
			const accepted = next(host.point, 'accepted');
			const dialled = await guest.point.dial(host.session, never);
			if (!dialled.ok) throw new Error('the dial failed');
			return { host, guest, outer: dialled.value, inner: await accepted };
		}

		it('becomes connected by itself', async () => {
			const { point } = await world.open();
			await connected(point);
			expect(point.state).toBe('connected');
		});

		it('finds a session that announced before and one that announces later, never itself', async () => {
			const { host, guest } = await meet();
			const late = await world.open();
			const found: SessionId[] = [];
			late.point.on('found', (session) => found.push(session));
			const [lateFinds, guestFinds] = [next(late.point, 'found'), next(guest.point, 'found')];
			late.point.watch(topic);
			late.point.announce();
			expect(await lateFinds).toBe(host.session);
			expect(await guestFinds).toBe(late.session);
			expect(found).not.toContain(late.session);
		});

		it('lets nobody who comes later find a session that withdrew, until it announces again', async () => {
			const { host, guest } = await meet();
			const other = await world.open();
			const seen = next(guest.point, 'found', (session) => session === other.session);
			host.point.withdraw();
			other.point.watch(topic);
			const found: SessionId[] = [];
			other.point.on('found', (session) => found.push(session));
			other.point.announce();
			await seen;
			expect(found).toEqual([]);
			const again = next(other.point, 'found', (session) => session === host.session);
			host.point.announce();
			expect(await again).toBe(host.session);
		});

		it('keeps topics apart', async () => {
			const stranger = await world.open();
			stranger.point.watch(new Uint8Array(32).fill(9));
			stranger.point.announce();
			const found: SessionId[] = [];
			stranger.point.on('found', (session) => found.push(session));
			await meet();
			expect(found).toEqual([]);
		});

		it('opens a channel whose two ends know each other', async () => {
			const { host, guest, outer, inner } = await link();
			expect(outer.peer).toBe(host.session);
			expect(inner.peer).toBe(guest.session);
		});

		it('carries whole messages in order both ways, from empty to the longest', async () => {
			const { outer, inner } = await link();
			const sent = [
				new Uint8Array(0),
				Uint8Array.of(1, 2, 3),
				new Uint8Array(262_144).fill(5),
				Uint8Array.of(4)
			];
			const [atInner, atOuter] = [messages(inner, sent.length), messages(outer, 1)];
			for (const message of sent) outer.send(message);
			inner.send(Uint8Array.of(9));
			const received = await atInner;
			expect(received.map((message) => message.length)).toEqual(sent.map((message) => message.length));
			expect(received.every((message, i) => Buffer.compare(message, sent[i]!) === 0)).toBe(true);
			expect(await atOuter).toEqual([Uint8Array.of(9)]);
		});

		it('keeps what arrives before the owner listens', async () => {
			const { outer, inner } = await link();
			const echoed = messages(outer, 1);
			inner.send(Uint8Array.of(1));
			await echoed;
			outer.send(Uint8Array.of(2));
			inner.send(Uint8Array.of(3));
			expect(await messages(inner, 1)).toEqual([Uint8Array.of(2)]);
		});

		it('delivers what was sent before a close, then closes both ends once', async () => {
			const { outer, inner } = await link();
			const log: (number | 'closed')[] = [];
			inner.on('received', (message) => log.push(message[0]!));
			const innerClosed = new Promise<void>((resolve) =>
				inner.on('closed', () => {
					log.push('closed');
					resolve();
				})
			);
			let outerClosed = 0;
			outer.on('closed', () => (outerClosed += 1));
			outer.send(Uint8Array.of(1));
			outer.send(Uint8Array.of(2));
			outer.close();
			outer.close();
			outer.send(Uint8Array.of(3));
			await innerClosed;
			expect(log).toEqual([1, 2, 'closed']);
			expect(outerClosed).toBe(1);
		});

		it('closes the channel when a message is longer than allowed', async () => {
			const { outer, inner } = await link();
			const closed = new Promise<void>((resolve) => inner.on('closed', () => resolve()));
			inner.on('received', () => {});
			outer.send(new Uint8Array(300_000));
			await closed;
		});

		it('answers "unreachable" for a session that is not there, for itself, and for an aborted dial', async () => {
			const { host, guest } = await meet();
			const absent = 'ab'.repeat(32) as SessionId;
			expect(await guest.point.dial(absent, never)).toEqual({ ok: false, code: 'unreachable' });
			expect(await guest.point.dial(guest.session, never)).toEqual({ ok: false, code: 'unreachable' });
			expect(await guest.point.dial(host.session, AbortSignal.abort())).toEqual({
				ok: false,
				code: 'unreachable'
			});
		});

		it('survives a restart of the relay: says so, returns, is found and reached again', async () => {
			const { host, guest } = await meet();
			await connected(host.point);
			const away = Promise.all([
				next(host.point, 'stateChanged', (state) => state !== 'connected'),
				next(guest.point, 'stateChanged', (state) => state !== 'connected')
			]);
			await world.stopRelay();
			await away;
			const foundAgain = next(guest.point, 'found', (session) => session === host.session);
			await world.startRelay();
			host.point.retryNow();
			guest.point.retryNow();
			await foundAgain;
			const accepted = next(host.point, 'accepted');
			expect((await guest.point.dial(host.session, never)).ok).toBe(true);
			expect((await accepted).peer).toBe(guest.session);
		});
	});
}
