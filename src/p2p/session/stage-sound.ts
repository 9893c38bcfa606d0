import type { TurnView } from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import type { DirectLink, Microphone, Playback, Recorder, TrackSeal } from '../ports.ts';
import { isAudible } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { isPrivate } from './epochs.ts';
import type { RoomBlocks } from './keeping-out.ts';
import { SpeakingDetector } from './speaking.ts';
import { TalkTimes } from './talk-times.ts';
import { Turns } from './turns.ts';
import type { PacketSound } from './tree/packet-sound.ts';
import type { Volumes } from './volumes.ts';

const MINUTE_MS = 60_000;

/** What the sound of the stage tells its owner. */
export interface StageSoundEvents {
	/** The set of people who speak changed. */
	speakingChanged: undefined;
	/** A turn began, came to its last half minute or its end, or is over. */
	turnsChanged: undefined;
}

/**
 * The sound of a room on this page: the own microphone goes to every trusted link, and of what comes
 * in only the voices that the room's state allows are heard.
 */
export class StageSound extends Emitter<StageSoundEvents> {
	readonly #microphone: Microphone;
	readonly #playback: Playback;
	readonly #recorder: Recorder;
	readonly #packets: PacketSound;
	readonly #tracks: TrackSeal;
	readonly #me: IdentityId;
	readonly #links = new Map<SessionId, DirectLink>();
	readonly #identities = new Map<SessionId, IdentityId>();
	readonly #volumes: Volumes;
	readonly #blocks: Pick<RoomBlocks, 'known'>;
	readonly #detector = new SpeakingDetector<IdentityId>();
	readonly #talkTimes = new TalkTimes<IdentityId>();
	readonly #turns = new Turns<IdentityId>();
	/** How long a turn shall be at most, 0 without an end. */
	#turnMs = 0;
	#audible: ReadonlySet<SessionId> = new Set();
	#isHushed = false;
	/** Whether tracks may be used: in an open room, and where every one of them is encrypted. */
	#mayUseTracks = false;

	constructor(options: {
		readonly me: IdentityId;
		readonly microphone: Microphone;
		readonly playback: Playback;
		readonly recorder: Recorder;
		readonly packets: PacketSound;
		readonly tracks: TrackSeal;
		readonly volumes: Volumes;
		readonly blocks: Pick<RoomBlocks, 'known'>;
	}) {
		super();
		this.#me = options.me;
		this.#microphone = options.microphone;
		this.#playback = options.playback;
		this.#recorder = options.recorder;
		this.#packets = options.packets;
		this.#tracks = options.tracks;
		this.#volumes = options.volumes;
		this.#blocks = options.blocks;
		options.microphone.on('changed', () => this.#send());
	}

	/** Who speaks now, by measured level. */
	get speaking(): ReadonlySet<IdentityId> {
		return this.#detector.speaking;
	}

	/** How long each person has spoken since this page came, milliseconds. */
	get talkTimes(): ReadonlyMap<IdentityId, number> {
		return this.#talkTimes.times;
	}

	/** Whose turn it is, where turns have a time. */
	get turns(): ReadonlyMap<IdentityId, TurnView> {
		return this.#turns.turns;
	}

	/** Whose tracks are heard here now, by session. */
	get voices(): ReadonlyMap<SessionId, IdentityId> {
		return new Map([...this.#audible].map((session) => [session, this.#identities.get(session)!]));
	}

	/** How loud a person is played here, 0 to 1: as chosen, and not at all if they are blocked or all are hushed. */
	loudnessOf(identity: IdentityId): number {
		return this.#isHushed || this.#blocks.known.has(identity) ? 0 : this.#volumes.played(identity);
	}

	/** Plays everybody without a sound, or again as loud as was chosen. */
	hush(isHushed: boolean): void {
		this.#isHushed = isHushed;
		this.blocksChanged();
	}

	/** To be called when the block list changed. */
	blocksChanged(): void {
		for (const [session, identity] of this.#identities)
			this.#playback.setVolume(session, this.loudnessOf(identity));
	}

	/** Hands a link's incoming sound to playback, silent until the other side is trusted and audible. */
	prepare(link: DirectLink): void {
		link.on('receiver', (receiver) => {
			this.#playback.attach(link.peer, receiver);
			this.#recorder.attach(link.peer, receiver.track);
		});
		link.on('closed', () => this.#forget(link));
		this.#links.set(link.peer, link);
		this.#identities.delete(link.peer);
	}

	/** The other side of a link has shown who it is: it may get our sound. */
	trust(session: SessionId, identity: IdentityId): void {
		this.#identities.set(session, identity);
		this.#playback.setVolume(session, this.loudnessOf(identity));
		this.#send();
	}

	/** The other side of a link is turned away: it gets nothing more, from this moment on. */
	distrust(session: SessionId): void {
		this.#identities.delete(session);
		this.#send();
	}

	/**
	 * Plays exactly those whom the room's state lets be heard, who say that they send, and who are not heard in
	 * packets. Where tracks cannot be encrypted, a private room hears and sends none.
	 */
	follow(state: RoomState | null, isSending: (session: SessionId) => boolean): void {
		const audible = new Set<SessionId>();
		this.#turnMs = (state?.turnMinutes ?? 0) * MINUTE_MS;
		const mayUseTracks = state !== null && (this.#tracks.isInForce || !isPrivate(state));
		if (mayUseTracks !== this.#mayUseTracks) {
			this.#mayUseTracks = mayUseTracks;
			this.#send();
		}
		for (const [session, identity] of this.#identities)
			if (
				state &&
				mayUseTracks &&
				!state.ended &&
				isAudible(state, identity) &&
				isSending(session) &&
				!this.#packets.hears(session)
			)
				audible.add(session);
		for (const session of this.#links.keys()) this.#playback.setAudible(session, audible.has(session));
		this.#audible = audible;
	}

	/** Plays a person as loud as was chosen by now. */
	followVolume(identity: IdentityId): void {
		for (const [session, owner] of this.#identities)
			if (owner === identity) this.#playback.setVolume(session, this.loudnessOf(identity));
	}

	/** Level of a person now, 0 to 1; 0 for whoever is not heard. */
	levelOf(identity: IdentityId): number {
		if (identity === this.#me) return this.#microphone.state === 'open' ? this.#microphone.level() : 0;
		let level = this.#packets.levelOf(identity);
		for (const session of this.#audible)
			if (this.#identities.get(session) === identity)
				level = Math.max(level, this.#playback.levelOf(session));
		return level;
	}

	/** Measures who speaks; called about ten times a second. */
	measure(nowMs: number): void {
		const people = new Set<IdentityId>([this.#me, ...this.#packets.people]);
		for (const session of this.#audible) people.add(this.#identities.get(session)!);
		const levels = new Map([...people].map((identity) => [identity, this.levelOf(identity)]));
		this.#talkTimes.note(nowMs, this.#detector.speaking);
		if (this.#detector.update(nowMs, levels)) this.emit('speakingChanged', undefined);
		if (this.#turns.note(nowMs, this.#detector.speaking, this.#turnMs)) this.emit('turnsChanged', undefined);
	}

	#send(): void {
		const track = this.#mayUseTracks ? this.#microphone.track : null;
		for (const [session, link] of this.#links) link.setOutgoing(this.#identities.has(session) ? track : null);
	}

	#forget(link: DirectLink): void {
		if (this.#links.get(link.peer) !== link) return;
		this.#links.delete(link.peer);
		this.#identities.delete(link.peer);
		this.#playback.detach(link.peer);
		this.#recorder.detach(link.peer);
	}
}
