import type { Refused } from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import { Intake } from '../document/intake.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Channel, DirectLink, MeetingPoint, OpenDirectLink, Verifier } from '../ports.ts';
import type { Certificate, RoomEvent } from '../room/events.ts';
import type { CaptionWord } from '../wire/caption.ts';
import type { CommunityMessage } from '../wire/community-messages.ts';
import type { EphemeralBodies, EphemeralKind, Presence } from '../wire/ephemeral.ts';
import type { EpochWord } from '../wire/epoch.ts';
import type { Grant } from '../wire/grant.ts';
import { roomTopic, type Invite } from '../wire/invite.ts';
import { MAX_LINKS, MESH_PEOPLE } from '../wire/limits.ts';
import type { Refusal } from '../wire/messages.ts';
import type { Signal, SignalFault } from '../wire/signal.ts';
import type { TreeMessage } from '../wire/tree-messages.ts';
import { Asides, type AsideEvents } from './asides.ts';
import type { Continuation } from './continuation.ts';
import type { CurrentDocument } from './current-document.ts';
import { Doorway } from './doorway.ts';
import type { Via } from './handshake.ts';
import { Mesh } from './mesh.ts';
import { Neighbour, type Host } from './neighbour.ts';
import { Refusals } from './refusals.ts';
import { Roster } from './roster.ts';
import { SignalRoutes, through, type SendSignal } from './signal-routes.ts';
import { SpareLinks, type NeededLinks } from './spare-links.ts';
import { Threshold } from './threshold.ts';
import type { Present } from './view.ts';

/** Whoever stands before a full or locked door knocks again this often. */
const KNOCK_EVERY_MS = 10_000;
/** A joiner dials first and becomes findable once linked, or after this long. */
const ANNOUNCE_AFTER_MS = 1_000;

/** Pages looked through at once before joining: one would do, but some listed pages are already gone. */
const PREVIEWS = 2;

/** In a large room links come and go all the time: who is linked with whom is told so much later, for all changes at once. */
const LINKS_TOLD_AFTER_MS = 1_000;

/** What the neighbourhood tells its owner. */
export interface NeighbourhoodEvents extends AsideEvents {
	/** Who is here, or how they are reached, changed. */
	changed: undefined;
	/** A link is being set up; its sound may arrive before its channel opens. */
	started: DirectLink;
	/** A neighbour's door is behind us. */
	welcomed: Neighbour;
	/** The direct link to a session is gone; `left`: for good. */
	parted: { readonly session: SessionId; readonly left: boolean };
	/** A neighbour told something about the audience tree. */
	tree: { readonly message: TreeMessage; readonly from: Neighbour };
	/** A neighbour told an epoch of a private room. */
	epoch: { readonly epoch: EpochWord; readonly from: Neighbour };
	/** A neighbour told a wording of a caption, its own or another session's. */
	caption: { readonly caption: CaptionWord; readonly from: Neighbour };
	/** A neighbour told something about communities. */
	community: { readonly message: CommunityMessage; readonly from: Neighbour };
	/** A neighbour handed on what hosts said about planned rooms. */
	plans: { readonly plans: readonly Uint8Array[]; readonly from: Neighbour };
	/** A page is turned away: it may have nothing more of ours. */
	turnedAway: Neighbour;
	/** Somebody asks to be let write durably. */
	asked: Neighbour;
	/** Some follow a continuation of the room that leaves out what this page knows. */
	outdated: Continuation;
	/** Somebody broke a rule and was dropped. */
	misbehaved: { readonly name: string };
}

/** What the neighbourhood is made of. */
export interface NeighbourhoodOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly me: IdentityId;
	readonly key: SessionKey;
	readonly invite: Invite;
	readonly current: CurrentDocument;
	readonly verifier: Verifier;
	readonly meeting: MeetingPoint;
	readonly openLink: OpenDirectLink;
	/** What this page says of itself, as it is when asked. */
	readonly certificate: () => Certificate;
	readonly grant: () => Grant | null;
	readonly picture: () => Uint8Array | null;
	/** Whether this page is in the room and may be, not only looking at it. */
	readonly isInside: () => boolean;
	/** Sends a signal over the tree of a large room. */
	readonly overTree: SendSignal;
	/** Takes a letter for this page; why it was not taken, if somebody is to be blamed. */
	readonly takeLetter: (letter: Signal) => SignalFault | null;
	/** Takes a word about the room's last minutes; why it was not taken, if somebody is to be blamed. */
	readonly takeCatchUp: (word: Signal) => SignalFault | null;
	/** Takes a word about a ticket; why it was not taken, if somebody is to be blamed. */
	readonly takeTicket: (word: Signal) => SignalFault | null;
	/** Whether somebody is here who can make a tree of a room that is full as a mesh, or one stands. */
	readonly mayGrow: () => boolean;
	/** Whether this page keeps somebody out of its own accord, whatever the room's door says. */
	readonly keepsOut: (identity: IdentityId) => boolean;
	/** Whether it matters who is inside before this page joins, and not only how many. */
	readonly wantsNames: () => boolean;
}

