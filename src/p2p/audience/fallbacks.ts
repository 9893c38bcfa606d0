import { inOrderOfCome, rankOf, remove, type Member } from './member.ts';
import { Ranking } from './ranking.ts';
import { FALLBACKS } from './seat.ts';
import type { Tree } from './tree.ts';

/** How many of a depth are compared: those that the fewest rely on. More cost time and change little. */
const COMPARED = 4;

/** How many with too few fallbacks are looked at again with every change. */
const RETRIED = 2;

/** What it weighs that a fallback fails with the parent: as much as so many more who rely on it. */
const SAME_FATE = 6;

/**
 * Who would take in whom, for one tree. A forwarder falls back on forwarders above it only, or as high and
 * longer here, and a member that forwards nothing is nobody's fallback. So each step from a member to its
 * parent or to a fallback leads up one order of all members, and however many take their fallbacks at once,
 * they form no cycle.
 */
export class Fallbacks {
	readonly #tree: Tree;
	readonly #stale = new Set<Member>();
	readonly #changed = new Set<Member>();
	/** Those with too few, whom it helps most first: a new forwarder may be one for them. */
	readonly #wanting = new Ranking<Member>();

	constructor(tree: Tree) {
		this.#tree = tree;
	}

	/** The parent, the depth or the role of a member changed: its fallbacks, and those it is one of, are looked at again. */
	doubt(member: Member): void {
		this.#stale.add(member);
		for (const back of this.#tree.at(member).backs) this.#stale.add(back);
	}

	/** A member goes: it has no fallbacks and is nobody's. */
	forget(member: Member): void {
		this.doubt(member);
		this.#stale.delete(member);
		this.#wanting.delete(member);
		this.set(member, []);
		this.#changed.delete(member);
		const { backs } = this.#tree.at(member);
		for (const back of inOrderOfCome(backs)) {
			const branch = this.#tree.at(back);
			this.set(
				back,
				branch.fallbacks.filter((fallback) => fallback !== member)
			);
		}
	}

	/** Chooses anew where that is needed; returns whose fallbacks are others now. */
	settle(): Member[] {
		let retried = 0;
		for (const member of this.#wanting.inOrder()) {
			if (retried++ >= RETRIED) break;
			this.#stale.add(member);
		}
		const stale = inOrderOfCome(this.#stale);
		this.#stale.clear();
		for (const member of stale) this.#choose(member);
		const changed = inOrderOfCome(this.#changed);
		this.#changed.clear();
		return changed;
	}

	/** Sets a member's fallbacks. */
	set(member: Member, fallbacks: readonly Member[]): void {
		const branch = this.#tree.at(member);
		const before = branch.fallbacks;
		branch.fallbacks = fallbacks;
		this.#changed.add(member);
		for (const gone of before) {
			if (fallbacks.includes(gone)) continue;
			remove(this.#tree.at(gone).backs, member);
			this.#tree.index(gone);
		}
		for (const added of fallbacks) {
			if (before.includes(added)) continue;
			this.#tree.at(added).backs.push(member);
			this.#tree.index(added);
		}
		this.#rankWanting(member);
	}

	/** As `set`, of a member that had none, for a whole tree at once: everybody is to be indexed afterwards. */
	restore(member: Member, fallbacks: readonly Member[]): void {
		this.#tree.at(member).fallbacks = fallbacks;
		for (const fallback of fallbacks) this.#tree.at(fallback).backs.push(member);
		this.#rankWanting(member);
	}

	/** Remembers whether a member has too few. */
	#rankWanting(member: Member): void {
		const { parent, fallbacks, depth } = this.#tree.at(member);
		if (!parent || fallbacks.length >= FALLBACKS) this.#wanting.delete(member);
		else this.#wanting.set(member, rankOf(this.#tree.isForwarder(member) ? 1000 - depth : 0, member.order));
	}

	#choose(member: Member): void {
		const { parent, fallbacks } = this.#tree.at(member);
		const kept = parent ? fallbacks.filter((fallback) => this.#mayBe(fallback, member)) : [];
		const chosen = [...kept];
		while (parent && chosen.length < FALLBACKS) {
			const next = this.#best(member, chosen);
			if (!next) break;
			chosen.push(next);
		}
		const isSame = chosen.length === fallbacks.length && kept.length === fallbacks.length;
		if (isSame) this.#rankWanting(member);
		else this.set(member, chosen);
	}

	/** Whether `fallback` could take `member` in without ever closing a cycle. */
	#mayBe(fallback: Member, member: Member): boolean {
		const tree = this.#tree;
		const branch = tree.at(fallback);
		if (!tree.isForwarder(fallback) || fallback === member || fallback === tree.at(member).parent)
			return false;
		if (fallback !== tree.root && !branch.parent) return false;
		if (member.broken.has(fallback.session)) return false;
		if (!tree.isForwarder(member)) return true;
		const { depth } = tree.at(member);
		return branch.depth < depth || (branch.depth === depth && fallback.order < member.order);
	}

	#best(member: Member, chosen: readonly Member[]): Member | null {
		const tree = this.#tree;
		const { parent, depth } = tree.at(member);
		// Those with whom it would fail, besides the parent: what feeds the parent, and what feeds the other fallback.
		const fates = [parent, ...chosen].map((other) => other && tree.at(other).parent);
		let best: Member | null = null;
		let least = Infinity;
		for (const level of this.#depthsFor(member)) {
			let compared = 0;
			for (const other of tree.level(level).inOrder()) {
				if (compared >= COMPARED) break;
				if (!this.#mayBe(other, member) || chosen.includes(other)) {
					// Nobody as old as the member itself is left on its own depth.
					compared += level === depth ? 0.25 : 0.5;
					continue;
				}
				compared++;
				const branch = tree.at(other);
				const load = branch.children.length + branch.backs.length - other.capacity;
				const sharesFate = branch.parent !== tree.root && fates.includes(branch.parent);
				const cost = load + (sharesFate ? SAME_FATE : 0);
				if (cost >= least) continue;
				best = other;
				least = cost;
			}
		}
		if (best) return best;
		// The root has children enough; it takes somebody else's only where nobody else can.
		return this.#mayBe(tree.root, member) && !chosen.includes(tree.root) ? tree.root : null;
	}

	/** Depths at which a fallback hardly changes how far the member is from the root. */
	#depthsFor(member: Member): readonly number[] {
		const { depth } = this.#tree.at(member);
		if (!this.#tree.isForwarder(member)) return depth === 1 ? [1] : [depth - 1, depth];
		return depth === 1 ? [1] : depth === 2 ? [1, 2] : [depth - 1, depth - 2];
	}
}
