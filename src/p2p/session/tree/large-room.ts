import type { ForwardingState, PathNotice } from '../../api.ts';
import { Emitter } from '../../base/emitter.ts';
import type { IdentityId, RoomId, SessionId } from '../../base/ids.ts';
import type { Random } from '../../base/random.ts';
import { TokenBucket, type Rate } from '../../base/token-bucket.ts';
import type { Scope } from '../../base/scope.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import type { PathReport, PerStripe, SoundPath } from '../../ports.ts';
import type { Certificate } from '../../room/events.ts';
import type { Reaction } from '../../room/reactions.ts';
import { isModerator, isOnStage } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';
import type { Grant } from '../../wire/grant.ts';
import { MAX_PULSE_PEOPLE } from '../../wire/limits.ts';
import type { Signal } from '../../wire/signal.ts';
import type { TreeMessage } from '../../wire/tree-messages.ts';
import type { Errand } from '../../wire/tree.ts';
import type { Caller } from '../door.ts';
import type { NeededLinks } from '../spare-links.ts';
import type { Present } from '../view.ts';
import { CarriedSignals, type Carried } from './carried-signals.ts';
import { Children } from './children.ts';
import { Company } from './company.ts';
import { Errands } from './errands.ts';
import { Health } from './health.ts';
import type { PacketPlace } from './packet-sound.ts';
import { Placing } from './placing.ts';
import { Portraits } from './portraits.ts';
import { Pulses } from './pulses.ts';
import { Reign } from './reign.ts';
import { Seating } from './seating.ts';
import { copiesFor, Tallies } from './tallies.ts';
import type { TreeNeighbour, TreeWays } from './tree-ways.ts';
import { Uplink } from './uplink.ts';

/** How often the planner tells everybody how the room is, and each page its parent what it counted. */
const PULSE_EVERY_MS = 2_000;
/** Some of the listeners are named in every so manyth pulse. */
const PEOPLE_EVERY = 5;
/** A listener says anew what it can feed at least this often: one that was thought to fail others is tried again then. */
const CAPACITY_TOLD_EVERY_MS = 20_000;
/** Both stripes came for this long: the links of the mesh may go. */
const SETTLED_AFTER_MS = 3_000;
/** Seats passed down for one neighbour: those of a subtree that changes at once. */
const DOWNWARD: Rate = { burst: 400, perSecond: 100 };
/** A listener closes links that it does not need after this: a child may be about to ask. */
const SPARE_MS = 6_000;
/** The stage leaves it to listeners to close theirs, who know when they hear by the tree. */
const SPARE_ON_STAGE_MS = 60_000;
/** Setting up two links takes some seconds at worst; whoever has no parent by then is told. */
const NO_PARENT_AFTER_MS = 8_000;

/** What a large room tells its owner. */
export interface LargeRoomEvents {
	/** Who is here, how sound comes, or which links are needed changed. */
	changed: undefined;
	/** A signal for this page came over the tree. */
	signalled: Carried;
	/** Another page plans than before. */
	replanned: undefined;
	/** `isStrained` changed. */
	strained: undefined;
	/** Somebody below asks a moderator's page to be let write. */
	asked: Caller;
	/** The way of the sound changed, or is not to be found. */
	noticed: PathNotice['code'];
}

/** What this page gives to a large room. */
export interface Giving {
	/** Children that it could feed now, and why not more. */
	readonly capacity: { readonly children: number; readonly state: ForwardingState };
	/** Looks anew at what it could give, feeding so many now. */
	look(serving: number): void;
}

/** What a large room is made of. */
export interface LargeRoomOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly me: IdentityId;
	readonly state: () => RoomState | null;
	readonly certificate: () => Certificate;
	readonly grant: () => Grant | null;
	readonly picture: () => Uint8Array | null;
	readonly isInside: () => boolean;
	/** This page has no way to take sound but in packets. */
	readonly framesOnly: boolean;
	readonly isMicrophoneOpen: () => boolean;
	readonly ways: TreeWays;
	readonly path: SoundPath;
	readonly giving: Giving;
	/** Children that this page feeds as a root. */
	readonly rootCapacity: number;
}

