import type { Track } from 'node-datachannel';
import type { Unsubscribe } from '../base/emitter.ts';

/** Ticks of the RTP clock of Opus in 20 ms. Source: RFC 7587, section 4.1. */
const TICK = 960;
const HEADER_BYTES = 12;
/** The version, without padding, extension or other sources. Source: RFC 3550, section 5.1. */
const VERSION = 0x80;
const MARKER = 0x80;
/** What Chromium and Firefox call Opus when they are not told otherwise, and so do we. */
export const OPUS_PAYLOAD_TYPE = 111;

/** What is said into a track: 20 ms of Opus at a time, numbered by the media clock. */
export interface SpokenFrames {
	on(
		name: 'frame',
		listener: (frame: { readonly sequence: number; readonly payload: Uint8Array }) => void
	): Unsubscribe;
	/** No more of it is wanted. */
	close(): void;
}

/** What a track is sent by. */
export interface NodeTrackOptions {
	/** What the connection calls Opus. */
	readonly payloadType: number;
	/** Names this sender within the connection, 32 bits. */
	readonly source: number;
	/** A frame as it may leave; null if nothing may be said. */
	readonly seal: (payload: Uint8Array) => Promise<Uint8Array | null>;
}

/** Sends frames that are encoded already by the track of a connection, as RTP. */
export class NodeTrack {
	readonly #track: Track;
	readonly #options: NodeTrackOptions;
	/** Packets go out in the order of their frames, however long sealing takes. */
	#sent: Promise<void> = Promise.resolve();
	#packets = 0;
	#newest: number | null = null;
	#frames: SpokenFrames | null = null;

	constructor(track: Track, options: NodeTrackOptions) {
		this.#track = track;
		this.#options = options;
	}

	/** Sends these from now on, or nothing. */
	send(frames: SpokenFrames | null): void {
		this.#frames?.close();
		this.#frames = frames;
		frames?.on('frame', ({ sequence, payload }) => {
			// The end of a talkspurt: the clock goes on without packets.
			if (payload.length > 0) this.#sent = this.#sent.then(() => this.#put(sequence, payload));
		});
	}

	/** Sends nothing more, for good: the native track goes before its connection does. */
	close(): void {
		this.send(null);
		this.#track.close();
	}

	async #put(sequence: number, frame: Uint8Array): Promise<void> {
		const { payloadType, source, seal } = this.#options;
		const payload = await seal(frame);
		if (!payload || !this.#track.isOpen()) return;
		const packet = new Uint8Array(HEADER_BYTES + payload.length);
		const view = new DataView(packet.buffer);
		const isFirst = this.#newest === null || sequence !== this.#newest + 1;
		this.#newest = sequence;
		view.setUint8(0, VERSION);
		view.setUint8(1, payloadType | (isFirst ? MARKER : 0));
		view.setUint16(2, this.#packets++ & 0xffff);
		view.setUint32(4, (sequence * TICK) >>> 0);
		view.setUint32(8, source);
		packet.set(payload, HEADER_BYTES);
		this.#track.sendMessageBinary(Buffer.from(packet.buffer));
	}
}

/** Which number a description gives to Opus; null if it offers none. */
export function opusPayloadType(sdp: string): number | null {
	const number = /^a=rtpmap:(\d{1,3}) opus\/48000/im.exec(sdp)?.[1];
	return number && Number(number) < 128 ? Number(number) : null;
}
