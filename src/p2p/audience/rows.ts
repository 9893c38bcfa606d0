import type { SessionId } from '../base/ids.ts';
import type { Fallbacks } from './fallbacks.ts';
import type { Member } from './member.ts';
import type { PlanRow } from './seat.ts';
import type { Tree } from './tree.ts';

/**
 * Hangs members into a tree as rows say, from the root down. Returns those whom the rows seat where there
 * is no place for them; they wait for one, as do those who waited before.
 */
export function hang(
	tree: Tree,
	{
		rows,
		members,
		fallbacks
	}: {
		readonly rows: readonly PlanRow[];
		readonly members: ReadonlyMap<SessionId, Member>;
		readonly fallbacks: Fallbacks;
	}
): Member[] {
	const { stripe } = tree;
	const below = new Map<SessionId | null, PlanRow[]>();
	for (const row of rows) {
		const listed = below.get(row.parents[stripe]);
		if (listed) listed.push(row);
		else below.set(row.parents[stripe], [row]);
	}
	const queue: Member[] = [tree.root];
	for (const parent of queue) {
		for (const { session } of below.get(parent.session) ?? []) {
			const child = members.get(session)!;
			const mayHang = child !== tree.root && tree.isForwarder(parent);
			if (!mayHang || tree.at(parent).children.length >= parent.capacity) continue;
			tree.place(child, parent);
			queue.push(child);
		}
	}
	for (const row of rows) {
		const listed = row.fallbacks[stripe].map((session) => members.get(session));
		const known = listed.filter((member) => member !== undefined);
		fallbacks.restore(members.get(row.session)!, known);
	}
	for (const member of members.values()) tree.index(member);
	const placed = new Set(queue);
	const waited = new Set(
		rows.filter(({ parents }) => parents[stripe] === null).map(({ session }) => session)
	);
	const misplaced: Member[] = [];
	for (const member of members.values()) {
		if (placed.has(member)) continue;
		tree.setHomeless(member);
		if (!waited.has(member.session)) misplaced.push(member);
	}
	// What a copy says of fallbacks holds only if all of it fits together.
	if (misplaced.length > 0) for (const member of members.values()) fallbacks.doubt(member);
	return misplaced;
}
