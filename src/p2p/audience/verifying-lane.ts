import type { SessionId } from '../base/ids.ts';
import { TokenBucket } from '../base/token-bucket.ts';
import type { Packet } from '../wire/packet.ts';
import type { Verdict, VerifyPacket } from './packet-verifier.ts';

/** Whatever comes over one link: sixteen speakers on both stripes and keepalives, and a stall of a second at once. */
const DATAGRAMS = { burst: 800, perSecond: 1_200 };
/** Signatures checked for one link: twelve people who speak at once on both stripes; 3 % of a core. */
const SIGNATURES = { burst: 200, perSecond: 600 };
/** Packets of one link that wait: what three speakers send in a second of this page's standing still. */
const MAX_WAITING = 160;
/** Signatures of one link that are being checked at once, so that others' never wait behind more. */
const MAX_CHECKING = 8;

interface Waiting {
	readonly source: SessionId;
	readonly packet: Packet;
	verdict: Verdict | null;
}

/** What a lane is made of. */
export interface LaneOptions {
	readonly now: () => number;
	readonly verify: VerifyPacket;
	/** A packet's verdict is here, and those of all that came before it over this link. */
	readonly judged: (source: SessionId, packet: Packet, verdict: Verdict) => void;
}

/**
 * What comes over one link, verified in order. Each link has its own budget and queue: a flood over one
 * costs a bounded time, and holds up no other.
 */
export class VerifyingLane {
	readonly #options: LaneOptions;
	readonly #datagrams: TokenBucket;
	readonly #signatures: TokenBucket;
	#waiting: Waiting[] = [];
	/** How many of those waiting are being checked, or were: always the first ones. */
	#started = 0;
	#checking = 0;
	#isClosed = false;

	constructor(options: LaneOptions) {
		this.#options = options;
		this.#datagrams = new TokenBucket(DATAGRAMS, options.now);
		this.#signatures = new TokenBucket(SIGNATURES, options.now);
	}

	/** Whether one more datagram of this link is looked at. */
	mayRead(): boolean {
		return this.#datagrams.spend();
	}

	/** Verifies a packet in its turn; false when the link brings more than is checked for one. */
	verify(source: SessionId, packet: Packet): boolean {
		if (this.#waiting.length >= MAX_WAITING || !this.#signatures.spend()) return false;
		this.#waiting.push({ source, packet, verdict: null });
		this.#start();
		return true;
	}

	/** Forgets what waits: nothing more is judged. */
	close(): void {
		this.#isClosed = true;
		this.#waiting = [];
	}

	#start(): void {
		while (this.#checking < MAX_CHECKING && this.#started < this.#waiting.length) {
			this.#checking++;
			void this.#check(this.#waiting[this.#started++]!);
		}
	}

	async #check(entry: Waiting): Promise<void> {
		entry.verdict = await this.#options.verify(entry.source, entry.packet.raw);
		this.#checking--;
		while (this.#waiting[0]?.verdict) {
			const { source, packet, verdict } = this.#waiting.shift()!;
			this.#started--;
			this.#options.judged(source, packet, verdict!);
		}
		if (!this.#isClosed) this.#start();
	}
}
