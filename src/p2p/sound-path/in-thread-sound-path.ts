import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Ear, Voice } from '../media/frames.ts';
import type { Epoch, FrameChannel, PacketSource, SoundPath, SoundPathEvents, TreePlace } from '../ports.ts';
import { PathCore, type PathCoreOptions } from './path-core.ts';

/** What a path in this thread is made of. */
export interface InThreadOptions extends PathCoreOptions {
	/** What plays, or null where nothing is heard: a page that only hands on. */
	readonly ear: Ear | null;
	/** How loud a source is as it is played, 0 to 1. */
	readonly levelOf?: (session: SessionId) => number;
	/** Makes frames of a track; left out where there is no microphone, as in Node. */
	readonly openVoice?: (track: MediaStreamTrack) => Voice | null;
}

const PASSED_ON = ['report', 'fed', 'silent', 'starving', 'forged', 'playing', 'stalled'] as const;

/** A sound path that runs where it is called: in Node and in tests. Nothing ever blocks its playback. */
export class InThreadSoundPath extends Emitter<SoundPathEvents> implements SoundPath {
	readonly #core: PathCore;
	readonly #options: InThreadOptions;
	readonly isBlocked = false;

	constructor(options: InThreadOptions) {
		super();
		this.#options = options;
		this.#core = new PathCore(options);
		this.#core.hear(options.ear);
		for (const name of PASSED_ON) this.#core.on(name, (payload) => this.emit(name, payload as never));
	}

	attach(session: SessionId, channel: FrameChannel): void {
		this.#core.attach(session, channel);
	}

	detach(session: SessionId): void {
		this.#core.detach(session);
	}

	setPlace(place: TreePlace): void {
		this.#core.setPlace(place);
	}

	setSources(sources: readonly PacketSource[]): void {
		this.#core.setSources(sources);
	}

	setAudible(volumes: ReadonlyMap<SessionId, number>): void {
		this.#core.setAudible(volumes);
	}

	setCopies(copies: 2 | 3): void {
		this.#core.setCopies(copies);
	}

	setEpochs(epochs: readonly Epoch[] | null): void {
		this.#core.setEpochs(epochs);
	}

	speak(track: MediaStreamTrack | null): void {
		this.#core.speak((track && this.#options.openVoice?.(track)) ?? null);
	}

	levelOf(session: SessionId): number {
		return this.#options.levelOf?.(session) ?? 0;
	}

	async unlock(): Promise<void> {}

	close(): void {
		this.#core.close();
		this.clear();
	}
}
