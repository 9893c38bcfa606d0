import type { PathPeer, PathView, RoomView, Stripe, StripePath } from '../../p2p/api.ts';
import type { WayMessages } from './way-messages.ts';

/** The name of a page; where it gave none, one drawn from its session key. */
export function peerName(words: WayMessages, { name, session }: PathPeer): string {
	return name.trim() || words.app.guest(session.slice(0, 4));
}

/** A name cut to so many letters, as people count them. */
export function shortened(name: string, letters: number): string {
	const graphemes = [...new Intl.Segmenter().segment(name)];
	if (graphemes.length <= letters) return name;
	const kept = graphemes.slice(0, Math.max(1, letters - 1)).map(({ segment }) => segment);
	return `${kept.join('').trimEnd()}…`;
}

/** The first letter of a name, for a round without room for all of it. */
export function initialOf(name: string): string {
	const [first] = new Intl.Segmenter().segment(name);
	return (first?.segment ?? '').toLocaleUpperCase();
}

/** What this page gives, and where it gives nothing why and what to do, in a sentence. */
export function givingText(words: WayMessages, path: PathView, paths: RoomView['paths']): string {
	const say = words.way.giving;
	const children = path.stripes?.reduce((sum, { children }) => sum + children.length, 0) ?? 0;
	if (children > 0) return say.handsOn(children);
	if (path.stripes === null && paths === 'mesh') return say.mesh;
	return say[path.forwarding];
}

/** What is being repaired, in a sentence; null while all is well. */
export function repairText(words: WayMessages, { stripes }: PathView): string | null {
	const broken = ([0, 1] as const).filter((stripe) => stripes?.[stripe].state === 'repairing');
	const { strands, repairingBoth, repairingOne } = words.way;
	if (broken.length === 2) return repairingBoth;
	const [stripe] = broken;
	return stripe === undefined ? null : repairingOne(strands[stripe], strands[stripe === 0 ? 1 : 0]);
}

/** One row of the table that says in words what the picture draws. */
export interface PathRow {
	readonly label: string;
	readonly cells: readonly [string, string];
}

/** Both strands as rows of a table. */
export function strandRows(words: WayMessages, path: PathView): PathRow[] {
	if (path.stripes === null) return [];
	const { table, states, ...say } = words.way;
	const stripes = path.stripes;
	const row = (label: string, cell: (stripe: StripePath) => string): PathRow => ({
		label,
		cells: [cell(stripes[0]), cell(stripes[1])]
	});
	const names = (peers: readonly PathPeer[]) =>
		peers.length === 0 ? table.nobody : peers.map((peer) => peerName(words, peer)).join(', ');
	const isRoot = ({ state }: StripePath) => state === 'root';
	/* A root gets its strand from nobody who could be slow or go away. */
	const fromParent = (label: string, cell: (stripe: StripePath) => string) =>
		row(label, (stripe) => (isRoot(stripe) ? table.notNeeded : cell(stripe)));
	return [
		row(table.from, (stripe) => {
			if (isRoot(stripe)) return table.stageItself;
			return stripe.parent ? peerName(words, stripe.parent) : table.nobodyYet;
		}),
		row(table.state, ({ state }) => states[state]),
		row(table.hops, ({ hops }) => words.path.number(hops)),
		fromParent(table.delay, ({ delayMs }) => (delayMs === null ? table.unknown : say.ms(delayMs))),
		fromParent(table.loss, ({ loss }) => say.share(loss)),
		fromParent(table.fallback, ({ fallback }) => (fallback ? peerName(words, fallback) : table.nobody)),
		row(table.children, ({ children }) => names(children))
	];
}

/** The line below a parent in the picture: delay and loss, as far as they were measured. */
export function parentFacts(words: WayMessages, stripe: StripePath): string[] {
	const say = words.way;
	return [
		...(stripe.delayMs === null ? [] : [say.ms(stripe.delayMs)]),
		...(stripe.loss > 0 ? [say.lost(say.share(stripe.loss))] : [])
	];
}

/** The stripes in the order they are shown. */
export const STRIPES: readonly Stripe[] = [0, 1];
