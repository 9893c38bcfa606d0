import { TICK_SAMPLES } from './frames.ts';

interface Piece {
	readonly samples: Float32Array;
	at: number;
	readonly done: () => void;
}

/** What a process says in a room in place of a microphone: sound that is put in, and taken out 20 ms at a time. */
export class Mouth {
	#pieces: Piece[] = [];

	/** Says samples (mono, 48 kHz, −1 to 1) after what was put in before. Resolves once they are said, or dropped. */
	play(samples: Float32Array): Promise<void> {
		return new Promise((done) => this.#pieces.push({ samples, at: 0, done }));
	}

	/** Drops what is not said yet. */
	stop(): void {
		for (const { done } of this.#pieces.splice(0)) done();
	}

	/** The next 20 ms, silent where nothing is left. */
	take(): Float32Array<ArrayBuffer> {
		const block = new Float32Array(TICK_SAMPLES);
		let filled = 0;
		for (let piece = this.#pieces[0]; piece && filled < TICK_SAMPLES; piece = this.#pieces[0]) {
			const part = piece.samples.subarray(piece.at, piece.at + TICK_SAMPLES - filled);
			block.set(part, filled);
			filled += part.length;
			piece.at += part.length;
			if (piece.at < piece.samples.length) continue;
			this.#pieces.shift();
			piece.done();
		}
		return block;
	}
}
