import { expect, it } from 'vitest';
import { gather, comeIn, makeRoomPerson } from '../fixtures/room-people.ts';
import { makeTreeWorld } from '../fixtures/tree-world.ts';

it('trial', async () => {
	const world = makeTreeWorld(1);
	const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal');
	await pages[0]!.session.openMicrophone();
	await world.clock.advance(2000);
	const show = () => {
		for (const page of pages) {
			const v = page.session.view;
			const p = page.session.path();
			const ear = world.ears.get(page.person.key.id)!;
			console.log(
				page.person.name,
				v.phase.name,
				v.paths,
				'count',
				v.count,
				'aud',
				v.audienceCount,
				'stage',
				v.stage.length,
				'links',
				p.links.length,
				p.stripes
					?.map((s) => `${s.parent?.name}/${s.state}/${s.hops}/c${s.children.map((c) => c.name)}`)
					.join(' '),
				[...ear.heard.values()].map((f) => f.size),
				ear.stats().missing,
				'tracks',
				page.playback.audible.size,
				p.tree?.listeners,
				p.tree?.depth
			);
		}
		console.log('--');
	};
	show();
	for (const name of ['Ida', 'Jo', 'Kim', 'Lou'])
		pages.push(await comeIn(world, invite, await makeRoomPerson(world, name)));
	show();
	await world.clock.advance(10_000);
	show();
	await world.clock.advance(60_000);
	show();
	expect(1).toBe(1);
});
