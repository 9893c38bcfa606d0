import { Plan } from '../../audience/plan.ts';
import type { Planner } from '../../audience/planner.ts';
import type { PlanHead, PlanRow, Seat, SeatChanges } from '../../audience/seat.ts';
import type { IdentityId, RoomId, SessionId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import { isCertificateValid } from '../../identity/certificate.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import type { PerStripe, Stripe } from '../../ports.ts';
import { isOnStage } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';
import type { Grant } from '../../wire/grant.ts';
import { MAX_FLOORS, MAX_TREE_DEPTH } from '../../wire/limits.ts';
import { signWord } from '../../wire/signed-words.ts';
import { SEAT, type Errand, type ErrandBody } from '../../wire/tree.ts';
import { entryFor } from '../door.ts';
import type { Errands } from './errands.ts';
import { Members } from './members.ts';
import { RootCapacity } from './root-capacity.ts';

/** A child that vanished and lives says so within this: it found a new parent, or asks for one. */
const VANISHED_AFTER_MS = 2_500;
const LOOK_EVERY_MS = 500;
/** Packets this far behind the newest are on their way to a newcomer still: one second. */
const FLOOR_SLACK = 50;

const STRIPES: PerStripe<Stripe> = [0, 1];

/** What planning works with. */
export interface PlanningOptions {
	readonly scope: Scope;
	readonly room: RoomId;
	readonly key: SessionKey;
	/** Children of each root, before anything was found out about their lines. */
	readonly rootCapacity: number;
	/** Whether a root's line does not carry what it has to send. */
	readonly isRootStrained: () => boolean;
	readonly state: () => RoomState | null;
	readonly errands: Errands;
	/** Whether a session is linked to this page now. */
	readonly isLinked: (session: SessionId) => boolean;
	/** Newest sequence numbers of the speakers, as this page hands them on. */
	readonly newest: () => ReadonlyMap<SessionId, number>;
	/** Rows of the plan changed, or members went: for the deputy's copy. */
	readonly changed: (rows: readonly SessionId[], gone: readonly SessionId[]) => void;
}

/** What one term of planning begins with. */
export interface PlanningStart {
	readonly term: number;
	readonly roots: PerStripe<SessionId>;
	/** The plan to go on from, if there was one. */
	readonly rows: { readonly head: PlanHead; readonly rows: readonly PlanRow[] } | null;
	readonly members: readonly { session: SessionId; identity: IdentityId; name: string }[];
}

/** Seats the listeners of a large room, on the page of whoever plans. */
export class Planning {
	readonly members = new Members();
	readonly #options: PlanningOptions;
	readonly #plan: Planner;
	readonly #rootCapacity: RootCapacity;
	readonly #scope: Scope;
	#term: number;
	#repairs = 0;

	constructor(options: PlanningOptions, { term, roots, rows, members }: PlanningStart) {
		this.#options = options;
		this.#scope = options.scope.child();
		this.#term = term;
		this.#plan = rows
			? Plan.fromRows(rows.head, rows.rows)
			: new Plan({ roots, rootCapacity: options.rootCapacity });
		const now = this.#scope.clock.now();
		this.#rootCapacity = new RootCapacity(options.rootCapacity, now);
		for (const member of members) this.members.note({ ...member, heardAtMs: now }, { framesOnly: false });
		this.#scope.every(LOOK_EVERY_MS, () => this.#look());
	}

	/** The plan, to look at. */
	get plan(): Planner {
		return this.#plan;
	}

	/** Listeners who have a seat, the roots not counted. */
	get listeners(): number {
		return this.#plan.size - new Set(this.#plan.head.roots).size;
	}

	/** Parents that failed a listener since this was last asked. */
	takeRepairs(): number {
		const repairs = this.#repairs;
		this.#repairs = 0;
		return repairs;
	}

	/** Goes on in another term, with other roots where they changed. */
	moveTo(term: number, roots: PerStripe<SessionId>): void {
		this.#term = term;
		for (const stripe of STRIPES)
			if (this.#plan.head.roots[stripe] !== roots[stripe])
				this.#tell(this.#plan.setRoot(stripe, roots[stripe]));
	}

	/** Does what a session asks for. */
	take({ from, body }: Errand, route: readonly SessionId[], { framesOnly = false } = {}): void {
		const now = this.#scope.clock.now();
		this.members.heard(from, now);
		switch (body.do) {
			case 'seat':
				return this.#seat(from, body, { route, framesOnly });
			case 'lost':
				this.#repairs++;
				return this.#tell(this.#plan.lostParent(from, body.stripe, body.parent, body.now));
			case 'gone':
				return this.members.doubt(body.session, now);
			case 'leave':
				return this.remove(from);
			case 'ask':
				return;
		}
	}

	/** A member is gone. */
	remove(session: SessionId): void {
		this.members.drop(session);
		const changes = this.#plan.leave(session);
		this.#options.changed([], [session]);
		this.#tell(changes);
	}

	/** Plans no more. */
	close(): void {
		this.#scope.close();
	}

	/** The ways from here to a member, one for each stripe in which it does not hang in the air, nearest page first. */
	pathsTo(session: SessionId): (readonly SessionId[])[] {
		return STRIPES.flatMap((stripe) => {
			const path = this.#pathTo(session, stripe);
			return path ? [path] : [];
		});
	}

	/** The way in one stripe; null while the member hangs in the air there. */
	#pathTo(session: SessionId, stripe: Stripe): SessionId[] | null {
		const path: SessionId[] = [];
		let above = this.#plan.seat(session)?.stripes[stripe].parent ?? null;
		while (above !== null && above !== this.#options.key.id && path.length < MAX_TREE_DEPTH) {
			path.unshift(above);
			above = this.#plan.seat(above)?.stripes[stripe].parent ?? null;
		}
		return path.length < MAX_TREE_DEPTH ? path : null;
	}

	#seat(
		session: SessionId,
		{ certificate, grant, capacity }: ErrandBody & { readonly do: 'seat' },
		{ route, framesOnly }: { readonly route: readonly SessionId[]; readonly framesOnly: boolean }
	): void {
		if (!this.#mayCome(session, certificate.identity, grant)) return;
		if (!this.#plan.has(session) && !isCertificateValid(certificate, session)) return;
		const { identity, name } = certificate;
		const heardAtMs = this.#scope.clock.now();
		this.members.note({ session, identity, name, heardAtMs }, { framesOnly });
		const joined = this.#plan.join(session, capacity);
		if (!joined.ok) {
			this.members.drop(session);
			return void this.#send(noPlace(session), backOf(route));
		}
		this.#tell(joined.value);
		const own = this.#plan.seat(session);
		// Nobody is on its way from here by the tree yet: it is answered as it asked.
		if (own) void this.#send(own, backOf(route));
	}

	#mayCome(session: SessionId, identity: IdentityId, grant: Grant | null): boolean {
		const { room, state } = this.#options;
		const known = state();
		if (!known || this.#plan.head.roots.includes(session)) return false;
		return entryFor(room, known, { identity, session, grant }) === 'yes';
	}

	/** Signs the seats that changed and sends each on its way. */
	#tell(changes: SeatChanges): void {
		this.#options.changed([...changes.keys()], []);
		for (const seat of changes.values()) void this.#send(seat, null);
	}

	async #send(seat: Seat, path: readonly SessionId[] | null): Promise<void> {
		const { room, key, errands, newest } = this.#options;
		const { session } = seat;
		if (session === key.id || this.#plan.head.roots.includes(session)) return;
		const floors = [...newest()]
			.slice(0, MAX_FLOORS)
			.map(([speaker, sequence]) => ({ session: speaker, floor: Math.max(0, sequence - FLOOR_SLACK) }));
		const { stripes, forwards, capacity } = seat;
		const version = this.members.nextVersion(session);
		const place = { session, stripes, forwards, capacity, floors };
		const fields = { ...place, room, term: this.#term, planner: key.id, version };
		const word = await signWord(SEAT, fields, key.sign);
		const make = (rest: readonly SessionId[]) => ({ kind: 'seat', seat: word, path: rest }) as const;
		if (path) return void errands.sendDown(make, session, path);
		// By both trees: one of them may be broken just where this seat mends it.
		for (const down of this.pathsTo(session)) errands.sendDown(make, session, down);
	}

	/** Lets go of who vanished, and of who sits on the stage by now; gives the roots what their lines carry. */
	#look(): void {
		const now = this.#scope.clock.now();
		const { isLinked, state, isRootStrained } = this.#options;
		this.#tell(this.#plan.setRootCapacity(this.#rootCapacity.look(now, { isStrained: isRootStrained() })));
		for (const session of this.members.vanished(now - VANISHED_AFTER_MS))
			if (isLinked(session)) this.members.heard(session, now);
			else this.remove(session);
		const known = state();
		for (const { session, identity } of known ? [...this.members.list] : [])
			if (isOnStage(known!, identity) && isLinked(session)) this.remove(session);
	}
}

/** The pages on the way back of an errand, nearest first; its sender is not among them. */
function backOf(route: readonly SessionId[]): SessionId[] {
	return route.toReversed().slice(0, -1);
}

/** The answer to whom the room has no place for: nobody feeds it, and it is no root. */
function noPlace(session: SessionId): Seat {
	const nobody = { parent: null, fallbacks: [], depth: 1 };
	return { session, stripes: [nobody, nobody], forwards: null, capacity: 0 };
}
