import type { Stripe, TreeNode } from '../../p2p/api.ts';
import type { SessionId } from '../../p2p/base/ids.ts';

/** One page of the tree where it is drawn. */
export interface TreeSpot {
	readonly node: TreeNode;
	/** CSS pixels from the upper left corner. */
	readonly x: number;
	readonly y: number;
	readonly r: number;
	/** Hops from the root, as far as the drawn pages tell. */
	readonly depth: number;
	readonly kind: 'root' | 'hands-on' | 'listens';
}

/** One strand of the tree, as rings around its root. */
export interface TreePicture {
	readonly size: number;
	readonly spots: readonly TreeSpot[];
	/** All lines as one path; dotted are those whose way to the root is not among the drawn pages. */
	readonly lines: string;
	readonly dotted: string;
	/** Radii of the rings, one for each hop. */
	readonly rings: readonly number[];
	/** Hops of the farthest page. */
	readonly depth: number;
}

interface Branch {
	readonly node: TreeNode;
	readonly depth: number;
	readonly isCut: boolean;
	readonly above: Branch | null;
	/** Its share of the circle: all that its ends need, where an end on an inner ring needs more. */
	width: number;
	/** Where its share begins, in turns, and its middle. */
	from: number;
	angle: number;
}

/**
 * Places at most some hundreds of pages of one strand (a radial tree, each branch given an angle by how many
 * ends it has). Total: pages whose parent is not among them, or that form a ring, hang under the root, dotted.
 */
export function drawTree(nodes: readonly TreeNode[], stripe: Stripe, size: number): TreePicture {
	const branches = branchesOf(nodes, stripe);
	const depth = branches.reduce((most, branch) => Math.max(most, branch.depth), 0);
	for (const branch of branches.toReversed()) {
		if (branch.width === 0) branch.width = Math.max(1, depth) / Math.max(1, branch.depth);
		if (branch.above) branch.above.width += branch.width;
	}
	const next = new Map<Branch | null, number>();
	const root = branches[0];
	for (const branch of branches) {
		const { above } = branch;
		branch.from = next.get(above) ?? above?.from ?? 0;
		const share = branch.width / (root?.width ?? 1);
		next.set(above, branch.from + share);
		branch.angle = (branch.from + share / 2 - 0.25) * 2 * Math.PI;
	}
	const reach = size / 2 - 8;
	const dot = dotSize(nodes.length, size, (2 * Math.PI * reach) / (root?.width ?? 1));
	const radius = (at: number) => (depth === 0 ? 0 : (at / depth) * reach);
	const place = (branch: Branch, at = branch.depth) => ({
		x: size / 2 + radius(at) * Math.cos(branch.angle),
		y: size / 2 + radius(at) * Math.sin(branch.angle)
	});
	const line = (branch: Branch): string => {
		const above = branch.above as Branch;
		const half = (branch.depth + above.depth) / 2;
		/* Leaves the parent outwards and reaches the child inwards; the root has no direction of its own. */
		const first = above.depth === 0 ? place(branch, half) : place(above, half);
		return `M${point(place(above))}C${point(first)} ${point(place(branch, half))} ${point(place(branch))}`;
	};
	const below = branches.filter((branch) => branch.above !== null);
	return {
		size,
		depth,
		rings: Array.from({ length: depth }, (_, i) => radius(i + 1)),
		lines: below
			.filter((branch) => !branch.isCut)
			.map(line)
			.join(''),
		dotted: below
			.filter((branch) => branch.isCut)
			.map(line)
			.join(''),
		spots: branches.map((branch) => {
			const kind = branch.above === null ? 'root' : branch.node.forwards === stripe ? 'hands-on' : 'listens';
			const r = kind === 'root' ? Math.max(10, dot * 2) : kind === 'hands-on' ? dot * 1.4 : dot;
			return { node: branch.node, ...place(branch), r, depth: branch.depth, kind };
		})
	};
}

/** Each page once, parents before their children, the first being the root. */
function branchesOf(nodes: readonly TreeNode[], stripe: Stripe): Branch[] {
	const known = new Set(nodes.map(({ session }) => session));
	const under = new Map<SessionId, TreeNode[]>();
	const cut: TreeNode[] = [];
	let root: TreeNode | null = null;
	for (const node of nodes) {
		const parent = node.parents[stripe];
		if (parent === null && root === null) root = node;
		else if (parent !== null && known.has(parent)) under.set(parent, [...(under.get(parent) ?? []), node]);
		else cut.push(node);
	}
	/* Nobody without a parent: a plan in the middle of a change. The first page then stands in. */
	const first = root ?? nodes[0];
	if (!first) return [];
	const seen = new Set<SessionId>();
	const branches: Branch[] = [];
	const grow = (node: TreeNode, above: Branch | null, isCut: boolean) => {
		if (seen.has(node.session)) return;
		seen.add(node.session);
		const depth = above === null ? 0 : above.depth + 1;
		const begin = branches.length;
		branches.push({ node, depth, isCut, above, width: 0, from: 0, angle: 0 });
		for (let i = begin; i < branches.length; i++) {
			const branch = branches[i] as Branch;
			for (const child of under.get(branch.node.session) ?? []) {
				if (seen.has(child.session)) continue;
				seen.add(child.session);
				branches.push({
					node: child,
					depth: branch.depth + 1,
					isCut: false,
					above: branch,
					width: 0,
					from: 0,
					angle: 0
				});
			}
		}
	};
	grow(first, null, false);
	const top = branches[0] as Branch;
	for (const node of [...cut, ...nodes]) grow(node, top, true);
	return branches;
}

/** Radius of one page: no more than there is between two of them on a ring, and enough to be seen. */
function dotSize(count: number, size: number, between: number): number {
	return Math.max(1.25, Math.min(7, size / (5 * Math.sqrt(count + 1)), between * 0.34));
}

function point({ x, y }: { readonly x: number; readonly y: number }): string {
	return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
