import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { FaultyNetwork } from './network.ts';

/** How often a pipe that carries nothing now is looked at again. */
const AGAIN_MS = 200;

/** What a pipe leads to: the channel that it makes worse, and its owner. */
export interface PipeEnds {
	readonly me: SessionId;
	readonly peer: SessionId;
	send(message: Uint8Array): void;
	close(): void;
	/** This end is closed, by whomever. Called once. */
	closed(): void;
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
	readonly #ends: PipeEnds;
	#parcels: Parcel[] = [];
	#isMoving = false;
	#isClosed = false;

	constructor(network: FaultyNetwork, ends: PipeEnds) {
		this.#network = network;
		this.#ends = ends;
	}

	/** Whether anything still reaches this end's owner. */
	get isOpen(): boolean {
		return !this.#isClosed && !this.#network.isGone(this.#ends.me);
	}

	/** Sends what the owner's page says, or what somebody makes of it; chance may break the channel over it. */
	send(message: Uint8Array): void {
		if (this.#isClosed) return;
		if (this.#network.breaks()) return this.break();
		for (const sent of this.#network.sentBy(this.#ends.me, message)) this.inject(sent);
	}

	/** Sends bytes past whatever the page would have sent. */
	inject(message: Uint8Array): void {
		if (!this.#isClosed) this.#add(message.slice());
	}

	/** Closes the channel behind what is already on its way. */
	close(): void {
		if (this.#isClosed) return;
		this.#add(null);
		this.end();
	}

	/** Loses what is on its way, and the channel with it. */
	break(): void {
		if (this.#isClosed) return;
		this.#parcels = [];
		this.close();
	}

	/** The other side, or the network, has closed the channel. */
	end(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#ends.closed();
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
		if (this.#network.isGone(this.#ends.me)) return;
		if (this.#parcels.length > 0 && this.#network.isCut(this.#ends.me, this.#ends.peer))
			return this.#wait(AGAIN_MS);
		while (this.#parcels[0] && this.#parcels[0].atMs <= clock.now()) {
			const { message } = this.#parcels.shift()!;
			if (message) this.#ends.send(message);
			else this.#ends.close();
		}
		if (this.#parcels[0]) this.#wait(this.#parcels[0].atMs - clock.now());
	}
}
