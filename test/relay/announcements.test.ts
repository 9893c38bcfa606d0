import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Announcements, LIVE_ROOMS } from '../../relay/announcements.ts';
import { DEFAULT_LIMITS, type RelayLimits } from '../../relay/limits.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import { decodeDirectory, openSealed } from '../../src/p2p/wire/directory.ts';
import { CLOCK_TOLERANCE_MS, MAX_ANNOUNCED_MS, MAX_LISTED } from '../../src/p2p/wire/directory-limits.ts';
import { announce, inviteOf, newIdentity, NOW } from '../fixtures/announced.ts';

let now: number;
let ada: Identity;
let ben: Identity;

const clock = { now: () => now, after: () => () => {}, every: () => () => {} };
const open = (limits: Partial<RelayLimits> = {}) =>
	new Announcements(LIVE_ROOMS, { clock, random: systemRandom, limits: { ...DEFAULT_LIMITS, ...limits } });

beforeAll(async () => {
	[ada, ben] = await Promise.all([newIdentity(), newIdentity()]);
});

beforeEach(() => {
	now = NOW;
});

/** The answer, after the second for which the one before it served. */
async function answerOf(kept: Announcements) {
	now += 1_000;
	const bytes = await kept.answer();
	const read = bytes && decodeDirectory(bytes);
	return read?.ok ? read.value : null;
}

describe('D3 a relay', () => {
	it('keeps what a host signed, the newest of a room, and shows it until it ends', async () => {
		const kept = open();
		const bytes = await announce(ada);
		const forged = bytes.slice();
		forged[forged.length - 1]! ^= 1;
		expect(kept.keep(forged, 'a')).toEqual({ ok: false, code: 'announcement-forged' });
		expect(await answerOf(kept)).toBeNull();
		expect(kept.keep(bytes, 'a').ok).toBe(true);
		expect(kept.keep(bytes, 'a')).toEqual({ ok: false, code: 'announcement-older' });
		expect((await answerOf(kept))?.listed).toEqual([bytes]);
		expect(kept.keep(await announce(ada, { at: NOW + 1, isLive: false }), 'a').ok).toBe(true);
		expect(kept.keep(bytes, 'a')).toEqual({ ok: false, code: 'announcement-older' });
		expect(await answerOf(kept)).toBeNull();
	});

	it('shows an announcement no longer than it holds, and forgets it once nobody could bring it again', async () => {
		const kept = open({ announcementsPerAddress: 1 });
		const bytes = await announce(ada);
		kept.keep(bytes, 'a');
		now += 90_000 - 2_000;
		expect((await answerOf(kept))?.listed).toHaveLength(1);
		expect(await answerOf(kept)).toBeNull();
		expect(kept.keep(bytes, 'a')).toEqual({ ok: false, code: 'announcement-older' });
		now = NOW + MAX_ANNOUNCED_MS + 2 * CLOCK_TOLERANCE_MS;
		kept.expire();
		expect(kept.keep(bytes, 'a')).toEqual({ ok: false, code: 'announcement-untimely' });
		// Its place is free again.
		expect(kept.keep(await announce(ben, { at: now }), 'a').ok).toBe(true);
	});

	it('gives what is for followers to those alone who know the host, and the same answer to everybody', async () => {
		const kept = open();
		kept.keep(await announce(ada, { audience: 'followers' }), 'a');
		now += 1_000;
		const [one, other] = await Promise.all([kept.answer(), kept.answer()]);
		expect(one).toEqual(other);
		expect(Buffer.from(one!).includes('Evening room')).toBe(false);
		const directory = (await answerOf(kept))!;
		expect(directory.listed).toEqual([]);
		expect(await openSealed(directory, [ben.id])).toEqual([]);
		expect(await openSealed(directory, [ada.id])).toHaveLength(1);
	});
});

describe('D3 the limits of a relay', () => {
	it('hold for one host', async () => {
		const kept = open();
		const bring = async (n: number) => kept.keep(await announce(ada, { invite: inviteOf(n) }), `from ${n}`);
		expect((await bring(1)).ok && (await bring(2)).ok).toBe(true);
		expect(await bring(3)).toEqual({ ok: false, code: 'announcement-too-many' });
		kept.keep(await announce(ada, { invite: inviteOf(1), at: NOW + 1, isLive: false }), 'from 1');
		expect((await bring(3)).ok).toBe(true);
	});

	it('hold for one address, whoever signed, and leave others their place', async () => {
		const kept = open({ announcementsPerAddress: 1, announcements: 2 });
		expect(kept.keep(await announce(ada), 'a').ok).toBe(true);
		expect(kept.keep(await announce(ben), 'a')).toEqual({ ok: false, code: 'announcement-too-many' });
		expect(kept.keep(await announce(ben), 'b').ok).toBe(true);
		const third = await announce(await newIdentity());
		expect(kept.keep(third, 'c')).toEqual({ ok: false, code: 'relay-full' });
		// What is there can be renewed.
		expect(kept.keep(await announce(ben, { at: NOW + 1 }), 'b').ok).toBe(true);
	});

	it('hold for checking signatures, in all', async () => {
		const kept = open({ announcementChecksPerSecond: 1 });
		const forged = (await announce(ada)).slice();
		forged[forged.length - 1]! ^= 1;
		const codes = Array.from({ length: 5 }, () => kept.keep(forged, 'a')).map((result) =>
			result.ok ? 'ok' : result.code
		);
		expect(codes).toEqual([...Array(3).fill('announcement-forged'), ...Array(2).fill('relay-busy')]);
	});

	it('choose fairly among 1,000 rooms: an answer lists a few hundred, another one each second', async () => {
		const limits = { announcements: 1_000, announcementsPerAddress: 1_000 };
		const kept = open({ ...limits, announcementChecksPerSecond: 10_000 });
		const hosts = await Promise.all(Array.from({ length: 500 }, newIdentity));
		const two = (host: Identity) => [1, 2].map((n) => announce(host, { invite: inviteOf(n) }));
		const all = await Promise.all(hosts.flatMap(two));
		for (const bytes of all) expect(kept.keep(bytes, 'a').ok).toBe(true);
		expect(kept.size).toBe(1_000);
		const first = (await answerOf(kept))!.listed.map((bytes) => bytes.join());
		const second = (await answerOf(kept))!.listed.map((bytes) => bytes.join());
		expect(first).toHaveLength(MAX_LISTED);
		expect(new Set([...first, ...second]).size).toBeGreaterThan(MAX_LISTED * 1.4);
	}, 60_000);
});