/** A session that is inside, as a page knows it that only looks. */
export interface Glimpse {
	readonly session: SessionId;
	/** Null where only the session was told. */
	readonly identity: IdentityId | null;
	/** Empty if not known. */
	readonly name: string;
}

/**
 * The pages this page talks to: found at a relay, linked directly, let in or turned away. It keeps one
 * conversation with each and a link to everybody once inside.
 */
export class Neighbourhood extends Emitter<NeighbourhoodEvents> {
	readonly #options: NeighbourhoodOptions;
	readonly #roster: Roster;
	readonly #doorway: Doorway;
	readonly #mesh: Mesh;
	readonly #routes: SignalRoutes;
	readonly #intake: Intake;
	readonly #asides: Asides;
	readonly #refused: Refusals;
	readonly #threshold: Threshold;
	readonly #spare: SpareLinks;
	/** Links that a large room needs; null: those to everybody. */
	#needed: NeededLinks | null = null;
	#isFindable = true;
	/** Waits for a scheduled room, with whoever else has its page open. */
	#isAttending = false;
	/** What everybody knows of this page besides its links. */
	#toldPresence = '';
	#cancelAnnouncing: (() => void) | null = null;

	constructor(options: NeighbourhoodOptions) {
		super();
		this.#options = options;
		const { scope, random, meeting, invite, key, openLink, verifier } = options;
		const now = () => scope.clock.now();
		this.#intake = new Intake(verifier);
		this.#refused = new Refusals(now);
		this.#roster = new Roster(now);
		this.#spare = new SpareLinks(now);
		this.#threshold = new Threshold({
			room: invite.room,
			me: options.me,
			state: () => options.current.state,
			peopleExcept: (identity) => this.#roster.peopleExcept(identity),
			links: () => this.#roster.neighbours.length,
			mayGrow: options.mayGrow,
			keepsOut: options.keepsOut
		});
		this.#doorway = new Doorway({
			scope,
			random,
			meeting,
			me: key.id,
			previews: () => (options.wantsNames() || this.#isAttending ? MESH_PEOPLE : PREVIEWS),
			greet: (channel) => this.#greet(channel, 'relay'),
			found: (session) => {
				this.#want(session);
				this.emit('changed', undefined);
			}
		});
		this.#mesh = new Mesh({
			scope,
			random,
			room: invite.room,
			key,
			open: openLink,
			carry: (signal, failures) => this.#routes.carry(signal, failures)
		});
		this.#routes = new SignalRoutes({
			roster: this.#roster,
			doorway: this.#doorway,
			overTree: options.overTree,
			now,
			isRelayUp: () => meeting.state === 'connected',
			unreachable: (session) => this.#mesh.abandon(session)
		});
		this.#asides = new Asides({
			...options,
			roster: this.#roster,
			doorway: this.#doorway,
			refused: this.#refused,
			now
		});
		this.#listen();
		meeting.watch(roomTopic(invite));
		this.look();
	}

	/** Pages whose door is behind us: direct links first. */
	get neighbours(): readonly Neighbour[] {
		return [...this.#roster.neighbours, ...this.#doorway.neighbours].filter(({ isReady }) => isReady);
	}

	/** The page of a session, over a direct link if there is one. */
	neighbour(session: SessionId): Neighbour | null {
		return this.#roster.neighbour(session) ?? this.#doorway.neighbour(session);
	}

	/** Keeps to these links from now on; null: to everybody. `isFindable`: others have to be able to dial this page. */
	keepTo(needed: NeededLinks | null, { isFindable }: { readonly isFindable: boolean }): void {
		const [wasLimited, wasSettled] = [this.#needed !== null, this.#needed?.kept != null];
		this.#needed = needed;
		this.#isFindable = isFindable;
		if (!this.#options.isInside()) return;
		if (isFindable && this.#roster.neighbours.length > 0) this.#options.meeting.announce();
		if (!needed) {
			if (wasLimited) for (const session of this.#known()) this.#want(session);
			return;
		}
		// What was dialled through the relay to come in has done its part.
		if (needed.kept && !wasSettled) this.#doorway.hangUp();
		for (const session of needed.wanted) this.#want(session);
		const linked = new Set(this.#roster.neighbours.map(({ session }) => session));
		for (const session of this.#spare.look(needed, linked)) this.#mesh.forget(session);
		for (const session of this.#mesh.dialling) if (!needed.wanted.has(session)) this.#mesh.forget(session);
	}

	/** Everybody else in the room, connected or reconnecting. */
	others(): Present[] {
		return this.#roster.others();
	}

	/** People inside as the pages looked through tell it; 0 if none tells. */
	get countedElsewhere(): number {
		const told = [...this.#doorway.neighbours].map(({ presence }) =>
			presence?.joined ? presence.links.length + 1 : 0
		);
		return Math.max(0, ...told);
	}

	/** Who is inside, as the pages looked through tell it: they introduced themselves, and name sessions they are linked to. */
	get glimpsed(): Glimpse[] {
		const inside = [...this.#doorway.neighbours].filter(({ isReady, isJoined }) => isReady && isJoined);
		return inside.flatMap(({ session, identity, name, presence }) => [
			{ session, identity, name },
			...(presence?.links ?? []).map((linked): Glimpse => ({ session: linked, identity: null, name: '' }))
		]);
	}

	/** Others were here and every link to them is lost. */
	get isCutOff(): boolean {
		return this.#roster.neighbours.length === 0 && this.#roster.hasLost;
	}

	/** Why every page that was asked closed its door; null as soon as one of them is open. */
	get refusal(): Refusal | null {
		if (this.#everyone().some(({ isReady }) => isReady)) return null;
		return this.#threshold.refusal;
	}

	/** Whether a session says that its microphone is open. */
	isSending(session: SessionId): boolean {
		return this.#roster.neighbour(session)?.presence?.microphone ?? false;
	}

	/** Every session of the room that this page knows of. */
	get sessions(): ReadonlySet<SessionId> {
		return new Set([...this.#known(), ...this.#roster.others().map(({ session }) => session)]);
	}

	/** Whose session this is, by a certificate that was shown here; null if none was. */
	identityOf(session: SessionId): IdentityId | null {
		return this.#asides.identityOf(session);
	}

	/** Counts something that was refused from a neighbour. */
	refuse(code: string, from: Neighbour): void {
		this.#refused.note(code, from);
	}

	/** Looks at the room through some of its pages, without being in it. */
	look(): void {
		this.#doorway.startPreview();
	}

	/** Comes in: links to everybody, and can be found from now on. */
	enter(): void {
		const { scope, meeting } = this.#options;
		this.#threshold.knock();
		this.#doorway.stopPreview();
		const known = this.#known();
		for (const session of known) this.#want(session);
		const announce = () => {
			if (this.#isFindable) meeting.announce();
		};
		if (known.length === 0) announce();
		else scope.after(ANNOUNCE_AFTER_MS, announce);
	}

	/**
	 * Waits for a scheduled room, or no more: can be found by others who have its page open, and looks through their pages.
	 * Nobody is linked directly meanwhile.
	 */
	attend(isAttending: boolean): void {
		this.#isAttending = isAttending;
		const { meeting, isInside } = this.#options;
		if (isAttending) {
			meeting.announce();
			this.look();
		} else if (!isInside()) meeting.withdraw();
	}

	/** Looks through one more of the pages that wait for a scheduled room: many of them make it a matter of luck whose they are. */
	lookFurther(): void {
		if (this.#isAttending) this.#doorway.reachAnother();
	}

	/** The people whose pages this one is linked to; while it waits for a scheduled room, those it looks through. */
	get people(): ReadonlySet<IdentityId> {
		return new Set(this.#company.flatMap(({ identity }) => identity ?? []));
	}

	get #company(): readonly Neighbour[] {
		return this.#isAttending ? this.neighbours : this.#roster.neighbours;
	}

	/** Asks somebody's page to let this session write. */
	ask(identity: IdentityId): void {
		for (const neighbour of this.#company)
			if (neighbour.identity === identity) neighbour.send({ kind: 'ask' });
	}

	/** Knocks at once where the door asked for something that this page brings now. */
	knock(): void {
		this.#threshold.knock('not-following', 'uninvited');
		if (!this.#options.isInside()) this.look();
		for (const session of this.#known()) this.#want(session);
	}

	/** Passes new events on to everybody but who taught them. */
	tell(events: readonly RoomEvent[]): void {
		for (const neighbour of this.#everyone()) neighbour.tell(events);
	}

	/** What was refused from others, the latest first. */
	get refused(): readonly Refused[] {
		return this.#refused.list;
	}

	/** Tells everybody how this page is; in a large room, that only its links changed a little later. */
	announcePresence(how: Pick<Presence, 'microphone' | 'strained'>): void {
		const joined = this.#options.isInside();
		const told = `${joined} ${how.microphone} ${how.strained}`;
		if (this.#needed && told === this.#toldPresence) return this.#announceLater(how);
		this.#toldPresence = told;
		this.#cancelAnnouncing?.();
		this.#cancelAnnouncing = null;
		const links = this.#roster.neighbours.filter(({ isJoined }) => isJoined).map(({ session }) => session);
		void this.express('presence', { ...how, joined, links: links.slice(0, MAX_LINKS) });
	}

	#announceLater(how: Pick<Presence, 'microphone' | 'strained'>): void {
		this.#cancelAnnouncing ??= this.#options.scope.after(LINKS_TOLD_AFTER_MS, () => {
			this.#toldPresence = '';
			this.announcePresence(how);
		});
	}

	/** Signs something in passing and tells it to everybody who is linked. */
	express<Kind extends EphemeralKind>(kind: Kind, body: EphemeralBodies[Kind]): Promise<void> {
		return this.#asides.express(kind, body);
	}

	/** Turns away whom the room's state no longer lets be here. */
	enforce(): void {
		for (const neighbour of this.#everyone()) {
			const code = this.#threshold.putsOut(neighbour);
			if (code) neighbour.refuse(code);
		}
	}

	/** Takes a signal for this page; `back` is the way it came. Why it was not taken, if somebody is to be blamed. */
	takeSignal(signal: Signal, back: SendSignal): SignalFault | null {
		if (this.#threshold.isOutcast(signal.from)) return null;
		// Who only looks gives no address away, but hears about the ticket it asked for.
		if (!this.#options.isInside() && signal.purpose !== 'ticket') return null;
		const fault = this.#takeByPurpose(signal);
		// Only what is proven tells a way back.
		if (!fault) this.#routes.came(signal, back);
		return fault;
	}

	#takeByPurpose(signal: Signal): SignalFault | null {
		switch (signal.purpose) {
			case 'link':
				return this.#mesh.take(signal);
			case 'letter':
				return this.#options.takeLetter(signal);
			case 'catch-up':
				return this.#options.takeCatchUp(signal);
			case 'ticket':
				return this.#options.takeTicket(signal);
		}
	}

	/** Sends a letter, or a word about the last minutes, on its way; whether anybody took it. */
	post(letter: Signal): boolean {
		return this.#routes.post(letter);
	}

	/** Sends a word on its way as `post` does, or through a relay. */
	bring(word: Signal): void {
		this.#routes.bring(word);
	}

	/** Redials everything now: the network changed. */
	retryNow(): void {
		this.#options.meeting.retryNow();
		this.redial();
	}

	/** Redials who did not answer: signals go other ways now. */
	redial(): void {
		this.#mesh.retryNow();
	}

	/** Says goodbye to everybody; `disconnect` follows. */
	farewell(): void {
		for (const neighbour of this.#everyone()) if (neighbour.isReady) neighbour.send({ kind: 'farewell' });
	}

	/** Ends every link, attempt and conversation. */
	disconnect(): void {
		this.#mesh.forgetAll();
		for (const neighbour of this.#everyone()) neighbour.close();
	}

	#listen(): void {
		const { scope, meeting } = this.#options;
		scope.every(KNOCK_EVERY_MS, () => this.#knockAgain());
		this.#asides.on('reacted', (reaction) => this.emit('reacted', reaction));
		this.#mesh.on('started', (link) => this.emit('started', link));
		this.#mesh.on('linked', (link) => {
			if (this.#isFindable) meeting.announce();
			this.#greet(link, 'direct');
		});
		this.#mesh.on('lost', (session) => {
			// In a large room only who needs a link sets it up again.
			if (this.#needed && !this.#needed.wanted.has(session)) this.#mesh.forget(session);
			this.emit('changed', undefined);
		});
		this.#mesh.on('gaveUp', (session) => {
			this.#roster.forget(session);
			this.#doorway.forget(session);
			this.emit('changed', undefined);
		});
	}

	#everyone(): Neighbour[] {
		return [...this.#roster.neighbours, ...this.#doorway.neighbours];
	}

	/** Sessions worth dialling: found at the relay, or told by a page that we look through. */
	#known(): SessionId[] {
		const told = [...this.#doorway.neighbours]
			.filter(({ isJoined }) => isJoined)
			.flatMap(({ session, presence }) => [session, ...(presence?.links ?? [])]);
		const known = new Set([...this.#doorway.found, ...told]);
		known.delete(this.#options.key.id);
		return [...known];
	}

	#want(session: SessionId): void {
		if (!this.#options.isInside()) return;
		if (this.#needed && !this.#needed.wanted.has(session)) return;
		// Whoever only looks, or waits for the room to begin, answers no signals.
		const through = this.#doorway.neighbour(session);
		if (through?.isReady && !through.isJoined) return;
		if (this.#threshold.mayDial(session)) this.#mesh.want(session);
	}

	/** A door that was full or locked may have opened, and who was silent for long is gone. */
	#knockAgain(): void {
		for (const neighbour of this.#roster.expired()) neighbour.close();
		for (const neighbour of this.#everyone()) neighbour.catchUp();
		this.#threshold.knock('full', 'locked', 'ticketless');
		for (const session of this.#known()) this.#want(session);
		this.emit('changed', undefined);
	}

	#greet(channel: Channel, via: Via): Neighbour {
		const neighbour = new Neighbour(channel, via, this.#host());
		const { session } = neighbour;
		neighbour.on('ready', () => this.#welcome(neighbour));
		neighbour.on('presence', (presence) => {
			if (via === 'direct') this.#roster.heard(session);
			for (const linked of presence.links) this.#want(linked);
			this.emit('changed', undefined);
		});
		neighbour.on('ephemeral', (ephemeral) => this.#asides.take(ephemeral, neighbour));
		neighbour.on('leftOut', (code) => {
			// Put off, not refused: it is asked for again.
			if (code !== 'gap' && code !== 'backlog') this.#refused.note(code, neighbour);
		});
		neighbour.on('pictured', () => this.emit('changed', undefined));
		neighbour.on('tree', (message) => this.emit('tree', { message, from: neighbour }));
		neighbour.on('epoch', (epoch) => this.emit('epoch', { epoch, from: neighbour }));
		neighbour.on('caption', (caption) => this.emit('caption', { caption, from: neighbour }));
		neighbour.on('community', (message) => this.emit('community', { message, from: neighbour }));
		neighbour.on('plans', (plans) => this.emit('plans', { plans, from: neighbour }));
		neighbour.on('signal', (signal) => this.#takeSignal(signal, neighbour));
		neighbour.on('asked', () => this.emit('asked', neighbour));
		neighbour.on('refused', (code) => {
			this.#threshold.close(session, code);
			this.#mesh.forget(session);
			this.emit('changed', undefined);
		});
		neighbour.on('turnedAway', () => {
			this.#mesh.release(session);
			this.emit('turnedAway', neighbour);
		});
		neighbour.on('misbehaved', (fault) => {
			this.#refused.note(fault, neighbour);
			this.#threshold.castOut(session);
			if (neighbour.identity) this.emit('misbehaved', { name: neighbour.name });
		});
		neighbour.on('left', () => {
			this.#roster.drop(neighbour, { left: true });
			this.#doorway.forget(session);
			this.#mesh.forget(session);
			this.emit('parted', { session, left: true });
			this.emit('changed', undefined);
		});
		neighbour.on('closed', () => {
			this.#roster.drop(neighbour, { left: !this.#mesh.wants(session) });
			if (via === 'direct') this.emit('parted', { session, left: false });
			this.emit('changed', undefined);
		});
		if (this.#threshold.isOutcast(session)) neighbour.refuse('misbehaved');
		return neighbour;
	}

	#host(): Host {
		const { scope, invite, key, current, certificate, grant, picture, isInside } = this.#options;
		return {
			invite,
			session: key.id,
			certificate: certificate(),
			grant: grant(),
			current,
			intake: this.#intake,
			picture: isInside() ? picture() : null,
			now: () => scope.clock.now(),
			later: (delayMs, task) => void scope.after(delayMs, task),
			isJoined: isInside,
			refusalFor: (visitor) => this.#threshold.refusalFor(visitor),
			outdated: (continuation) => this.emit('outdated', continuation)
		};
	}

	#welcome(neighbour: Neighbour): void {
		this.#threshold.open(neighbour.session);
		if (this.#needed) this.#asides.introduce(neighbour);
		if (neighbour.via === 'direct') {
			this.#roster.add(neighbour);
			this.#doorway.neighbour(neighbour.session)?.close();
		}
		this.#routes.flush(neighbour);
		this.emit('welcomed', neighbour);
	}

	#takeSignal(signal: Signal, from: Neighbour): void {
		const isForUs = signal.to === this.#options.key.id;
		const fault = isForUs ? this.takeSignal(signal, through(from)) : this.#routes.forward(signal, from);
		if (fault) this.#refused.note(fault, from);
	}
}
