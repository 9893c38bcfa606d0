import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { Epoch, TrackSeal, TrackSealEvents } from '../ports.ts';
import type { SealOrder, SealTask } from './track-seal.worker.ts';

/** A worker that has not said that it is ready by then is given up: on a slow phone it takes a second. */
const START_TIMEOUT_MS = 5_000;

/** As much of a worker as is used here. */
export type SealWorker = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

/** What a track seal is made of. */
export interface BrowserTrackSealOptions {
	/** The worker ends with it. */
	readonly scope: Scope;
	/** Whose tracks are sealed. */
	readonly me: SessionId;
	/** Starts the worker; may throw. Null where the browser has no transforms. */
	readonly start?: () => SealWorker | null;
}

/**
 * Puts the tracks of a page's links through one worker, from the start of each link, so that a room that becomes
 * private needs no new signalling. Where that fails, tracks go as they are in an open room, and `isInForce` says
 * that a private one may use none.
 */
export class BrowserTrackSeal extends Emitter<TrackSealEvents> implements TrackSeal {
	readonly #attached = new Set<RTCRtpTransceiver>();
	#worker: SealWorker | null = null;
	#isReady = false;
	#isOpenRoom = false;

	constructor({ scope, me, start = startWorker }: BrowserTrackSealOptions) {
		super();
		try {
			this.#worker = start();
		} catch {
			this.#worker = null;
		}
		const cancel = scope.after(START_TIMEOUT_MS, () => this.#giveUp());
		this.#worker?.addEventListener('error', () => this.#giveUp());
		this.#worker?.addEventListener('message', () => {
			cancel();
			this.#isReady = this.#worker !== null;
			this.emit('changed', undefined);
		});
		this.#order({ me });
		scope.add(() => {
			this.#worker?.terminate();
			this.clear();
		});
	}

	get isInForce(): boolean {
		return this.#isReady;
	}

	setEpochs(epochs: readonly Epoch[] | null): void {
		this.#isOpenRoom = epochs === null;
		this.#order({ epochs });
		this.#release();
	}

	/** Puts both directions of a transceiver through the worker, until the returned function is called. */
	attach(transceiver: RTCRtpTransceiver, from: SessionId): () => void {
		if (this.#worker && !this.#attached.has(transceiver)) {
			this.#attached.add(transceiver);
			transceiver.sender.transform = this.#transform({ do: 'seal' });
			transceiver.receiver.transform = this.#transform({ do: 'open', from });
		}
		return () => void this.#attached.delete(transceiver);
	}

	#transform(task: SealTask): RTCRtpScriptTransform {
		return new RTCRtpScriptTransform(this.#worker as Worker, task);
	}

	#order(order: SealOrder): void {
		this.#worker?.postMessage(order);
	}

	/** Without the worker no frame passes. In a private room it stays so. */
	#giveUp(): void {
		this.#worker?.terminate();
		this.#worker = null;
		this.#isReady = false;
		this.emit('changed', undefined);
		this.#release();
	}

	/** Takes the transforms of a worker that is gone away, where frames may pass as they are. */
	#release(): void {
		if (this.#worker || !this.#isOpenRoom) return;
		for (const { sender, receiver } of this.#attached) sender.transform = receiver.transform = null;
		this.#attached.clear();
	}
}

function startWorker(): SealWorker | null {
	if (typeof RTCRtpScriptTransform === 'undefined') return null;
	return new Worker(new URL('./track-seal.worker.ts', import.meta.url), { type: 'module' });
}
