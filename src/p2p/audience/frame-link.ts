import type { SessionId } from '../base/ids.ts';
import type { FrameChannel, Stripe } from '../ports.ts';
import { encodeKeepalive } from '../wire/packet.ts';

/** What a link tells its owner; nothing after `close`. */
export interface FrameLinkListener {
	/** One message; null for one that is not bytes. */
	received(bytes: Uint8Array | null): void;
	/** The channel closed by itself. */
	ended(): void;
}

/** What became of something that was to be sent. */
export type Sending = 'sent' | 'full' | 'closed';

/** A keepalive may wait behind the packet just sent; behind more it says nothing true. */
const KEEPALIVE_ROOM_BYTES = 256;
const KEEPALIVES = [encodeKeepalive(0), encodeKeepalive(1)] as const;

/** A page that stood still for a moment makes up for it at once: so many times what may wait otherwise. */
const BURST = 5;
/** Only over a link that had sent all shortly before: one that does not drain gets nothing more. */
const BURST_MS = 30;

/** The frames channel of one neighbour: sends what may still be in time, and nothing that would have to wait. */
export class FrameLink {
	readonly session: SessionId;
	readonly #channel: FrameChannel;
	readonly #sentAtMs: [number, number] = [0, 0];
	/** When no more waited than may. */
	#drainedAtMs = 0;
	#isClosed = false;
	#isMuted = false;

	constructor(session: SessionId, channel: FrameChannel, listener: FrameLinkListener) {
		this.session = session;
		this.#channel = channel;
		channel.binaryType = 'arraybuffer';
		channel.addEventListener('message', ({ data }) => {
			if (!this.#isClosed && !this.#isMuted)
				listener.received(data instanceof ArrayBuffer ? new Uint8Array(data) : null);
		});
		channel.addEventListener('close', () => {
			if (!this.#isClosed) listener.ended();
		});
	}

	/**
	 * Sends a packet, unless more than `roomBytes` still wait, or five times as much of one burst: the neighbour does
	 * not drain, and what is queued behind would arrive too late to be heard.
	 */
	send(stripe: Stripe, raw: Uint8Array<ArrayBuffer>, roomBytes: number, nowMs: number): Sending {
		if (this.#isClosed || this.#channel.readyState !== 'open') return 'closed';
		const waiting = this.#channel.bufferedAmount;
		if (waiting <= roomBytes) this.#drainedAtMs = nowMs;
		const isBurst = nowMs - this.#drainedAtMs < BURST_MS;
		if (waiting > (isBurst ? BURST * roomBytes : roomBytes)) return 'full';
		try {
			this.#channel.send(raw);
		} catch {
			// It closes in this very moment, or the browser's own buffer is full.
			return 'full';
		}
		this.#sentAtMs[stripe] = nowMs;
		return 'sent';
	}

	/** Says on a stripe that this page is there, if it has sent nothing on it for `idleMs`. */
	keepAlive(stripe: Stripe, idleMs: number, nowMs: number): void {
		if (nowMs - this.#sentAtMs[stripe] >= idleMs)
			this.send(stripe, KEEPALIVES[stripe], KEEPALIVE_ROOM_BYTES, nowMs);
	}

	/** Reads nothing more; what is sent still goes. */
	mute(): void {
		this.#isMuted = true;
	}

	/** Lets the channel go: nothing is read or sent any more. Whoever made the link closes it. */
	close(): void {
		this.#isClosed = true;
	}
}
