import type { PathPeer, PathView, StripePath, TreeView } from '../../api.ts';
import type { SessionId } from '../../base/ids.ts';
import type { Stripe } from '../../ports.ts';
import type { Giving, LargeRoom } from './large-room.ts';
import type { TreeWays } from './tree-ways.ts';

/** Pages of the tree that are drawn; more would only be a blur. */
const MAX_NODES = 500;

/** What a view of the path is made of. */
export interface PathViewInput {
	readonly large: LargeRoom;
	readonly ways: TreeWays;
	readonly giving: Giving;
}

/** How sound travels to this page and from it, as of now. */
export function pathViewOf({ large, ways, giving }: PathViewInput): PathView {
	const { rates } = large.health;
	const planning = large.reign.planning;
	const nameOf = (session: SessionId): PathPeer => ({
		session,
		name: ways.neighbour(session)?.name || (planning?.members.get(session)?.name ?? '')
	});
	const isInTree = large.isListening || large.reign.isRoot(0) || large.reign.isRoot(1);
	const links = ways.neighbours.filter(({ via, isReady }) => via === 'direct' && isReady);
	return {
		stripes: isInTree ? [stripeOf(0, large, ways, nameOf), stripeOf(1, large, ways, nameOf)] : null,
		links: links.map(({ session }) => nameOf(session)),
		upKbps: rates.upKbps,
		downKbps: rates.downKbps,
		missing: rates.missing,
		playoutMs: large.isListening ? (large.report?.playoutMs ?? null) : null,
		forwarding: giving.capacity.state,
		tree: planning ? treeOf(large, nameOf) : null
	};
}

function stripeOf(
	stripe: Stripe,
	large: LargeRoom,
	ways: TreeWays,
	nameOf: (session: SessionId) => PathPeer
): StripePath {
	const seat = large.seating.seat?.stripes[stripe];
	const isRoot = large.reign.isRoot(stripe);
	const root = large.reign.mandates.tree?.roots[stripe] ?? null;
	const parent = isRoot ? null : large.isListening ? large.seating.active[stripe] : root;
	const fallback = seat?.fallbacks[0] ?? null;
	return {
		parent: parent && nameOf(parent),
		fallback: fallback && nameOf(fallback),
		children: large.children[stripe].map(nameOf),
		hops: isRoot ? 0 : (seat?.depth ?? 1),
		delayMs: parent ? (ways.neighbour(parent)?.delayMs ?? null) : null,
		loss: large.health.lossOf(stripe),
		state: isRoot ? 'root' : parent ? 'steady' : 'repairing'
	};
}

function treeOf(large: LargeRoom, nameOf: (session: SessionId) => PathPeer): TreeView {
	const { plan } = large.reign.planning!;
	const listeners = large.listeners ?? 0;
	const children = new Map<SessionId, number>();
	for (const session of plan.sessions)
		for (const { parent } of plan.seat(session)?.stripes ?? [])
			if (parent) children.set(parent, (children.get(parent) ?? 0) + 1);
	const nodes = plan.sessions.slice(0, MAX_NODES).map((session) => {
		const seat = plan.seat(session);
		return {
			...nameOf(session),
			parents: [seat?.stripes[0].parent ?? null, seat?.stripes[1].parent ?? null] as const,
			forwards: seat?.forwards ?? null,
			children: children.get(session) ?? 0
		};
	});
	return { nodes, listeners, depth: plan.depth, history: large.health.history };
}
