import SimplePeer from 'simple-peer/simplepeer.min.js';
import type { Instance } from 'simple-peer';
import type { Clock } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { DirectLink, DirectLinkEvents, FrameChannel, OpenDirectLink } from '../ports.ts';
import { MAX_MESSAGE_BYTES } from '../wire/limits.ts';
import { FRAMES_CHANNEL_ID, MAX_BUFFERED_BYTES } from './link-limits.ts';
import { SignalBundle, SignalGate } from './link-signals.ts';
import { withOpusParameters } from './opus-sdp.ts';
import type { BrowserTrackSeal } from './track-seal.ts';

/** What direct links are made with. */
export interface DirectLinkOptions {
	/** STUN and TURN servers. */
	readonly iceServers: readonly RTCIceServer[];
	readonly clock: Clock;
	/** Encrypts the tracks in private rooms; without it they go as they are. */
	readonly seal?: Pick<BrowserTrackSeal, 'attach'>;
}

/** Makes direct links. */
export function directLinks(options: DirectLinkOptions): OpenDirectLink {
	return ({ peer, initiator }) => new WebRtcLink({ ...options, peer, initiator });
}

/** The other side reports every five seconds while it gets sound. */
const LOSS_COUNTS_MS = 12_000;

/** What the other side reports of the sound that it gets; not in the standard types. */
interface RemoteReport extends RTCStats {
	readonly fractionLost?: number;
}

/** The newest report of loss. */
interface Loss {
	readonly timestamp: number;
	/** 0 to 1. */
	readonly share: number;
	readonly heardAtMs: number;
}

/** The part of simple-peer's own connection that is used beyond its interface. */
type WithConnection = Instance & { readonly _pc: RTCPeerConnection; readonly bufferSize: number };

/**
 * One simple-peer connection. Sound flows both ways over one transceiver that is agreed on from the
 * start, so that beginning and ending to speak needs no further signalling.
 */
class WebRtcLink extends Emitter<DirectLinkEvents> implements DirectLink {
	readonly peer: SessionId;
	readonly frames: FrameChannel;
	readonly #peer: WithConnection;
	readonly #gate = new SignalGate();
	readonly #bundle: SignalBundle;
	readonly #seal: Pick<BrowserTrackSeal, 'attach'> | null;
	readonly #clock: Clock;
	#outgoing: MediaStreamTrack | null = null;
	#closed = false;
	#delayMs: number | null = null;
	#loss: Loss | null = null;
	#isMeasuring = false;
	#detach: () => void = () => {};

	constructor({
		peer,
		initiator,
		iceServers,
		clock,
		seal
	}: DirectLinkOptions & { readonly peer: SessionId; readonly initiator: boolean }) {
		super();
		this.peer = peer;
		this.#seal = seal ?? null;
		this.#clock = clock;
		this.#bundle = new SignalBundle(clock, (data) => {
			if (!this.#closed) this.emit('signal', data);
		});
		this.#peer = new SimplePeer({
			initiator,
			objectMode: true,
			config: { iceServers: [...iceServers] },
			sdpTransform: withOpusParameters
		}) as WithConnection;
		this.#listen();
		const connection = this.#peer._pc;
		const frames = connection.createDataChannel('frames', {
			negotiated: true,
			id: FRAMES_CHANNEL_ID,
			ordered: false,
			maxRetransmits: 0
		});
		// The other choice, a Blob, would have to be waited for; a worker that is given the channel keeps it.
		frames.binaryType = 'arraybuffer';
		this.frames = frames;
		if (initiator) this.#sealTracks(connection.addTransceiver('audio', { direction: 'sendrecv' }));
	}

	get isAlive(): boolean {
		return this.#peer.connected && this.#peer._pc.connectionState === 'connected';
	}

	get delayMs(): number | null {
		this.#measure();
		return this.#delayMs;
	}

	get lostShare(): number | null {
		this.#measure();
		const isFresh = this.#loss !== null && this.#clock.now() - this.#loss.heardAtMs < LOSS_COUNTS_MS;
		return isFresh ? this.#loss!.share : null;
	}

	signal(data: Uint8Array): void {
		if (this.#closed) return;
		try {
			for (const signal of this.#gate.take(data))
				this.#peer.signal(signal as unknown as SimplePeer.SignalData);
		} catch {
			this.close();
		}
	}

	send(message: Uint8Array): void {
		if (this.#closed || !this.#peer.connected) return;
		if (this.#peer.bufferSize > MAX_BUFFERED_BYTES) return this.close();
		try {
			this.#peer.send(message);
		} catch {
			this.close();
		}
	}

	setOutgoing(track: MediaStreamTrack | null): void {
		this.#outgoing = track;
		const sender = this.#peer._pc.getTransceivers?.()[0]?.sender;
		// Fails only when the connection is closing, which its own event reports.
		if (sender && sender.track !== track) void sender.replaceTrack(track).catch(() => {});
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#detach();
		this.#peer.destroy();
		this.emit('closed', undefined);
		this.clear();
	}

	#listen(): void {
		const connection = this.#peer._pc;
		connection.addEventListener('signalingstatechange', () => {
			if (connection.signalingState !== 'have-remote-offer') return;
			// Answer with sound in both directions, before simple-peer writes the answer.
			for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
			const [transceiver] = connection.getTransceivers();
			if (transceiver) this.#sealTracks(transceiver);
			this.setOutgoing(this.#outgoing);
		});
		connection.addEventListener('track', ({ receiver }) => this.emit('receiver', receiver));
		this.#peer.on('signal', (signal) => this.#bundle.add(signal));
		this.#peer.on('connect', () => {
			this.emit('opened', undefined);
			// Only now: the other side may have opened, and spoken, before simple-peer says so here. Until
			// somebody listens, the stream keeps what came.
			this.#peer.on('data', (data: Uint8Array) => this.#receive(data));
		});
		this.#peer.on('close', () => this.close());
		// simple-peer closes after every error; the event must have a listener.
		this.#peer.on('error', () => {});
	}

	/** Before the first frame: one that passed in the clear could not be taken back. */
	#sealTracks(transceiver: RTCRtpTransceiver): void {
		this.#detach = this.#seal?.attach(transceiver, this.peer) ?? this.#detach;
	}

	/** Asks the connection for its newest figures; the answer is there at the next question. */
	#measure(): void {
		if (this.#isMeasuring || this.#closed) return;
		this.#isMeasuring = true;
		void this.#peer._pc
			.getStats()
			.then((stats) => {
				for (const entry of stats.values() as Iterable<RTCIceCandidatePairStats | RemoteReport>) {
					if (entry.type === 'remote-inbound-rtp') this.#noteLoss(entry as RemoteReport);
					const pair = entry as RTCIceCandidatePairStats;
					if (pair.type === 'candidate-pair' && pair.state === 'succeeded' && pair.currentRoundTripTime)
						this.#delayMs = (pair.currentRoundTripTime * 1000) / 2;
				}
			})
			.catch(() => {})
			.finally(() => (this.#isMeasuring = false));
	}

	/** A report that was seen before says nothing new. */
	#noteLoss({ timestamp, fractionLost }: RemoteReport): void {
		if (fractionLost === undefined || timestamp === this.#loss?.timestamp) return;
		this.#loss = { timestamp, share: fractionLost, heardAtMs: this.#clock.now() };
	}

	#receive(data: Uint8Array): void {
		if (this.#closed) return;
		if (data.length > MAX_MESSAGE_BYTES) return this.close();
		this.emit('received', new Uint8Array(data.buffer, data.byteOffset, data.length));
	}
}
