import type { IdentityId, RoomId, SessionId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import type { PerStripe, Stripe } from '../../ports.ts';
import { isModerator, isOnStage, leaderOf } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';
import type { Certificate } from '../../room/events.ts';
import { MESH_PEOPLE } from '../../wire/limits.ts';
import type { Mandate } from '../../wire/tree.ts';
import { ledgers, PlanCopy } from './deputy.ts';
import type { Errands } from './errands.ts';
import { Mandates } from './mandates.ts';
import { Planning, type PlanningStart } from './planning.ts';
import type { TreeNeighbour, TreeWays } from './tree-ways.ts';

const LOOK_EVERY_MS = 500;
/** A root from which nothing came for this long is dead: its keepalives come ten times a second. */
const ROOT_DEAD_AFTER_MS = 1_200;
/** A room goes back to a mesh with this many people, and when it was so for a while: nobody wants to move twice. */
const SHRINK_PEOPLE = MESH_PEOPLE - 2;
const SHRINK_AFTER_MS = 20_000;
/** With fewer listeners, a speaker whose line is too weak would send no less in a tree. */
const RELIEVING_LISTENERS = 3;
/** A room whose speakers could not feed a mesh stays a tree so long after the last of them was strained. */
const STRAIN_COUNTS_MS = 300_000;
/** Children that a deputy from the audience should be able to feed. */
const DEPUTY_CAPACITY = 4;

/** What the reign works with. */
export interface ReignOptions {
	readonly scope: Scope;
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly me: IdentityId;
	readonly rootCapacity: number;
	readonly state: () => RoomState | null;
	readonly certificate: () => Certificate;
	readonly isInside: () => boolean;
	/** Whether the own line does not carry what this page has to send. */
	readonly isStrained: () => boolean;
	readonly ways: TreeWays;
	readonly errands: () => Errands;
	readonly newest: () => ReadonlyMap<SessionId, number>;
	/** Who plans, or the plan, changed. */
	readonly changed: () => void;
}

/**
 * Who plans the audience tree, and when: the leader's page makes a tree of a room that outgrew the mesh
 * and a mesh of one that shrank; the deputy goes on when the planner is gone, and names a new one.
 */
export class Reign {
	readonly mandates: Mandates;
	readonly #options: ReignOptions;
	readonly #copy = new PlanCopy();
	#planning: Planning | null = null;
	#smallSinceMs: number | null = null;
	/** Since when nothing came from the other root. */
	#silentSinceMs: number | null = null;
	/** Sessions that asked for a seat while the room was a mesh: they can take sound in packets only. */
	#isAskedForTree = false;
	#strainedAtMs: number | null = null;
	#isIssuing = false;

	constructor(options: ReignOptions) {
		this.#options = options;
		this.mandates = new Mandates(options);
		options.scope.every(LOOK_EVERY_MS, () => this.look());
	}

	/** The plan of this page, if it plans. */
	get planning(): Planning | null {
		return this.#planning;
	}

	/** Which root this page is, if any. */
	isRoot(stripe: Stripe): boolean {
		return this.mandates.tree?.roots[stripe] === this.#options.key.id;
	}

	/** Whether a session is one of the roots. */
	isRootSession(session: SessionId): boolean {
		return this.mandates.tree?.roots.includes(session) ?? false;
	}

	/** Whether this page may make a tree of the room when somebody needs one. */
	get mayGrow(): boolean {
		return this.#leads;
	}

	/** Whether somebody is here who leads the room, and so can make a tree of it. */
	get isLed(): boolean {
		return leaderOf(this.#options.state(), this.#present) !== null;
	}

	/** Takes mandates from a neighbour; false if no honest page shows such. */
	take(chain: readonly Mandate[], from: TreeNeighbour): boolean {
		const verdict = this.mandates.take(chain);
		if (verdict === 'forged') return false;
		if (verdict !== 'taken') return true;
		this.#silentSinceMs = null;
		if (!this.mandates.isMine) this.#stopPlanning();
		if (!this.mandates.tree?.roots.includes(this.#options.key.id)) this.#copy.clear();
		this.#spread(from.session);
		this.#options.changed();
		return true;
	}

	/** Takes what the planner tells its deputy. */
	takeLedger(ledger: Parameters<PlanCopy['take']>[0], from: TreeNeighbour): void {
		if (this.isRootSession(this.#options.key.id) && from.session === this.mandates.tree?.planner)
			this.#copy.take(ledger);
	}

	/** Somebody who can take sound in packets only is here: the room has to be a tree. */
	askForTree(): void {
		this.#isAskedForTree = true;
		this.look();
	}

	/** Something came from the other root, or nothing did. */
	rootHeard(isSilent: boolean): void {
		this.#silentSinceMs = isSilent ? (this.#silentSinceMs ?? this.#now) : null;
	}

	/** A page left, or its link closed for good: a root that did is not waited for. */
	gone(session: SessionId): void {
		if (!this.isRootSession(session) || !this.isRootSession(this.#options.key.id)) return;
		this.#silentSinceMs = this.#now - ROOT_DEAD_AFTER_MS;
		this.look();
	}

	/** This page leaves: whoever is the other root goes on. */
	close(): void {
		this.#stopPlanning();
	}

	/** Sees whether the room should be a tree, and who should plan it. */
	look(): void {
		const { isInside } = this.#options;
		if (!isInside() || this.#isIssuing) return;
		if (this.#isStrained(() => true)) this.#strainedAtMs = this.#now;
		const { tree } = this.mandates;
		if (!tree) return this.#growIfNeeded();
		if (this.isRootSession(this.#options.key.id)) this.#watchOtherRoot(tree);
		else if (this.#leads && this.#isAbandoned(tree)) void this.#reign(this.#chooseRoots(null), null);
		if (this.mandates.isMine && this.#planning) this.#shrinkIfPossible();
	}

	get #now(): number {
		return this.#options.scope.clock.now();
	}

	get #leads(): boolean {
		const { state, me, isInside } = this.#options;
		return isInside() && leaderOf(state(), this.#present) === me;
	}

	get #present(): ReadonlySet<IdentityId> {
		const { me, ways } = this.#options;
		return new Set([
			me,
			...ways.neighbours.flatMap(({ identity, isJoined }) => (isJoined ? (identity ?? []) : []))
		]);
	}

	/** Other people who are linked and in the room. */
	get #people(): TreeNeighbour[] {
		return this.#options.ways.neighbours.filter(({ via, isJoined }) => via === 'direct' && isJoined);
	}

	/** Whether the line of this page or of a linked one, of those that count, does not carry what it has to send. */
	#isStrained(counts: (session: SessionId) => boolean): boolean {
		const { key, isStrained } = this.#options;
		const others = this.#people.filter(({ presence }) => presence?.strained);
		return (isStrained() && counts(key.id)) || others.some(({ session }) => counts(session));
	}

	#growIfNeeded(): void {
		if (!this.#leads) return;
		const people = new Set([this.#options.me, ...this.#people.map(({ identity }) => identity)]);
		const isTooLarge = people.size > MESH_PEOPLE;
		if (isTooLarge || this.#isAskedForTree || this.#wouldRelieve(people))
			void this.#reign(this.#chooseRoots(null), null);
	}

	/** Whether a tree would take enough off a speaker whose line is too weak for everybody. */
	#wouldRelieve(people: ReadonlySet<IdentityId | null>): boolean {
		const known = this.#options.state();
		if (!known || !this.#isStrained(() => true)) return false;
		const listeners = [...people].filter((identity) => identity !== null && !isOnStage(known, identity));
		return listeners.length >= RELIEVING_LISTENERS;
	}

	#shrinkIfPossible(): void {
		const { listeners, members } = this.#planning!;
		const stage = this.#people.filter(({ session }) => !this.#planning!.plan.has(session)).length + 1;
		const isWeak = this.#strainedAtMs !== null && this.#now - this.#strainedAtMs < STRAIN_COUNTS_MS;
		const isSmall = listeners + stage <= SHRINK_PEOPLE && !members.hasFramesOnly && !isWeak;
		if (!isSmall) this.#smallSinceMs = null;
		else this.#smallSinceMs ??= this.#now;
		if (this.#smallSinceMs !== null && this.#now - this.#smallSinceMs >= SHRINK_AFTER_MS)
			void this.#endTree();
	}

	async #endTree(): Promise<void> {
		const { key, certificate } = this.#options;
		this.#smallSinceMs = null;
		this.#isAskedForTree = false;
		await this.#issue({ tree: false, roots: [key.id, key.id], certificate: certificate() });
		this.#stopPlanning();
		this.#options.changed();
	}

	#watchOtherRoot(tree: Mandate): void {
		const { key } = this.#options;
		const other = tree.roots.find((root) => root !== key.id) ?? null;
		const isDead = this.#silentSinceMs !== null && this.#now - this.#silentSinceMs >= ROOT_DEAD_AFTER_MS;
		if (other === null) {
			// Alone: a deputy is named as soon as somebody can be one.
			const roots = this.mandates.isMine ? this.#chooseRoots(null) : null;
			if (roots?.some((root) => root !== key.id)) void this.#reign(roots, null);
			return;
		}
		if (!isDead) return;
		this.#silentSinceMs = null;
		const copy = this.mandates.isMine ? null : this.#copy.start;
		void this.#reign(this.#chooseRoots(other), copy);
	}

	/** Whether neither root is to be seen from here. */
	#isAbandoned({ roots }: Mandate): boolean {
		const { ways } = this.#options;
		const isAway = roots.every((root) => ways.neighbour(root)?.via !== 'direct');
		if (!isAway) this.#silentSinceMs = null;
		else this.#silentSinceMs ??= this.#now;
		return this.#silentSinceMs !== null && this.#now - this.#silentSinceMs >= 3 * ROOT_DEAD_AFTER_MS;
	}

	/** This page and the best other one: a co-host, else a speaker, else the steadiest listener that can feed others. */
	#chooseRoots(dead: SessionId | null): PerStripe<SessionId> {
		const { key, state } = this.#options;
		const known = state();
		const mine: Stripe = this.mandates.tree?.roots[1] === key.id ? 1 : 0;
		const candidates = this.#people.filter(({ session, isReady }) => isReady && session !== dead);
		const suits = (test: (identity: IdentityId) => boolean) =>
			candidates.find(({ identity }) => identity !== null && known !== null && test(identity))?.session;
		const deputy =
			suits((identity) => isModerator(known!, identity)) ??
			suits((identity) => isOnStage(known!, identity)) ??
			this.#steadiest(dead) ??
			key.id;
		return mine === 0 ? [key.id, deputy] : [deputy, key.id];
	}

	#steadiest(dead: SessionId | null): SessionId | null {
		const plan = this.#planning?.plan;
		const { ways, key } = this.#options;
		const sessions = plan?.sessions ?? [];
		for (const session of sessions) {
			if (session === dead || session === key.id || plan!.suspects.has(session)) continue;
			if ((plan!.seat(session)?.capacity ?? 0) >= DEPUTY_CAPACITY && ways.neighbour(session)) return session;
		}
		return null;
	}

	/** Plans from now on, from the start or from a copy of the plan. */
	async #reign(
		roots: PerStripe<SessionId>,
		copy: Pick<PlanningStart, 'rows' | 'members'> | null
	): Promise<void> {
		const { certificate } = this.#options;
		const issued = await this.#issue({ tree: true, roots, certificate: certificate() });
		const tree = this.mandates.tree;
		if (!issued || !tree || !this.mandates.isMine) return;
		if (this.#planning) this.#planning.moveTo(tree.term, tree.roots);
		else this.#startPlanning(tree, copy);
		this.#tellDeputyAll(tree);
		this.#options.changed();
	}

	#startPlanning(tree: Mandate, copy: Pick<PlanningStart, 'rows' | 'members'> | null): void {
		const { scope, room, key, rootCapacity, state, ways, errands, newest } = this.#options;
		const parts = { scope, room, key, rootCapacity, state, newest, errands: errands() };
		this.#planning = new Planning(
			{
				...parts,
				isLinked: (session) => ways.neighbour(session)?.isReady ?? false,
				isRootStrained: () => this.#isStrained((session) => this.isRootSession(session)),
				changed: (rows, gone) => this.#tellDeputy(rows, gone)
			},
			{ term: tree.term, roots: tree.roots, rows: copy?.rows ?? null, members: copy?.members ?? [] }
		);
		// A copy of the plan knows the old roots.
		if (copy) this.#planning.moveTo(tree.term, tree.roots);
	}

	async #issue(fields: Parameters<Mandates['issue']>[0]): Promise<boolean> {
		this.#isIssuing = true;
		const issued = await this.mandates.issue(fields);
		this.#isIssuing = false;
		if (issued) this.#spread(null);
		return issued;
	}

	#spread(except: SessionId | null): void {
		const mandates = this.mandates.chain;
		for (const neighbour of this.#options.ways.neighbours)
			if (neighbour.isReady && neighbour.session !== except) neighbour.send({ kind: 'mandate', mandates });
	}

	#tellDeputyAll(tree: Mandate): void {
		if (tree.roots.some((root) => root !== this.#options.key.id))
			this.#tellDeputy(this.#planning!.plan.sessions, []);
	}

	#tellDeputy(rows: readonly SessionId[], gone: readonly SessionId[]): void {
		const { key, ways } = this.#options;
		const deputy = this.mandates.tree?.roots.find((root) => root !== key.id);
		const neighbour = deputy && ways.neighbour(deputy);
		if (!neighbour || !this.#planning) return;
		for (const message of ledgers(this.#planning, rows, gone)) neighbour.send(message);
	}

	#stopPlanning(): void {
		this.#planning?.close();
		this.#planning = null;
	}
}
