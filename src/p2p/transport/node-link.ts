import { Audio, cleanup, PeerConnection, type DataChannel, type Track } from 'node-datachannel';
import type { Clock } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { DirectLink, DirectLinkEvents, FrameChannel, OpenDirectLink } from '../ports.ts';
import { MAX_MESSAGE_BYTES } from '../wire/limits.ts';
import { FRAMES_CHANNEL_ID, MAX_BUFFERED_BYTES } from './link-limits.ts';
import { SignalBundle, SignalGate, type LinkSignal } from './link-signals.ts';
import { nativeIceServers } from './node-ice-servers.ts';
import { NodeFrames } from './node-frames.ts';
import type { NodeTrackSeal } from './node-track-seal.ts';
import { NodeTrack, OPUS_PAYLOAD_TYPE, opusPayloadType, type SpokenFrames } from './node-track.ts';

/**
 * How long a connection outlives its link, milliseconds. Ended at once, it would take back one farewell in ten
 * that was said just before; this is a round trip over half of the world.
 */
export const LINGER_MS = 250;

/** The name of the one sender of a connection. */
const SOURCE = 1;

/** What links in Node are made with. */
export interface NodeLinkOptions {
	readonly iceServers: readonly RTCIceServer[];
	readonly clock: Clock;
	/** What speaks; left out where there is no microphone. */
	readonly mouth?: LinkMouth;
}

/** What speaks on links in Node. */
export interface LinkMouth {
	/** What a track says. */
	readonly voiceOf: (track: MediaStreamTrack) => SpokenFrames | null;
	readonly seal: NodeTrackSeal;
}

/**
 * Makes direct links in Node, to browsers and to other Nodes, by libdatachannel. They carry messages, frames and,
 * where there is a microphone, its track; tracks of others are not taken: nothing here has a loudspeaker.
 */
export function nodeLinks({ iceServers, clock, mouth }: NodeLinkOptions): OpenDirectLink {
	const servers = nativeIceServers(iceServers);
	return ({ peer, initiator }) => new NodeLink(peer, { initiator, servers, clock, mouth: mouth ?? null });
}

/** What one link is made of. */
interface NodeLinkParts {
	readonly initiator: boolean;
	readonly servers: string[];
	readonly clock: Clock;
	readonly mouth: LinkMouth | null;
}

/**
 * Ends the library's threads, which otherwise keep the process from ending by itself. Call it once, last, and
 * `LINGER_MS` after the last link was closed: none can be made afterwards.
 */
export function endNodeLinks(): void {
	cleanup();
}

/** One libdatachannel connection, which speaks with simple-peer's. */
class NodeLink extends Emitter<DirectLinkEvents> implements DirectLink {
	readonly peer: SessionId;
	readonly #clock: Clock;
	readonly #connection: PeerConnection;
	readonly #frames: NodeFrames;
	readonly #gate = new SignalGate();
	readonly #bundle: SignalBundle;
	/**
	 * Own candidates of an initiator whose offer is not answered; null once nothing holds them back. Told earlier,
	 * the other side may reach this one in the very moment in which it takes the answer: the library then shakes
	 * hands in another thread before it knows whose certificate to expect, and gives up ("unknown CA").
	 */
	#heldCandidates: LinkSignal[] | null;
	readonly #mouth: LinkMouth | null;
	#channel: DataChannel | null = null;
	#sender: NodeTrack | null = null;
	#outgoing: MediaStreamTrack | null = null;
	#opened = false;
	#closed = false;

