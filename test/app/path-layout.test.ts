import { describe, expect, it } from 'vitest';
import { drawDirect, drawStrands, type PathNode } from '../../src/lib/app/path-layout.ts';
import type { PathPeer, StripePath } from '../../src/p2p/api.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { id } from '../fixtures/cast.ts';

const peer = (n: number): PathPeer => ({ session: id<SessionId>(n), name: `Page ${n}` });
const peers = (count: number) => Array.from({ length: count }, (_, n) => peer(n + 10));
const strand = (more: Partial<StripePath> = {}): StripePath => ({
	parent: peer(1),
	fallback: peer(2),
	children: [],
	hops: 3,
	delayMs: 12,
	loss: 0,
	state: 'steady',
	...more
});
const WIDTHS = [288, 358, 640];

/** Every round lies in the picture and none lies on another. */
function expectApart(nodes: readonly PathNode[], { width, height }: { width: number; height: number }) {
	for (const node of nodes) {
		expect(node.x - node.r).toBeGreaterThanOrEqual(-1);
		expect(node.x + node.r).toBeLessThanOrEqual(width + 1);
		expect(node.y + node.r).toBeLessThanOrEqual(height);
	}
	nodes.forEach((one, i) => {
		for (const other of nodes.slice(i + 1)) {
			const between = Math.hypot(one.x - other.x, one.y - other.y);
			expect(between, `${one.kind} and ${other.kind}`).toBeGreaterThan(one.r + other.r);
		}
	});
}

describe.each(WIDTHS)('The picture of one’s own path, %i pixels wide', (width) => {
	it.each([0, 1, 4, 8, 16])('keeps everybody apart with %i children', (count) => {
		const picture = drawStrands([strand({ children: peers(count) }), strand()], width);
		expectApart(picture.nodes, picture);
		expect(picture.nodes.filter(({ kind }) => kind === 'child')).toHaveLength(count);
	});

	it.each([1, 2, 7, 30, 49])('keeps %i direct links apart', (count) => {
		const picture = drawDirect(peers(count), width);
		expectApart(picture.nodes, picture);
		expect(picture.lines).toHaveLength(count);
	});
});

describe('The picture of one’s own path', () => {
	it('has a bead for each page between the stage and the parent', () => {
		const beads = (hops: number) =>
			drawStrands([strand({ hops }), strand({ hops: 1 })], 358).lines.map((line) => line.beads.length);
		expect(beads(1).reduce((a, b) => a + b)).toBe(0);
		expect(beads(4).reduce((a, b) => a + b)).toBe(3);
		expect(beads(99).reduce((a, b) => a + b)).toBe(8);
	});

	it('draws the root of a strand without a parent, and a lost parent as a gap', () => {
		const root = strand({ state: 'root', parent: null, fallback: null, hops: 0 });
		const lost = strand({ state: 'repairing', parent: null, fallback: null });
		const { nodes, lines } = drawStrands([root, lost], 358);
		expect(nodes.map(({ kind }) => kind).sort()).toEqual(['gap', 'me', 'stage']);
		expect(lines.filter(({ stripe }) => stripe === 1).every(({ kind }) => kind === 'repairing')).toBe(true);
		expect(lines.filter(({ stripe }) => stripe === 0)).toHaveLength(2);
	});

	it('dots the line to whoever stands by', () => {
		const { lines } = drawStrands([strand(), strand({ fallback: null })], 358);
		expect(lines.filter(({ kind }) => kind === 'stands-by').map(({ stripe }) => stripe)).toEqual([0]);
	});

	it('leaves names out where there is no room for them', () => {
		const letters = (count: number) =>
			drawStrands([strand({ children: peers(count) }), strand()], 358).nodes.find(
				({ kind }) => kind === 'child'
			)?.letters;
		expect(letters(3)).toBeGreaterThan(8);
		expect(letters(16)).toBe(0);
	});
});
