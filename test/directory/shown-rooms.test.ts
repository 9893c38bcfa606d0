import { beforeAll, describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { shownRooms, type Answer, type Looking } from '../../src/p2p/directory/shown-rooms.ts';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import {
	encodeAnnouncement,
	signAnnouncement,
	type AnnouncementFields
} from '../../src/p2p/wire/announcement.ts';
import { MAX_CHECKS, MAX_LISTED, MAX_SHOWN } from '../../src/p2p/wire/directory-limits.ts';
import { sealEntry, type SealedEntry } from '../../src/p2p/wire/directory.ts';
import { announce, announcedBy, inviteOf, newIdentity, NOW } from '../fixtures/announced.ts';

const salt = new Uint8Array(16).fill(5);

let ada: Identity;
let ben: Identity;
let mallory: Identity;

beforeAll(async () => {
	[ada, ben, mallory] = await Promise.all([newIdentity(), newIdentity(), newIdentity()]);
});

const answer = (
	listed: readonly Uint8Array[],
	sealed: readonly SealedEntry[] = [],
	relay: string | null = null
): Answer => ({ directory: { salt, now: NOW, listed, sealed }, relay });

async function look(answers: readonly Answer[], looking: Partial<Looking> = {}) {
	let pauses = 0;
	const shown = await shownRooms(answers, {
		follows: new Set<IdentityId>(),
		hides: () => false,
		now: NOW + 1_000,
		placeOf: () => null,
		pause: async () => void (pauses += 1),
		...looking
	});
	return { hosts: shown.map(({ announcement }) => announcement.host), shown, pauses };
}

/** What Mallory signs in the name of somebody else. */
const forged = async (host: Identity, changes: Partial<AnnouncementFields> = {}) =>
	encodeAnnouncement(await signAnnouncement(announcedBy(host.id, changes), mallory.sign));

describe('D7 what a reader is shown', () => {
	it('is what its host signed and nothing else: no forged, old, ended or mangled one', async () => {
		const answers = [
			answer([
				await forged(ben),
				await announce(mallory, { at: NOW - 3_600_000 }),
				await announce(mallory, { isLive: false }),
				new Uint8Array(2_000),
				(await announce(mallory)).slice(1),
				await announce(ada)
			])
		];
		expect((await look(answers)).hosts).toEqual([ada.id]);
	});

	it('is not crowded out by what is forged in the same name, however new it says it is', async () => {
		const honest = await announce(ada);
		const newer = await Promise.all(
			[1, 2, 3, 4].map((n) => forged(ada, { since: NOW + n, at: NOW + n, title: 'Buy watches' }))
		);
		const { shown } = await look([answer(newer, [], '/dns4/evil.example/tcp/443/wss'), answer([honest])]);
		expect(shown.map(({ announcement }) => announcement.title)).toEqual(['Evening room']);
	});

	it('has one room of each host, the newest, whichever relay told of it', async () => {
		const old = await announce(ada, { invite: inviteOf(1), since: NOW - 5_000, title: 'Before' });
		const late = await announce(ada, { invite: inviteOf(2), title: 'Now' });
		const renewed = await announce(ada, {
			invite: inviteOf(2),
			since: NOW,
			at: NOW + 9,
			title: 'Now, renamed'
		});
		const { shown } = await look([answer([old, late]), answer([renewed], [], '/relay')]);
		expect(shown.map(({ announcement }) => announcement.title)).toEqual(['Now, renamed']);
		expect(shown[0]!.relay).toBe('/relay');
	});

	it('has what is for followers only for those who follow, and only where it was locked', async () => {
		const bytes = await announce(ada, { audience: 'followers' });
		const sealed = [await sealEntry(salt, ada.id, [bytes])];
		expect((await look([answer([], sealed)])).hosts).toEqual([]);
		const follows = new Set([ada.id]);
		expect((await look([answer([], sealed)], { follows })).hosts).toEqual([ada.id]);
		expect((await look([answer([bytes])], { follows })).hosts).toEqual([]);
		// Under Ada's lock, of somebody whom nobody asked for.
		const other = await announce(ben, { audience: 'followers' });
		expect((await look([answer([], [await sealEntry(salt, ada.id, [other])])], { follows })).hosts).toEqual(
			[]
		);
	});

	it('hides whom this person blocks, puts followed people first and leaves everybody in their place', async () => {
		const listed = await Promise.all([mallory, ben, ada].map((one) => announce(one)));
		const hides = (host: IdentityId) => host === mallory.id;
		expect((await look([answer(listed)], { hides })).hosts).toEqual([ben.id, ada.id]);
		const follows = new Set([ada.id]);
		expect((await look([answer(listed)], { hides, follows })).hosts).toEqual([ada.id, ben.id]);
		const placeOf = (host: IdentityId) => [ada.id, mallory.id].indexOf(host) + 1 || null;
		expect((await look([answer(listed)], { placeOf })).hosts).toEqual([ada.id, mallory.id, ben.id]);
	});

	it('costs bounded work, in small pieces, whatever relays answer', async () => {
		const hosts = await Promise.all(Array.from({ length: MAX_LISTED }, newIdentity));
		const junk = await Promise.all(hosts.map((host) => forged(host)));
		const genuine = await announce(ada);
		const many = [answer(junk), answer(junk, [], '/b'), answer([...junk.slice(1), genuine], [], '/c')];
		const { hosts: shown, pauses } = await look(many);
		expect(shown).toEqual([]);
		// 768 are read and so many checked, eight at once.
		expect(pauses).toBe((3 * MAX_LISTED + MAX_CHECKS) / 8);
		// Whom one follows is looked at before all that.
		expect((await look(many, { follows: new Set([ada.id]) })).hosts).toEqual([ada.id]);
		const all = await Promise.all(hosts.slice(0, MAX_SHOWN + 9).map((host) => announce(host)));
		expect((await look([answer(all)])).hosts).toHaveLength(MAX_SHOWN);
	}, 60_000);
});
