import { beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, SOON_MS, type World } from '../fixtures/room-people.ts';
import { found, openCommunities, seen, visit } from './community-people.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(20261124);
});

describe('CO10 the pages of a community find each other through the relay', () => {
	it('whoever has the link joins, and both see each other', async () => {
		const [ada, ben] = await Promise.all(['Ada', 'Ben'].map((name) => openCommunities(world, name)));
		const hers = await found(ada!);
		const his = await visit(ben!, hers.link);
		await world.clock.advance(SOON_MS);
		expect(his.view.state?.name).toBe('Harbour radio');
		expect(seen(hers, ben!)).toBeNull();
		expect(await his.act({ do: 'join', name: 'Ben' })).toEqual({ ok: true, value: undefined });
		await world.clock.advance(SOON_MS);
		expect(seen(hers, ben!)).toMatchObject({ name: 'Ben', standing: 'in', rank: 'member' });
	});

	it('who left goes on seeing it, and is in again when they join again, by another name', async () => {
		const [ada, ben] = [await openCommunities(world, 'Ada'), await openCommunities(world, 'Ben')];
		const hers = await found(ada);
		const his = await visit(ben, hers.link);
		await world.clock.advance(SOON_MS);
		for (const command of [{ do: 'join', name: 'Ben' }, { do: 'leave' }] as const)
			expect((await his.act(command)).ok).toBe(true);
		await world.clock.advance(SOON_MS);
		expect(seen(hers, ben)).toMatchObject({ standing: 'left' });
		expect((await his.act({ do: 'join', name: 'Benedict' })).ok).toBe(true);
		await world.clock.advance(SOON_MS);
		expect(seen(hers, ben)).toMatchObject({ standing: 'in', name: 'Benedict' });
		expect([...his.view.state!.members.keys()]).toHaveLength(2);
	});

	it('somebody banned is told so, and their page is turned away from then on', async () => {
		const [ada, ben] = [await openCommunities(world, 'Ada'), await openCommunities(world, 'Ben')];
		const hers = await found(ada);
		const his = await visit(ben, hers.link);
		await world.clock.advance(SOON_MS);
		await his.act({ do: 'join', name: 'Ben' });
		await world.clock.advance(SOON_MS);
		await hers.act({ do: 'ban', target: ben.id, reason: 'Spam' });
		await world.clock.advance(SOON_MS);
		expect(seen(his, ben)).toMatchObject({ isBanned: true, reason: 'Spam' });
		expect(hers.view.reached).toBe(0);
		await hers.act({ do: 'post', text: 'Without Ben' });
		await world.clock.advance(60_000);
		expect(his.view.state?.posts).toEqual([]);
		expect(await his.act({ do: 'follow', target: ada.id })).toEqual({ ok: false, code: 'not-allowed' });
	});
});

describe('what a browser keeps of communities', () => {
	it('is there again on the next page, without anybody else; forgotten, nothing of it is left', async () => {
		const ada = await openCommunities(world, 'Ada');
		const made = await found(ada);
		await made.act({ do: 'post', text: 'Kept' });
		ada.leave();
		const again = await openCommunities(world, ada.person);
		expect(again.communities.known[0]?.state?.posts.map(({ text }) => text)).toEqual(['Kept']);
		const opened = await visit(again, made.link);
		expect((await opened.act({ do: 'post', text: 'Later' })).ok).toBe(true);
		expect([...again.communities.shared[0]!.document.sessions]).toHaveLength(1);
		await again.communities.forget(made.view.id);
		expect(again.communities.known).toEqual([]);
		expect(await ada.person.store.loadEvents(made.view.id)).toEqual([]);
		expect(await ada.person.store.loadValuesUnder('community')).toEqual(new Map());
	});

	it('what two tabs sign one after the other stands in one feed', async () => {
		const ada = await openCommunities(world, 'Ada');
		const made = await found(ada);
		const tab = await openCommunities(world, ada.person);
		const { id } = made.view;
		for (const [page, text] of [
			[ada, 'One'],
			[tab, 'Two'],
			[ada, 'Three'],
			[tab, 'Four']
		] as const)
			expect((await page.communities.act(id, { do: 'post', text })).ok).toBe(true);
		const { state } = tab.communities.known[0]!;
		expect(state?.forked).toEqual([]);
		expect(state?.posts.map(({ text }) => text)).toEqual(['One', 'Two', 'Three', 'Four']);
	});

	it('a visit that does not join keeps nothing', async () => {
		const [ada, ben] = [await openCommunities(world, 'Ada'), await openCommunities(world, 'Ben')];
		const his = await visit(ben, (await found(ada)).link);
		await world.clock.advance(SOON_MS);
		expect(his.view.state).not.toBeNull();
		expect(ben.communities.known).toEqual([]);
		expect(await ben.person.store.loadEvents(his.view.id)).toEqual([]);
	});

	it('without anybody who has it nothing can be signed, and links that are none are told', async () => {
		const ada = await openCommunities(world, 'Ada');
		const { link } = await found(ada);
		ada.leave();
		const ben = await openCommunities(world, 'Ben');
		const his = await visit(ben, link);
		expect(await his.act({ do: 'join', name: 'Ben' })).toEqual({ ok: false, code: 'community-unknown' });
		const { communities } = ben;
		expect(await communities.open('')).toEqual({ ok: false, code: 'link-empty' });
		expect(await communities.open(link.slice(0, -9))).toEqual({ ok: false, code: 'link-truncated' });
		expect(await communities.open(link.replace('/community/', '/room/'))).toEqual({
			ok: false,
			code: 'link-foreign'
		});
		expect(await communities.open(`${link.slice(0, -4)}AAAA`)).toEqual({ ok: false, code: 'link-mangled' });
	});
});
