import { Emitter } from '../../base/emitter.ts';
import type { SessionId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import type { Codec, Decoder } from '../codec/codec.ts';
import { MAX_FRAME_BYTES, type Ear, type EarEvents, type EarStats, type EncodedFrame } from '../frames.ts';
import { FrameOrder, type ArrivedFrame } from './frame-order.ts';
import { MAX_SOURCES, type Playout } from './playout.ts';

/** What is pressing waits this long for a frame before it, which may come by the other stripe. */
const PATIENCE_MS = 8;
/** A source that broke off while it spoke is stalled after this. */
const STALLED_AFTER_MS = 2000;
const LOOK_EVERY_MS = 500;
/** Decoders that do not answer get no more than this many frames. */
const MAX_DECODING = 50;

interface Source {
	readonly order: FrameOrder;
	readonly decoder: Decoder;
	/** Ends when everything before has been handed on. */
	turn: Promise<void>;
	decoding: number;
	isPlaying: boolean;
	cancelWait: (() => void) | null;
	takenAt: number;
}

/** What an ear is made of. */
export interface DecodingEarOptions {
	/** The ear ends with it, or earlier by itself. */
	readonly scope: Scope;
	readonly codec: Codec;
	/** Plays what is decoded. The ear closes it. */
	readonly playout: Playout;
}

/**
 * Decodes each source's frames in order as soon as they come, and hands them to a playout, which alone
 * decides when they are heard. A frame that is missing holds up its successors until the playout asks.
 */
export class DecodingEar extends Emitter<EarEvents> implements Ear {
	readonly #scope: Scope;
	readonly #codec: Codec;
	readonly #playout: Playout;
	readonly #sources = new Map<SessionId, Source>();
	#volumes: ReadonlyMap<SessionId, number> = new Map();
	#stats: EarStats = { due: 0, missing: 0, playoutMs: 0 };

	constructor({ scope, codec, playout }: DecodingEarOptions) {
		super();
		this.#scope = scope.child();
		this.#codec = codec;
		this.#playout = playout;
		this.#scope.add(playout.on('wanted', (session) => this.#want(session)));
		this.#scope.add(playout.on('began', (session) => this.#began(session)));
		this.#scope.add(playout.on('counted', (stats) => (this.#stats = stats)));
		this.#scope.every(LOOK_EVERY_MS, () => this.#lookForStalled());
		this.#scope.add(() => {
			for (const session of [...this.#sources.keys()]) this.#forget(session);
			playout.close();
			this.clear();
		});
	}

	take(session: SessionId, frame: EncodedFrame): void {
		if (this.#scope.isClosed || !this.#volumes.has(session)) return;
		if (frame.payload.length > MAX_FRAME_BYTES) return;
		const source = this.#source(session);
		const arrivedAt = this.#scope.clock.now();
		source.takenAt = arrivedAt;
		this.#decode(session, source, source.order.take({ frame, arrivedAt }));
		if (source.order.isPressing)
			source.cancelWait ??= this.#scope.after(PATIENCE_MS, () => {
				source.cancelWait = null;
				if (source.order.isPressing) this.#decode(session, source, source.order.giveUp());
			});
	}

	setAudible(volumes: ReadonlyMap<SessionId, number>): void {
		if (this.#scope.isClosed) return;
		this.#volumes = new Map([...volumes].slice(0, MAX_SOURCES));
		for (const session of [...this.#sources.keys()]) if (!this.#volumes.has(session)) this.#forget(session);
		this.#playout.setVolumes(this.#volumes);
	}

	stats(): EarStats {
		return this.#stats;
	}

	close(): void {
		this.#scope.close();
	}

	#source(session: SessionId): Source {
		const known = this.#sources.get(session);
		if (known) return known;
		const source: Source = {
			order: new FrameOrder(),
			decoder: this.#codec.decoder(),
			turn: Promise.resolve(),
			decoding: 0,
			isPlaying: false,
			cancelWait: null,
			takenAt: 0
		};
		this.#sources.set(session, source);
		return source;
	}

	#decode(session: SessionId, source: Source, frames: readonly ArrivedFrame[]): void {
		for (const { frame, arrivedAt } of frames) {
			const { sequence, isVoice, payload } = frame;
			const isSilent = payload.length === 0;
			if (!isSilent && source.decoding >= MAX_DECODING) continue;
			const heldMs = this.#scope.clock.now() - arrivedAt;
			source.decoding++;
			const decoded = isSilent ? null : source.decoder.decode(payload);
			source.turn = source.turn.then(async () => {
				const samples = await decoded;
				source.decoding--;
				const isLost = this.#sources.get(session) !== source || (!samples && !isSilent);
				if (!isLost) this.#playout.push(session, { sequence, samples, isVoice, heldMs });
			});
		}
	}

	#want(session: SessionId): void {
		const source = this.#sources.get(session);
		if (source) this.#decode(session, source, source.order.want());
	}

	#began(session: SessionId): void {
		const source = this.#sources.get(session);
		if (!source || source.isPlaying) return;
		source.isPlaying = true;
		this.emit('playing', { session });
	}

	/** A talkspurt that nobody ended, and of which nothing more comes. */
	#lookForStalled(): void {
		for (const [session, source] of this.#sources) {
			const isBroken = source.isPlaying && source.order.last?.isVoice === true;
			if (!isBroken || this.#scope.clock.now() - source.takenAt < STALLED_AFTER_MS) continue;
			source.isPlaying = false;
			this.emit('stalled', { session });
		}
	}

	#forget(session: SessionId): void {
		const source = this.#sources.get(session);
		this.#sources.delete(session);
		source?.cancelWait?.();
		source?.decoder.close();
	}
}
