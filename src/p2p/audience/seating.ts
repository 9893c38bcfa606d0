import { inOrderOfCome, type Member } from './member.ts';
import { STRONG, type Reserve } from './reserve.ts';
import { MAX_DEPTH } from './seat.ts';
import type { Tree } from './tree.ts';

/** How many childless forwarders are looked at when another tree needs one. */
const SEARCHED = 8;

/**
 * Who goes where in one tree. Forwarders stand above all others: one that is needed takes the highest place
 * of somebody who hands nothing on, and one that goes is replaced where it stood. So no subtree sinks, and
 * a change moves a few members only.
 */
export class Seating {
	readonly #tree: Tree;
	readonly #reserve: Reserve;

	constructor(tree: Tree, reserve: Reserve) {
		this.#tree = tree;
		this.#reserve = reserve;
	}

	/** Gives a member without children the highest free place, or lets it wait where there is none. */
	seatLeaf(member: Member): void {
		const tree = this.#tree;
		if (!this.placeFor(member)) this.makeRoom();
		// Making room may have set this very member to work.
		if (tree.at(member).parent) return;
		const parent = this.placeFor(member);
		if (parent) tree.attach(member, parent);
		else tree.setHomeless(member);
	}

	/** Who has room for a member without children, the highest first; one that failed it only if nobody else has. */
	placeFor(member: Member): Member | null {
		let failed: Member | null = null;
		for (const parent of this.#tree.open.inOrder()) {
			if (parent === member || !this.#tree.isAttached(parent)) continue;
			if (!member.broken.has(parent.session)) return parent;
			failed ??= parent;
		}
		return failed;
	}

	/** Whether `parent` has room for a member that it did not fail. Neither may hang under the member. */
	mayTake(parent: Member, member: Member): boolean {
		return (
			this.#tree.at(parent).room > 0 && !member.broken.has(parent.session) && this.#mayHang(member, parent)
		);
	}

	/**
	 * Seats a forwarder with all that hangs under it as high as it can: where there is room, or in the
	 * place of a leaf, which then goes under it. Under whom failed it only if nobody else is left.
	 */
	seatForwarder(member: Member): void {
		const tree = this.#tree;
		const spot =
			this.#spotFor(member, (parent) => !member.broken.has(parent.session)) ??
			this.#spotFor(member, () => true);
		if (!spot) return tree.setHomeless(member);
		const { parent, leaf } = spot;
		if (leaf) tree.detach(leaf);
		tree.attach(member, parent);
		if (!leaf) return;
		if (tree.at(member).room > 0 && !leaf.broken.has(member.session)) tree.attach(leaf, member);
		else this.seatLeaf(leaf);
	}

	/**
	 * Whoever forwards here stops; somebody of the reserve takes its place and its children, or, where the
	 * reserve is empty, the lowest forwarder does. `stays`: it becomes a leaf of this tree.
	 */
	replace(member: Member, { stays }: { readonly stays: boolean }): void {
		const tree = this.#tree;
		const children = this.#childrenOf(member);
		if (stays && children.length === 0) return this.stop(member);
		const heir = this.#heirOf(member, children);
		const { parent } = tree.at(member);
		const spot = heir ? tree.at(heir).parent : null;
		for (const child of children) if (child !== heir) tree.detach(child);
		const freed = heir ? this.#free(heir) : [];
		tree.detach(member);
		this.stop(member);
		if (heir) {
			tree.detach(heir);
			if (parent) tree.attach(heir, parent);
			this.start(heir);
		}
		for (const child of children) {
			if (child === heir) continue;
			if (heir && tree.at(heir).room > 0 && !child.broken.has(heir.session)) tree.attach(child, heir);
			else if (tree.isForwarder(child)) this.seatForwarder(child);
			else this.seatLeaf(child);
		}
		if (stays) {
			const isFree = spot !== null && spot !== member && tree.at(spot).room > 0 && tree.isAttached(spot);
			if (isFree && !member.broken.has(spot.session)) tree.attach(member, spot);
			else this.seatLeaf(member);
		}
		for (const leaf of freed) this.seatLeaf(leaf);
	}

	/** Lets somebody of the reserve forward here, as high as it can. False: nobody is left who could. */
	promote(least = 1): boolean {
		const tree = this.#tree;
		const fits = (member: Member) => {
			const { parent, depth } = tree.at(member);
			// Somebody who is on the way to another place is neither here nor waiting.
			const isAvailable = parent ? depth < MAX_DEPTH : tree.homeless.has(member);
			return member.capacity >= least && isAvailable;
		};
		const member = this.#reserve.best(STRONG, fits);
		if (!member) return false;
		const { parent, depth } = tree.at(member);
		const leaf = this.#firstFit(tree.leaves.inOrder(), (other) => other !== member);
		const isHigher =
			leaf !== null && (parent === null || (member.capacity > 1 && tree.at(leaf).depth < depth));
		if (!isHigher && !parent) return false;
		if (isHigher) tree.detach(member);
		this.start(member);
		if (isHigher) this.seatForwarder(member);
		return true;
	}

	/** Sees to it that there is a free place at least, by the reserve or by an idle forwarder of the other tree. */
	makeRoom(): boolean {
		return this.#tree.room > 0 || (this.promote() && this.#tree.room > 0);
	}

	/** A forwarder that feeds nobody here, if the tree can do without it. */
	idle(spare: number): Member | null {
		let searched = 0;
		for (const member of this.#tree.lowest.inOrder()) {
			if (searched++ >= SEARCHED) return null;
			const branch = this.#tree.at(member);
			if (branch.children.length === 0 && this.#tree.room - branch.room >= spare) return member;
		}
		return null;
	}

	/** It forwards here from now on. */
	start(member: Member): void {
		member.forwards = this.#tree.stripe;
		this.#reserve.update(member);
		this.#tree.indexRole(member);
	}

	/** It forwards no more, and has no children. */
	stop(member: Member): void {
		member.forwards = null;
		this.#reserve.update(member);
		this.#tree.indexRole(member);
	}

	/** Forwarders first, so that they stay where they are if not all can. */
	#childrenOf(member: Member): Member[] {
		const children = inOrderOfCome(this.#tree.at(member).children);
		const forwards = (child: Member) => this.#tree.isForwarder(child);
		return [...children.filter(forwards), ...children.filter((child) => !forwards(child))];
	}

	/** Who takes over from a forwarder; null if its children are better seated one by one. */
	#heirOf(member: Member, children: readonly Member[]): Member | null {
		const tree = this.#tree;
		const { depth } = tree.at(member);
		const hasSubtree = children.some((child) => tree.isForwarder(child));
		const room = tree.room - tree.at(member).room;
		if (!hasSubtree && room >= 2 * children.length) return null;
		const heir = this.#reserve.best(
			Math.max(children.length, 1),
			(other) => other !== member && !this.#isKnownBad(other, tree.at(member).parent)
		);
		if (heir || !hasSubtree) return heir;
		return this.#firstFit(
			tree.lowest.inOrder(),
			(other) => other !== member && tree.at(other).depth > depth + 1
		);
	}

	#isKnownBad(member: Member, parent: Member | null): boolean {
		return parent !== null && member.broken.has(parent.session);
	}

	/** Takes the children off a forwarder that is to stand elsewhere. They are leaves: it was the lowest. */
	#free(member: Member): Member[] {
		if (member.forwards === null) return [];
		const children = inOrderOfCome(this.#tree.at(member).children);
		for (const child of children) this.#tree.detach(child);
		return children;
	}

	/** The highest place for a forwarder under somebody who fits, and the leaf that is there now, if any. */
	#spotFor(
		member: Member,
		fits: (parent: Member) => boolean
	): { readonly parent: Member; readonly leaf: Member | null } | null {
		const tree = this.#tree;
		const open = this.#firstFit(tree.open.inOrder(), (other) => fits(other) && this.#mayHang(member, other));
		const leaf = this.#firstFit(tree.leaves.inOrder(), (other) => {
			const { parent } = tree.at(other);
			return other !== member && parent !== null && fits(parent) && this.#mayHang(member, parent);
		});
		if (open && (!leaf || tree.at(open).depth < tree.at(leaf).depth)) return { parent: open, leaf: null };
		return leaf && { parent: tree.at(leaf).parent!, leaf };
	}

	#mayHang(child: Member, parent: Member): boolean {
		return parent !== child && this.#tree.isAttached(parent);
	}

	#firstFit(members: Iterable<Member>, isFit: (member: Member) => boolean): Member | null {
		for (const member of members) if (isFit(member)) return member;
		return null;
	}
}