	constructor(peer: SessionId, { initiator, servers, clock, mouth }: NodeLinkParts) {
		super();
		this.peer = peer;
		this.#mouth = mouth;
		this.#clock = clock;
		this.#heldCandidates = initiator ? [] : null;
		this.#bundle = new SignalBundle(clock, (data) => {
			if (!this.#closed) this.emit('signal', data);
		});
		this.#connection = new PeerConnection(peer.slice(0, 8), {
			iceServers: servers,
			maxMessageSize: MAX_MESSAGE_BYTES,
			// The frames channel stands on both sides; only the initiator's messages channel makes an offer.
			disableAutoNegotiation: true
		});
		this.#listen();
		if (mouth) this.#answerSound();
		this.#frames = new NodeFrames(
			this.#connection.createDataChannel('frames', {
				negotiated: true,
				id: FRAMES_CHANNEL_ID,
				unordered: true,
				maxRetransmits: 0
			})
		);
		if (!initiator) return;
		if (mouth) this.#offerSound();
		this.#adopt(this.#connection.createDataChannel('messages'));
		this.#connection.setLocalDescription('offer');
	}

	get isAlive(): boolean {
		return this.#opened && !this.#closed && this.#connection.state() === 'connected';
	}

	get delayMs(): number | null {
		const ms = this.#opened && !this.#closed ? this.#connection.rtt() : -1;
		return ms > 0 ? ms / 2 : null;
	}

	get lostShare(): null {
		return null;
	}

	get frames(): FrameChannel {
		return this.#frames;
	}

	signal(data: Uint8Array): void {
		if (this.#closed) return;
		try {
			for (const signal of this.#gate.take(data)) this.#take(signal);
		} catch {
			this.close();
		}
	}

	send(message: Uint8Array): void {
		if (this.#closed || !this.#opened || !this.#channel) return;
		try {
			if (this.#channel.bufferedAmount() > MAX_BUFFERED_BYTES) return this.close();
			this.#channel.sendMessageBinary(message);
		} catch {
			this.close();
		}
	}

	setOutgoing(track: MediaStreamTrack | null): void {
		if (track === this.#outgoing) return;
		this.#outgoing = track;
		this.#speak();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#frames.close();
		this.#sender?.close();
		if (this.#opened) this.#clock.after(LINGER_MS, () => this.#connection.close());
		else this.#connection.close();
		this.emit('closed', undefined);
		this.clear();
	}

	#listen(): void {
		const connection = this.#connection;
		connection.onLocalDescription((sdp, type) =>
			this.#bundle.add({ type, sdp: this.#mouth ? sdp : withoutSound(sdp) })
		);
		connection.onLocalCandidate((line, sdpMid) => {
			const candidate = { candidate: line.replace(/^a=/, ''), sdpMid, sdpMLineIndex: null };
			const signal: LinkSignal = { type: 'candidate', candidate };
			if (this.#heldCandidates) this.#heldCandidates.push(signal);
			else this.#bundle.add(signal);
		});
		connection.onDataChannel((channel) => {
			if (!this.#channel) this.#adopt(channel);
			else channel.close();
		});
		connection.onStateChange((state) => {
			if (state === 'failed' || state === 'closed') this.#end();
		});
	}

	/** A browser offers its microphone: its section is where ours answers. */
	#answerSound(): void {
		const connection = this.#connection;
		connection.onTrack((track) => {
			const payloadType = opusPayloadType(connection.remoteDescription()?.sdp ?? '');
			if (payloadType === null) track.close();
			else this.#sendBy(track, payloadType);
		});
	}

	#offerSound(): void {
		const sound = new Audio('0', 'SendRecv');
		sound.addOpusCodec(OPUS_PAYLOAD_TYPE);
		this.#sendBy(this.#connection.addTrack(sound), OPUS_PAYLOAD_TYPE);
	}

	#sendBy(track: Track, payloadType: number): void {
		this.#sender = new NodeTrack(track, {
			payloadType,
			source: SOURCE,
			seal: (payload) => this.#mouth!.seal.seal(payload)
		});
		this.#speak();
	}

	#speak(): void {
		this.#sender?.send(this.#outgoing && (this.#mouth?.voiceOf(this.#outgoing) ?? null));
	}

	#take(signal: LinkSignal): void {
		const connection = this.#connection;
		if (signal.type === 'candidate') {
			const { candidate, sdpMid } = signal.candidate;
			if (candidate) connection.addRemoteCandidate(candidate, sdpMid ?? '');
			return;
		}
		connection.setRemoteDescription(signal.sdp, signal.type);
		if (signal.type === 'offer') connection.setLocalDescription('answer');
		for (const held of this.#heldCandidates ?? []) this.#bundle.add(held);
		this.#heldCandidates = null;
	}

	#adopt(channel: DataChannel): void {
		this.#channel = channel;
		channel.onOpen(() => this.#open(channel));
		channel.onClosed(() => this.#end());
		channel.onError(() => this.close());
		if (channel.isOpen()) this.#open(channel);
	}

	#open(channel: DataChannel): void {
		if (this.#closed || this.#opened) return;
		this.#opened = true;
		this.emit('opened', undefined);
		// Only now: until somebody listens, the native channel keeps what came.
		channel.onMessage((message) => {
			if (typeof message === 'string' || this.#closed) return;
			const bytes = message instanceof ArrayBuffer ? new Uint8Array(message) : message;
			if (bytes.length > MAX_MESSAGE_BYTES) return this.close();
			this.emit('received', new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
		});
	}

	/** The other side ended it. Each native event has a queue of its own: what was said before comes in this turn of the event loop. */
	#end(): void {
		setImmediate(() => this.close());
	}
}

/** The description with sound switched off: a browser offers its microphone, and need not send it here. */
function withoutSound(sdp: string): string {
	const [head, ...sections] = sdp.split(/^(?=m=)/m);
	const silent = sections.map((section) =>
		section.startsWith('m=audio')
			? section.replace(/^a=(sendrecv|sendonly|recvonly)(\r?)$/gm, 'a=inactive$2')
			: section
	);
	return [head, ...silent].join('');
}
