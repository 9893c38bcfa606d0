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
});
