import type { Emitter } from '../../base/emitter.ts';
import type { SessionId } from '../../base/ids.ts';
import type { EarStats } from '../frames.ts';
import type { DecodedTick } from './jitter-buffer.ts';

/** Most sources that are played at once; a room has fewer people on its stage. */
export const MAX_SOURCES = 16;

/** One tick on its way to what plays it. */
export interface PlayedTick extends DecodedTick {
	/** How long it waited for others before it was decoded, milliseconds; no fault of the network. */
	readonly heldMs: number;
}

/** What a playout tells its owner. */
export interface PlayoutEvents {
	/** The source's next frame is needed now, whatever is missing before it. */
	wanted: SessionId;
	/** Something of the source is heard, after a time in which nothing was. */
	began: SessionId;
	/** How it stands, a few times a second while something changes. */
	counted: EarStats;
}

/** What plays decoded ticks: an audio thread, or a block at a time in Node. */
export interface Playout extends Pick<Emitter<PlayoutEvents>, 'on'> {
	/** Takes a source's next tick; in order for each source. The samples are no longer the caller's. */
	push(source: SessionId, tick: PlayedTick): void;
	/** Who is heard, and how loud, 0 to 1. Everybody else falls silent and is forgotten. */
	setVolumes(volumes: ReadonlyMap<SessionId, number>): void;
	close(): void;
}
