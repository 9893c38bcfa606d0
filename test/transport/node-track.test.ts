import type { Track } from 'node-datachannel';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../src/p2p/base/emitter.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { NodeTrack, opusPayloadType } from '../../src/p2p/transport/node-track.ts';
import { NodeTrackSeal } from '../../src/p2p/transport/node-track-seal.ts';

interface Frame {
	readonly sequence: number;
	readonly payload: Uint8Array;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

function open(seal: (payload: Uint8Array) => Promise<Uint8Array | null> = async (payload) => payload) {
	const sent: DataView[] = [];
	const state = { isOpen: true };
	const track = {
		isOpen: () => state.isOpen,
		close: () => (state.isOpen = false),
		sendMessageBinary: (bytes: Uint8Array) => {
			sent.push(new DataView(bytes.slice().buffer));
			return true;
		}
	} as unknown as Track;
	const voice = new Emitter<{ frame: Frame }>();
	const frames = { on: voice.on.bind(voice), close: () => voice.clear() };
	const sender = new NodeTrack(track, { payloadType: 109, source: 7, seal });
	sender.send(frames);
	const say = (sequence: number, ...payload: number[]) =>
		voice.emit('frame', { sequence, payload: Uint8Array.from(payload) });
	return { sent, state, sender, say };
}

describe('a track in Node', () => {
	it('sends frames as RTP: numbered, timed by the media clock, the first of a talkspurt marked', async () => {
		const { sent, say } = open();
		say(5, 1, 2, 3);
		say(6, 4);
		say(7);
		say(20, 5);
		await settled();
		const read = sent.map((packet) => [
			packet.getUint8(0),
			packet.getUint8(1),
			packet.getUint16(2),
			packet.getUint32(4),
			packet.getUint32(8),
			packet.byteLength
		]);
		expect(read).toEqual([
			[0x80, 0x80 | 109, 0, 5 * 960, 7, 15],
			[0x80, 109, 1, 6 * 960, 7, 13],
			[0x80, 0x80 | 109, 2, 20 * 960, 7, 13]
		]);
	});

	it('sends nothing more once it is told so, nor by a track that is not open', async () => {
		const { sent, state, sender, say } = open();
		state.isOpen = false;
		say(1, 1);
		await settled();
		state.isOpen = true;
		sender.send(null);
		say(2, 1);
		await settled();
		expect(sent).toEqual([]);
	});

	it('keeps the order of frames however long sealing takes, and leaves out what may not be said', async () => {
		const { sent, say } = open(async ([first]) => {
			await new Promise((resolve) => setTimeout(resolve, 10 - first!));
			return first === 2 ? null : Uint8Array.of(first!);
		});
		for (const n of [1, 2, 3]) say(n, n);
		await new Promise((resolve) => setTimeout(resolve, 60));
		expect(sent.map((packet) => packet.getUint8(12))).toEqual([1, 3]);
	});

	it('finds the number of Opus in a description, and none where there is none', () => {
		expect(opusPayloadType('a=rtpmap:111 opus/48000/2\r\n')).toBe(111);
		expect(opusPayloadType('a=rtpmap:0 PCMU/8000\r\na=rtpmap:96 OPUS/48000/2')).toBe(96);
		for (const sdp of ['', 'a=rtpmap:0 PCMU/8000', 'a=rtpmap:999 opus/48000'])
			expect(opusPayloadType(sdp)).toBeNull();
	});
});

describe('the seal of a track in Node', () => {
	it('lets nothing out before it knows the room, everything of an open one, and only sealed frames of a private one', async () => {
		const seal = new NodeTrackSeal('aa'.repeat(32) as SessionId);
		const frame = Uint8Array.of(0x78, 1, 2, 3);
		expect(await seal.seal(frame)).toBeNull();
		seal.setEpochs(null);
		expect(await seal.seal(frame)).toEqual(frame);
		seal.setEpochs([{ number: 1, secret: new Uint8Array(32).fill(9) }]);
		const sealed = await seal.seal(frame);
		expect(sealed!.slice(0, 2)).toEqual(Uint8Array.of(3, 0));
		expect(Buffer.from(sealed!).includes(Buffer.from(frame))).toBe(false);
		seal.setEpochs([]);
		expect(await seal.seal(frame)).toBeNull();
	});
});
