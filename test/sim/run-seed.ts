import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { allowedCommand, anyCommand, inWords } from './acts.ts';
import { ATTACKS } from './attacks.ts';
import { Mallory } from './mallory.ts';
import { mayDo } from '../../src/p2p/room/permissions.ts';
import { CALM, type Weather } from './network.ts';
import { Observer } from './safety.ts';
import { forgetVerdicts } from './seeded-ed25519.ts';
import { calmDown, settled } from './settling.ts';
import type { Violation } from './violation.ts';
import { SimWorld, type SimPage, type SimPerson } from './world.ts';

/** `safety`: faults all the time. `liveness`: faults end, then everybody must agree. */
export type Mode = 'safety' | 'liveness';

/** What came of one seed. */
export interface SeedReport {
	readonly seed: number;
	readonly mode: Mode;
	/** The step at which the violation was found, or the number of steps. */
	readonly step: number;
	readonly violation: Violation | null;
	/** Events in the largest honest document. */
	readonly events: number;
	/** Milliseconds of virtual time until everybody agreed; null in safety mode and on failure. */
	readonly settledMs: number | null;
	readonly traceHash: string;
	readonly trace: readonly string[];
}

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana'];
const LEAST_STEPS = 20;
const MOST_STEPS = 45;

/** What may happen next, each as often as its weight says. */
type Happening = (run: Run) => Promise<string | null>;

const HAPPENINGS: readonly (readonly [weight: number, happening: Happening])[] = [
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

/** One run: a world, what is watched in it, and who attacks. */
class Run {
	readonly world: SimWorld;
	readonly observer: Observer;
	readonly attackers = new Map<SimPage, Mallory>();

	constructor(seed: number) {
		this.world = new SimWorld(seed);
		this.observer = new Observer(this.world);
	}

	nameOf = (who: IdentityId): string =>
		this.world.people.find(({ identity }) => identity.id === who)?.name ?? 'nobody';

	get everybody(): IdentityId[] {
		return this.world.people.map(({ identity }) => identity.id);
	}
}

/** Runs one seed in one mode. The same seed gives the same report. */
export async function runSeed(seed: number, mode: Mode): Promise<SeedReport> {
	forgetVerdicts();
	const errors: unknown[] = [];
	const note = (error: unknown) => void errors.push(error);
	process.on('unhandledRejection', note).on('uncaughtException', note);
	const run = new Run(seed);
	const { world, observer } = run;
	let step = 0;
	let violation: Violation | null = null;
	let settledMs: number | null = null;
	const look = () => {
		const [error] = errors;
		if (error) return { property: 'the engine never throws', detail: textOf(error) };
		return (run.world.trace.say(`${step} ${sizes(world)}`), observer.violation());
	};
	try {
		await begin(run);
		const steps = world.chance.between(LEAST_STEPS, MOST_STEPS);
		for (; step < steps && !violation; step++) {
			const what = await world.chance.weighed(HAPPENINGS)(run);
			if (what) world.trace.say(`${step} ${what}`);
			await world.clock.advance(pause(run));
			violation = look();
		}
		if (mode === 'liveness' && !violation) {
			calmDown(world);
			const outcome = await settled(world);
			if (typeof outcome === 'number') settledMs = outcome;
			else violation = outcome;
			violation = look() ?? violation;
		}
		violation ??= observer.lastViolation();
	} catch (error) {
		violation =
			error instanceof Broken
				? error.violation
				: { property: 'the engine never throws', detail: textOf(error) };
	} finally {
		process.off('unhandledRejection', note).off('uncaughtException', note);
		for (const page of world.pages) page.clock.stop();
	}
	const { lines: trace, hash: traceHash } = world.trace;
	const events = Math.max(0, ...world.honestPages.map(({ document }) => document.size));
	return { seed, mode, step, violation, events, settledMs, traceHash, trace };
}

/** A property that broke in the middle of a step. */
class Broken extends Error {
	readonly violation: Violation;

	constructor(property: string, detail: string) {
		super(property);
		this.violation = { property, detail };
	}
}

function textOf(error: unknown): string {
	return error instanceof Error
		? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ')
		: String(error);
}

function sizes({ pages, clock }: SimWorld): string {
	const each = pages.map(
		({ owner, document, session }) => `${owner.name} ${document.size} ${session.view.phase.name}`
	);
	return `${clock.now() % 1_000_000} ms: ${each.join(', ')}`;
}

/** A room with its host, and people of whom some are there from the beginning. */
async function begin({ world }: Run): Promise<void> {
	const { chance } = world;
	// Small rooms more often: they are cheaper, and most of what goes wrong takes three.
	const count = Math.min(chance.between(3, NAMES.length), chance.between(3, NAMES.length));
	const hostile = chance.between(0, Math.max(1, Math.floor(count / 3)));
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

/** Mostly a moment; sometimes none at all, sometimes long enough for every timeout. */
function pause({ world: { chance } }: Run): number {
	return chance.weighed([
		[3, 0],
		[8, chance.between(1, 300)],
		[8, chance.between(300, 2_500)],
		[2, chance.between(5_000, 20_000)]
	]);
}

function someWeather({ chance }: SimWorld): Weather {
	return {
		maxDelayMs: chance.pick([5, 30, 200, 1_500]),
		breaks: chance.pick([0, 0, 0.002, 0.02]),
		repeats: chance.pick([0, 0.3])
	};
}

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
	const done = await page.session.act(command);
	return `${page.owner.name}: ${inWords(command, run.nameOf)}${done.ok ? '' : ` (${done.code})`}`;
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
	chance.pick(carriers).break();
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
