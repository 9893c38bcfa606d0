import { mayDo } from '../../src/p2p/room/permissions.ts';
import { allowedCommand, anyCommand, inWords } from './acts.ts';
import { ATTACKS } from './attacks.ts';
import { Mallory } from './mallory.ts';
import { CALM } from './network.ts';
import { Broken, someWeather, type Run } from './run.ts';
import type { SimPerson } from './world.ts';

/** Something happens, or null if nothing of the kind can; it says what in a few words. */
export type Happening = (run: Run) => Promise<string | null>;

/** What may happen next, each as often as its weight says. */
export const HAPPENINGS: readonly (readonly [weight: number, happening: Happening])[] = [
	[40, peopleAct],
	[6, someoneTriesWhatIsForbidden],
	[10, someoneComes],
	[3, someoneLeaves],
	[4, someoneCrashes],
	[5, networkSplits],
	[6, networkHeals],
	[2, relayComesOrGoes],
	[3, linkBreaks],
	[3, weatherChanges],
	[1, networkChanged],
	[18, someoneAttacks]
];

/** One to four people act in the same moment. */
async function peopleAct(run: Run): Promise<string | null> {
	const acts: string[] = [];
	for (let i = run.world.chance.between(1, 4); i > 0; i--) {
		const act = await someoneActs(run);
		if (act) acts.push(act);
	}
	return acts.join(', ') || null;
}

async function someoneActs(run: Run): Promise<string | null> {
	const { chance } = run.world;
	const inside = run.world.honestPages.filter(({ session }) => session.view.phase.name === 'live');
	if (inside.length === 0) return null;
	// The host acts most: else a room has raised hands and nothing else.
	const page = chance.happens(0.4) ? inside[0]! : chance.pick(inside);
	const { state } = page.session.view;
	const me = page.owner.identity.id;
	const command = state && allowedCommand(chance, state, { me, all: run.everybody });
	if (!command) return null;
	// Not awaited: a page that was never admitted asks first, and the answer takes time.
	void page.session.act(command);
	return `${page.owner.name}: ${inWords(command, run.nameOf)}`;
}

async function someoneTriesWhatIsForbidden(run: Run): Promise<string | null> {
	const { world } = run;
	if (world.pages.length === 0) return null;
	const page = world.chance.pick(world.pages);
	const { state } = page.session.view;
	const command = state && anyCommand(world.chance, state, run.everybody);
	if (!command || mayDo(state, page.owner.identity.id, command)) return null;
	const before = page.document.feed(page.person.key.id).length;
	const done = await page.session.act(command);
	const words = `${page.owner.name} tries: ${inWords(command, run.nameOf)}`;
	if (done.ok || page.document.feed(page.person.key.id).length !== before)
		throw new Broken('what is forbidden is not signed', words);
	return words;
}

/** Somebody opens the room, or presses join where they already look at it. */
async function someoneComes({ world }: Run): Promise<string | null> {
	const isOutside = ({ page }: SimPerson) => !page || page.session.view.phase.name === 'preview';
	const outside = world.people.filter(isOutside);
	if (outside.length === 0) return null;
	const person = world.chance.pick(outside);
	if (person.page) {
		await world.join(person.page);
		return `${person.name} joins`;
	}
	await world.open(person);
	const kept = new Set(
		[...person.page!.document.events].map(({ raw }) => Buffer.from(raw).toString('latin1'))
	);
	for (const raw of person.store.kept)
		if (!kept.has(Buffer.from(raw).toString('latin1')))
			throw new Broken('what was kept is there again', `${person.name} lost an event`);
	if (world.chance.happens(0.8)) await world.join(person.page!);
	return `${person.name} opens the room`;
}

async function someoneLeaves({ world }: Run): Promise<string | null> {
	if (world.pages.length < 3) return null;
	const page = world.chance.pick(world.pages);
	await world.leave(page);
	return `${page.owner.name} leaves`;
}

async function someoneCrashes({ world }: Run): Promise<string | null> {
	if (world.pages.length < 3) return null;
	const page = world.chance.pick(world.pages);
	world.crash(page);
	return `${page.owner.name} crashes`;
}

async function networkSplits({ world: { network, chance, pages } }: Run): Promise<string> {
	const islands = pages.map(({ person }) => [person.key.id, chance.between(0, 1)] as const);
	network.split(new Map(islands));
	return `network splits: ${islands.map(([, island]) => island).join('')}`;
}

async function networkHeals({ world: { network } }: Run): Promise<string | null> {
	if (network.isWhole) return null;
	network.heal();
	return 'network heals';
}

async function relayComesOrGoes({ world: { network } }: Run): Promise<string> {
	network.setRelay(!network.isRelayUp);
	return `relay ${network.isRelayUp ? 'up' : 'down'}`;
}

async function linkBreaks({ world: { network, chance } }: Run): Promise<string | null> {
	const carriers = [...network.carriers];
	if (carriers.length === 0) return null;
	chance.pick(carriers).pipe.break();
	return 'a channel breaks';
}

async function weatherChanges({ world }: Run): Promise<string> {
	world.network.weather = world.chance.happens(0.3) ? CALM : someWeather(world);
	return `weather ${JSON.stringify(world.network.weather)}`;
}

async function networkChanged({ world }: Run): Promise<string | null> {
	if (world.pages.length === 0) return null;
	const page = world.chance.pick(world.pages);
	page.session.networkChanged();
	return `${page.owner.name} changes network`;
}

async function someoneAttacks({ world, attackers }: Run): Promise<string | null> {
	const hostile = world.pages.filter(({ owner, session }) => !owner.isHonest && session.view.state !== null);
	if (hostile.length === 0) return null;
	const page = world.chance.pick(hostile);
	const mallory = attackers.get(page) ?? new Mallory(world, page);
	attackers.set(page, mallory);
	return `${page.owner.name} ${await world.chance.pick(ATTACKS)(mallory)}`;
}
