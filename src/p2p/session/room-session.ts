import type {
	AnnouncedTo,
	CommandFault,
	MadeInvite,
	Notice,
	PathView,
	RoomCaptions,
	RoomSession,
	RoomSessionEvents,
	RoomTickets,
	RoomView
} from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import { fail, type Result } from '../base/result.ts';
import type { MicrophoneFault, RecordingFault } from '../ports.ts';
import type { Command } from '../room/commands.ts';
import type { KeptMinutes, RoomEvent } from '../room/events.ts';
import { isModerator, isOnStage, leaderOf, mayWrite, outReason, personOf } from '../room/selectors.ts';
import type { Reaction } from '../room/reactions.ts';
import type { Rsvp } from '../room/timing.ts';
import type { RoomState } from '../room/state.ts';
import type { Grant } from '../wire/grant.ts';
import { signFollow } from '../wire/pass.ts';
import { Announcing } from './announcing.ts';
import { AnnouncingPlan } from './announcing-plan.ts';
import { Answering } from './answering.ts';
import { Attendance } from './attendance.ts';
import { Authorship } from './authorship.ts';
import { Captions } from './captions.ts';
import { CommonCommunities } from './common-communities.ts';
import { Correspondence } from './correspondence.ts';
import type { Left } from './current-document.ts';
import { grantOf } from './door.ts';
import { Epochs } from './epochs.ts';
import { HandingPlans } from './handing-plans.ts';
import { InCommunity } from './in-community.ts';
import { Keeping } from './keeping.ts';
import { KeepingOut } from './keeping-out.ts';
import { KeyNotices } from './key-notices.ts';
import { LastMinutes } from './last-minutes.ts';
import { Lobby, isWaiting } from './lobby.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { newsFor } from './news.ts';
import { RoomRecording } from './room-recording.ts';
import { Screen } from './screen.ts';
import type { RoomSessionParts } from './session-parts.ts';
import { SpokenCaptions } from './spoken-captions.ts';
import { StageSound } from './stage-sound.ts';
import { Tickets } from './tickets/tickets.ts';
import { LargeRoom } from './tree/large-room.ts';
import { PacketSound } from './tree/packet-sound.ts';
import { pathViewOf } from './tree/path-view.ts';

/** How often presence is repeated; without any for 45 s a page counts as gone. */
const PRESENCE_EVERY_MS = 10_000;
/** Whoever waits to answer looks through one more page this often, until it is a moderator's. */
const LOOK_FURTHER_EVERY_MS = 2_000;
/** Links stay this long after a scheduled room was closed: the word of it is on its way to others over them. */
const CLOSING_MS = 2_000;
/** Ten times a second: the ring follows the voice without a visible lag. */
const LEVELS_EVERY_MS = 100;

/**
 * One room as this page lives in it: joins document, doorway, mesh and sound, and turns what they say
 * into one view. It decides nothing about authority; `room/` does.
 */
export class LiveRoomSession extends Emitter<RoomSessionEvents> implements RoomSession {
	readonly link: string;
	readonly captions: RoomCaptions;
	readonly tickets: RoomTickets;
	readonly #parts: RoomSessionParts;
	readonly #neighbourhood: Neighbourhood;
	readonly #sound: StageSound;
	readonly #packets: PacketSound;
	readonly #large: LargeRoom;
	readonly #screen: Screen;
	readonly #attendance: Attendance;
	readonly #authorship: Authorship;
	readonly #keeping: Keeping;
	readonly #keepingOut: KeepingOut;
	readonly #epochs: Epochs;
	readonly #recording: RoomRecording;
	readonly #lastMinutes: LastMinutes;
	readonly #captions: Captions;
	readonly #correspondence: Correspondence;
	readonly #announcing: Announcing;
	readonly #announcingPlan: AnnouncingPlan;
	readonly #lobby: Lobby;
	readonly #answering: Answering;
	readonly #community: InCommunity;
	readonly #common: CommonCommunities | null;
	readonly #handing: HandingPlans | null;
	readonly #tickets: Tickets;
	#grant: Grant | null;
	/** The state that was followed last. */
	#known: RoomState | null;

