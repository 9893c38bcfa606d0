import { Emitter } from '../../base/emitter.ts';
import type { IdentityId, SessionId } from '../../base/ids.ts';
import type { Microphone, SoundPath } from '../../ports.ts';
import { isAudible, isOnStage } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';

/** Sessions whose packets a path takes at once. */
const MAX_SOURCES = 16;

/** What packet sound tells its owner. */
export interface PacketSoundEvents {
	/** Somebody is heard in packets from now on, or no longer: their track has to follow. */
	changed: undefined;
}

/** How this page stands in a large room, as far as sound goes. */
export interface PacketPlace {
	/** The room is a tree: whoever is on the stage speaks in packets too. */
	readonly isTree: boolean;
	/** This page hears the stage in packets. */
	readonly isListening: boolean;
	/** Both stripes have been coming for a while. */
	readonly isSettled: boolean;
	/** Sessions that are on the stage now, as whoever plans tells: their packets count before those of older sessions. */
	readonly present: ReadonlySet<SessionId>;
	/** Sequence numbers below which packets of a session are old. */
	readonly floors: ReadonlyMap<SessionId, number>;
}

/**
 * Sound in packets: whose count, whose are heard, and when a voice is heard in packets instead of by its
 * track. A voice changes over while its packets play, or in silence: never both at once, never neither.
 */
export class PacketSound extends Emitter<PacketSoundEvents> {
	readonly #me: IdentityId;
	readonly #path: SoundPath;
	readonly #microphone: Microphone;
	readonly #playing = new Set<SessionId>();
	#sources: ReadonlyMap<SessionId, IdentityId> = new Map();
	#place: PacketPlace = {
		isTree: false,
		isListening: false,
		isSettled: false,
		present: new Set(),
		floors: new Map()
	};
	#told = { sources: '', audible: '' };
	#isSpeaking = false;
	#spoken: MediaStreamTrack | null = null;

	constructor(options: {
		readonly me: IdentityId;
		readonly path: SoundPath;
		readonly microphone: Microphone;
	}) {
		super();
		this.#me = options.me;
		this.#path = options.path;
		this.#microphone = options.microphone;
		options.microphone.on('changed', () => this.#speak());
		this.#path.on('playing', ({ session }) => {
			this.#playing.add(session);
			this.emit('changed', undefined);
		});
		this.#path.on('stalled', ({ session }) => {
			this.#playing.delete(session);
			this.emit('changed', undefined);
		});
	}

	/** People who may be heard in packets. */
	get people(): Iterable<IdentityId> {
		return this.#place.isListening ? new Set(this.#sources.values()) : [];
	}

	/** Whether a session is heard in packets, so that its track is not to be. */
	hears(session: SessionId): boolean {
		const { isListening, isSettled } = this.#place;
		return isListening && (isSettled || this.#playing.has(session));
	}

	/** Level of a person as heard in packets, 0 to 1. */
	levelOf(identity: IdentityId): number {
		let level = 0;
		for (const [session, owner] of this.#sources)
			if (owner === identity && this.hears(session)) level = Math.max(level, this.#path.levelOf(session));
		return level;
	}

	/** Makes sources, volumes and the own packets agree with the room's state and this page's place. */
	follow(state: RoomState | null, place: PacketPlace, loudnessOf: (identity: IdentityId) => number): void {
		this.#place = place;
		const isLive = place.isTree && state !== null && !state.ended;
		this.#isSpeaking = isLive && isOnStage(state, this.#me);
		this.#sources = isLive ? this.#sourcesOf(state) : new Map();
		const sources = [...this.#sources.keys()].map((session) => ({
			session,
			floor: place.floors.get(session) ?? 0
		}));
		const named = sources.map(({ session, floor }) => `${session} ${floor}`).join();
		if (named !== this.#told.sources) this.#path.setSources(sources);
		// A voice that changes over plays silently first: its volume comes with the change.
		const audible = new Map<SessionId, number>();
		for (const [session, identity] of place.isListening ? this.#sources : [])
			audible.set(session, this.hears(session) ? loudnessOf(identity) : 0);
		const heard = [...audible].map((entry) => entry.join(' ')).join();
		if (heard !== this.#told.audible) this.#path.setAudible(audible);
		this.#told = { sources: named, audible: heard };
		this.#speak();
	}

	#sourcesOf(state: RoomState): Map<SessionId, IdentityId> {
		const known: [SessionId, IdentityId][] = [];
		for (const { identity, sessions, admitted } of state.people) {
			if (identity === this.#me || !isAudible(state, identity)) continue;
			for (const session of [...sessions, ...admitted]) known.push([session, identity]);
		}
		const { present } = this.#place;
		const isAbsent = ([session]: [SessionId, IdentityId]) => Number(!present.has(session));
		return new Map(known.sort((a, b) => isAbsent(a) - isAbsent(b)).slice(0, MAX_SOURCES));
	}

	#speak(): void {
		const track = this.#isSpeaking ? this.#microphone.track : null;
		if (track === this.#spoken) return;
		this.#spoken = track;
		this.#path.speak(track);
	}
}
