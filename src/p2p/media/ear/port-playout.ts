import { Emitter } from '../../base/emitter.ts';
import type { SessionId } from '../../base/ids.ts';
import type { FromPlayout, ToPlayout } from './playout-messages.ts';
import type { PlayedTick, Playout, PlayoutEvents } from './playout.ts';

/**
 * An audio thread that does not run (the browser waits for a click) takes nothing in: after this many
 * ticks without a word of it, 8 s of one voice and 1.5 MB, newer ones are dropped.
 */
const MAX_UNHEARD = 400;

/** As much of a `MessagePort` as is used here. */
export interface PlayoutPort {
	onmessage: ((event: MessageEvent<FromPlayout>) => void) | null;
	postMessage(message: ToPlayout, transfer: Transferable[]): void;
	close(): void;
}

/** Plays in the audio thread at the other end of a port (`EarOutput` makes it). */
export class PortPlayout extends Emitter<PlayoutEvents> implements Playout {
	readonly #port: PlayoutPort;
	#unheard = 0;

	constructor(port: PlayoutPort) {
		super();
		this.#port = port;
		port.onmessage = ({ data }) => {
			this.#unheard = 0;
			if ('counted' in data) return this.emit('counted', data.counted);
			for (const source of data.wanted) this.emit('wanted', source);
			for (const source of data.began) this.emit('began', source);
		};
	}

	push(source: SessionId, tick: PlayedTick): void {
		if (this.#unheard >= MAX_UNHEARD) return;
		this.#unheard++;
		this.#port.postMessage({ source, tick }, tick.samples ? [tick.samples.buffer as ArrayBuffer] : []);
	}

	setVolumes(volumes: ReadonlyMap<SessionId, number>): void {
		this.#port.postMessage({ volumes }, []);
	}

	close(): void {
		this.#port.postMessage({ volumes: new Map() }, []);
		this.#port.onmessage = null;
		this.#port.close();
		this.clear();
	}
}
