import { Emitter } from '../../src/p2p/base/emitter.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type {
	Ear,
	EarEvents,
	EarStats,
	EncodedFrame,
	Voice,
	VoiceEvents
} from '../../src/p2p/media/frames.ts';

/** An ear that remembers what it was given. */
export class FakeEar extends Emitter<EarEvents> implements Ear {
	readonly taken: { readonly source: SessionId; readonly frame: EncodedFrame }[] = [];
	audible: ReadonlyMap<SessionId, number> = new Map();
	isClosed = false;
	counted: EarStats = { due: 0, missing: 0, playoutMs: 0 };

	take(source: SessionId, frame: EncodedFrame): void {
		this.taken.push({ source, frame: { ...frame, payload: frame.payload.slice() } });
	}

	/** Ticks of frames with something in them, in the order in which they came. */
	get ticks(): number[] {
		return this.taken.filter(({ frame }) => frame.payload.length > 0).map(({ frame }) => frame.sequence);
	}

	setAudible(volumes: ReadonlyMap<SessionId, number>): void {
		this.audible = volumes;
	}

	stats(): EarStats {
		return this.counted;
	}

	close(): void {
		this.isClosed = true;
	}
}

/** A voice that says what a test says. */
export class FakeVoice extends Emitter<VoiceEvents> implements Voice {
	isClosed = false;
	#last: number | null = null;

	say(sequence: number, isVoice = true): void {
		this.#last = sequence;
		this.emit('frame', { sequence, payload: payloadOf(sequence), level: 30, isVoice });
	}

	/** Ends the talkspurt. */
	stop(): void {
		if (this.#last === null) return;
		this.emit('frame', { sequence: this.#last + 1, payload: new Uint8Array(), level: 127, isVoice: false });
		this.#last = null;
	}

	close(): void {
		this.stop();
		this.isClosed = true;
	}
}

/** The sound of one tick, as no other. */
export const payloadOf = (sequence: number) =>
	Uint8Array.from({ length: 55 }, (_, i) => (sequence * 31 + i) & 255);
