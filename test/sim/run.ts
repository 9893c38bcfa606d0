import type { IdentityId } from '../../src/p2p/base/ids.ts';
import type { Mallory } from './mallory.ts';
import type { Weather } from './network.ts';
import { Observer } from './safety.ts';
import type { Violation } from './violation.ts';
import { SimWorld, type SimPage } from './world.ts';

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana'];

/** One run: a world, what is watched in it, and who attacks. */
export class Run {
	readonly world: SimWorld;
	readonly observer: Observer;
	/** Pages that attack, once they do. */
	readonly attackers = new Map<SimPage, Mallory>();

	/** What nobody caught. */
	readonly errors: unknown[] = [];
	step = 0;
	/** How long the room took to agree, in milliseconds of virtual time. */
	settledMs: number | null = null;

	constructor(seed: number) {
		this.world = new SimWorld(seed);
		this.observer = new Observer(this.world);
	}

	/** What a trace calls somebody. */
	nameOf = (who: IdentityId): string =>
		this.world.people.find(({ identity }) => identity.id === who)?.name ?? 'nobody';

	get everybody(): IdentityId[] {
		return this.world.people.map(({ identity }) => identity.id);
	}
}

/** A property that broke in the middle of a step. */
export class Broken extends Error {
	readonly violation: Violation;

	constructor(property: string, detail: string) {
		super(property);
		this.violation = { property, detail };
	}
}

/** A room with its host, and people of whom some are there from the beginning. */
export async function begin({ world }: Run): Promise<void> {
	const { chance } = world;
	// Small rooms more often: they are cheaper, and most of what goes wrong takes three.
	const count = Math.min(chance.between(3, NAMES.length), chance.between(3, NAMES.length));
	const hostile = chance.happens(0.2) ? 0 : chance.between(1, Math.floor(count / 2));
	for (const [i, name] of NAMES.slice(0, count).entries()) world.addPerson(name, i < count - hostile);
	await world.found(world.people[0]!);
	for (const person of world.people.slice(1)) {
		if (chance.happens(0.3)) continue;
		await world.open(person);
		await world.clock.advance(chance.between(0, 400));
		await world.join(person.page!);
	}
	await world.clock.advance(2_000);
	world.network.weather = someWeather(world);
	world.trace.say(`${count} people, the last ${hostile} hostile`);
}

/** A network that may be slow, and may lose things. */
export function someWeather({ chance }: SimWorld): Weather {
	return {
		maxDelayMs: chance.pick([5, 30, 200, 1_500]),
		breaks: chance.pick([0, 0, 0.002, 0.02]),
		repeats: chance.pick([0, 0.3])
	};
}
