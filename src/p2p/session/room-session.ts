import type {
	CommandFault,
	Notice,
	Phase,
	Profile,
	RoomSession,
	RoomSessionEvents,
	RoomView
} from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { EventId, IdentityId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import { Author } from '../document/author.ts';
import type { RoomDocument } from '../document/room-document.ts';
import { certifySession } from '../identity/certificate.ts';
import type { Identity } from '../identity/identity.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type {
	Channel,
	DirectLink,
	MeetingPoint,
	Microphone,
	MicrophoneFault,
	OpenDirectLink,
	Playback,
	RoomLock,
	Store
} from '../ports.ts';
import type { Command } from '../room/commands.ts';
import type { Certificate, RoomEvent } from '../room/events.ts';
import { commandEvents, mayDo } from '../room/permissions.ts';
import { reduceRoom } from '../room/reducer.ts';
import { isOnStage, mayEnter, personOf, roleOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { parseBody, wireBody } from '../room/bodies.ts';
import { inviteFragment, roomTopic, type Invite } from '../wire/invite.ts';
import { MESH_PEOPLE } from '../wire/limits.ts';
import type { Refusal, Signal } from '../wire/messages.ts';
import { Doorway } from './doorway.ts';
import { Mesh } from './mesh.ts';
import { Neighbour, type Host, type Via } from './neighbour.ts';
import { Roster } from './roster.ts';
import { SignalRoutes } from './signal-routes.ts';
import { StageSound } from './stage-sound.ts';
import { viewOf, type Present } from './view.ts';

/** How often presence is repeated; without any for 45 s a page counts as gone. */
const PRESENCE_EVERY_MS = 10_000;
/** Ten times a second: the ring follows the voice without a visible lag. */
const LEVELS_EVERY_MS = 100;
/** Whoever stands before a full or locked door knocks again this often. */
const KNOCK_EVERY_MS = 10_000;
/** A joiner dials first and becomes findable once linked, or after this long. */
const ANNOUNCE_AFTER_MS = 1_000;

/** Everything a room session is made of; `engine` puts it together. */
export interface RoomSessionParts {
	readonly scope: Scope;
	readonly random: Random;
	readonly identity: Identity;
	readonly key: SessionKey;
	readonly invite: Invite;
	readonly link: string;
	readonly document: RoomDocument;
	readonly store: Store;
	readonly meeting: MeetingPoint;
	readonly openLink: OpenDirectLink;
	readonly microphone: Microphone;
	readonly playback: Playback;
	readonly lock: RoomLock;
	readonly volumes: ReadonlyMap<IdentityId, number>;
	/** The profile as it is when asked. */
	readonly profile: () => Profile;
	/** A certificate without a name, for looking before joining. */
	readonly previewCertificate: Certificate;
}

/**
 * One room as this page lives in it: joins document, doorway, mesh and sound, and turns what they say
 * into one view. It decides nothing about authority; `room/` does.
 */
export class LiveRoomSession extends Emitter<RoomSessionEvents> implements RoomSession {
	readonly link: string;
	readonly #parts: RoomSessionParts;
	readonly #scope: Scope;
	readonly #roster: Roster;
	readonly #doorway: Doorway;
	readonly #mesh: Mesh;
	readonly #routes: SignalRoutes;
	readonly #sound: StageSound;
	readonly #refusals = new Map<SessionId, Refusal>();
	/** Sessions that broke a rule: never dialled, answered or let in again by this page. */
	readonly #outcasts = new Set<SessionId>();
	readonly #handsSeenAt = new Map<EventId, number>();
	#notices: readonly Notice[] = [];
	#certificate: Certificate;
	#author: Author | null = null;
	#state: RoomState | null = null;
	#standing: 'looking' | 'joined' | 'elsewhere' | 'left' = 'looking';
	#joinedAt: number | null = null;
	#counter = 0;
	#view: RoomView;
	#refreshing = false;

	constructor(parts: RoomSessionParts) {
		super();
		this.#parts = parts;
		this.#scope = parts.scope;
		this.#certificate = parts.previewCertificate;
		this.link = parts.link;
		const now = () => this.#scope.clock.now();
		this.#roster = new Roster(now);
		this.#doorway = new Doorway({
			scope: this.#scope,
			random: parts.random,
			meeting: parts.meeting,
			me: parts.key.id,
			greet: (channel) => this.#greet(channel, 'relay'),
			found: (session) => this.#meet(session)
		});
		this.#mesh = new Mesh({
			scope: this.#scope,
			random: parts.random,
			room: parts.invite.room,
			key: parts.key,
			open: parts.openLink,
			carry: (signal) => this.#routes.carry(signal)
		});
		this.#routes = new SignalRoutes({
			roster: this.#roster,
			doorway: this.#doorway,
			now,
			isRelayUp: () => parts.meeting.state === 'connected',
			unreachable: (session) => this.#mesh.abandon(session)
		});
		this.#sound = new StageSound({
			me: parts.identity.id,
			microphone: parts.microphone,
			playback: parts.playback,
			volumes: parts.volumes
		});
		this.#state = reduceRoom(parts.invite.room, parts.document.events);
		this.#view = this.#makeView();
		this.#listen();
		parts.meeting.watch(roomTopic(parts.invite));
		this.#doorway.startPreview();
	}

	get view(): RoomView {
		return this.#view;
	}

	async join(): Promise<void> {
		return this.#enter({ steal: false });
	}

	async takeOver(): Promise<void> {
		return this.#enter({ steal: true });
	}

	async leave(): Promise<void> {
		if (this.#standing === 'left') return;
		this.#standing = 'left';
		for (const neighbour of this.#everyNeighbour()) neighbour.send({ kind: 'farewell' });
		this.#refresh();
		await this.#close();
	}

	async act(command: Command): Promise<Result<void, CommandFault>> {
		if (this.#standing !== 'joined' || !this.#author || !this.#state) return fail('not-in-room');
		if (!mayDo(this.#state, this.#parts.identity.id, command)) return fail('not-allowed');
		const drafts = commandEvents(this.#state, this.#parts.identity.id, command);
		if (!drafts.every(({ type, body }) => parseBody(type, wireBody(type, body)))) return fail('invalid');
		for (const { type, body } of drafts) await this.#author.write(type, body);
		return ok(undefined);
	}

	async openMicrophone(): Promise<Result<void, MicrophoneFault>> {
		const me = this.#parts.identity.id;
		if (this.#standing !== 'joined' || !this.#state || !isOnStage(this.#state, me))
			return fail('not-on-stage');
		const opened = await this.#parts.microphone.open();
		if (opened.ok && personOf(this.#state, me)?.muted) await this.act({ do: 'unmute-myself' });
		if (opened.ok) this.#dropNotices('muted-by-moderator', 'talking-while-muted', 'microphone-lost');
		return opened;
	}

	closeMicrophone(): void {
		this.#parts.microphone.mute();
	}

	setVolume(identity: IdentityId, volume: number): void {
		this.#sound.setVolume(identity, volume);
		void this.#parts.store.saveValue('volumes', [...this.#sound.volumes]);
		this.#refresh();
	}

	levelOf(identity: IdentityId): number {
		return this.#sound.levelOf(identity);
	}

	unlockOutput(): Promise<void> {
		return this.#parts.playback.unlock();
	}

	dismiss(code: Notice['code']): void {
		this.#dropNotices(code);
	}

	networkChanged(): void {
		this.#parts.meeting.retryNow();
		if (this.#standing === 'joined') this.#mesh.retryNow();
	}

	async #enter({ steal }: { readonly steal: boolean }): Promise<void> {
		if (this.#standing === 'joined' || this.#standing === 'left') return;
		const { lock, invite, playback, identity, key, document, meeting, profile } = this.#parts;
		// Before any await: the click that led here is what lets the browser play sound.
		void playback.unlock();
		const held = await lock.hold(invite.room, { steal, lost: () => this.#stepAside() });
		if (!held) return this.#stepAside();
		this.#certificate = await certifySession(identity, key.id, profile().name);
		this.#author = new Author(document, key, this.#certificate);
		this.#standing = 'joined';
		this.#joinedAt = this.#scope.clock.now();
		this.#refusals.clear();
		this.#doorway.stopPreview();
		for (const session of this.#known()) this.#want(session);
		if (this.#known().length === 0) meeting.announce();
		else this.#scope.after(ANNOUNCE_AFTER_MS, () => meeting.announce());
		this.#announcePresence();
		this.#follow();
		this.#remember();
	}

	/** Stops being in the room on this page because another tab has it. */
	#stepAside(): void {
		if (this.#standing === 'left') return;
		this.#standing = 'elsewhere';
		this.#parts.microphone.release();
		this.#disconnect();
		this.#refresh();
	}

	/** Sessions worth dialling: found at the relay, or told by a page that we look through. */
	#known(): SessionId[] {
		const told = [...this.#doorway.neighbours]
			.filter(({ isJoined }) => isJoined)
			.flatMap(({ session, presence }) => [session, ...(presence?.links ?? [])]);
		return [...new Set([...this.#doorway.found, ...told])].filter(
			(session) => session !== this.#parts.key.id
		);
	}

	#meet(session: SessionId): void {
		this.#want(session);
		this.#refresh();
	}

	#want(session: SessionId): void {
		if (this.#standing !== 'joined' || !this.#mayStay()) return;
		if (!this.#outcasts.has(session) && !this.#refusals.has(session)) this.#mesh.want(session);
	}

	#listen(): void {
		const { scope, document, meeting, microphone, playback } = {
			...this.#parts,
			scope: this.#scope
		};
		scope.add(document.on('admitted', (events) => this.#learn(events)));
		scope.add(
			meeting.on('stateChanged', (state) => {
				if (state === 'connected' && this.#standing === 'joined') this.#announcePresence();
				this.#refresh();
			})
		);
		scope.add(playback.on('blockedChanged', () => this.#refresh()));
		scope.add(
			microphone.on('changed', () => {
				this.#announcePresence();
				this.#refresh();
			})
		);
		scope.add(microphone.on('lost', () => this.#notify({ code: 'microphone-lost' })));
		scope.add(
			microphone.on('switched', ({ device }) => this.#notify({ code: 'microphone-switched', device }))
		);
		scope.add(microphone.on('talkingWhileMuted', () => this.#notify({ code: 'talking-while-muted' })));
		this.#sound.on('speakingChanged', () => this.#refresh());
		this.#mesh.on('started', (link) => this.#sound.prepare(link));
		this.#mesh.on('linked', (link) => this.#linked(link));
		this.#mesh.on('lost', () => this.#refresh());
		this.#mesh.on('gaveUp', (session) => {
			this.#roster.forget(session);
			this.#doorway.forget(session);
			this.#refresh();
		});
		scope.every(PRESENCE_EVERY_MS, () => this.#announcePresence());
		scope.every(LEVELS_EVERY_MS, () => {
			if (this.#standing === 'joined') this.#sound.measure(scope.clock.now());
		});
		scope.every(KNOCK_EVERY_MS, () => this.#knockAgain());
	}

	#linked(link: DirectLink): void {
		this.#parts.meeting.announce();
		this.#greet(link, 'direct');
	}

	#greet(channel: Channel, via: Via): Neighbour {
		const neighbour = new Neighbour(channel, via, this.#host());
		if (this.#outcasts.has(channel.peer)) neighbour.refuse('misbehaved');
		neighbour.on('ready', () => this.#welcome(neighbour));
		neighbour.on('presence', (presence) => {
			if (via === 'direct') this.#roster.heard(neighbour.session);
			for (const session of presence.links) this.#want(session);
			this.#followSound();
			this.#refresh();
		});
		neighbour.on('pictured', () => this.#refresh());
		neighbour.on('signal', (signal) => this.#takeSignal(signal, neighbour));
		neighbour.on('refused', (code) => this.#refused(neighbour, code));
		neighbour.on('turnedAway', () => {
			this.#sound.distrust(neighbour.session);
			this.#mesh.release(neighbour.session);
		});
		neighbour.on('misbehaved', () => {
			this.#outcasts.add(neighbour.session);
			if (neighbour.identity) this.#notify({ code: 'peer-misbehaved', name: neighbour.name });
		});
		neighbour.on('left', () => {
			this.#roster.drop(neighbour, { left: true });
			this.#doorway.forget(neighbour.session);
			this.#mesh.forget(neighbour.session);
			this.#refresh();
		});
		neighbour.on('closed', () => {
			this.#roster.drop(neighbour, { left: !this.#mesh.wants(neighbour.session) });
			this.#announcePresence();
			this.#refresh();
		});
		return neighbour;
	}

	#host(): Host {
		const { invite, key, document } = this.#parts;
		return {
			invite,
			session: key.id,
			certificate: this.#certificate,
			document,
			picture: this.#standing === 'joined' ? this.#parts.profile().picture : null,
			now: () => this.#scope.clock.now(),
			later: (delayMs, task) => void this.#scope.after(delayMs, task),
			isJoined: () => this.#standing === 'joined',
			refusalFor: (identity, joined, via) => this.#refusalFor(identity, joined && via === 'direct')
		};
	}

	#refusalFor(identity: IdentityId, comesIn: boolean): Refusal | null {
		if (!this.#state) return null;
		const entry = mayEnter(this.#state, identity);
		if (entry === 'banned' || entry === 'removed' || entry === 'locked') return entry;
		if (identity === this.#parts.identity.id || !comesIn) return null;
		return this.#roster.peopleExcept(identity) + 1 >= MESH_PEOPLE ? 'full' : null;
	}

	#welcome(neighbour: Neighbour): void {
		this.#refusals.delete(neighbour.session);
		if (neighbour.via === 'direct') {
			this.#roster.add(neighbour);
			this.#sound.trust(neighbour.session, neighbour.identity!);
			this.#doorway.neighbour(neighbour.session)?.close();
		}
		this.#routes.flush(neighbour);
		this.#announcePresence();
		this.#follow();
	}

	#takeSignal(signal: Signal, from: Neighbour): void {
		if (signal.to !== this.#parts.key.id) this.#routes.forward(signal, from);
		else if (this.#outcasts.has(signal.from)) return;
		else if (this.#standing === 'joined' && this.#mayStay()) this.#mesh.take(signal);
	}

	#refused(neighbour: Neighbour, code: Refusal): void {
		this.#refusals.set(neighbour.session, code);
		this.#mesh.forget(neighbour.session);
		this.#refresh();
	}

	/** A door that was full or locked may have opened. */
	#knockAgain(): void {
		for (const neighbour of this.#roster.expired()) neighbour.close();
		for (const [session, code] of this.#refusals)
			if (code === 'full' || code === 'locked') this.#refusals.delete(session);
		if (this.#standing === 'looking') this.#doorway.startPreview();
		for (const session of this.#known()) this.#want(session);
		this.#refresh();
	}

	/** New events are in the document: keep them, pass them on, follow what they mean. */
	#learn(events: readonly RoomEvent[]): void {
		const before = this.#state;
		this.#state = reduceRoom(this.#parts.invite.room, this.#parts.document.events);
		for (const neighbour of this.#everyNeighbour()) neighbour.tell(events);
		void this.#keep(events);
		if (this.#state) this.#notice(before, this.#state);
		this.#follow();
		if (!before && this.#state) this.#remember();
	}

	/** Makes links, sound and phase agree with the room's state. */
	#follow(): void {
		const state = this.#state;
		const me = this.#parts.identity.id;
		for (const { event } of state?.hands ?? [])
			if (!this.#handsSeenAt.has(event)) this.#handsSeenAt.set(event, this.#scope.clock.now());
		for (const neighbour of this.#everyNeighbour()) {
			const entry = state && neighbour.identity ? mayEnter(state, neighbour.identity) : 'yes';
			if (entry !== 'banned' && entry !== 'removed') continue;
			neighbour.refuse(entry);
		}
		this.#followSound();
		const person = state && personOf(state, me);
		if (!state || !isOnStage(state, me) || state.ended) this.#parts.microphone.release();
		else if (person?.muted) this.#parts.microphone.mute();
		if (this.#standing === 'joined' && !this.#mayStay()) {
			this.#parts.microphone.release();
			this.#disconnect();
		}
		this.#refresh();
	}

	#followSound(): void {
		this.#sound.follow(
			this.#state,
			(session) => this.#roster.neighbour(session)?.presence?.microphone ?? false
		);
	}

	/** Whether the room's own state lets this person be in it. */
	#mayStay(): boolean {
		if (!this.#state) return true;
		const access = personOf(this.#state, this.#parts.identity.id)?.access ?? 'in';
		return access === 'in';
	}

	#disconnect(): void {
		this.#mesh.forgetAll();
		for (const neighbour of this.#everyNeighbour()) neighbour.close();
	}

	#notice(before: RoomState | null, after: RoomState): void {
		const me = this.#parts.identity.id;
		const was = before && personOf(before, me);
		const is = personOf(after, me);
		if (!was || !is || this.#standing !== 'joined') return;
		const by = (type: string) => {
			const entry = after.log.findLast((act) => act.type === type && act.target === me);
			return (entry && personOf(after, entry.by)?.name) ?? '';
		};
		if (!was.muted && is.muted) this.#notify({ code: 'muted-by-moderator', by: by('mic.muted') });
		const demoted = roleOf(before, me) !== 'listener' && is.role === 'listener' && is.access === 'in';
		const last = after.log.findLast(({ type, target }) => type === 'role.revoked' && target === me);
		if (demoted && last?.by !== me) this.#notify({ code: 'moved-to-audience', by: by('role.revoked') });
		if (was.role !== 'cohost' && is.role === 'cohost') this.#notify({ code: 'made-cohost' });
	}

	#notify(notice: Notice): void {
		this.#notices = [...this.#notices.filter(({ code }) => code !== notice.code), notice];
		this.#refresh();
	}

	#dropNotices(...codes: Notice['code'][]): void {
		this.#notices = this.#notices.filter(({ code }) => !codes.includes(code));
		this.#refresh();
	}

	async #keep(events: readonly RoomEvent[]): Promise<void> {
		const saved = await this.#parts.store.saveEvents(this.#parts.invite.room, events.map(stored));
		if (!saved.ok) this.#notify({ code: saved.code });
		if (events.some(({ type }) => type === 'title.changed' || type === 'room.ended')) this.#remember();
	}

	/** Keeps the room among those this browser knows. */
	#remember(): void {
		const { invite, identity, store } = this.#parts;
		if (!this.#state || this.#joinedAt === null) return;
		void store.saveRoom({
			room: invite.room,
			code: inviteFragment(invite),
			title: this.#state.title,
			host: this.#state.host,
			hosted: this.#state.host === identity.id,
			ended: this.#state.ended,
			lastVisit: this.#scope.clock.now()
		});
	}

	#announcePresence(): void {
		if (this.#standing === 'left') return;
		const presence = {
			kind: 'presence' as const,
			counter: ++this.#counter,
			joined: this.#standing === 'joined',
			microphone: this.#parts.microphone.state === 'open',
			links: this.#roster.neighbours.filter(({ isJoined }) => isJoined).map(({ session }) => session)
		};
		for (const neighbour of this.#everyNeighbour()) if (neighbour.isReady) neighbour.send(presence);
	}

	#everyNeighbour(): Neighbour[] {
		return [...this.#roster.neighbours, ...this.#doorway.neighbours];
	}

	#phase(): Phase {
		const state = this.#state;
		const person = state && personOf(state, this.#parts.identity.id);
		if (this.#standing === 'left') return { name: 'left' };
		if (person && person.access !== 'in') return { name: person.access, reason: person.reason };
		if (state?.ended) return { name: 'ended' };
		if (this.#standing === 'elsewhere') return { name: 'elsewhere' };
		const refusal = this.#everyNeighbour().some(({ isReady }) => isReady)
			? undefined
			: [...this.#refusals.values()][0];
		if (refusal === 'banned' || refusal === 'removed') return { name: refusal, reason: '' };
		if (refusal === 'locked' || refusal === 'full') return { name: refusal };
		if (this.#standing === 'joined' && state) {
			const isAlone = this.#roster.neighbours.length === 0 && this.#roster.hasLost;
			return { name: isAlone ? 'reconnecting' : 'live' };
		}
		if (state) return { name: 'preview' };
		return { name: this.#parts.meeting.state === 'connected' ? 'waiting' : 'connecting' };
	}

	/** Makes a new view soon: many changes of one moment make one view. */
	#refresh(): void {
		if (this.#refreshing) return;
		this.#refreshing = true;
		queueMicrotask(() => {
			this.#refreshing = false;
			this.#view = this.#makeView();
			this.emit('changed', undefined);
		});
	}

	#makeView(): RoomView {
		const { identity, key, meeting, microphone, playback, profile } = this.#parts;
		const me: Present = {
			identity: identity.id,
			session: key.id,
			name: profile().name,
			picture: profile().picture,
			isMe: true,
			link: 'connected',
			microphone: microphone.state === 'open'
		};
		const isJoined = this.#standing === 'joined';
		const looked = [...this.#doorway.neighbours].filter(({ presence }) => presence?.joined);
		return viewOf({
			phase: this.#phase(),
			relay: meeting.state,
			state: this.#state,
			me,
			isJoined,
			countedElsewhere: isJoined
				? 0
				: Math.max(0, ...looked.map(({ presence }) => presence!.links.length + 1)),
			others: this.#roster.others(),
			microphone: microphone.state,
			volumes: this.#sound.volumes,
			handsSeenAt: this.#handsSeenAt,
			speaking: this.#sound.speaking,
			outputBlocked: isJoined && playback.isBlocked,
			joinedAt: this.#joinedAt,
			notices: this.#notices
		});
	}

	async #close(): Promise<void> {
		const { lock, invite, microphone, playback, meeting } = this.#parts;
		lock.release(invite.room);
		this.#disconnect();
		microphone.close();
		playback.close();
		this.#scope.close();
		await meeting.close();
		this.clear();
	}
}

function stored({ session, seq, raw }: RoomEvent) {
	return { session, seq, raw };
}
