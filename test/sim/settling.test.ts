import { expect, it } from 'vitest';
import { settled } from './settling.ts';
import { SimWorld } from './world.ts';

/** A room of Ada's, to which Ben and Cleo come who know nothing of it; Ada is gone, or out of reach. */
async function newcomers(ada: 'gone' | 'out of reach'): Promise<SimWorld> {
	const world = new SimWorld(293);
	const [host, ...others] = ['Ada', 'Ben', 'Cleo'].map((name) => world.addPerson(name, true));
	await world.found(host!);
	if (ada === 'gone') await world.leave(host!.page!);
	else world.network.setRelay(false);
	for (const person of others) {
		await world.open(person);
		await world.join(person.page!);
	}
	await world.clock.advance(2_000);
	return world;
}

it('asks nobody to agree on a room that no honest page here knows', async () => {
	expect(await settled(await newcomers('gone'))).toBe(0);
});

it('finds newcomers who do not get into a room that an honest page here knows', async () => {
	const outcome = await settled(await newcomers('out of reach'));
	expect(outcome).toMatchObject({ property: 'healed replicas agree', detail: 'Ben is connecting' });
});
