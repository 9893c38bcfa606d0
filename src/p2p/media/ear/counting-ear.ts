import { Emitter } from '../../base/emitter.ts';
import type { SessionId } from '../../base/ids.ts';
import type { Ear, EarEvents, EarStats, EncodedFrame } from '../frames.ts';

/** Frames looked back at: one second, in which everything that comes at all has come. */
const WINDOW = 50;
/** Sources counted at once. */
const MAX_SOURCES = 16;

interface Source {
	/** What came of the newest ticks: whether it was sound, or the silence that ends a talkspurt. */
	readonly ticks: Map<number, boolean>;
	/** The oldest tick that is not counted yet. */
	next: number;
	newest: number;
	/** Whether the tick before `next` was sound: only then is a hole a loss. */
	isTalking: boolean;
}

/** Counts what would have been heard, at a volume, without decoding: the ear of a page that only hands on. */
export class CountingEar extends Emitter<EarEvents> implements Ear {
	readonly #sources = new Map<SessionId, Source>();
	#audible: ReadonlyMap<SessionId, number> = new Map();
	#due = 0;
	#missing = 0;

	take(session: SessionId, { sequence, payload }: EncodedFrame): void {
		if (!this.#audible.has(session)) return;
		const source = this.#sources.get(session) ?? this.#add(session, sequence);
		if (!source || sequence < source.next) return;
		source.ticks.set(sequence, payload.length > 0);
		source.newest = Math.max(source.newest, sequence);
		// A voice that was silent for long begins anew.
		if (source.newest - source.next > 2 * WINDOW && source.ticks.size < WINDOW) this.#skip(session, source);
		while (source.newest - source.next >= WINDOW) this.#count(session, source);
	}

	setAudible(volumes: ReadonlyMap<SessionId, number>): void {
		this.#audible = volumes;
		for (const session of this.#sources.keys()) if (!volumes.has(session)) this.#sources.delete(session);
	}

	stats(): EarStats {
		return { due: this.#due, missing: this.#missing, playoutMs: 0 };
	}

	close(): void {
		this.clear();
	}

	#add(session: SessionId, sequence: number): Source | null {
		if (this.#sources.size >= MAX_SOURCES) return null;
		const source: Source = { ticks: new Map(), next: sequence, newest: sequence, isTalking: false };
		this.#sources.set(session, source);
		this.emit('playing', { session });
		return source;
	}

	#count(session: SessionId, source: Source): void {
		const isSound = source.ticks.get(source.next);
		source.ticks.delete(source.next++);
		const isMissing = isSound === undefined && source.isTalking;
		const isHeard = (this.#audible.get(session) ?? 0) > 0;
		if (isHeard && isMissing) this.#missing++;
		if (isHeard && (isSound || isMissing)) this.#due++;
		if (isSound !== undefined) source.isTalking = isSound;
	}

	#skip(session: SessionId, source: Source): void {
		const oldest = Math.min(...source.ticks.keys());
		while (source.next < oldest && source.isTalking) this.#count(session, source);
		source.next = Math.max(source.next, oldest);
	}
}
