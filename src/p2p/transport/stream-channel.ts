import type { Connection, Stream } from '@libp2p/interface';
import { Emitter, type Unsubscribe } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Channel, ChannelEvents } from '../ports.ts';
import { PrefixReader, prefixed } from '../wire/length-prefix.ts';
import { MAX_CHANNEL_MESSAGE_BYTES, MAX_UNREAD_BYTES, MAX_UNSENT_BYTES } from './channel-limits.ts';

/**
 * Whole messages over one libp2p stream. Reading starts with the first listener of `received`, so
 * nothing is lost before the owner listens. It owns its relayed connection and ends it when no other
 * stream of the same protocol uses it.
 */
export class StreamChannel implements Channel {
	readonly peer: SessionId;
	readonly #stream: Stream;
	readonly #connection: Connection;
	readonly #emitter = new Emitter<ChannelEvents>();
	readonly #reader = new PrefixReader(MAX_CHANNEL_MESSAGE_BYTES);
	#isReading = false;
	#isClosed = false;

	constructor(peer: SessionId, stream: Stream, connection: Connection) {
		this.peer = peer;
		this.#stream = stream;
		this.#connection = connection;
		stream.maxWriteBufferLength = MAX_UNSENT_BYTES;
		stream.maxReadBufferLength = MAX_UNREAD_BYTES;
		stream.addEventListener('close', () => {
			this.#releaseConnection();
			this.#finishWhenRead();
		});
		stream.addEventListener('remoteCloseWrite', () => {
			this.#endStream();
			this.#finishWhenRead();
		});
	}

	/** Whether nothing follows. */
	get isClosed(): boolean {
		return this.#isClosed;
	}

	on<Name extends keyof ChannelEvents>(
		name: Name,
		listener: (payload: ChannelEvents[Name]) => void
	): Unsubscribe {
		const unsubscribe = this.#emitter.on(name, listener);
		if (name === 'received') this.#startReading();
		if (name === 'closed' && this.#isClosed) queueMicrotask(() => listener(undefined as ChannelEvents[Name]));
		return unsubscribe;
	}

	send(message: Uint8Array): void {
		if (this.#isClosed) return;
		if (message.length > MAX_CHANNEL_MESSAGE_BYTES) return this.#break();
		try {
			this.#stream.send(prefixed(message));
		} catch {
			this.#break();
		}
	}

	close(): void {
		if (this.#isClosed) return;
		this.#endStream();
		this.#finish();
	}

	#startReading(): void {
		if (this.#isReading) return;
		this.#isReading = true;
		this.#stream.addEventListener('message', ({ data }) => {
			const messages = this.#reader.push(data.subarray());
			if (!messages.ok) return this.#break();
			for (const message of messages.value) {
				if (!this.#isClosed) this.#emitter.emit('received', message);
			}
			if (this.#stream.remoteWriteStatus === 'closed') this.#finishWhenRead();
		});
	}

	/** Ends after what has already arrived is read. */
	#finishWhenRead(): void {
		if (this.#stream.readBufferLength === 0) this.#finish();
	}

	#finish(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#emitter.emit('closed', undefined);
	}

	#break(): void {
		this.#stream.abort(new Error('channel broken'));
		this.#finish();
	}

	/** Sends what is queued and closes this end; a peer that never closes its own is cut off by the circuit's limits. */
	#endStream(): void {
		this.#stream.close().catch((error: Error) => this.#stream.abort(error));
	}

	#releaseConnection(): void {
		const isShared = this.#connection.streams.some(
			(stream) => stream.id !== this.#stream.id && stream.protocol === this.#stream.protocol
		);
		if (!isShared && this.#connection.limits !== undefined) this.#connection.close().catch(() => {});
	}
}
