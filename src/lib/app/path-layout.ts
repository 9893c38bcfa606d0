import type { PathPeer, PerStripe, Stripe, StripePath } from '../../p2p/api.ts';

/** A point of a picture, in CSS pixels from its upper left corner. */
export interface Spot {
	readonly x: number;
	readonly y: number;
}

/** One round of the picture. `gap` is a parent that is being looked for; `link` somebody directly connected. */
export interface PathNode extends Spot {
	readonly kind: 'stage' | 'me' | 'parent' | 'fallback' | 'child' | 'link' | 'gap';
	readonly r: number;
	readonly peer: PathPeer | null;
	readonly stripe: Stripe | null;
	/** Whether there is room for the name below it, in this many letters; 0 where there is none. */
	readonly letters: number;
}

/** One line of the picture; `beads` are the pages on the way that have no name here. */
export interface PathLine {
	readonly kind: 'carries' | 'repairing' | 'stands-by';
	readonly stripe: Stripe | null;
	readonly d: string;
	readonly beads: readonly Spot[];
}

/** Where everything stands. */
export interface PathPicture {
	readonly width: number;
	readonly height: number;
	readonly nodes: readonly PathNode[];
	readonly lines: readonly PathLine[];
}

const STAGE_Y = 36;
const PARENT_Y = 148;
const ME_Y = 332;
const CHILD_Y = 444;
/** Where the words below a round in the row of the parents end: lines on to this page begin there. */
const BELOW_PARENT_Y = PARENT_Y + 86;
const BELOW_FALLBACK_Y = PARENT_Y + 62;
/** Room that a name needs to be worth showing, and one letter of it at the small size. */
const NAME_WIDTH = 72;
const LETTER_WIDTH = 7.4;
const MOST_BEADS = 8;

/** Both strands as they reach this page and leave it, from the stage at the top downwards. */
export function drawStrands(stripes: PerStripe<StripePath>, width: number): PathPicture {
	const stage = { x: width / 2, y: STAGE_Y };
	const me = { x: width / 2, y: ME_Y };
	const nodes: PathNode[] = [round('stage', stage, 26), round('me', me, 34)];
	const lines: PathLine[] = [];
	const letters = Math.floor((width / 4 - 8) / LETTER_WIDTH);
	for (const stripe of [0, 1] as const) {
		const { parent, fallback, hops, state } = stripes[stripe];
		const spot = { x: width * (stripe === 0 ? 3 / 8 : 5 / 8), y: PARENT_Y };
		const kind = state === 'repairing' ? 'repairing' : 'carries';
		const below = state === 'root' ? spot : { ...spot, y: BELOW_PARENT_Y };
		lines.push({ kind, stripe, ...curve(stage, spot, hops - 1) }, { kind, stripe, ...curve(below, me, 0) });
		if (state === 'root') continue;
		nodes.push(round(parent ? 'parent' : 'gap', spot, 24, { peer: parent, stripe, letters }));
		if (!fallback) continue;
		const beside = { x: width * (stripe === 0 ? 1 / 8 : 7 / 8), y: PARENT_Y };
		lines.push({ kind: 'stands-by', stripe, ...curve({ ...beside, y: BELOW_FALLBACK_Y }, me, 0) });
		nodes.push(round('fallback', beside, 18, { peer: fallback, stripe, letters }));
	}
	const children = ([0, 1] as const).flatMap((stripe) =>
		stripes[stripe].children.map((peer) => ({ stripe, peer }))
	);
	const each = width / Math.max(1, children.length);
	const r = Math.max(4, Math.min(18, each / 2 - 3));
	children.forEach(({ stripe, peer }, i) => {
		const spot = { x: each * (i + 0.5), y: CHILD_Y };
		lines.push({ kind: 'carries', stripe, ...curve(me, spot, 0) });
		nodes.push(round('child', spot, r, { peer, stripe, letters: lettersIn(each) }));
	});
	const height = children.length === 0 ? ME_Y + 56 : CHILD_Y + (each >= NAME_WIDTH ? 52 : 32);
	return { width, height, nodes, lines };
}

/** This page among those it is directly connected to, in a circle. */
export function drawDirect(links: readonly PathPeer[], width: number): PathPicture {
	const side = Math.min(width, 480);
	const radius = side / 2 - 48;
	const me = { x: width / 2, y: side / 2 };
	const each = links.length < 2 ? side / 2 : 2 * radius * Math.sin(Math.PI / links.length);
	const r = Math.max(4, Math.min(24, each / 2 - 3));
	const nodes = links.map((peer, i) => {
		const angle = (2 * Math.PI * i) / links.length - Math.PI / 2;
		const spot = { x: me.x + radius * Math.cos(angle), y: me.y - 8 + radius * Math.sin(angle) };
		return round('link', spot, r, { peer, letters: lettersIn(Math.min(each, 120)) });
	});
	return {
		width,
		height: side,
		nodes: [round('me', me, 34), ...nodes],
		lines: nodes.map(({ x, y }) => ({
			kind: 'carries',
			stripe: null,
			d: `M${point(me)} L${point({ x, y })}`,
			beads: []
		}))
	};
}

function round(
	kind: PathNode['kind'],
	{ x, y }: Spot,
	r: number,
	more: Partial<Pick<PathNode, 'peer' | 'stripe' | 'letters'>> = {}
): PathNode {
	return { kind, x, y, r, peer: null, stripe: null, letters: 0, ...more };
}

function lettersIn(width: number): number {
	return width < NAME_WIDTH ? 0 : Math.floor((width - 8) / LETTER_WIDTH);
}

/** An S-shaped line (a cubic Bézier that leaves and arrives upright) with beads spread along it. */
function curve(from: Spot, to: Spot, beads: number): Pick<PathLine, 'd' | 'beads'> {
	const middle = (from.y + to.y) / 2;
	const count = Math.max(0, Math.min(MOST_BEADS, beads));
	const at = (t: number): Spot => {
		const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
		return { x: (a + b) * from.x + (c + d) * to.x, y: a * from.y + (b + c) * middle + d * to.y };
	};
	return {
		d: `M${point(from)} C${point({ x: from.x, y: middle })} ${point({ x: to.x, y: middle })} ${point(to)}`,
		/* Between the two rounds, which cover the ends of the line. */
		beads: Array.from({ length: count }, (_, i) => at(0.26 + (0.48 * (i + 0.5)) / count))
	};
}

function point({ x, y }: Spot): string {
	return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
