import type { PathView, RoomView, StripePath } from '../src/p2p/api.ts';
import { phaseSentence } from './sentences.ts';

/** What is worth a line. */
export type FactName = 'phase' | 'crowd' | 'relay' | 'people' | 'place' | 'flow';

/** Lines, each under the name of what it tells. */
export type Facts = ReadonlyMap<FactName, string>;

/** What a status line is made of. */
export interface Standing {
	readonly view: Pick<RoomView, 'phase' | 'relay' | 'state' | 'count'>;
	/** Null while sound comes over no tree. */
	readonly path: PathView | null;
}

/** The facts of one moment. */
export function factsOf({ view, path }: Standing): Facts {
	const facts = new Map<FactName, string>();
	facts.set('phase', phaseSentence(view.phase, view.state?.title ?? null));
	if (view.relay === 'unreachable') facts.set('relay', 'The relay does not answer. Trying again.');
	if (view.relay === 'connected') facts.set('relay', 'The relay answers.');
	if (view.phase.name !== 'live') return facts;
	// Alone is how everybody begins, until the first link stands.
	if (view.count > 1) facts.set('people', `${view.count} people are here.`);
	if (!path?.stripes) return facts;
	facts.set('place', path.stripes.map(placeOf).join('; ') + '.');
	facts.set('flow', flowOf(path));
	return facts;
}

/** The facts of several listeners of one process: how many stand where, and the rest as one of them sees it. */
export function factsOfAll(standings: readonly Standing[]): Facts {
	const all = standings.map(factsOf);
	const live = standings.findIndex(({ view }) => view.phase.name === 'live');
	const facts = new Map(all[Math.max(live, 0)]);
	if (all.length < 2) return facts;
	const counts = new Map<string, number>();
	for (const one of all) counts.set(one.get('phase')!, (counts.get(one.get('phase')!) ?? 0) + 1);
	facts.delete('phase');
	facts.set('crowd', [...counts].map(([phase, count]) => `${count} × ${phase}`).join(' '));
	return facts;
}

function placeOf(stripe: StripePath, index: number): string {
	const from =
		stripe.state === 'root'
			? 'the root'
			: stripe.parent
				? `from ${stripe.parent.name || stripe.parent.session.slice(0, 8)}, ${counted(stripe.hops, 'hop')}`
				: 'no parent yet';
	const to = stripe.children.length > 0 ? `, handed on to ${stripe.children.length}` : '';
	return `Stripe ${index}: ${from}${to}${stripe.state === 'repairing' ? ', under repair' : ''}`;
}

function flowOf({ upKbps, downKbps, missing }: PathView): string {
	const share = (missing * 100).toFixed(missing > 0 && missing < 0.001 ? 2 : 1);
	return `Receiving ${Math.round(downKbps)} kbit/s, sending ${Math.round(upKbps)} kbit/s, ${share} % of the frames missing.`;
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
