import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Announcements, PLANNED_ROOMS } from '../../relay/announcements.ts';
import { DEFAULT_LIMITS } from '../../relay/limits.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import type { Clock } from '../../src/p2p/base/clock.ts';
import { ANNOUNCED_PLANS, KEPT_PLANS } from '../../src/p2p/calendar/kept-plan.ts';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import { lookForPlanned, type AnnouncedPlan } from '../../src/p2p/planned-rooms.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { MAX_PLANNED_MS, MAX_PLANNED_OF_HOST } from '../../src/p2p/wire/directory-limits.ts';
import { inviteOf, newIdentity, NOW, plan } from '../fixtures/announced.ts';

let now: number;
let relay: Announcements<never>;
let server: Server;
let store: ReturnType<typeof memoryStore>;
let ada: Identity;
/** A relay's answer that is served in place of the relay's own. */
let lie: Uint8Array | null;

const clock: Clock = { now: () => now, after: () => () => {}, every: () => () => {} };

beforeEach(async () => {
	now = NOW;
	lie = null;
	ada = await newIdentity();
	store = memoryStore();
	const kept = new Announcements(PLANNED_ROOMS, { clock, random: systemRandom, limits: DEFAULT_LIMITS });
	relay = kept as unknown as Announcements<never>;
	server = createServer((_, response) => {
		void kept.answer().then((bytes) => {
			if (!lie && !bytes) return response.writeHead(204).end();
			return response.writeHead(200, { 'content-type': 'application/cbor' }).end(lie ?? bytes);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => server.close());

async function look(
	options: { follows?: readonly Identity[]; blocks?: boolean } = {}
): Promise<AnnouncedPlan[]> {
	// An answer of a relay serves for a second.
	now += 1_001;
	await lookForPlanned({
		store,
		clock,
		urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}/planned`],
		follows: new Set((options.follows ?? [ada]).map(({ id }) => id)),
		hides: () => options.blocks ?? false
	});
	const told = await store.loadValuesUnder<AnnouncedPlan | null>(ANNOUNCED_PLANS);
	return [...told.values()].filter((row) => row !== null);
}

describe('D10 what a host plans', () => {
	it('is kept by a relay for weeks, the newest of each room, and by who follows', async () => {
		expect(relay.keep(await plan(ada), 'a').ok).toBe(true);
		now += 30 * 86_400_000 - 10_000;
		const [row] = await look();
		expect(row).toMatchObject({ title: 'Tuesdays', hostName: 'Ada', leads: false, note: 'Bring a story.' });
		expect(row?.plan.changes).toEqual([{ instance: '2026-12-01T19:00', start: null }]);
		const moved = await plan(ada, { title: 'Wednesdays', at: now, until: now + 1_000_000 });
		expect(relay.keep(moved, 'a').ok).toBe(true);
		expect((await look()).map(({ title }) => title)).toEqual(['Wednesdays']);
		const taken = await plan(ada, { isShown: false, at: now + 1, until: now + 1_000_000 });
		expect(relay.keep(taken, 'a').ok).toBe(true);
		expect((await look({ follows: [] })).map(({ title }) => title)).toEqual(['Wednesdays']);
		expect(relay.keep(moved, 'a')).toEqual({ ok: false, code: 'announcement-older' });
	});

	it('is shown to nobody who does not follow, or who blocks', async () => {
		relay.keep(await plan(ada), 'a');
		expect(await look({ follows: [await newIdentity()] })).toEqual([]);
		expect(await look({ blocks: true })).toEqual([]);
	});

	it('is bounded at the relay, and in time', async () => {
		for (let n = 1; n <= MAX_PLANNED_OF_HOST; n++)
			expect(relay.keep(await plan(ada, { invite: inviteOf(n) }), 'a').ok).toBe(true);
		expect(relay.keep(await plan(ada, { invite: inviteOf(99) }), 'a')).toEqual({
			ok: false,
			code: 'announcement-too-many'
		});
		const long = plan(ada, { invite: inviteOf(3), at: NOW + 1, until: NOW + 2 + MAX_PLANNED_MS });
		expect(relay.keep(await long, 'a')).toEqual({ ok: false, code: 'announcement-malformed' });
		expect(await look()).toHaveLength(MAX_PLANNED_OF_HOST);
	});

	it('counts only if its host signed it, and never before the room’s own document', async () => {
		const eve = await newIdentity();
		const forged = await plan(ada);
		forged[forged.length - 1]! ^= 1;
		expect(relay.keep(forged, 'a')).toEqual({ ok: false, code: 'announcement-forged' });
		const { encodeDirectory } = await import('../../src/p2p/wire/directory.ts');
		lie = encodeDirectory({ salt: new Uint8Array(16), now, listed: [forged, await plan(eve)], sealed: [] });
		expect(await look()).toEqual([]);
		lie = new Uint8Array([1, 2, 3]);
		expect(await look()).toEqual([]);
		lie = null;
		relay.keep(await plan(ada), 'a');
		await store.saveValue(`${KEPT_PLANS}${inviteOf(2).room}`, { room: inviteOf(2).room });
		expect(await look()).toEqual([]);
	});
});
