import type { DataChannel } from 'node-datachannel';
import type { FrameChannel } from '../ports.ts';

type MessageListener = (event: { readonly data: unknown }) => void;

/** A native data channel as sound knows one. As in a browser, what arrives while nobody listens is gone. */
export class NodeFrames implements FrameChannel {
	/** The native channel hands over nothing but whole buffers. */
	binaryType: BinaryType = 'arraybuffer';
	readonly #channel: DataChannel;
	readonly #listeners = {
		message: new Set<MessageListener>(),
		open: new Set<() => void>(),
		close: new Set<() => void>()
	};
	#state: RTCDataChannelState = 'connecting';

	constructor(channel: DataChannel) {
		this.#channel = channel;
		channel.onOpen(() => {
			if (this.#state !== 'connecting') return;
			this.#state = 'open';
			for (const listener of this.#listeners.open) listener();
		});
		channel.onClosed(() => this.#end());
		channel.onError(() => this.close());
		channel.onMessage((message) => {
			if (typeof message === 'string') return;
			const data = message instanceof ArrayBuffer ? message : ownBuffer(message);
			for (const listener of this.#listeners.message) listener({ data });
		});
	}

	get readyState(): RTCDataChannelState {
		return this.#state;
	}

	get bufferedAmount(): number {
		return this.#state === 'open' ? this.#channel.bufferedAmount() : 0;
	}

	/** Sends, or does nothing where the channel is not open: it may have closed a moment ago in another thread. */
	send(data: Uint8Array<ArrayBuffer>): void {
		if (this.#state !== 'open') return;
		try {
			this.#channel.sendMessageBinary(data);
		} catch {
			this.close();
		}
	}

	close(): void {
		if (this.#state === 'closed') return;
		try {
			this.#channel.close();
		} catch {
			// Already gone with its connection.
		}
		this.#end();
	}

	addEventListener(name: 'message' | 'open' | 'close', listener: MessageListener & (() => void)): void {
		this.#listeners[name].add(listener);
	}

	#end(): void {
		if (this.#state === 'closed') return;
		this.#state = 'closed';
		for (const listener of this.#listeners.close) listener();
		for (const listeners of Object.values(this.#listeners)) listeners.clear();
	}
}

/** The bytes of a native message in a buffer of their own size. */
function ownBuffer(message: Uint8Array): ArrayBuffer {
	const { buffer, byteOffset, byteLength } = message;
	return byteOffset === 0 && byteLength === buffer.byteLength
		? (buffer as ArrayBuffer)
		: (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}
