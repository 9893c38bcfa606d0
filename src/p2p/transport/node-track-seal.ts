import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Epoch, TrackSeal, TrackSealEvents } from '../ports.ts';
import { EpochKeys } from '../wire/epoch-keys.ts';
import { SealedFrames } from './sealed-frames.ts';

/** Seals the one track that a process sends. Frames pass through it one by one, so it is always in force. */
export class NodeTrackSeal extends Emitter<TrackSealEvents> implements TrackSeal {
	readonly isInForce = true;
	readonly #keys = new EpochKeys('tracks');
	readonly #frames: SealedFrames;

	/** `me` is whose track is sealed. */
	constructor(me: SessionId) {
		super();
		// Until the room is known to be open, nothing leaves.
		this.#keys.set([]);
		this.#frames = new SealedFrames({ keys: this.#keys, me });
	}

	setEpochs(epochs: readonly Epoch[] | null): void {
		this.#keys.set(epochs);
	}

	/** An own frame as it may leave the process; null if nothing may be said. */
	seal(frame: Uint8Array): Promise<Uint8Array | null> {
		return this.#frames.seal(frame);
	}
}
