import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { FaultyNetwork } from './network.ts';

/** How often a pipe that carries nothing now is looked at again. */
const AGAIN_MS = 200;

/** The end of a real channel that a pipe feeds. */
export interface PipeEnd {
	readonly me: SessionId;
	readonly peer: SessionId;
	send(message: Uint8Array): void;
	close(): void;
}

interface Parcel {
	readonly atMs: number;
	/** Null for the end of the channel. */
	readonly message: Uint8Array | null;
}

/**
 * One direction of a reliable channel: messages arrive late, but in order and whole. While the network
 * is cut they wait. Other channels' messages may overtake them.
 */
export class Pipe {
	readonly #network: FaultyNetwork;
	readonly #end: PipeEnd;
	#parcels: Parcel[] = [];
	#isMoving = false;

	constructor(network: FaultyNetwork, end: PipeEnd) {
		this.#network = network;
		this.#end = end;
	}

	/** Puts a message on its way. */
	push(message: Uint8Array): void {
		this.#add(message.slice());
	}

	/** Closes the channel behind what is already on its way. */
	close(): void {
		this.#add(null);
	}

	/** Loses what is on its way, and the channel with it. */
	break(): void {
		this.#parcels = [];
		this.#add(null);
	}

	#add(message: Uint8Array | null): void {
		const { clock } = this.#network;
		const earliest = clock.now() + this.#network.delayMs();
		this.#parcels.push({ atMs: Math.max(earliest, this.#parcels.at(-1)?.atMs ?? 0), message });
		if (!this.#isMoving) this.#wait(this.#parcels[0]!.atMs - clock.now());
	}

	#wait(delayMs: number): void {
		this.#isMoving = true;
		this.#network.clock.after(delayMs, () => this.#move());
	}

	#move(): void {
		this.#isMoving = false;
		const { clock } = this.#network;
		if (this.#network.isGone(this.#end.me)) return;
		if (this.#parcels.length > 0 && this.#network.isCut(this.#end.me, this.#end.peer))
			return this.#wait(AGAIN_MS);
		while (this.#parcels[0] && this.#parcels[0].atMs <= clock.now()) {
			const { message } = this.#parcels.shift()!;
			if (message) this.#end.send(message);
			else this.#end.close();
		}
		if (this.#parcels[0]) this.#wait(this.#parcels[0].atMs - clock.now());
	}
}
