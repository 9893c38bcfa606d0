import type { Stripe } from '../ports.ts';
import { rankOf, remove, type Branch, type Member } from './member.ts';
import { Ranking } from './ranking.ts';
import { MAX_DEPTH } from './seat.ts';

/** What a tree tells whoever plans it. */
export interface TreeListener {
	/** The parent, the depth or the role of a member is another. */
	changed(member: Member, stripe: Stripe): void;
}

/** One stripe's tree: who hangs where, and where there is room. It decides nothing. */
export class Tree {
	readonly stripe: Stripe;
	readonly #listener: TreeListener;
	#root: Member;
	/** Free places altogether. */
	#room = 0;
	/** Forwarders with room, the highest first, then the oldest. */
	readonly open = new Ranking<Member>();
	/** Members that hand nothing on here, the highest first, then the youngest. */
	readonly leaves = new Ranking<Member>();
	/** Forwarders but the root, the lowest first, then the oldest. */
	readonly lowest = new Ranking<Member>();
	/** Members that have no place here, the oldest first. */
	readonly homeless = new Ranking<Member>();
	/** Forwarders but the root of each depth, those first that the fewest rely on for what they can feed. */
	readonly #levels: Ranking<Member>[] = [];

	constructor(stripe: Stripe, root: Member, listener: TreeListener) {
		this.stripe = stripe;
		this.#root = root;
		this.#listener = listener;
	}

	get root(): Member {
		return this.#root;
	}

	get room(): number {
		return this.#room;
	}

	/** Hops of the farthest member. */
	get depth(): number {
		const lowest = this.lowest.first();
		if (!lowest) return Math.min(1, this.at(this.#root).children.length);
		const { depth } = this.at(lowest);
		for (const member of this.level(depth).inOrder())
			if (this.at(member).children.length > 0) return depth + 1;
		return depth;
	}

	at(member: Member): Branch {
		return member.branches[this.stripe];
	}

	level(depth: number): Ranking<Member> {
		return (this.#levels[depth] ??= new Ranking());
	}

	isForwarder(member: Member): boolean {
		return member === this.#root || member.forwards === this.stripe;
	}

	/** Whether a chain of parents leads from it to the root: not so within a subtree that hangs nowhere. */
	isAttached(member: Member): boolean {
		let at: Member | null = member;
		while (at && at !== this.#root) at = this.at(at).parent;
		return at !== null;
	}

	/** Makes a member the root; whatever hung under the former one has been taken off before. */
	setRoot(member: Member): void {
		const former = this.#root;
		this.#root = member;
		this.at(member).depth = 0;
		for (const one of [former, member]) this.index(one);
		this.#listener.changed(member, this.stripe);
	}

	/** Hangs a member, and whatever hangs under it, under a parent. */
	attach(child: Member, parent: Member): void {
		const branch = this.at(child);
		if (branch.parent || child === this.#root) throw new Error('it hangs somewhere already');
		branch.parent = parent;
		this.at(parent).children.push(child);
		this.homeless.delete(child);
		this.#setDepth(child, this.at(parent).depth + 1);
		this.index(child);
		this.index(parent);
		this.#listener.changed(child, this.stripe);
	}

	/** As `attach`, for a whole tree at once: nobody is told, and everybody is to be indexed afterwards. */
	place(child: Member, parent: Member): void {
		const branch = this.at(child);
		branch.parent = parent;
		branch.depth = this.at(parent).depth + 1;
		this.at(parent).children.push(child);
	}

	/** Takes a member, and whatever hangs under it, off its parent. */
	detach(child: Member): void {
		const branch = this.at(child);
		const { parent } = branch;
		if (!parent) return;
		branch.parent = null;
		remove(this.at(parent).children, child);
		this.index(child);
		this.index(parent);
		this.#listener.changed(child, this.stripe);
	}

	/** A member that hangs nowhere waits for a place, as if the root's next were its own. */
	setHomeless(member: Member): void {
		this.homeless.set(member, member.order);
		this.#setDepth(member, 1);
		this.#listener.changed(member, this.stripe);
	}

	/** Forgets a member that hangs nowhere. */
	forget(member: Member): void {
		this.homeless.delete(member);
		this.index(member);
	}

	/** A member forwards here from now on, or no more. */
	indexRole(member: Member): void {
		this.index(member);
		this.#listener.changed(member, this.stripe);
	}

	/** Ranks a member anew: its role, capacity, children or those who rely on it may be others. */
	index(member: Member): void {
		const branch = this.at(member);
		const isRoot = member === this.#root;
		const isPlaced = isRoot || branch.parent !== null;
		const forwards = isPlaced && this.isForwarder(member);
		const room =
			forwards && branch.depth < MAX_DEPTH ? Math.max(0, member.capacity - branch.children.length) : 0;
		this.#room += room - branch.room;
		branch.room = room;
		if (room > 0) this.open.set(member, rankOf(branch.depth, member.order));
		else this.open.delete(member);
		if (isPlaced && !forwards) this.leaves.set(member, rankOf(branch.depth, 2 ** 32 - 1 - member.order));
		else this.leaves.delete(member);
		const level = this.level(branch.depth);
		if (forwards && !isRoot) {
			this.lowest.set(member, rankOf(-branch.depth, member.order));
			const load = branch.children.length + branch.backs.length - member.capacity;
			level.set(member, rankOf(load, member.order));
		} else {
			this.lowest.delete(member);
			level.delete(member);
		}
	}

	#setDepth(top: Member, depth: number): void {
		const below: [Member, number][] = [[top, depth]];
		for (let next = below.pop(); next; next = below.pop()) {
			const [member, at] = next;
			const branch = this.at(member);
			if (branch.depth === at) continue;
			this.level(branch.depth).delete(member);
			branch.depth = at;
			this.index(member);
			this.#listener.changed(member, this.stripe);
			for (const child of branch.children) below.push([child, at + 1]);
		}
	}
}
