import { Forwarder } from '../../../src/p2p/audience/forwarder.ts';
import { packetVerifier } from '../../../src/p2p/audience/packet-verifier.ts';
import { systemClock } from '../../../src/p2p/base/clock.ts';
import type { RoomId, SessionId } from '../../../src/p2p/base/ids.ts';
import { systemRandom } from '../../../src/p2p/base/random.ts';
import { Scope } from '../../../src/p2p/base/scope.ts';
import { makeSessionKey } from '../../../src/p2p/identity/session-key.ts';
import type { FrameChannel, PerStripe } from '../../../src/p2p/ports.ts';
import { decodeDatagram, signPacket, sourceTag } from '../../../src/p2p/wire/packet.ts';

/** Runs in a page: sound handed on from connection to connection, as frames and as tracks. */

const ROOM = 'a1'.repeat(32) as RoomId;
/** Opus of 20 ms at 28 kbit/s. */
const FRAME_BYTES = 70;
const TICK_MS = 20;
/** A sample this loud (of 1) is sound; after this many quiet ones it is a new onset. */
const ONSET_WORKLET = `registerProcessor('onset', class extends AudioWorkletProcessor {
	quiet = Infinity;
	process([[samples]]) {
		for (const sample of samples ?? new Float32Array(128)) {
			if (Math.abs(sample) < 0.03) this.quiet++;
			else {
				if (this.quiet >= 4800) this.port.postMessage(currentTime * 1000);
				this.quiet = 0;
			}
		}
		return true;
	}
});`;

/** Milliseconds from hop to hop, one list for each hop. */
export type HopTimes = readonly (readonly number[])[];

/** Hands packets on over `hops` links between real forwarders, `count` of them, 20 ms apart; each verifies. */
export async function frameChain(hops: number, count: number): Promise<HopTimes> {
	const scope = new Scope(systemClock);
	const speaker = await makeSessionKey(systemRandom);
	const session = (at: number) => (at === 0 ? speaker.id : (at.toString(16).padStart(64, '0') as SessionId));
	const arrivals = Array.from({ length: hops + 1 }, () => new Map<number, number>());
	const forwarders = arrivals.map((at, place) => {
		const forwarder = new Forwarder({
			scope,
			me: session(place),
			verify: packetVerifier(ROOM, systemClock.now)
		});
		forwarder.on('taken', ({ packet }) => at.set(packet.sequence, performance.now()));
		forwarder.setSources([{ session: speaker.id, floor: 0 }]);
		const both = (one: readonly SessionId[]): PerStripe<readonly SessionId[]> => [one, one];
		forwarder.setPlace({
			parents: both(place > 0 ? [session(place - 1)] : []),
			children: both(place < hops ? [session(place + 1)] : []),
			feeds: [null, null],
			isRoot: [place === 0, place === 0],
			hops: [place, place]
		});
		return forwarder;
	});
	const links = [];
	for (let place = 0; place < hops; place++) {
		const link = await dataLink();
		links.push(link);
		forwarders[place]!.attach(session(place + 1), link.from);
		forwarders[place + 1]!.attach(session(place), link.to);
	}
	for (let sequence = 100; sequence < 100 + count; sequence++) {
		const frame = systemRandom.bytes(FRAME_BYTES);
		const body = { source: sourceTag(speaker.id), sequence, level: 20, isVoice: true, epoch: null };
		const raw = await signPacket(ROOM, { ...body, frames: [frame, frame] }, speaker.sign);
		const read = decodeDatagram(raw);
		if (!read.ok || read.value.kind !== 'packet') throw new Error('not a packet');
		arrivals[0]!.set(sequence, performance.now());
		forwarders[0]!.originate(read.value.packet);
		await new Promise((resolve) => setTimeout(resolve, TICK_MS));
	}
	scope.close();
	for (const { close } of links) close();
	return arrivals
		.slice(1)
		.map((at, i) =>
			[...at].flatMap(([sequence, ms]) =>
				arrivals[i]!.has(sequence) ? [ms - arrivals[i]!.get(sequence)!] : []
			)
		);
}

/** Hands a track on over `hops` connections, each sending what it receives, for `seconds` of tone bursts. */
export async function trackChain(hops: number, seconds: number): Promise<HopTimes> {
	const context = new AudioContext();
	await context.resume();
	await context.audioWorklet.addModule(
		URL.createObjectURL(new Blob([ONSET_WORKLET], { type: 'text/javascript' }))
	);
	const onsets: number[][] = [];
	const listenTo = (node: AudioNode) => {
		const list: number[] = [];
		onsets.push(list);
		const onset = new AudioWorkletNode(context, 'onset', { channelCount: 1, channelCountMode: 'explicit' });
		onset.port.onmessage = ({ data }) => list.push(data as number);
		node.connect(onset).connect(context.destination);
	};
	const gate = new GainNode(context, { gain: 0 });
	const tone = new OscillatorNode(context, { frequency: 1000 });
	tone.connect(gate);
	const mouth = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
	gate.connect(mouth);
	listenTo(new MediaStreamAudioSourceNode(context, { mediaStream: mouth.stream }));
	const closers: (() => void)[] = [];
	let { stream } = mouth;
	for (let hop = 0; hop < hops; hop++) {
		const link = await trackLink(stream);
		closers.push(link.close);
		stream = link.stream;
		// Chromium plays a received track through Web Audio only while an element has it too.
		const element = new Audio();
		Object.assign(element, { srcObject: stream, muted: true });
		void element.play();
		listenTo(new MediaStreamAudioSourceNode(context, { mediaStream: stream }));
	}
	tone.start();
	// Jitter buffers start long and shrink.
	const from = context.currentTime + 5;
	for (let at = context.currentTime; at < from + seconds; at += 0.7 + 0.2 * Math.random()) {
		gate.gain.setValueAtTime(0.5, at);
		gate.gain.setValueAtTime(0, at + 0.1);
	}
	await new Promise((resolve) => setTimeout(resolve, (5 + seconds + 1) * 1000));
	for (const close of closers) close();
	await context.close();
	return onsets.slice(1).map((later, i) =>
		onsets[i]!.filter((at) => at > from * 1000).flatMap((at) => {
			const next = later.find((other) => other >= at && other < at + 600);
			return next === undefined ? [] : [next - at];
		})
	);
}

async function connect(from: RTCPeerConnection, to: RTCPeerConnection): Promise<void> {
	from.onicecandidate = ({ candidate }) => void (candidate && to.addIceCandidate(candidate));
	to.onicecandidate = ({ candidate }) => void (candidate && from.addIceCandidate(candidate));
	await from.setLocalDescription();
	await to.setRemoteDescription(from.localDescription!);
	await to.setLocalDescription();
	await from.setRemoteDescription(to.localDescription!);
}

async function dataLink() {
	const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
	const form = { negotiated: true, id: 100, ordered: false, maxRetransmits: 0 };
	const [from, to] = [one.createDataChannel('frames', form), other.createDataChannel('frames', form)];
	const open = [from, to].map(
		(channel) => new Promise<void>((resolve) => (channel.onopen = () => resolve()))
	);
	await connect(one, other);
	await Promise.all(open);
	const close = () => [one, other].forEach((each) => each.close());
	return { from: from as FrameChannel, to: to as FrameChannel, close };
}

async function trackLink(stream: MediaStream) {
	const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
	one.addTrack(stream.getAudioTracks()[0]!, stream);
	const received = new Promise<MediaStream>(
		(resolve) => (other.ontrack = ({ streams }) => resolve(streams[0]!))
	);
	await connect(one, other);
	return { stream: await received, close: () => [one, other].forEach((each) => each.close()) };
}
