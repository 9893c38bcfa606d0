import { describe, expect, it } from 'vitest';
import { drawTree } from '../../src/lib/app/tree-layout.ts';
import type { TreeNode } from '../../src/p2p/api.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { id } from '../fixtures/cast.ts';
import { scriptedTree } from '../fixtures/scripted-path.ts';

const session = (n: number) => id<SessionId>(n);
const node = (n: number, parent: number | null, forwards: 0 | 1 | null = 0): TreeNode => ({
	session: session(n),
	name: `Page ${n}`,
	parents: [parent === null ? null : session(parent), null],
	forwards,
	children: 0
});

describe.each([10, 60, 150, 500])('A tree of %i pages', (count) => {
	const nodes = scriptedTree(count);

	it.each([0, 1] as const)('is drawn whole inside its square, strand %i', (stripe) => {
		const { spots, size } = drawTree(nodes, stripe, 358);
		expect(new Set(spots.map((spot) => spot.node.session)).size).toBe(count);
		for (const { x, y, r } of spots) {
			expect(Math.min(x, y) - r).toBeGreaterThanOrEqual(0);
			expect(Math.max(x, y) + r).toBeLessThanOrEqual(size);
		}
	});

	it('keeps pages on one ring apart', () => {
		const { spots } = drawTree(nodes, 0, 640);
		for (const one of spots)
			for (const other of spots) {
				if (one === other || one.depth !== other.depth) continue;
				expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.r + other.r);
			}
	});

	it('puts each page one ring outside its parent', () => {
		const { spots } = drawTree(nodes, 1, 358);
		const depthOf = new Map(spots.map((spot) => [spot.node.session, spot.depth]));
		for (const spot of spots) {
			const parent = spot.node.parents[1];
			if (parent !== null) expect(spot.depth).toBe((depthOf.get(parent) ?? NaN) + 1);
		}
	});
});

describe('A tree in the middle of a change', () => {
	it('is drawn with nobody, and with the root alone', () => {
		expect(drawTree([], 0, 300).spots).toEqual([]);
		expect(drawTree([node(1, null)], 0, 300).spots).toMatchObject([{ kind: 'root', x: 150, y: 150 }]);
	});

	it('hangs a page whose parent is not drawn under the root, dotted', () => {
		const picture = drawTree([node(1, null), node(2, 99), node(3, 2)], 0, 300);
		expect(picture.spots.map(({ depth }) => depth)).toEqual([0, 1, 2]);
		expect(picture.dotted).not.toBe('');
		expect(picture.lines).not.toBe('');
	});

	it('draws every page once, though parents form a ring or nobody is the root', () => {
		const ring = [node(1, 3), node(2, 1), node(3, 2), node(4, 4), node(5, null)];
		for (const nodes of [ring, ring.slice(0, 4)]) {
			const { spots } = drawTree(nodes, 0, 300);
			expect(spots).toHaveLength(nodes.length);
			expect(spots.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
		}
	});
});
