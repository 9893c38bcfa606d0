import { CALM } from './network.ts';
import { mayEnter } from '../../src/p2p/room/selectors.ts';
import { difference, type Violation } from './violation.ts';
import type { SimPage, SimWorld } from './world.ts';

/**
 * Virtual time within which a room agrees after the last fault, and why: a link that is dead now is
 * noticed after 6 s (PROTOCOL.md, S4); its redial waits at most 15.6 s; an attempt that began before
 * the network healed takes 8 s to fail, and the next one comes at most 15.6 s later. Whoever is turned
 * away for a time knocks again within 10 s. The exchange itself takes one round of messages.
 */
export const SETTLED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

/** Phases of pages that are not in the room and are not on their way into it. */
const OUTSIDE = new Set([
	'banned',
	'removed',
	'locked',
	'full',
	'uninvited',
	'not-following',
	'ticketless',
	'preview'
]);

/** No fault from now on, but those of hostile pages that say less than they should. */
export function calmDown({ network }: SimWorld): void {
	network.weather = CALM;
	network.heal();
	network.setRelay(true);
}

/** Waits until the room agrees. The time that took in milliseconds, or why it did not come to it. */
export async function settled(world: SimWorld): Promise<number | Violation> {
	let why = disagreement(world);
	for (let ms = 0; ms <= SETTLED_WITHIN_MS; ms += LOOK_EVERY_MS) {
		why = disagreement(world);
		if (!why) return ms;
		await world.clock.advance(LOOK_EVERY_MS);
	}
	return { property: 'healed replicas agree', detail: why! };
}

/**
 * The honest pages that must agree: those in the room. Whom the others turn away may still be let in by
 * hostile pages, which tell them whatever they like.
 */
function inside(world: SimWorld): SimPage[] {
	const here = world.honestPages.filter(
		({ hasJoined, session }) => hasJoined && !OUTSIDE.has(session.view.phase.name)
	);
	return here.filter((page) => !here.some((other) => shuts(other, page) && !shuts(page, other)));
}

function shuts({ session }: SimPage, { owner }: SimPage): boolean {
	const entry = session.view.state && mayEnter(session.view.state, owner.identity.id);
	return entry !== null && entry !== 'yes' && entry !== 'ended';
}

/** What two honest pages in the room do not agree on, or null. */
function disagreement(world: SimWorld): string | null {
	const pages = inside(world);
	const [first, ...others] = pages;
	if (!first || others.length === 0) return null;
	// From hostile pages alone, which may withhold everything, nobody can learn the room.
	if (pages.every(({ session }) => session.view.state === null)) return null;
	const lost = pages.find(({ session }) => !['live', 'ended'].includes(session.view.phase.name));
	if (lost) return `${lost.owner.name} is ${lost.session.view.phase.name}`;
	for (const other of others) {
		const names = `${first.owner.name} and ${other.owner.name}`;
		const [one, two] = [idsOf(first), idsOf(other)];
		if (one !== two) return `${names}: ${first.document.size} and ${other.document.size} events`;
		const [a, b] = [first, other].map(({ session }) => JSON.stringify(session.view.state));
		if (a !== b) return `${names}: ${difference(a!, b!)}`;
	}
	return null;
}

function idsOf({ document }: SimPage): string {
	return [...document.events]
		.map(({ id }) => id)
		.sort()
		.join();
}
