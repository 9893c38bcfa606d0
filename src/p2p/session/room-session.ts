import type {
	CommandFault,
	MadeInvite,
	Notice,
	Profile,
	RoomSession,
	RoomSessionEvents,
	RoomView,
	ShownReaction
} from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import { Author } from '../document/author.ts';
import { certifySession } from '../identity/certificate.ts';
import type { Identity } from '../identity/identity.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type {
	MeetingPoint,
	Microphone,
	MicrophoneFault,
	OpenDirectLink,
	Playback,
	RoomLock,
	Store,
	Verifier
} from '../ports.ts';
import type { Command } from '../room/commands.ts';
import type { Certificate, RoomEvent } from '../room/events.ts';
import { commandEvents, mayDo } from '../room/permissions.ts';
import { isModerator, isOnStage, personOf } from '../room/selectors.ts';
import type { Reaction } from '../room/reactions.ts';
import type { RoomState } from '../room/state.ts';
import { parseBody, wireBody } from '../room/bodies.ts';
import type { Grant } from '../wire/grant.ts';
import { inviteFragment, type Invite } from '../wire/invite.ts';
import { makePass, passKey, signFollow } from '../wire/pass.ts';
import { Continuing } from './continuing.ts';
import { keptEvent, type CurrentDocument, type Left } from './current-document.ts';
import { grantOf } from './door.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { HandTimes } from './hand-times.ts';
import { lateActs } from './late-acts.ts';
import { LogTimes } from './log-times.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { newsFor } from './news.ts';
import { Petition } from './petition.ts';
import { phaseOf, type Standing } from './phase.ts';
import { StageSound } from './stage-sound.ts';
import { viewOf, type Present } from './view.ts';

/** How often presence is repeated; without any for 45 s a page counts as gone. */
const PRESENCE_EVERY_MS = 10_000;
/** Ten times a second: the ring follows the voice without a visible lag. */
const LEVELS_EVERY_MS = 100;
/** How long a reaction is shown. */
const REACTION_MS = 4_000;
/** Reactions shown at once: the tiles of a full mesh, several times over. */
const MAX_REACTIONS = 64;

/** Everything a room session is made of; `engine` puts it together. */
export interface RoomSessionParts {
	readonly scope: Scope;
	readonly random: Random;
	readonly identity: Identity;
	readonly key: SessionKey;
	readonly invite: Invite;
	readonly link: string;
	readonly current: CurrentDocument;
	/** Events of a document after which the host's page lets the room go on in a new one. */
	readonly recordAfter: number;
	readonly verifier: Verifier;
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
	readonly #neighbourhood: Neighbourhood;
	readonly #sound: StageSound;
	readonly #hands: HandTimes;
	readonly #times: LogTimes;
	readonly #doorkeeper: Doorkeeper;
	readonly #petition: Petition;
	#grant: Grant | null;
	#reactions: readonly ShownReaction[] = [];
	#notices: readonly Notice[] = [];
	#certificate: Certificate;
	/** The state that was followed last. */
	#known: RoomState | null;
	#author: Author | null = null;
	#standing: Standing = 'looking';
	#joinedAt: number | null = null;
	#view: RoomView;
	#refreshing = false;

