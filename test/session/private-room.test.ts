import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { Epoch } from '../../src/p2p/ports.ts';
import { parseInvite } from '../../src/p2p/wire/invite.ts';
import {
	act,
	areLinked,
	bringToStage,
	comeIn,
	gather,
	hears,
	loadPage,
	makeRoomPerson,
	makeWorld,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { Stranger } from '../fixtures/stranger.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(31);
});

const idOf = (page: Page) => page.person.identity.id;
const secretsOf = (epochs: readonly Epoch[] | null) => epochs?.map(({ secret }) => secret.join()) ?? [];
/** Every key that a page was ever given. */
const everHeld = (page: Page) => new Set(page.tracks.told.flatMap(secretsOf));
const said = (page: Page) => secretsOf(page.tracks.epochs).at(-1);

/** Checks that these pages, and nobody else, have one key in force, and say so. */
function expectOneKey(pages: readonly Page[]): void {
	expect(pages.map((page) => page.tracks.epochs)).toEqual(pages.map(() => pages[0]!.tracks.epochs));
	expect(pages[0]!.tracks.epochs).toHaveLength(1);
	for (const { session } of pages) expect(session.view.protection).toBe('end-to-end');
}

describe('Q2 a private room', () => {
	it('Q2 has one key from its beginning, which every newcomer is given', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		expectOneKey(pages);
		const first = said(pages[0]!);
		pages.push(await comeIn(world, invite, await makeRoomPerson(world, 'Dan')));
		expectOneKey(pages);
		expect(said(pages[3]!)).toBe(first);
	});

	it('Q2 goes on under its key when the host leaves, also for a newcomer', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const first = said(pages[1]!);
		await pages[0]!.session.leave();
		const dan = await comeIn(world, invite, await makeRoomPerson(world, 'Dan'));
		expectOneKey([pages[1]!, pages[2]!, dan]);
		expect(said(dan)).toBe(first);
	});

	it('Q8 hides nothing once its door is open, and has another key when it closes again', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const first = said(pages[0]!);
		await act(world, pages[0]!, { do: 'set-door', door: 'open', inside: [] });
		for (const { tracks, session } of pages) {
			expect(tracks.epochs).toBeNull();
			expect(session.view.protection).toBe('links');
		}
		await act(world, pages[0]!, { do: 'set-door', door: 'link', inside: [] });
		expectOneKey(pages);
		expect(said(pages[0]!)).not.toBe(first);
	});

	it('Q4 gives its key through a relay too, and not to a page that only looks', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const isGiven = [];
		for (const joined of [true, false]) {
			const guest = await makeRoomPerson(world, 'Eve');
			const stranger = await Stranger.visit(world, invite, guest, pages[0]!);
			stranger.enter({ joined });
			await world.clock.advance(SOON_MS);
			expect(stranger.heard.some(({ kind }) => kind === 'sync')).toBe(true);
			isGiven.push(stranger.heard.some(({ kind }) => kind === 'epoch'));
		}
		expect(isGiven).toEqual([true, false]);
	});

	it('M5 drops who tells an epoch that its session did not sign', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const mallory = await makeRoomPerson(world, 'Mallory');
		const stranger = await Stranger.visit(world, invite, mallory, pages[0]!);
		stranger.enter();
		await world.clock.advance(0);
		const told = stranger.heard.find((message) => message.kind === 'epoch')!;
		const secret = new Uint8Array(32);
		stranger.send({ kind: 'epoch', epoch: { ...told.epoch, number: told.epoch.number + 1, secret } });
		await world.clock.advance(0);
		expect(stranger.refusal).toBe('misbehaved');
		expect(pages[0]!.session.view.refused.map(({ code }) => code)).toEqual(['epoch-forged']);
		expectOneKey(pages);
		expect(said(pages[0]!)).not.toBe(secret.join());
	});
});

describe('Q6 a new key keeps out', () => {
	it('Q6 whoever is banned, within two seconds', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan');
		const [ada, ben, cleo, dan] = pages as [Page, Page, Page, Page];
		const before = said(ada);
		const banning = ada.session.act({ do: 'ban', target: idOf(dan), reason: '' });
		await world.clock.advance(2_100);
		await banning;
		expectOneKey([ada, ben, cleo]);
		expect(said(ada)).not.toBe(before);
		expect(everHeld(dan).has(said(ada)!)).toBe(false);
		expect(dan.tracks.epochs).toEqual([]);
		expect(dan.session.view.protection).toBe('links');
	});

	it('Q6 whoever is removed by a co-host, while the host is away', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await act(world, ada, { do: 'make-cohost', target: idOf(ben) });
		await ada.session.leave();
		await act(world, ben, { do: 'remove', target: idOf(cleo), reason: '' });
		expect(said(ben)).toBeDefined();
		expect(everHeld(cleo).has(said(ben)!)).toBe(false);
	});

	it('Q6 whoever came by an invite that is revoked, though their links stand', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		const inside = [ben, cleo].map(idOf);
		await act(world, ada, { do: 'set-door', door: 'invite', inside });
		const made = await ada.session.makeInvite();
		const parsed = made.ok && parseInvite(made.value.link);
		if (!made.ok || !parsed || !parsed.ok) throw new Error('no invite was made');
		const guest = await makeRoomPerson(world, 'Guest');
		// The guest reaches everybody but the only page that could let it write, and so spend the invite.
		world.network.mayConnect = (a, b) =>
			![a, b].includes(guest.key.id) || ![a, b].includes(ada.person.key.id);
		const page = await comeIn(world, { ...invite, pass: parsed.value.pass }, guest);
		expectOneKey([ada, ben, cleo, page]);
		await act(world, ada, { do: 'revoke-invite', invite: made.value.key });
		expect(areLinked(world, ben, page)).toBe(true);
		expectOneKey([ada, ben, cleo]);
		expect(everHeld(page).has(said(ada)!)).toBe(false);
	});
});

