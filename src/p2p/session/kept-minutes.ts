import { MAX_PIECE_PACKETS } from '../wire/limits.ts';
import { FRAME_MS } from '../wire/packet-limits.ts';

/** Ten minutes at twice the rate that voices are coded with. */
const MAX_BYTES = 5 * 1024 * 1024;
/** Bytes of packets in one piece: what is left of a word about them once it is written down and sealed. */
const MAX_PIECE_BYTES = 12 * 1024;
const PACKETS_A_MINUTE = 60_000 / FRAME_MS;
/** What is too old goes a second at a time. */
const SWEEP = 1_000 / FRAME_MS;

/** Some of what is kept, from a tick on. */
export interface Piece {
	readonly from: number;
	readonly packets: readonly Uint8Array[];
}

/** The last minutes of a room in memory: packets of 20 ms, the oldest let go. Ticks count up from the first packet. */
export class KeptMinutesOfSound {
	readonly minutes: number;
	#oldest = 0;
	#packets: Uint8Array[] = [];
	#bytes = 0;

	constructor(minutes: number) {
		this.minutes = minutes;
	}

	/** The tick that comes next. */
	get edge(): number {
		return this.#oldest + this.#packets.length;
	}

	/** Takes the next 20 ms. */
	add(packet: Uint8Array): void {
		this.#packets.push(packet);
		this.#bytes += packet.length;
		const most = this.minutes * PACKETS_A_MINUTE;
		if (this.#packets.length >= most + SWEEP || this.#bytes > MAX_BYTES) this.#letGo(SWEEP);
	}

	/** What is kept from a tick on, as much as one piece holds; null: from the oldest on. */
	from(tick: number | null): Piece {
		const oldest = Math.max(this.#oldest, this.edge - this.minutes * PACKETS_A_MINUTE);
		const from = Math.min(Math.max(tick ?? 0, oldest), this.edge);
		const packets: Uint8Array[] = [];
		let bytes = 0;
		for (const packet of this.#packets.slice(from - this.#oldest, from - this.#oldest + MAX_PIECE_PACKETS)) {
			if ((bytes += packet.length) > MAX_PIECE_BYTES) break;
			packets.push(packet);
		}
		return { from, packets };
	}

	/** Forgets all of it. */
	drop(): void {
		this.#letGo(this.#packets.length);
	}

	#letGo(count: number): void {
		const gone = this.#packets.splice(0, count);
		this.#oldest += gone.length;
		this.#bytes -= gone.reduce((sum, { length }) => sum + length, 0);
	}
}