/**
 * The audience of a room that outgrew the mesh, as this page lives in it: its seat, its children, its
 * part in passing things up and down, and the whole plan on the page that plans.
 */
export class LargeRoom extends Emitter<LargeRoomEvents> {
	readonly seating: Seating;
	readonly reign: Reign;
	readonly portraits = new Portraits();
	readonly health: Health;
	readonly #options: LargeRoomOptions;
	readonly #errands: Errands;
	readonly #children: Children;
	readonly #signals: CarriedSignals;
	readonly #pulses: Pulses;
	readonly #company: Company;
	readonly #placing: Placing;
	readonly #tallies = new Tallies();
	readonly #uplink = new Uplink();
	readonly #downward = new WeakMap<object, TokenBucket>();
	#report: PathReport | null = null;
	#heardFrames = { due: 0, missing: 0 };
	#copies: 2 | 3 = 2;
	#pulseCount = 0;
	#steadySinceMs: number | null = null;
	#toldCapacity = 0;
	#toldCapacityAtMs = 0;
	#planner: SessionId | null = null;
	/** Parents from whom nothing comes: they may be dead, and carry nothing up. */
	readonly #silent = new Set<SessionId>();
	#noticed: PathNotice['code'] = 'sound-direct';

	constructor(options: LargeRoomOptions) {
		super();
		this.#options = options;
		const { scope, room, key, ways } = options;
		const now = () => scope.clock.now();
		this.health = new Health(now);
		const changed = () => this.#changed();
		this.reign = new Reign({
			...options,
			isStrained: () => this.isStrained,
			errands: () => this.#errands,
			newest: () => this.#newest,
			changed: () => this.#reigned()
		});
		const { mandates } = this.reign;
		this.#errands = new Errands({
			room,
			key,
			now,
			ways,
			planner: () => mandates.tree?.planner ?? null,
			parents: () => this.seating.active.filter((parent) => parent !== null),
			// Who is no parent any more is not listened for: its silence means nothing.
			isSilent: (session) =>
				this.#silent.has(session) && this.seating.parents.some((parents) => parents.includes(session)),
			isMine: (errand) => this.#isMine(errand),
			arrived: (errand, route) => this.#arrived(errand, route)
		});
		this.#children = new Children({
			me: key.id,
			isPlanner: (session) => mandates.isPlanner(session),
			isRoot: (stripe) => this.reign.isRoot(stripe),
			changed
		});
		this.#signals = new CarriedSignals({
			room,
			me: key.id,
			now,
			ways,
			waysUp: (except) => this.#errands.waysUp(except),
			pathsTo: (session) => this.reign.planning?.pathsTo(session) ?? [],
			arrived: (carried) => this.emit('signalled', carried)
		});
		this.#pulses = new Pulses({ room, key, now, mandate: () => mandates.tree });
		this.seating = new Seating({
			...options,
			me: key.id,
			isNeeded: () => this.#needsSeat,
			isPlanner: (session) => mandates.isPlanner(session),
			request: () => this.#request(),
			send: (body) => this.#errands.send(body),
			changed
		});
		this.#company = new Company({
			...options,
			reign: this.reign,
			pulses: this.#pulses,
			portraits: this.portraits
		});
		this.#placing = new Placing({
			me: key.id,
			path: options.path,
			reign: this.reign,
			seating: this.seating,
			children: this.#children,
			isListening: () => this.#needsSeat
		});
		this.#listen();
	}

	/** How sound comes to listeners. */
	get paths(): 'mesh' | 'tree' {
		return this.reign.mandates.tree ? 'tree' : 'mesh';
	}

	/** Whether this page hears the stage in packets; the stage itself and the roots hear each other's tracks. */
	get isListening(): boolean {
		return this.#needsSeat;
	}

	/** Both stripes have been coming for a while: nothing else is needed to hear. */
	get isSettled(): boolean {
		return (
			this.#steadySinceMs !== null &&
			this.#options.scope.clock.now() - this.#steadySinceMs >= SETTLED_AFTER_MS
		);
	}

	/** Whether the room may have more people than a mesh bears: it is a tree, or somebody here can make it one. */
	get mayGrow(): boolean {
		return this.reign.mandates.tree !== null || this.reign.isLed;
	}

	/** How this page stands, as far as sound goes. */
	get packetPlace(): PacketPlace {
		const floors = new Map(this.seating.seat?.floors.map(({ session, floor }) => [session, floor]));
		const { isListening, isSettled } = this;
		const present = new Set(this.#company.stageSessions());
		return { isTree: this.paths === 'tree', isListening, isSettled, present, floors };
	}

	/** Whether this page's line does not carry what the page has to send. */
	get isStrained(): boolean {
		return this.#uplink.isStrained;
	}

	/** Children of each stripe. */
	get children(): PerStripe<readonly SessionId[]> {
		return this.#children.sessions;
	}

	/** The newest report of the sound path. */
	get report(): PathReport | null {
		return this.#report;
	}

	/** Listeners as whoever plans counts them; null in a mesh. */
	get listeners(): number | null {
		return this.#company.listeners;
	}

	/** People on the stage and roots, as whoever plans counts them; 0 in a mesh. */
	get onStage(): number {
		return this.#company.onStage;
	}

	/** Reactions of the whole room lately. */
	get reactions(): ReadonlyMap<Reaction, number> {
		return this.#pulses.reactions;
	}

	/** Whether a session says that its microphone is open, by the planner's word. */
	isSending(session: SessionId): boolean {
		return this.#company.isSending(session);
	}

	/** Moderators and others on the stage whom an errand reaches though this page has no link to them. */
	get reachable(): readonly IdentityId[] {
		return this.#needsSeat ? (this.#pulses.latest?.stage ?? []).map(({ identity }) => identity) : [];
	}

	/** The links that this page needs, or null: those to everybody. */
	get needed(): NeededLinks | null {
		const { tree } = this.reign.mandates;
		if (!tree || !this.#options.isInside()) return null;
		const children = this.#children.sessions.flat();
		if (this.#needsSeat) {
			const wanted = new Set(this.seating.wanted);
			const kept = this.isSettled ? new Set([...wanted, ...children]) : null;
			return { wanted, kept, spareMs: SPARE_MS };
		}
		const stage = this.#company.stageSessions();
		const wanted = new Set([...tree.roots, ...stage]);
		wanted.delete(this.#options.key.id);
		return { wanted, kept: new Set([...wanted, ...children]), spareMs: SPARE_ON_STAGE_MS };
	}

	/** Whether others have to be able to dial this page: it is a root, on the stage, or may be somebody's parent. */
	get isFindable(): boolean {
		return !this.#needsSeat || (this.seating.seat?.forwards ?? null) !== null;
	}

	/** On the page that plans: whose session a listener's is; null if it is none of theirs. */
	memberOf(session: SessionId): IdentityId | null {
		return this.reign.planning?.members.get(session)?.identity ?? null;
	}

	/** People whom this page has no link to and knows of by what the planner tells. */
	others(): Present[] {
		return this.reign.mandates.tree ? this.#company.others() : [];
	}

	/** Shows a reaction where reactions are counted; false in a mesh, where they are told. */
	react(reaction: Reaction): boolean {
		if (!this.reign.mandates.tree) return false;
		this.#tallies.react(reaction);
		return true;
	}

	/** Sends a signal over the tree, by this way if one is known; whether there is a tree and anybody took it. */
	carry(signal: Signal, path?: readonly SessionId[]): boolean {
		return this.reign.mandates.tree !== null && this.#signals.send(signal, path);
	}

	/** Asks the moderators for leave to write, by the planner. */
	ask(): void {
		const { certificate, grant } = this.#options;
		void this.#errands.send({ do: 'ask', certificate: certificate(), grant: grant() });
	}

	/** A neighbour's door is behind us. */
	welcomed(neighbour: TreeNeighbour): void {
		const { chain } = this.reign.mandates;
		if (chain.length > 0) neighbour.send({ kind: 'mandate', mandates: chain });
		const { latest } = this.#pulses;
		if (latest) neighbour.send({ kind: 'pulse', pulse: latest });
		if (neighbour.via === 'direct') this.seating.happened({ kind: 'linkOpened', session: neighbour.session });
	}

	/** A direct link is gone. */
	parted(session: SessionId, { left }: { readonly left: boolean }): void {
		this.#silent.delete(session);
		this.seating.parted(session);
		if (this.#children.drop(session)) void this.#errands.send({ do: 'gone', session });
		if (left) {
			this.reign.gone(session);
			this.reign.planning?.remove(session);
		}
	}

	/** Leaves: says so to the planner, and plans no more. */
	leave(): void {
		if (this.seating.seat) void this.#errands.send({ do: 'leave' });
		this.reign.close();
	}

	/** Takes a message about the tree. False: no honest page sends such. */
	take(message: TreeMessage, from: TreeNeighbour): boolean {
		switch (message.kind) {
			case 'mandate':
				return this.reign.take(message.mandates, from);
			case 'errand':
				this.#errands.take(message, from);
				return true;
			case 'carried':
				this.#signals.take(message, from);
				return true;
			case 'seat':
				return this.#takeSeat(message, from);
			case 'feed':
				if (this.#children.take(message, from) && message.seat) this.#showAround(from);
				return true;
			case 'pulse':
				return this.#takePulse(message, from);
			case 'tally':
				if (this.#children.has(from.session) || this.#isPlannersNeighbour(from))
					this.#tallies.add(message, this.listeners ?? 1);
				return true;
			case 'ledger':
				this.reign.takeLedger(message.ledger, from);
				return true;
			case 'portrait':
				if (this.portraits.take(message.session, message.picture, this.#pulses.latest?.stage ?? []))
					this.#handDown(message);
				return true;
		}
	}

	get #needsSeat(): boolean {
		const { isInside, state, me, key } = this.#options;
		const { tree } = this.reign.mandates;
		const known = state();
		if (!tree || !known || known.ended || !isInside()) return false;
		return !isOnStage(known, me) && !tree.roots.includes(key.id);
	}

	get #newest(): ReadonlyMap<SessionId, number> {
		const newest = new Map<SessionId, number>();
		for (const { newest: seen } of this.#report?.stripes ?? [])
			for (const [session, sequence] of seen)
				newest.set(session, Math.max(sequence, newest.get(session) ?? 0));
		return newest;
	}

	#listen(): void {
		const { scope, path } = this.#options;
		path.on('report', (report) => this.#heard(report));
		path.on('fed', ({ stripe, parent }) => {
			this.#silent.delete(parent);
			if (this.#isOtherRoot(parent)) this.reign.rootHeard(false);
			this.seating.happened({ kind: 'fed', stripe, parent });
		});
		path.on('silent', ({ stripe, parent }) => {
			this.#silent.add(parent);
			if (this.#isOtherRoot(parent)) this.reign.rootHeard(true);
			this.seating.happened({ kind: 'silent', stripe, parent });
		});
		path.on('starving', ({ stripe, parent }) => this.seating.happened({ kind: 'starving', stripe, parent }));
		path.on('forged', ({ from }) => {
			this.seating.happened({ kind: 'forged', parent: from });
			if (this.#children.drop(from)) void this.#errands.send({ do: 'gone', session: from });
		});
		scope.every(PULSE_EVERY_MS, () => this.#beat());
		scope.every(500, () => {
			this.#placing.look(this.#copies);
			this.#notice();
		});
	}

	/** What came of the sound in the last quarter of a second. */
	#heard(report: PathReport): void {
		this.#report = report;
		this.health.note(report);
		const { due, missing } = report.frames;
		this.#tallies.hear(
			Math.max(0, due - this.#heardFrames.due),
			Math.max(0, missing - this.#heardFrames.missing)
		);
		this.#heardFrames = { due, missing };
		const isSteady = this.seating.active.every((parent) => parent !== null);
		if (!isSteady) this.#steadySinceMs = null;
		else this.#steadySinceMs ??= this.#options.scope.clock.now();
	}

	#isOtherRoot(session: SessionId): boolean {
		return (
			this.reign.isRootSession(session) &&
			this.reign.isRootSession(this.#options.key.id) &&
			session !== this.#options.key.id
		);
	}

	#isMine({ body }: Errand): boolean {
		const { state, me } = this.#options;
		const known = state();
		if (body.do === 'ask' && known && isModerator(known, me)) return true;
		if (this.reign.planning) return true;
		return body.do === 'seat' && !this.reign.mandates.tree && this.reign.mayGrow;
	}

	#arrived(errand: Errand, route: readonly SessionId[]): void {
		const { from, body } = errand;
		if (body.do === 'ask') {
			const { state, me } = this.#options;
			const known = state();
			if (known && isModerator(known, me))
				return this.emit('asked', { identity: body.certificate.identity, session: from, grant: body.grant });
			return this.#passToModerator(errand, route);
		}
		if (!this.reign.planning) return this.reign.askForTree();
		this.reign.planning.take(errand, route, { framesOnly: body.do === 'seat' && body.framesOnly });
	}

	/** A planner that is no moderator hands on who asks to be let write. */
	#passToModerator(errand: Errand, route: readonly SessionId[]): void {
		const { state, ways } = this.#options;
		const known = state();
		const moderator = ways.neighbours.find(
			({ identity, isReady }) =>
				isReady && identity !== null && known !== null && isModerator(known, identity)
		);
		moderator?.send({ kind: 'errand', errand, route });
	}

	#request() {
		const { certificate, grant, giving } = this.#options;
		this.#toldCapacity = giving.capacity.children;
		this.#toldCapacityAtMs = this.#options.scope.clock.now();
		return {
			do: 'seat' as const,
			certificate: certificate(),
			grant: grant(),
			capacity: this.#toldCapacity,
			framesOnly: this.#options.framesOnly
		};
	}

	#takeSeat({ seat, path }: TreeMessage & { readonly kind: 'seat' }, from: TreeNeighbour): boolean {
		if (seat.session === this.#options.key.id) return this.seating.take(seat);
		const budget =
			this.#downward.get(from) ?? new TokenBucket(DOWNWARD, () => this.#options.scope.clock.now());
		this.#downward.set(from, budget);
		if (budget.spend())
			this.#errands.sendDown((rest) => ({ kind: 'seat', seat, path: rest }), seat.session, path);
		return true;
	}

	#takePulse(message: TreeMessage & { readonly kind: 'pulse' }, from: TreeNeighbour): boolean {
		const verdict = this.#pulses.take(message.pulse);
		if (verdict === 'forged') return false;
		if (verdict !== 'news') return true;
		this.#copies = message.pulse.copies;
		this.#handDown(message, from.session);
		this.#changed();
		return true;
	}

	/** To the children of both stripes, and to who looks into the room through this page. */
	#handDown(message: TreeMessage, except: SessionId | null = null): void {
		for (const neighbour of this.#options.ways.neighbours) {
			const isBelow = this.#children.has(neighbour.session) || neighbour.via === 'relay';
			if (isBelow && neighbour.isReady && neighbour.session !== except) neighbour.send(message);
		}
	}

	/** What a new child should know at once. */
	#showAround(child: TreeNeighbour): void {
		const { latest } = this.#pulses;
		if (latest) child.send({ kind: 'pulse', pulse: latest });
		for (const [session, picture] of this.portraits.all) child.send({ kind: 'portrait', session, picture });
	}

	#isPlannersNeighbour({ via }: TreeNeighbour): boolean {
		return this.reign.mandates.isMine && via === 'direct';
	}

	/** Once in a while: the planner tells everybody how the room is, the others what they counted. */
	#beat(): void {
		this.#lookAtUplink();
		const { tree, isMine } = this.reign.mandates;
		const { framesOnly, isInside } = this.#options;
		if (!tree && framesOnly && isInside()) return this.seating.ask();
		if (!tree || !isInside()) return;
		if (isMine && this.reign.planning) return void this.#pulse();
		const { ways } = this.#options;
		const up = ways.neighbour(tree.planner) ?? ways.neighbour(this.seating.active[0] ?? tree.roots[0]);
		if (up?.isReady) up.send({ kind: 'tally', ...this.#tallies.take() });
		const { giving } = this.#options;
		giving.look(this.#children.sessions.flat().length);
		const { children } = giving.capacity;
		if (!this.seating.seat) return;
		// A page that can feed far fewer or more than it said is better placed elsewhere.
		const isNews = Math.abs(children - this.#toldCapacity) >= 2;
		if (isNews || this.#options.scope.clock.now() - this.#toldCapacityAtMs >= CAPACITY_TOLD_EVERY_MS)
			this.seating.ask();
	}

	#lookAtUplink(): void {
		const { scope, ways } = this.#options;
		const { isStrained } = this;
		const lost = ways.neighbours.flatMap(({ via, lostShare }) => (via === 'direct' ? (lostShare ?? []) : []));
		const stripes = this.#report?.stripes ?? [];
		const sum = (count: 'children' | 'stuck') => stripes.reduce((all, stripe) => all + stripe[count], 0);
		this.#uplink.look(scope.clock.now(), { lost, children: sum('children'), stuck: sum('stuck') });
		if (this.isStrained === isStrained) return;
		this.emit('strained', undefined);
	}

	async #pulse(): Promise<void> {
		const { planning } = this.reign;
		const tally = this.#tallies.take();
		this.#copies = copiesFor(this.#copies, tally);
		const missing = tally.due > 0 ? tally.missing / tally.due : 0;
		this.health.noteTree({ listeners: planning!.listeners, missing, repairs: planning!.takeRepairs() });
		const isWithPeople = this.#pulseCount++ % PEOPLE_EVERY === 0;
		const members = isWithPeople ? [...planning!.members.list].slice(-MAX_PULSE_PEOPLE) : null;
		const pulse = await this.#pulses.make({
			listeners: this.#company.listeners ?? 0,
			stage: this.#company.stage(),
			reactions: tally.reactions,
			copies: this.#copies,
			people: members?.map(({ session, identity, name }) => ({ session, identity, name })) ?? null
		});
		if (!pulse) return;
		for (const neighbour of this.#options.ways.neighbours)
			if (neighbour.isReady) neighbour.send({ kind: 'pulse', pulse });
		this.#handPortraits();
		this.#changed();
	}

	/** The planner has the pictures of the stage from their owners: it begins to hand them down. */
	#handPortraits(): void {
		const { ways, key, picture } = this.#options;
		const stage = this.#pulses.latest?.stage ?? [];
		for (const { session } of stage) {
			const bytes = session === key.id ? picture() : (ways.neighbour(session)?.picture ?? null);
			if (bytes && this.portraits.take(session, bytes, stage))
				this.#handDown({ kind: 'portrait', session, picture: bytes });
		}
	}

	#reigned(): void {
		const planner = this.reign.mandates.tree?.planner ?? null;
		if (this.#planner && planner && planner !== this.#planner) this.emit('replanned', undefined);
		this.#planner = planner;
		this.seating.look();
		this.#notice();
		this.#changed();
	}

	/** Says what became of the way of the sound, each time it is something else. */
	#notice(): void {
		const isDeputy = this.reign.isRootSession(this.#options.key.id) && !this.reign.mandates.isMine;
		const waitingMs = this.seating.waitingMs ?? 0;
		const code = this.seating.isRefused
			? 'no-place'
			: waitingMs > NO_PARENT_AFTER_MS
				? 'no-parent'
				: this.paths === 'mesh'
					? 'sound-direct'
					: isDeputy
						? 'second-root'
						: 'sound-over-listeners';
		if (code === this.#noticed || !this.#options.isInside()) return;
		this.#noticed = code;
		this.emit('noticed', code);
	}

	#changed(): void {
		this.#placing.look(this.#copies);
		this.emit('changed', undefined);
	}
}