	constructor(parts: RoomSessionParts) {
		super();
		this.#parts = parts;
		this.#scope = parts.scope;
		this.#certificate = parts.previewCertificate;
		this.#known = parts.current.state;
		this.link = parts.link;
		this.#grant = grantOf(parts.invite, parts.key.id);
		this.#neighbourhood = new Neighbourhood({
			...parts,
			me: parts.identity.id,
			certificate: () => this.#certificate,
			grant: () => this.#grant,
			picture: () => parts.profile().picture,
			isInside: () => this.#standing === 'joined'
		});
		this.#sound = new StageSound({
			me: parts.identity.id,
			microphone: parts.microphone,
			playback: parts.playback,
			volumes: parts.volumes
		});
		const { scope, identity, key, invite, store } = parts;
		this.#hands = new HandTimes(() => scope.clock.now());
		this.#times = new LogTimes(store, invite.room, () => scope.clock.now());
		void this.#times.load().then(() => this.#refresh());
		if (this.#state) this.#times.follow(this.#state);
		this.#doorkeeper = new Doorkeeper({
			scope,
			room: invite.room,
			me: identity.id,
			state: () => (this.#standing === 'joined' ? this.#state : null),
			admit: (admission) => void this.#author?.write('person.admitted', admission)
		});
		this.#petition = new Petition({
			scope,
			me: identity.id,
			session: key.id,
			state: () => this.#state,
			linked: () => this.#neighbourhood.people,
			ask: (moderator) => this.#neighbourhood.ask(moderator)
		});
		const continuing = new Continuing({
			...parts,
			me: identity.id,
			author: () => (this.#standing === 'joined' ? this.#author : null),
			certificate: () => this.#certificate
		});
		this.#neighbourhood.on('outdated', (continuation) => continuing.outdated(continuation));
		this.#view = this.#makeView();
		this.#listen();
	}

	get #state(): RoomState | null {
		return this.#parts.current.state;
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
		this.#neighbourhood.farewell();
		this.#refresh();
		await this.#close();
	}

	async act(command: Command): Promise<Result<void, CommandFault>> {
		if (this.#standing !== 'joined' || !this.#author || !this.#state) return fail('not-in-room');
		if (!mayDo(this.#state, this.#parts.identity.id, command)) return fail('not-allowed');
		if (!(await this.#petition.granted())) return fail('not-admitted');
		// The answer took a moment, in which things may have changed.
		if (!mayDo(this.#state, this.#parts.identity.id, command)) return fail('not-allowed');
		const drafts = commandEvents(this.#state, this.#parts.identity.id, command);
		if (!drafts.every(({ type, body }) => parseBody(type, wireBody(type, body)))) return fail('invalid');
		for (const { type, body } of drafts) {
			const naming = 'target' in body && body.target ? body.target : undefined;
			const written = await this.#author.write(type, body, naming ? { naming } : {});
			if (!written) return fail('not-allowed');
		}
		return ok(undefined);
	}

	async makeInvite(): Promise<Result<MadeInvite, CommandFault>> {
		const { identity, key, invite, random } = this.#parts;
		if (this.#standing !== 'joined' || !this.#author || !this.#state) return fail('not-in-room');
		if (!isModerator(this.#state, identity.id)) return fail('not-allowed');
		// Whoever checks the invite must know whose session made it.
		await this.#author.open();
		const pass = await makePass(key, random);
		const page = this.link.slice(0, this.link.indexOf('#') + 1);
		return ok({ link: page + inviteFragment({ ...invite, pass }), key: passKey(pass) });
	}

	async follow(): Promise<void> {
		const { identity, invite } = this.#parts;
		this.#grant = { kind: 'follow', signature: await signFollow(identity.sign, invite.room, identity.id) };
		this.#neighbourhood.knock();
	}

	react(reaction: Reaction): void {
		if (this.#standing !== 'joined') return;
		void this.#neighbourhood.express('reaction', reaction);
		this.#showReaction(this.#parts.identity.id, reaction);
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
		this.#neighbourhood.retryNow();
	}

	async #enter({ steal }: { readonly steal: boolean }): Promise<void> {
		if (this.#standing === 'joined' || this.#standing === 'left') return;
		const { lock, invite, playback, identity, key, current, profile } = this.#parts;
		// Before any await: the click that led here is what lets the browser play sound.
		void playback.unlock();
		const held = await lock.hold(invite.room, { steal, lost: () => this.#stepAside() });
		if (!held) return this.#stepAside();
		this.#certificate = await certifySession(identity, key.id, profile().name);
		this.#author = new Author(current.document, key, this.#certificate);
		this.#standing = 'joined';
		this.#joinedAt = this.#scope.clock.now();
		this.#neighbourhood.enter();
		this.#announcePresence();
		this.#follow();
		this.#remember();
	}

	/** Stops being in the room on this page because another tab has it. */
	#stepAside(): void {
		if (this.#standing === 'left') return;
		this.#standing = 'elsewhere';
		this.#parts.microphone.release();
		this.#neighbourhood.disconnect();
		this.#refresh();
	}

	#listen(): void {
		const { scope, current, meeting, microphone, playback } = this.#parts;
		scope.add(() => current.close());
		current.on('admitted', (events) => this.#learn(events));
		current.on('moved', (left) => void this.#move(left));
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
		const neighbourhood = this.#neighbourhood;
		neighbourhood.on('started', (link) => this.#sound.prepare(link));
		neighbourhood.on('welcomed', ({ via, session, identity }) => {
			if (via === 'direct' && identity) this.#sound.trust(session, identity);
			this.#announcePresence();
			this.#follow();
			// What was brought to the door is shown to a moderator at once: an invite counts for its first bringer.
			if (this.#grant && this.#standing === 'joined') void this.#petition.granted();
		});
		neighbourhood.on('asked', ({ identity, session, grant }) => {
			if (identity) this.#doorkeeper.asked({ identity, session, grant });
		});
		neighbourhood.on('reacted', ({ identity, reaction }) => this.#showReaction(identity, reaction));
		neighbourhood.on('turnedAway', (session) => this.#sound.distrust(session));
		neighbourhood.on('misbehaved', ({ name }) => this.#notify({ code: 'peer-misbehaved', name }));
		neighbourhood.on('parted', () => this.#announcePresence());
		neighbourhood.on('changed', () => {
			this.#followSound();
			this.#refresh();
		});
		scope.every(PRESENCE_EVERY_MS, () => this.#announcePresence());
		scope.every(LEVELS_EVERY_MS, () => {
			if (this.#standing === 'joined') this.#sound.measure(scope.clock.now());
		});
	}

	/** New events are in the document: keep them, pass them on, follow what they mean. */
	#learn(events: readonly RoomEvent[]): void {
		if (this.#state) this.#times.follow(this.#state);
		this.#neighbourhood.tell(events);
		void this.#keep(events);
		this.#understand();
	}

	/** The room goes on in another document: what this page had to say and the record leaves out is said again. */
	async #move(left: Left): Promise<void> {
		const { current, identity, key, store } = this.#parts;
		const { continuation, document, state } = current;
		const before = this.#author;
		if (before) this.#author = new Author(document, key, this.#certificate);
		if (state) this.#times.skip(state);
		if (state && left.state) this.#hands.move(left.state, state);
		this.#understand();
		const saved = await current.keepAll(store);
		if (!saved.ok) this.#notify({ code: saved.code });
		// What was just being signed went into the document that was left.
		await before?.settled();
		if (!state || !continuation || current.document !== document) return;
		if (isModerator(state, identity.id)) await this.#author?.open();
		for (const command of lateActs(left, continuation, { identity: identity.id, session: key.id, state }))
			await this.act(command);
	}

	/** Tells this person what became of them, and follows it. */
	#understand(): void {
		const before = this.#known;
		this.#known = this.#state;
		this.#petition.stateChanged();
		if (this.#state && this.#standing === 'joined')
			for (const notice of newsFor(this.#parts.identity.id, before, this.#state)) this.#notify(notice);
		this.#follow();
		if (!before && this.#state) this.#remember();
	}

	/** Makes links, sound and phase agree with the room's state. */
	#follow(): void {
		const state = this.#state;
		const me = this.#parts.identity.id;
		if (state) this.#hands.follow(state);
		this.#neighbourhood.enforce(state);
		this.#followSound();
		const person = state && personOf(state, me);
		if (!state || !isOnStage(state, me) || state.ended) this.#parts.microphone.release();
		else if (person?.muted) this.#parts.microphone.mute();
		if (this.#standing === 'joined' && person && person.access !== 'in') this.#goOut();
		this.#refresh();
	}

	/** Removed or banned: out at once, and looking from outside, so that being let back in is seen. */
	#goOut(): void {
		const { microphone, lock, invite } = this.#parts;
		this.#standing = 'looking';
		this.#joinedAt = null;
		microphone.release();
		lock.release(invite.room);
		this.#neighbourhood.disconnect();
		this.#neighbourhood.look();
	}

	#followSound(): void {
		this.#sound.follow(this.#state, (session) => this.#neighbourhood.isSending(session));
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
		const saved = await this.#parts.store.saveEvents(this.#parts.invite.room, events.map(keptEvent));
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
		this.#neighbourhood.announcePresence({ microphone: this.#parts.microphone.state === 'open' });
	}

	/** Shows a reaction for as long as it lasts. */
	#showReaction(identity: IdentityId, reaction: Reaction): void {
		const shown = { identity, reaction, at: this.#scope.clock.now() };
		this.#reactions = [...this.#reactions, shown].slice(-MAX_REACTIONS);
		this.#refresh();
		this.#scope.after(REACTION_MS, () => {
			this.#reactions = this.#reactions.filter((other) => other !== shown);
			this.#refresh();
		});
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
		const neighbourhood = this.#neighbourhood;
		return viewOf({
			phase: phaseOf({
				standing: this.#standing,
				me: identity.id,
				state: this.#state,
				refusal: neighbourhood.refusal,
				isCutOff: neighbourhood.isCutOff,
				relay: meeting.state
			}),
			relay: meeting.state,
			state: this.#state,
			me,
			isJoined,
			countedElsewhere: isJoined ? 0 : neighbourhood.countedElsewhere,
			others: neighbourhood.others(),
			microphone: microphone.state,
			volumes: this.#sound.volumes,
			handsSeenAt: this.#hands.times,
			seenAt: this.#times.times,
			refused: neighbourhood.refused,
			reactions: this.#reactions,
			speaking: this.#sound.speaking,
			outputBlocked: isJoined && playback.isBlocked,
			joinedAt: this.#joinedAt,
			notices: this.#notices
		});
	}

	async #close(): Promise<void> {
		const { lock, invite, microphone, playback, meeting } = this.#parts;
		lock.release(invite.room);
		this.#neighbourhood.disconnect();
		microphone.close();
		playback.close();
		this.#scope.close();
		await meeting.close();
		this.clear();
	}
}