describe('Q5 a room in two halves', () => {
	it('Q5 makes its own key on each side, and one that knows both bans when it is whole again', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan', 'Eve');
		const [ada, ben, cleo, dan, eve] = pages as [Page, Page, Page, Page, Page];
		await act(world, ada, { do: 'make-cohost', target: idOf(ben) });
		const halves = [
			[ada, cleo, eve],
			[ben, dan]
		].map((half) => new Set(half.map(({ person }) => person.key.id)));
		const isSplit = (a: SessionId, b: SessionId) => halves.some((half) => half.has(a) !== half.has(b));
		world.hub.stop();
		world.network.mayConnect = (a, b) => !isSplit(a, b);
		for (const link of [...world.network.links]) if (isSplit(link.me, link.peer)) link.close();
		await world.clock.advance(SOON_MS);
		await act(world, ada, { do: 'ban', target: idOf(eve), reason: '' });
		await act(world, ben, { do: 'remove', target: idOf(dan), reason: '' });
		expectOneKey([ada, cleo]);
		expect(said(ben)).not.toBe(said(ada));
		world.hub.start();
		world.network.mayConnect = () => true;
		await world.clock.advance(40_000);
		expect(areLinked(world, ada, ben)).toBe(true);
		expectOneKey([ada, ben, cleo]);
		for (const out of [dan, eve]) expect(everHeld(out).has(said(ada)!)).toBe(false);
	});

	it('Q5 agrees on one when two moderators ban at the same moment', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan', 'Eve');
		const [ada, ben, cleo, dan, eve] = pages as [Page, Page, Page, Page, Page];
		await act(world, ada, { do: 'make-cohost', target: idOf(ben) });
		const acts = [
			ada.session.act({ do: 'ban', target: idOf(dan), reason: '' }),
			ben.session.act({ do: 'ban', target: idOf(eve), reason: '' })
		];
		await world.clock.advance(5_000);
		await Promise.all(acts);
		expectOneKey([ada, ben, cleo]);
		for (const out of [dan, eve]) expect(everHeld(out).has(said(ada)!)).toBe(false);
	});
});

describe('Q8 a browser that cannot encrypt tracks', () => {
	it('Q8 neither sends nor plays any in a private room, does not claim to, and says why', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await bringToStage(world, ada, ben);
		await ada.session.openMicrophone();
		await world.clock.advance(SOON_MS);
		expect([hears(world, cleo, ben), hears(world, ben, ada)]).toEqual([true, true]);
		ben.tracks.work(false);
		await world.clock.advance(10_000);
		expect([hears(world, cleo, ben), hears(world, ben, ada), hears(world, cleo, ada)]).toEqual([
			false,
			false,
			true
		]);
		expect(ben.session.view.protection).toBe('links');
		expect(ben.session.view.notices.map(({ code }) => code)).toContain('no-encryption');
		expect(cleo.session.view.notices).toEqual([]);
		await act(world, ada, { do: 'set-door', door: 'open', inside: [] });
		expect([hears(world, cleo, ben), hears(world, ben, ada)]).toEqual([true, true]);
		expect(ben.session.view.notices.map(({ code }) => code)).not.toContain('no-encryption');
	});

	it('Q8 says that the key is missing where no page is left that has it, until a moderator comes', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		await ada.session.leave();
		await ben.session.leave();
		const back = await comeIn(world, invite, await loadPage(world, ben.person));
		await world.clock.advance(10_000);
		expect(back.tracks.epochs).toEqual([]);
		expect(back.session.view.protection).toBe('links');
		expect(back.session.view.notices.map(({ code }) => code)).toContain('no-room-key');
		const host = await comeIn(world, invite, await loadPage(world, ada.person));
		await world.clock.advance(SOON_MS);
		expectOneKey([back, host]);
		expect(back.session.view.notices.map(({ code }) => code)).not.toContain('no-room-key');
	});
});
