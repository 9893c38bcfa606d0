import type { IdentityId } from '../../p2p/base/ids.ts';

/** A drawn avatar: a dusk sky, a low sun and two hills, all from the bytes of a key. */
export interface DrawnAvatar {
	readonly sky: readonly [string, string];
	readonly sun: { readonly x: number; readonly y: number; readonly r: number; readonly colour: string };
	readonly hills: readonly { readonly path: string; readonly colour: string }[];
}

/** Sky from, sky to, sun, far hill, near hill: hand-picked dusks that sit well beside each other. */
const DUSKS = [
	['#f7b267', '#f25f5c', '#ffe8c2', '#a33b5b', '#5b2a52'],
	['#8ec5d6', '#f4c9a0', '#fff3dc', '#4f7f91', '#274a5f'],
	['#b794f6', '#f6a6b2', '#ffe5d0', '#6d4aa8', '#3c2768'],
	['#f9c784', '#e7a977', '#fff6e0', '#8f6a3c', '#55402a'],
	['#7fb69a', '#f2d59b', '#fff6d6', '#3f7a64', '#1f4c41'],
	['#5d6bb0', '#e58fa5', '#ffd9b8', '#37417c', '#1f2550'],
	['#f4978e', '#fbc4ab', '#fff0e2', '#b1576a', '#6b2f4a'],
	['#6fa3d8', '#d6c3ee', '#fff5ea', '#3e6699', '#233f6b'],
	['#d9a5d2', '#f7d6b5', '#fffaf0', '#8c5590', '#51305d'],
	['#c8b560', '#e9865a', '#ffefc4', '#8a6128', '#4d3a22']
] as const;

/** The avatar of a key: the same on every device. */
export function avatarOf(identity: IdentityId): DrawnAvatar {
	const byte = (at: number) => Number.parseInt(identity.slice(at * 2, at * 2 + 2), 16) || 0;
	const share = (at: number) => byte(at) / 255;
	const [from, to, sun, far, near] = DUSKS[byte(0) % DUSKS.length] ?? DUSKS[0];
	return {
		sky: byte(1) % 2 === 0 ? [from, to] : [to, from],
		sun: { x: 20 + share(2) * 56, y: 26 + share(3) * 26, r: 11 + share(4) * 11, colour: sun },
		hills: [
			{ path: hill(56 + share(5) * 14, share(6) * 2 - 1), colour: far },
			{ path: hill(70 + share(7) * 12, share(8) * 2 - 1), colour: near }
		]
	};
}

/** A hill across a 96-unit square: its mean height and how far it leans, −1 to 1. */
function hill(y: number, lean: number): string {
	const round = (value: number) => Math.round(value * 10) / 10;
	const rise = lean * 16;
	return `M0 ${round(y + rise)}C32 ${round(y - 18 - rise)} 62 ${round(y + 16 - rise)} 96 ${round(y - rise)}V96H0Z`;
}