	constructor(parts: RoomSessionParts) {
		super();
		this.#parts = parts;
		this.#known = parts.current.state;
		this.link = parts.link;
		this.#grant = grantOf(parts.invite, parts.key.id);
		const me = parts.identity.id;
		this.#attendance = new Attendance({ ...parts, name: () => parts.profile().name });
		this.#community = new InCommunity({
			room: parts.invite.room,
			me,
			state: () => this.#state,
			communities: parts.communities ?? null
		});
		this.#keepingOut = new KeepingOut({
			me,
			banOf: (identity) => this.#community.banOf(identity),
			blocks: parts.blocks,
			state: () => this.#state,
			isInside: () => this.#attendance.isInside,
			act: (command) => this.act(command)
		});
		this.#neighbourhood = new Neighbourhood({
			...parts,
			me,
			certificate: () => this.#attendance.certificate,
			grant: () => this.#grant,
			picture: () => parts.profile().picture,
			isInside: () => this.#attendance.isInside,
			mayGrow: () => this.#large.mayGrow,
			overTree: (signal) => this.#large.carry(signal),
			takeLetter: (letter) => this.#correspondence.take(letter),
			takeCatchUp: (word) => this.#lastMinutes.take(word),
			keepsOut: (identity) => this.#keepingOut.holds(identity),
			takeTicket: (word) => this.#tickets.take(word),
			wantsNames: () => parts.blocks.known.size > 0 || (this.#tickets?.seeksHost ?? false)
		});
		this.#large = new LargeRoom({
			...parts,
			me,
			room: parts.invite.room,
			state: () => this.#state,
			certificate: () => this.#attendance.certificate,
			grant: () => this.#grant,
			picture: () => parts.profile().picture,
			isInside: () => this.#attendance.isInside,
			isMicrophoneOpen: () => parts.microphone.state === 'open',
			ways: this.#neighbourhood
		});
		this.#epochs = new Epochs({
			...parts,
			me,
			room: parts.invite.room,
			certificate: () => this.#attendance.certificate,
			isInside: () => this.#attendance.isInside,
			ways: this.#neighbourhood,
			apply: (epochs) => {
				parts.path.setEpochs(epochs);
				parts.tracks.setEpochs(epochs);
			}
		});
		this.#packets = new PacketSound({ ...parts, me });
		this.#sound = new StageSound({ ...parts, me, packets: this.#packets });
		this.#screen = new Screen({
			parts,
			attendance: this.#attendance,
			neighbourhood: this.#neighbourhood,
			large: this.#large,
			sound: this.#sound,
			epochs: this.#epochs,
			// The first view is made before there is anything to record with.
			recording: () => this.#recording?.view ?? null,
			lastMinutes: () => this.#lastMinutes?.view ?? null,
			announced: () => this.#announcing?.view ?? null,
			community: () => this.#community.mark,
			rsvp: () => this.#answering?.kept ?? null,
			tickets: () =>
				this.#tickets?.view ?? {
					wish: null,
					orders: [],
					ecash: [],
					wallet: 'none'
				}
		});
		this.#recording = new RoomRecording({
			...parts,
			me,
			session: parts.key.id,
			room: parts.invite.room,
			state: () => this.#state,
			isInside: () => this.#attendance.isInside,
			isHere: (session) => this.#presentAs(session) !== null,
			voices: () => this.#sound.voices,
			speaking: () => this.#sound.speaking,
			act: (command) => this.act(command),
			notices: this.#screen.notices,
			changed: () => this.#screen.refresh()
		});
		this.#lastMinutes = new LastMinutes({
			...parts,
			me,
			room: parts.invite.room,
			state: () => this.#state,
			isInside: () => this.#attendance.isInside,
			isHere: (session) => this.#presentAs(session) !== null,
			voices: () => this.#sound.voices,
			ownerOf: (session) => {
				const neighbour = this.#neighbourhood.neighbour(session);
				return neighbour?.isJoined ? neighbour.identity : this.#large.memberOf(session);
			},
			act: (command) => this.act(command),
			post: (word) => this.#neighbourhood.post(word),
			hush: (isHushed) => {
				this.#sound.hush(isHushed);
				this.#followSound();
			},
			failed: (code) => this.#screen.notices.add({ code }),
			changed: () => this.#screen.refresh()
		});
		this.#announcing = new Announcing({
			...parts,
			name: () => parts.profile().name,
			state: () => this.#state,
			isInside: () => this.#attendance.isInside,
			inside: () => this.view.count,
			changed: () => {
				this.#announcingPlan?.follow();
				this.#screen.refresh();
			}
		});
		this.#announcingPlan = new AnnouncingPlan({
			...parts,
			name: () => parts.profile().name,
			state: () => this.#state,
			to: () => this.#announcing.view?.to ?? 'nobody'
		});
		this.tickets = this.#tickets = new Tickets({
			...parts,
			room: parts.invite.room,
			name: () => parts.profile().name,
			state: () => this.#state,
			isInside: () => this.#attendance.isInside || this.#lobby.isOpen,
			sessions: () => [
				...this.#neighbourhood.sessions,
				...this.#large.others().map(({ session }) => session)
			],
			identityOf: (session) => this.#neighbourhood.identityOf(session),
			act: (command) => this.act(command),
			post: (word) => this.#neighbourhood.bring(word),
			seek: () => {
				if (this.#attendance.standing === 'looking') this.#neighbourhood.look();
			},
			changed: () => this.#screen.refresh()
		});
		this.#keeping = new Keeping({
			...parts,
			me,
			now: () => parts.scope.clock.now(),
			isVisit: () => this.#attendance.joinedAt !== null || this.#isExpected,
			failed: (notice) => this.#screen.notices.add(notice)
		});
		this.#authorship = new Authorship({
			...parts,
			me,
			isInside: () => this.#attendance.isInside || this.#lobby.isOpen,
			linked: () => new Set([...this.#neighbourhood.people, ...this.#large.reachable]),
			ask: (moderator) => {
				if (this.#neighbourhood.people.has(moderator)) this.#neighbourhood.ask(moderator);
				else this.#large.ask();
			}
		});
		this.#lobby = new Lobby({
			...parts,
			name: () => parts.profile().name,
			standing: () => this.#attendance.standing,
			state: () => this.#state,
			hasSigned: () => parts.current.document.feed(parts.key.id).length > 0,
			begin: (certificate) => this.#authorship.begin(certificate),
			attend: (isAttending) => this.#neighbourhood.attend(isAttending)
		});
		this.#answering = new Answering({
			...parts,
			room: parts.invite.room,
			mayDeliver: () => this.#mayBeLetWrite,
			sign: (rsvp) => this.act({ do: 'rsvp', ...rsvp }),
			changed: () => {
				this.#keeping.remember();
				this.#screen.refresh();
			}
		});
		this.#captions = new Captions({
			...parts,
			me,
			room: parts.invite.room,
			state: () => this.#state,
			isInside: () => this.#attendance.isInside,
			identityOf: (session) => this.#neighbourhood.identityOf(session),
			neighbours: () => this.#neighbourhood.neighbours,
			isParent: (session) => this.#large.seating.parents.some((parents) => parents.includes(session)),
			isChild: (session) => this.#large.children.some((children) => children.includes(session)),
			isBlocked: (identity) => parts.blocks.known.has(identity)
		});
		this.#captions.on('finished', (line) => this.#recording.said(line));
		this.captions = new SpokenCaptions({ ...parts, captions: this.#captions });
		this.#correspondence = new Correspondence({
			...parts,
			room: parts.invite.room,
			certificate: () => this.#attendance.certificate,
			isInside: () => this.#attendance.isInside,
			present: () => [...this.#neighbourhood.others(), ...this.#large.others()],
			identityOf: (session) => this.#neighbourhood.identityOf(session),
			post: (letter) => this.#neighbourhood.post(letter)
		});
		this.#common = parts.communities
			? new CommonCommunities({
					...parts,
					communities: parts.communities,
					me: parts.key.id,
					isInside: () => this.#attendance.isInside,
					neighbours: () => this.#neighbourhood.neighbours,
					refuse: (code, from) => this.#neighbourhood.refuse(code, from)
				})
			: null;
		this.#handing = parts.plans
			? new HandingPlans({
					scope: parts.scope,
					carried: parts.plans,
					isInside: () => this.#attendance.isInside,
					neighbours: () => this.#neighbourhood.neighbours,
					refuse: (code, from) => this.#neighbourhood.refuse(code, from)
				})
			: null;
		this.#listenHere();
		this.#listenToOthers();
		this.#lobby.follow();
		void this.#answering.load();
	}

	get #hasLeft(): boolean {
		return this.#attendance.standing === 'left';
	}

	get #state(): RoomState | null {
		return this.#parts.current.state;
	}

	get view(): RoomView {
		return this.#screen.view;
	}

	async join(): Promise<void> {
		return this.#comeIn({ steal: false });
	}

	async takeOver(): Promise<void> {
		return this.#comeIn({ steal: true });
	}

	/** Keeps the room among those this browser knows, if it is a scheduled one of this person's. */
	keep(): void {
		this.#keeping.remember();
	}

	async leave(): Promise<void> {
		if (this.#hasLeft) return;
		// First of all: a page that is closed at once has only this moment.
		this.#announcing.end();
		// Whatever is recorded becomes whole, and the others are told, while there are links to tell them by.
		const kept = [this.#recording.leave(), this.#lastMinutes.leave()].filter((told) => told !== null);
		if (kept.length > 0) await Promise.all(kept);
		if (this.#hasLeft) return;
		this.#attendance.leave();
		this.#large.leave();
		this.#neighbourhood.farewell();
		this.#screen.refresh();
		const { scope, microphone, playback, path, meeting } = this.#parts;
		this.#attendance.close();
		this.#neighbourhood.disconnect();
		microphone.close();
		playback.close();
		path.close();
		scope.close();
		await meeting.close();
		this.clear();
	}

	async act(command: Command): Promise<Result<void, CommandFault>> {
		if (!this.#community.allows(command)) return fail('not-allowed');
		if (this.#lobby.isOpen) await this.#lobby.prepare();
		return this.#authorship.act(command);
	}

	makeInvite(): Promise<Result<MadeInvite, CommandFault>> {
		return this.#authorship.makeInvite();
	}

	async follow(): Promise<void> {
		const { identity, invite } = this.#parts;
		this.#grant = { kind: 'follow', signature: await signFollow(identity.sign, invite.room, identity.id) };
		this.#neighbourhood.knock();
	}

	answer(rsvp: Rsvp): Promise<void> {
		return this.#answering.give(rsvp);
	}

	announce(to: AnnouncedTo): void {
		this.#announcing.choose(to);
		this.#announcingPlan.follow();
	}

	react(reaction: Reaction): void {
		if (!this.#attendance.isInside) return;
		if (!this.#large.react(reaction)) void this.#neighbourhood.express('reaction', reaction);
		this.#screen.reactions.show(this.#parts.identity.id, reaction);
	}

	startRecording(options: {
		readonly ownVoice: boolean;
	}): Promise<Result<void, RecordingFault | CommandFault>> {
		return this.#recording.start(options);
	}

	stopRecording(): Promise<Result<void, CommandFault>> {
		return this.#recording.stop();
	}

	keepMinutes(minutes: KeptMinutes): Promise<Result<void, RecordingFault | CommandFault>> {
		return this.#lastMinutes.keep(minutes);
	}

	catchUp(): void {
		this.#lastMinutes.catchUp();
	}

	goLive(): void {
		this.#lastMinutes.goLive();
	}

	agreeToRecording(options: { readonly ownVoice: boolean }): Promise<Result<void, CommandFault>> {
		return this.#recording.agree(options);
	}

	async openMicrophone(): Promise<Result<void, MicrophoneFault | 'not-agreed'>> {
		const me = this.#parts.identity.id;
		if (!this.#attendance.isInside || !this.#state || !isOnStage(this.#state, me))
			return fail('not-on-stage');
		if (this.#recording.asksMe) return fail('not-agreed');
		const opened = await this.#parts.microphone.open();
		if (opened.ok && personOf(this.#state, me)?.muted) await this.act({ do: 'unmute-myself' });
		if (opened.ok) this.#screen.notices.drop('muted-by-moderator', 'talking-while-muted', 'microphone-lost');
		return opened;
	}

	closeMicrophone(): void {
		this.#parts.microphone.mute();
	}

	setVolume(identity: IdentityId, volume: number): void {
		this.#parts.volumes.choose(identity, volume);
		this.#followVolume(identity);
	}

	muteForMe(identity: IdentityId, isMuted: boolean): void {
		this.#parts.volumes.mute(identity, isMuted);
		this.#followVolume(identity);
	}

	levelOf(identity: IdentityId): number {
		return this.#sound.levelOf(identity);
	}

	path(): PathView {
		const { giving } = this.#parts;
		return pathViewOf({ large: this.#large, ways: this.#neighbourhood, giving });
	}

	async unlockOutput(): Promise<void> {
		await Promise.all([this.#parts.playback.unlock(), this.#parts.path.unlock()]);
	}

	dismiss(code: Notice['code']): void {
		this.#screen.notices.drop(code);
	}

	networkChanged(): void {
		this.#neighbourhood.retryNow();
	}

	#comeIn(how: { readonly steal: boolean }): Promise<void> {
		const { isInside, standing } = this.#attendance;
		if (isInside || standing === 'left' || isWaiting(this.#state)) return Promise.resolve();
		// Before any await: the click that led here is what lets the browser play sound.
		void this.unlockOutput();
		return this.#attendance.enter(how);
	}

	/** Takes in what this browser, its devices and the relay tell. */
	#listenHere(): void {
		const { scope, current, meeting, microphone, playback, path, tracks, blocks } = this.#parts;
		const { notices } = this.#screen;
		const refresh = () => this.#screen.refresh();
		this.#screen.on('changed', () => {
			this.#keepOut();
			this.#correspondence.look();
			this.#tickets.look();
			this.emit('changed', undefined);
		});
		this.#attendance.on('entered', () => this.#enter());
		this.#attendance.on('steppedAside', () => this.#stepAside());
		scope.add(() => current.close());
		current.on('admitted', (events) => this.#learn(events));
		current.on('moved', (left) => void this.#move(left));
		scope.add(
			meeting.on('stateChanged', (state) => {
				if (state === 'connected' && this.#attendance.isInside) this.#announcePresence();
				refresh();
			})
		);
		scope.add(playback.on('blockedChanged', refresh));
		scope.add(path.on('blockedChanged', refresh));
		scope.add(tracks.on('changed', () => this.#followSound()));
		scope.add(blocks.on('changed', () => this.#followBlocks()));
		if (this.#parts.communities) scope.add(this.#parts.communities.on('changed', refresh));
		this.#epochs.on('changed', refresh);
		this.#epochs.look();
		new KeyNotices({
			scope,
			isInside: () => this.#attendance.isInside,
			isHeld: () => this.#epochs.isHeld,
			view: () => this.view,
			add: (notice) => notices.add(notice),
			drop: (...codes) => notices.drop(...codes)
		});
		scope.add(
			microphone.on('changed', () => {
				this.#followRecordings();
				this.#announcePresence();
				refresh();
			})
		);
		scope.add(microphone.on('lost', () => notices.add({ code: 'microphone-lost' })));
		scope.add(
			microphone.on('switched', ({ device }) => notices.add({ code: 'microphone-switched', device }))
		);
		scope.add(
			microphone.on('noiseModel', ({ isMissing }) =>
				isMissing ? notices.add({ code: 'noise-model-missing' }) : notices.drop('noise-model-missing')
			)
		);
		scope.add(microphone.on('talkingWhileMuted', () => notices.add({ code: 'talking-while-muted' })));
		this.#sound.on('speakingChanged', () => {
			this.#followRecordings();
			refresh();
		});
		this.#sound.on('turnsChanged', refresh);
		scope.every(PRESENCE_EVERY_MS, () => this.#announcePresence());
		scope.every(LOOK_FURTHER_EVERY_MS, () => {
			const isAwaited = this.#answering.isWaiting || this.#tickets.seeksHost;
			if (this.#lobby.isOpen && isAwaited) this.#neighbourhood.lookFurther();
		});
		scope.every(LEVELS_EVERY_MS, () => {
			if (this.#attendance.isInside) this.#sound.measure(scope.clock.now());
		});
	}

	/** Bans who is here and is to be kept out; as whoever leads also those whom the room's community bans, before they come. */
	#keepOut(): void {
		const { blockedHere, stage, audience, leader } = this.view;
		for (const { identity } of [...blockedHere, ...stage, ...audience]) this.#keepingOut.meet(identity);
		if (leader !== this.#parts.identity.id) return;
		for (const identity of this.#community.banned) this.#keepingOut.meet(identity);
	}

	/** Takes in what the other pages tell. */
	#listenToOthers(): void {
		const neighbourhood = this.#neighbourhood;
		const { notices, reactions } = this.#screen;
		neighbourhood.on('started', (link) => {
			this.#sound.prepare(link);
			// In this very task: a browser hands a channel to a worker only before it is used.
			this.#parts.path.attach(link.peer, link.frames);
		});
		neighbourhood.on('welcomed', (neighbour) => {
			const { via, session, identity } = neighbour;
			if (via === 'direct' && identity) this.#sound.trust(session, identity);
			this.#large.welcomed(neighbour);
			this.#captions.greet();
			this.#common?.look();
			this.#handing?.look();
			this.#announcePresence();
			this.#follow();
			// What was brought to the door is shown to a moderator at once: an invite counts for its first bringer.
			if (this.#grant) this.#authorship.petition();
			this.#answering.look();
		});
		neighbourhood.on('asked', ({ identity, session, grant }) => {
			if (identity) this.#authorship.asked({ identity, session, grant });
		});
		neighbourhood.on('outdated', (continuation) => this.#authorship.outdated(continuation));
		neighbourhood.on('reacted', ({ identity, reaction }) => reactions.show(identity, reaction));
		neighbourhood.on('turnedAway', ({ session, identity, isJoined }) => {
			this.#sound.distrust(session);
			// Others let in whom only the host blocks; whoever merely looked is not worth a ban.
			if (identity && isJoined) this.#keepingOut.meet(identity);
		});
		neighbourhood.on('misbehaved', ({ name }) => notices.add({ code: 'peer-misbehaved', name }));
		neighbourhood.on('parted', ({ session, left }) => {
			this.#large.parted(session, { left });
			this.#announcePresence();
		});
		neighbourhood.on('tree', ({ message, from }) => {
			if (!this.#large.take(message, from)) from.expel('tree-forged');
		});
		neighbourhood.on('epoch', ({ epoch, from }) => {
			if (!this.#epochs.take(epoch, from)) from.expel('epoch-forged');
		});
		neighbourhood.on('plans', ({ plans, from }) => this.#handing?.take(plans, from));
		neighbourhood.on('community', ({ message, from }) => this.#common?.take(message, from));
		neighbourhood.on('caption', ({ caption, from }) => {
			const fault = this.#captions.take(caption, from);
			if (fault && fault !== 'caption-forged') neighbourhood.refuse(fault, from);
		});
		this.#large.on('changed', () => {
			this.#followTree();
			this.#captions.greet();
		});
		// Nobody is blamed for a forged one: whoever brought it could not know.
		this.#large.on('signalled', ({ signal, back }) => {
			neighbourhood.takeSignal(signal, (answer) => this.#large.carry(answer, back));
		});
		this.#large.on('replanned', () => neighbourhood.redial());
		this.#large.on('strained', () => {
			this.#announcePresence();
			if (this.#large.isStrained && !this.#large.isListening) notices.add({ code: 'weak-line' });
			else notices.drop('weak-line');
		});
		this.#large.on('noticed', (code) => notices.add({ code }));
		this.#large.on('asked', (caller) => this.#authorship.asked(caller));
		this.#packets.on('changed', () => this.#followSound());
		neighbourhood.on('changed', () => {
			this.#epochs.look();
			this.#followSound();
			this.#screen.refresh();
		});
	}

	/** Whether what this page signs counts, or a page is here that could let it. */
	get #mayBeLetWrite(): boolean {
		const { state } = this.#parts.current;
		const { identity, key } = this.#parts;
		if (!state || !(this.#lobby.isOpen || this.#attendance.isInside)) return false;
		const here = new Set([...this.#neighbourhood.people, ...this.#large.reachable]);
		return mayWrite(state, identity.id, key.id) || leaderOf(state, here) !== null;
	}

	/** Whether a scheduled room is one that this person holds, or answered about. */
	get #isExpected(): boolean {
		const state = this.#state;
		if (!state?.schedule) return false;
		return isModerator(state, this.#parts.identity.id) || this.#answering.kept !== null;
	}

	/** In the room: reaches everybody, and signs from now on. */
	#enter(): void {
		this.#screen.chat.enter();
		this.#recording.entered();
		this.#authorship.begin(this.#attendance.certificate);
		this.#followTree();
		this.#lobby.follow();
		this.#neighbourhood.enter();
		this.#announcePresence();
		this.#follow();
		this.#keeping.remember();
	}

	/** Another tab has the room. */
	#stepAside(): void {
		this.#parts.microphone.release();
		this.#followRecordings();
		this.#announcing.follow();
		this.#announcingPlan.follow();
		this.#neighbourhood.disconnect();
		this.#screen.refresh();
	}

	/** New events are in the document: keep them, pass them on, follow what they mean. */
	#learn(events: readonly RoomEvent[]): void {
		if (this.#state) this.#screen.learn(this.#state);
		this.#neighbourhood.tell(events);
		void this.#keeping.keep(events);
		this.#understand();
	}

	/** The room goes on in another document: what this page had to say and the record leaves out is said again. */
	async #move(left: Left): Promise<void> {
		const { state } = this.#parts.current;
		const sayAgain = this.#authorship.moved(left);
		if (state) this.#screen.move(left.state, state);
		this.#understand();
		await this.#keeping.keepDocument();
		await sayAgain();
	}

	/** Tells this person what became of them, and follows it. */
	#understand(): void {
		const before = this.#known;
		this.#known = this.#state;
		this.#authorship.stateChanged();
		if (this.#state && this.#attendance.isInside)
			for (const notice of newsFor(this.#parts.identity.id, before, this.#state))
				this.#screen.notices.add(notice);
		this.#follow();
		const isMine = (state: RoomState) => isModerator(state, this.#parts.identity.id);
		if (this.#state && (!before || isMine(before) !== isMine(this.#state))) this.#keeping.remember();
		this.#answering.look();
	}

	/** Makes links, sound and phase agree with the room's state. */
	#follow(): void {
		const state = this.#state;
		const me = this.#parts.identity.id;
		if (state) this.#screen.hands.follow(state);
		this.#neighbourhood.enforce();
		this.#followTree();
		const person = state && personOf(state, me);
		if (!state || !isOnStage(state, me) || state.ended) this.#parts.microphone.release();
		else if (person?.muted) this.#parts.microphone.mute();
		if (this.#attendance.isInside && state && outReason(state, me)) this.#goOut();
		else if (this.#attendance.isInside && isWaiting(state)) this.#closeDown();
		this.#lobby.follow();
		this.#community.follow();
		this.#followRecordings();
		this.#announcing.follow();
		this.#announcingPlan.follow();
		this.#epochs.look();
		this.#screen.refresh();
	}

	/** Removed, banned, or without the ticket that the door asks for: out at once, and looking from outside, so that being let back in is seen. */
	#goOut(): void {
		this.#parts.microphone.release();
		this.#attendance.lookAgain();
		this.#neighbourhood.disconnect();
		this.#neighbourhood.look();
	}

	/** This time of a scheduled room is over: back to waiting, once whoever is linked has heard of it. */
	#closeDown(): void {
		this.#parts.microphone.release();
		this.#attendance.lookAgain();
		this.#announcePresence();
		this.#parts.scope.after(CLOSING_MS, () => {
			if (this.#attendance.isInside) return;
			this.#neighbourhood.disconnect();
			this.#neighbourhood.look();
		});
	}

	/** Whose page in the room a session is; null if it is not here, as far as this page knows. */
	#presentAs(session: SessionId): IdentityId | null {
		const here = [...this.#neighbourhood.others(), ...this.#large.others()];
		const found = here.find((one) => one.session === session && one.link === 'connected');
		return found?.identity ?? null;
	}

	/** Makes what is written and what is kept agree with the room. */
	#followRecordings(): void {
		this.#recording.follow();
		this.#lastMinutes.follow();
	}

	/** Makes links and sound agree with the audience tree. */
	#followTree(): void {
		const { large, state } = { large: this.#large, state: this.#state };
		this.#neighbourhood.keepTo(large.needed, { isFindable: large.isFindable });
		this.#followSound();
		// Listeners know whose packets are whose by the speakers' feeds.
		const isSpeaker = state !== null && isOnStage(state, this.#parts.identity.id);
		if (large.paths === 'tree' && isSpeaker && this.#attendance.isInside) this.#authorship.beKnown();
		this.#screen.refresh();
	}

	#followVolume(identity: IdentityId): void {
		this.#sound.followVolume(identity);
		this.#followSound();
		this.#screen.refresh();
	}

	#followSound(): void {
		this.#packets.follow(this.#state, this.#large.packetPlace, (identity) =>
			this.#sound.loudnessOf(identity)
		);
		this.#sound.follow(this.#state, (session) => this.#neighbourhood.isSending(session));
		this.#followRecordings();
	}

	/** Whom this person blocks changed: nobody of them is heard, and before joining they are looked for. */
	#followBlocks(): void {
		this.#sound.blocksChanged();
		this.#followSound();
		if (!this.#attendance.isInside && this.#attendance.standing !== 'left') this.#neighbourhood.look();
		this.#screen.refresh();
	}

	#announcePresence(): void {
		if (this.#attendance.standing === 'left') return;
		this.#neighbourhood.announcePresence({
			microphone: this.#parts.microphone.state === 'open',
			strained: this.#large.isStrained
		});
	}
}
