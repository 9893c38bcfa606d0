import type { SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { PerStripe, Stripe } from '../ports.ts';
import { Complaints } from './complaints.ts';
import { Fallbacks } from './fallbacks.ts';
import { inOrderOfCome, Member } from './member.ts';
import type { Planner } from './planner.ts';
import { Reserve, STRONG } from './reserve.ts';
import { hang } from './rows.ts';
import { Seating } from './seating.ts';
import { MAX_CAPACITY, type PlanHead, type PlanRow, type Seat, type SeatChanges } from './seat.ts';
import { Tree } from './tree.ts';

const STRIPES: PerStripe<Stripe> = [0, 1];

/** Places of each tree that are kept for those who bring some of their own, when the room is nearly full. */
const KEPT_FOR_FORWARDERS = 2;

/** How many of the reserve one change may set to work in a tree, so that no change moves many. */
const PROMOTED_AT_ONCE = 2;

/** Retired at the same time, of so many members, at most: beyond that it is the network, and not they. */
function mostRetired(size: number): number {
	return 2 + (size >> 3);
}

/** Free places that a tree should have, of so many members: room to land for those whose parents die at once. */
function spareOf(size: number): number {
	return 4 + (size >> 4);
}

/** See `Planner`. Two interior-disjoint trees, as in SplitStream (Castro et al., SOSP 2003). */
export class Plan implements Planner {
	#rootCapacity: number;
	readonly #members = new Map<SessionId, Member>();
	readonly #reserve = new Reserve();
	readonly #complaints = new Complaints();
	readonly #trees: PerStripe<Tree>;
	readonly #fallbacks: PerStripe<Fallbacks>;
	readonly #seatings: PerStripe<Seating>;
	readonly #touched = new Set<Member>();
	readonly #retired = new Set<Member>();
	#turn = 0;
	#next = 0;

	/**
	 * A plan of nobody but its roots, or the one that these rows are of. The roots may be one session while
	 * there is no other; it then feeds `rootCapacity` children of each stripe.
	 */
	constructor(
		{ roots, rootCapacity }: { readonly roots: PerStripe<SessionId>; readonly rootCapacity: number },
		rows: readonly PlanRow[] = []
	) {
		this.#rootCapacity = clamp(rootCapacity);
		const known = [...rows].sort((a, b) => a.order - b.order);
		for (const row of known) this.#members.set(row.session, Member.fromRow(row));
		this.#next = (known.at(-1)?.order ?? -1) + 1;
		const [host, deputy] = roots.map((root) => this.#members.get(root) ?? this.#newMember(root));
		this.#trees = [this.#newTree(0, host!), this.#newTree(1, deputy!)];
		this.#fallbacks = [new Fallbacks(this.#trees[0]), new Fallbacks(this.#trees[1])];
		this.#seatings = [new Seating(this.#trees[0], this.#reserve), new Seating(this.#trees[1], this.#reserve)];
		for (const [stripe, root] of [host!, deputy!].entries()) {
			// A root of these rows may feed more than roots should.
			const fed = known.length > 0 ? root.capacity : 0;
			this.#crown(stripe as Stripe, root);
			root.capacity = Math.max(root.capacity, fed);
		}
		if (known.length > 0) {
			this.#restore(known);
			return;
		}
		if (host !== deputy) {
			this.#seatings[1].seatLeaf(host!);
			this.#seatings[0].seatLeaf(deputy!);
		}
		this.#settle();
	}

	/**
	 * The plan that these rows are of. Who does not fit where the rows say (a copy that missed something)
	 * is seated anew by the next change, which tells of them too.
	 */
	static fromRows(head: PlanHead, rows: readonly PlanRow[]): Plan {
		const plan = new Plan(head, rows);
		plan.#turn = head.turn;
		plan.#next = Math.max(head.next, plan.#next);
		return plan;
	}

	get size(): number {
		return this.#members.size;
	}

	get depth(): number {
		return Math.max(this.#trees[0].depth, this.#trees[1].depth);
	}

	get sessions(): readonly SessionId[] {
		return [...this.#members.keys()];
	}

	get suspects(): ReadonlyMap<SessionId, number> {
		const known = this.#complaints.accused().filter((session) => this.#members.has(session));
		const counts = known.map((session) => [session, this.#complaintsOf(session)] as const);
		return new Map(counts.filter(([, count]) => count > 0));
	}

	get head(): PlanHead {
		const roots: PerStripe<SessionId> = [this.#trees[0].root.session, this.#trees[1].root.session];
		return { roots, rootCapacity: this.#rootCapacity, turn: this.#turn, next: this.#next };
	}

	has(session: SessionId): boolean {
		return this.#members.has(session);
	}

	seat(session: SessionId): Seat | null {
		return this.#members.get(session)?.seat() ?? null;
	}

	row(session: SessionId): PlanRow | null {
		return this.#members.get(session)?.row() ?? null;
	}

	toRows(): PlanRow[] {
		return Array.from(this.#members.values(), (member) => member.row());
	}

	join(session: SessionId, capacity: number): Result<SeatChanges, 'full'> {
		if (this.#members.has(session)) return ok(this.setCapacity(session, capacity));
		const brings = clamp(capacity);
		const room = STRIPES.map((stripe) => this.#trees[stripe].room);
		const isScarce = this.#reserve.size === 0 && Math.min(...room) <= KEPT_FOR_FORWARDERS;
		const lacking = STRIPES.filter((stripe) => room[stripe] === 0);
		if (brings === 0 ? isScarce || lacking.length > 0 : lacking.length > 1) return fail('full');
		this.#turn++;
		const member = this.#newMember(session);
		member.capacity = brings;
		this.#reserve.update(member);
		for (const stripe of STRIPES) {
			if (!lacking.includes(stripe)) {
				this.#seatings[stripe].seatLeaf(member);
				continue;
			}
			this.#seatings[stripe].start(member);
			this.#seatings[stripe].seatForwarder(member);
		}
		return ok(this.#settle());
	}

	leave(session: SessionId): SeatChanges {
		const member = this.#members.get(session);
		if (!member || this.#isRoot(member)) return new Map();
		this.#turn++;
		this.#remove(member);
		return this.#settle();
	}

	lostParent(
		session: SessionId,
		stripe: Stripe,
		parent: SessionId,
		now: SessionId | null = null
	): SeatChanges {
		const member = this.#members.get(session);
		const tree = this.#trees[stripe];
		if (!member || member === tree.root) return new Map();
		this.#turn++;
		const isRepeated = this.#complaints.add(member, parent, this.#turn);
		const left = tree.at(member).parent;
		if (left?.session === parent) {
			if (this.#isFoundWanting(left, tree)) this.#retire(left);
			else this.#moveAway(member, stripe, { isRepeated, now: now && (this.#members.get(now) ?? null) });
		} else this.#touched.add(member);
		this.#fallbacks[stripe].doubt(member);
		return this.#settle();
	}

	setCapacity(session: SessionId, capacity: number): SeatChanges {
		const member = this.#members.get(session);
		const next = clamp(capacity);
		if (!member || this.#isRoot(member)) return new Map();
		if (member.capacity === next && !member.isRetired) return new Map();
		member.isRetired = false;
		this.#retired.delete(member);
		this.#turn++;
		member.capacity = next;
		this.#touched.add(member);
		this.#reserve.update(member);
		if (member.forwards !== null) {
			const tree = this.#trees[member.forwards];
			tree.index(member);
			if (next < Math.max(1, tree.at(member).children.length))
				this.#seatings[tree.stripe].replace(member, { stays: true });
		}
		return this.#settle();
	}

	setRoot(stripe: Stripe, session: SessionId): SeatChanges {
		const tree = this.#trees[stripe];
		const former = tree.root;
		if (former.session === session) return new Map();
		this.#turn++;
		const heir = this.#members.get(session) ?? this.#newMember(session);
		// Neither reserve nor forwarder until it is crowned.
		heir.isRetired = true;
		if (!this.#isRoot(heir) && heir.forwards !== null)
			this.#seatings[heir.forwards].replace(heir, { stays: true });
		const children = inOrderOfCome(tree.at(former).children);
		for (const child of children) tree.detach(child);
		tree.detach(heir);
		tree.forget(heir);
		this.#crown(stripe, heir);
		for (const child of children) if (child !== heir) tree.attach(child, heir);
		const other = this.#trees[1 - stripe]!;
		if (other.root !== heir && !other.at(heir).parent) this.#seatings[1 - stripe]!.seatLeaf(heir);
		if (this.#isRoot(former)) {
			this.#crown(other.stripe, former);
			this.#seatings[stripe].seatLeaf(former);
		} else this.#remove(former);
		for (const { root } of this.#trees) this.#keepFeeding(root);
		return this.#settle();
	}

	setRootCapacity(capacity: number): SeatChanges {
		const next = clamp(capacity);
		const roots = new Set(this.#trees.map(({ root }) => root));
		if (next === this.#rootCapacity && [...roots].every((root) => root.capacity === next)) return new Map();
		this.#turn++;
		this.#rootCapacity = next;
		for (const root of roots) this.#setFeeding(root, next);
		for (const stripe of STRIPES) this.#relieveRoot(stripe);
		for (const root of roots) this.#keepFeeding(root);
		return this.#settle();
	}

	#newTree(stripe: Stripe, root: Member): Tree {
		return new Tree(stripe, root, {
			changed: (member) => {
				this.#touched.add(member);
				this.#fallbacks[stripe].doubt(member);
			}
		});
	}

	#newMember(session: SessionId): Member {
		const member = new Member(session, this.#next++, 0);
		this.#members.set(session, member);
		this.#touched.add(member);
		return member;
	}

	#isRoot(member: Member): boolean {
		return this.#trees[0].root === member || this.#trees[1].root === member;
	}

	#crown(stripe: Stripe, member: Member): void {
		member.capacity = this.#rootCapacity;
		member.forwards = this.#trees[1 - stripe]!.root === member ? 0 : stripe;
		member.isRetired = false;
		this.#retired.delete(member);
		this.#reserve.update(member);
		this.#trees[stripe].setRoot(member);
	}

	#setFeeding(root: Member, capacity: number): void {
		if (root.capacity === capacity) return;
		root.capacity = capacity;
		this.#touched.add(root);
		for (const tree of this.#trees) if (tree.root === root) tree.index(root);
	}

	/** A root feeds as many as roots should, or those that it has where there are more. */
	#keepFeeding(root: Member): void {
		const fed = this.#trees.map((tree) => (tree.root === root ? tree.at(root).children.length : 0));
		this.#setFeeding(root, Math.max(this.#rootCapacity, ...fed));
	}

	/** Seats children that are too many for a root elsewhere, those first that hand nothing on, as far as there is room. */
	#relieveRoot(stripe: Stripe): void {
		const [tree, seating] = [this.#trees[stripe], this.#seatings[stripe]];
		const { root } = tree;
		const children = inOrderOfCome(tree.at(root).children).toReversed();
		const hands = (child: Member) => tree.isForwarder(child);
		for (const child of [...children.filter((one) => !hands(one)), ...children.filter(hands)]) {
			if (tree.at(root).children.length <= this.#rootCapacity) return;
			if (tree.at(child).parent !== root) continue;
			if (tree.room === 0) this.#makeRoom(stripe);
			if (tree.room === 0 || tree.at(child).parent !== root) continue;
			tree.detach(child);
			if (hands(child)) seating.seatForwarder(child);
			else seating.seatLeaf(child);
			// The only room was under itself.
			if (!tree.at(child).parent) tree.attach(child, root);
		}
	}

	#remove(member: Member): void {
		this.#reserve.delete(member);
		if (member.forwards !== null && !this.#isRoot(member)) {
			const { forwards } = member;
			// Out of the reserve for good: it must not be its own heir.
			member.isRetired = true;
			this.#seatings[forwards].replace(member, { stays: false });
		}
		member.forwards = null;
		for (const stripe of STRIPES) {
			this.#trees[stripe].detach(member);
			this.#fallbacks[stripe].forget(member);
			this.#trees[stripe].forget(member);
		}
		this.#complaints.forget(member);
		this.#retired.delete(member);
		this.#members.delete(member.session);
	}

	#complaintsOf(session: SessionId): number {
		return this.#complaints.count(session, this.#turn, this.#members.size);
	}

	#isFoundWanting(parent: Member, tree: Tree): boolean {
		if (parent === tree.root || this.#retired.size >= mostRetired(this.#members.size)) return false;
		const count = this.#complaintsOf(parent.session);
		return this.#complaints.isConvincing(parent.session, count, tree.at(parent).children);
	}

	#retire(member: Member): void {
		member.isRetired = true;
		this.#retired.add(member);
		this.#complaints.settle(member.session);
		if (member.forwards !== null) this.#seatings[member.forwards].replace(member, { stays: true });
	}

	/** Of a forwarder only the second complaint counts: until then a fallback feeds it, and others may confirm it. */
	#moveAway(
		member: Member,
		stripe: Stripe,
		{ isRepeated, now }: { readonly isRepeated: boolean; readonly now: Member | null }
	): void {
		const [tree, seating] = [this.#trees[stripe], this.#seatings[stripe]];
		const { depth, parent } = tree.at(member);
		const sinks = now !== null && tree.isForwarder(member) && tree.at(now).depth >= depth;
		if (now && !sinks && seating.mayTake(now, member)) {
			tree.detach(member);
			tree.attach(member, now);
			return;
		}
		if (tree.isForwarder(member)) {
			if (!isRepeated) return;
			seating.replace(member, { stays: true });
			if (tree.at(member).parent !== parent) return;
		}
		const next = seating.placeFor(member) ?? (seating.makeRoom() ? seating.placeFor(member) : null);
		if (!next || member.broken.has(next.session)) return;
		tree.detach(member);
		tree.attach(member, next);
	}

	#makeRoom(stripe: Stripe): void {
		const [here, there] = [this.#seatings[stripe], this.#seatings[1 - stripe]!];
		if (here.makeRoom()) return;
		const idle = there.idle(1 + KEPT_FOR_FORWARDERS);
		if (!idle) return;
		there.stop(idle);
		here.makeRoom();
	}

	/** Seats who waits, keeps places free as far as there is capacity, and tells whom something changed for. */
	#settle(): SeatChanges {
		const neediest = STRIPES.toSorted((a, b) => this.#trees[a].room - this.#trees[b].room);
		for (const stripe of neediest) this.#house(stripe);
		for (const stripe of neediest) this.#keepSpare(stripe);
		for (const fallbacks of this.#fallbacks)
			for (const member of fallbacks.settle()) this.#touched.add(member);
		const changed = inOrderOfCome(this.#touched).filter(
			(member) => this.#members.get(member.session) === member
		);
		this.#touched.clear();
		return new Map(changed.map((member) => [member.session, member.seat()]));
	}

	#house(stripe: Stripe): void {
		const [tree, seating] = [this.#trees[stripe], this.#seatings[stripe]];
		for (let member = tree.homeless.first(); member; member = tree.homeless.first()) {
			if (tree.room === 0) this.#makeRoom(stripe);
			if (tree.homeless.first() !== member) continue;
			if (tree.isForwarder(member)) seating.seatForwarder(member);
			else if (tree.room > 0) seating.seatLeaf(member);
			if (tree.homeless.first() === member) return;
		}
	}

	#keepSpare(stripe: Stripe): void {
		const [tree, seating] = [this.#trees[stripe], this.#seatings[stripe]];
		const spare = spareOf(this.#members.size);
		for (let i = 0; i < PROMOTED_AT_ONCE && tree.room < spare; i++) {
			const isDone = seating.promote(tree.room < spare / 2 ? 1 : STRONG);
			if (!isDone) break;
		}
		if (tree.room === 0) this.#makeRoom(stripe);
		if (tree.room <= 2 * spare) return;
		const idle = seating.idle(spare + (spare >> 1));
		if (idle) seating.stop(idle);
	}

	#restore(rows: readonly PlanRow[]): void {
		for (const { session, broken } of rows)
			for (const [parent, turn] of broken)
				this.#complaints.restore(this.#members.get(session)!, parent, turn);
		const misplaced = this.#trees.flatMap((tree) =>
			hang(tree, { rows, members: this.#members, fallbacks: this.#fallbacks[tree.stripe] })
		);
		for (const member of this.#members.values()) {
			this.#reserve.update(member);
			if (member.isRetired) this.#retired.add(member);
		}
		this.#touched.clear();
		for (const member of misplaced) this.#touched.add(member);
	}
}

/** A count of children that a session may offer. */
function clamp(capacity: number): number {
	return Math.max(0, Math.min(MAX_CAPACITY, Math.floor(capacity) || 0));
}
