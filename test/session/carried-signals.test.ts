import { beforeEach, describe, expect, it } from 'vitest';
import type { RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { CarriedSignals, type Carried } from '../../src/p2p/session/tree/carried-signals.ts';
import type { TreeNeighbour } from '../../src/p2p/session/tree/tree-ways.ts';
import type { Signal } from '../../src/p2p/wire/signal.ts';
import type { TreeMessage } from '../../src/p2p/wire/tree-messages.ts';

const ROOM = '5e'.repeat(32) as RoomId;
const id = (name: string) => name as SessionId;

/** Pages of one tree; whom each is linked with, who is above it, and the ways that its plan knows. */
interface Spot {
	readonly links: readonly string[];
	readonly above?: string;
	readonly paths?: Readonly<Record<string, readonly string[]>>;
}

/** The planner feeds Cleo and Dora; Ben hangs below Cleo, and Eve below Dora. */
const TREE: Readonly<Record<string, Spot>> = {
	planner: { links: ['cleo', 'dora'], paths: { ben: ['cleo'], eve: ['dora'], cleo: [], dora: [] } },
	cleo: { links: ['planner', 'ben'], above: 'planner' },
	dora: { links: ['planner', 'eve'], above: 'planner' },
	ben: { links: ['cleo'], above: 'cleo' },
	eve: { links: ['dora'], above: 'dora' }
};

let now: number;
let pages: Map<string, CarriedSignals>;
let arrived: Map<string, Carried[]>;
let passed: number;

function neighbour(from: string, to: string): TreeNeighbour {
	const send = (message: TreeMessage) => {
		passed++;
		if (message.kind === 'carried') pages.get(to)!.take(message, neighbour(to, from));
	};
	return { session: id(to), isReady: true, send } as TreeNeighbour;
}

function pageOf(name: string, { links, above, paths = {} }: Spot): CarriedSignals {
	const ways = {
		neighbours: links.map((other) => neighbour(name, other)),
		neighbour: (session: SessionId) => (links.includes(session) ? neighbour(name, session) : null)
	};
	return new CarriedSignals({
		room: ROOM,
		me: id(name),
		now: () => now,
		ways,
		waysUp: (except) => (above && above !== except ? [neighbour(name, above)] : []),
		pathsTo: (session) => (paths[session] ? [paths[session].map(id)] : []),
		arrived: (carried) => arrived.get(name)!.push(carried)
	});
}

beforeEach(() => {
	[now, passed] = [0, 0];
	pages = new Map(Object.entries(TREE).map(([name, spot]) => [name, pageOf(name, spot)]));
	arrived = new Map(Object.keys(TREE).map((name) => [name, []]));
});

const signal = (from: string, to: string, room = ROOM): Signal => ({
	room,
	from: id(from),
	to: id(to),
	purpose: 'link',
	attempt: new Uint8Array(8),
	data: new Uint8Array(),
	signature: new Uint8Array(64)
});

const carried = (what: Signal, route: readonly string[] = [], path: readonly string[] = []) =>
	({ kind: 'carried', signal: what, route: route.map(id), path: path.map(id) }) as const;

describe('T13 signals over the tree', () => {
	it('go up to the planner and down to whom they are for, and the answer by the way back', () => {
		expect(pages.get('ben')!.send(signal('ben', 'eve'))).toBe(true);
		const [first] = arrived.get('eve')!;
		expect(first!.back).toEqual(['dora', 'planner', 'cleo']);
		passed = 0;
		expect(pages.get('eve')!.send(signal('eve', 'ben'), first!.back)).toBe(true);
		expect(arrived.get('ben')).toHaveLength(1);
		expect(passed).toBe(4);
	});

	it('are handed over at once by whoever is linked with their session', () => {
		pages.get('ben')!.send(signal('ben', 'planner'));
		expect(arrived.get('planner')).toHaveLength(1);
		expect(passed).toBe(2);
	});

	it('end where nobody knows the way, and never go round in a ring', () => {
		pages.get('ben')!.send(signal('ben', 'nobody'));
		expect(passed).toBe(2);
		pages.get('cleo')!.take(carried(signal('mallory', 'eve'), ['mallory', 'cleo']), neighbour('cleo', 'ben'));
		expect(arrived.get('eve')).toEqual([]);
		expect(passed).toBe(2);
	});

	it('are taken from a neighbour only in its own name, and of this room only', () => {
		const ben = neighbour('cleo', 'ben');
		pages.get('cleo')!.take(carried(signal('dora', 'eve')), ben);
		pages.get('cleo')!.take(carried(signal('ben', 'eve', 'a1'.repeat(32) as RoomId)), ben);
		const long = Array.from({ length: 31 }, (_, i) => `page ${i}`);
		pages.get('cleo')!.take(carried(signal('page 0', 'eve'), long), ben);
		expect([...arrived.values()].flat()).toEqual([]);
	});

	it('of one neighbour are carried up to a limit, and for a page itself up to a smaller one', () => {
		for (let i = 0; i < 3_000; i++)
			pages.get('cleo')!.take(carried(signal('ben', 'eve')), neighbour('cleo', 'ben'));
		expect(arrived.get('eve')!.length).toBe(600);
		now += 1_000;
		pages.get('cleo')!.take(carried(signal('ben', 'eve')), neighbour('cleo', 'ben'));
		expect(arrived.get('eve')!.length).toBe(601);
	});
});
