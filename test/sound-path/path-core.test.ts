import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { makeSessionKey, type SessionKey } from '../../src/p2p/identity/session-key.ts';
import type { Epoch, PathReport } from '../../src/p2p/ports.ts';
import { PathCore } from '../../src/p2p/sound-path/path-core.ts';
import { altered, collect, placeWith, read, ROOM, Speaker } from '../audience/forwarding.ts';
import { framePair, type FakeFrameChannel } from '../fixtures/fake-frames.ts';
import { seededRandom } from '../fixtures/random.ts';
import { settleCrypto } from '../fixtures/settled-crypto.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';
import { FakeEar, FakeVoice, payloadOf } from './fake-media.ts';

const EPOCHS: readonly Epoch[] = [1, 300].map((number) => ({
	number,
	secret: new Uint8Array(32).fill(number)
}));

let clock: VirtualClock;
let [adaKey, benKey]: SessionKey[] = [];
let ada: PathCore;
let ben: PathCore;
let voice: FakeVoice;
let ear: FakeEar;
/** Ada's end of the link to Ben. */
let toBen: FakeFrameChannel;

/** Ada speaks; Ben's page is the root of both trees, and listens. */
beforeEach(async () => {
	clock = new VirtualClock(settleCrypto);
	[adaKey, benKey] = [await makeSessionKey(seededRandom(1)), await makeSessionKey(seededRandom(2))];
	const core = (key: SessionKey) => new PathCore({ scope: new Scope(clock), room: ROOM, key });
	[ada, ben] = [core(adaKey!), core(benKey!)];
	const ends = framePair(clock);
	toBen = ends[0];
	ada.attach(benKey!.id, ends[0]);
	ben.attach(adaKey!.id, ends[1]);
	ada.setPlace(placeWith({ feeds: [benKey!.id, benKey!.id] }));
	ben.setPlace(placeWith({ isRoot: [true, true], hops: [0, 0] }));
	ben.setSources([{ session: adaKey!.id, floor: 0 }]);
	ben.setAudible(new Map([[adaKey!.id, 1]]));
	[voice, ear] = [new FakeVoice(), new FakeEar()];
	ada.speak(voice);
	ben.hear(ear);
});

/** Ada says these ticks, 20 ms apart. */
async function say(from: number, to: number): Promise<void> {
	for (let sequence = from; sequence <= to; sequence++) {
		voice.say(sequence);
		await clock.advance(20);
	}
}

const sent = () => toBen.sent.map((raw) => read(raw));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('P1 own voice in packets', () => {
	it('brings every frame to the ear once, in order, with its level', async () => {
		await say(50, 60);
		expect(ear.ticks).toEqual(range(50, 60));
		expect(ear.taken.at(-1)).toEqual({
			source: adaKey!.id,
			frame: { sequence: 60, payload: payloadOf(60), level: 30, isVoice: true }
		});
		expect(sent().map(({ frames }) => frames.map(Boolean))).toEqual([
			[true, false],
			...Array(10).fill([true, true])
		]);
	});

	it('says that there is silence before and after a talkspurt, on the other stripe too', async () => {
		await say(50, 52);
		voice.stop();
		await clock.advance(20);
		await say(90, 90);
		expect(sent().map(({ sequence }) => sequence)).toEqual([50, 51, 52, 53, 90]);
		expect(sent()[3]!.frames).toEqual([null, payloadOf(52)]);
		const silent = ear.taken.filter(({ frame }) => frame.payload.length === 0);
		expect(silent.map(({ frame }) => [frame.sequence, frame.level, frame.isVoice])).toEqual([
			[49, 127, false],
			[53, 127, false],
			[89, 127, false]
		]);
	});

	it('carries three frames when loss was measured', async () => {
		ada.setCopies(3);
		await say(50, 53);
		expect(sent().at(-1)!.frames).toEqual([53, 52, 51].map(payloadOf));
	});

	it('gives no number twice, whatever the voice says', async () => {
		await say(50, 52);
		voice.say(51);
		voice.say(52);
		await clock.advance(20);
		expect(sent()).toHaveLength(3);
	});

	it('ends the talkspurt when the microphone is closed, and goes on with the next one', async () => {
		await say(50, 51);
		ada.speak(null);
		await clock.advance(20);
		expect(voice.isClosed).toBe(true);
		expect(sent().at(-1)!.frames).toEqual([null, payloadOf(51)]);
		ada.speak((voice = new FakeVoice()));
		await say(70, 70);
		expect(ear.ticks).toEqual([50, 51, 70]);
	});

	it('heals one lost packet in two, and says nothing twice', async () => {
		toBen.road.isLost = (raw) => read(raw).sequence % 2 === 1;
		await say(50, 60);
		expect(ear.ticks.toSorted((a, b) => a - b)).toEqual(range(50, 60));
	});

	it('is not played to the speaker when it comes back', async () => {
		const own = new FakeEar();
		ada.hear(own);
		ada.setSources([{ session: adaKey!.id, floor: 0 }]);
		ada.setAudible(new Map([[adaKey!.id, 1]]));
		ada.setPlace(placeWith({ parents: [[benKey!.id], [benKey!.id]], feeds: [benKey!.id, benKey!.id] }));
		ben.setPlace(placeWith({ isRoot: [true, true], children: [[adaKey!.id], [adaKey!.id]] }));
		await say(50, 53);
		expect([own.taken, ada.report().stripes[0].packets]).toEqual([[], 0]);
	});

	it('is not played to the speaker either when it comes back to a page that did not count itself', async () => {
		const own = new FakeEar();
		ada.hear(own);
		ada.setAudible(new Map([[adaKey!.id, 1]]));
		await say(50, 50);
		const [near, far] = framePair(clock);
		ada.attach(benKey!.id, near);
		ada.setSources([{ session: adaKey!.id, floor: 0 }]);
		ada.setPlace(placeWith({ parents: [[benKey!.id], []] }));
		far.send(toBen.sent[0]! as Uint8Array<ArrayBuffer>);
		await clock.advance(0);
		expect([own.taken, ada.report().stripes[0].packets]).toEqual([[], 1]);
	});
});

describe('P8 who is played', () => {
	it('frames of somebody who is not audible are handed on and not heard', async () => {
		ben.setAudible(new Map());
		await say(50, 51);
		expect([ear.taken, ben.report().stripes[0].packets]).toEqual([[], 1]);
		ben.setAudible(new Map([[adaKey!.id, 0.5]]));
		await say(52, 52);
		expect(ear.ticks).toEqual([51, 52]);
		expect(ear.audible.get(adaKey!.id)).toBe(0.5);
	});

	it('an ear that comes late is told who is audible, and the one before is closed', async () => {
		const later = new FakeEar();
		ben.hear(later);
		await say(50, 50);
		expect([ear.isClosed, later.audible.size, later.ticks]).toEqual([true, 1, [50]]);
	});

	it('an altered packet is heard by nobody, and whoever brought it is named', async () => {
		const forged: SessionId[] = [];
		ben.on('forged', ({ from }) => forged.push(from));
		await say(50, 50);
		const mallory = await Speaker.make(9);
		const [near, far] = framePair(clock);
		ben.attach(mallory.id, near);
		ben.setPlace(placeWith({ parents: [[mallory.id], []], hops: [1, 1] }));
		far.send(altered(toBen.sent[0]!, 13, 2) as Uint8Array<ArrayBuffer>);
		await clock.advance(20);
		expect([forged, ear.ticks]).toEqual([[mallory.id], [50]]);
	});
});

describe('K3 private rooms', () => {
	it('send what only members read, and hear each other', async () => {
		for (const path of [ada, ben]) path.setEpochs(EPOCHS);
		await say(50, 60);
		expect(ear.ticks).toEqual(range(50, 60));
		expect(ear.taken.at(-1)!.frame.payload).toEqual(payloadOf(60));
		for (const { epoch, frames } of sent()) {
			expect(epoch).toBe(300 & 0xff);
			expect(
				frames.some(
					(frame) => frame && Buffer.from(frame).includes(Buffer.from(payloadOf(55).subarray(0, 8)))
				)
			).toBe(false);
		}
	});

	it('hear nothing of an epoch that does not count, and hand it on all the same', async () => {
		const below = await Speaker.make(3);
		const [near, far] = framePair(clock);
		ben.attach(below.id, near);
		const handedOn = collect(far);
		ben.setPlace(placeWith({ isRoot: [true, true], children: [[below.id], [below.id]], hops: [0, 0] }));
		ada.setEpochs(EPOCHS.slice(0, 1));
		ben.setEpochs(EPOCHS.slice(1));
		await say(50, 53);
		expect([ear.ticks, handedOn.packets.length]).toEqual([[], 4]);
		ben.setEpochs(EPOCHS);
		await say(54, 55);
		expect(ear.ticks).toEqual([53, 54, 55]);
		ben.setEpochs(EPOCHS.slice(1));
		await say(56, 57);
		expect(ear.ticks).toEqual([53, 54, 55]);
	});

	it('hear each other through a change of epoch without a gap', async () => {
		for (const path of [ada, ben]) path.setEpochs(EPOCHS.slice(0, 1));
		await say(50, 52);
		ben.setEpochs(EPOCHS);
		await say(53, 54);
		ada.setEpochs(EPOCHS);
		await say(55, 57);
		expect(ear.ticks).toEqual(range(50, 57));
	});

	it('play no frame that is not encrypted', async () => {
		ben.setEpochs(EPOCHS);
		await say(50, 52);
		expect(ear.ticks).toEqual([]);
	});

	it('Q8 say and play nothing while the room is private and its key is not here', async () => {
		for (const path of [ada, ben]) path.setEpochs(EPOCHS);
		await say(50, 50);
		const before = sent().length;
		ada.setEpochs([]);
		await say(51, 53);
		expect(sent()).toHaveLength(before);
		ada.setEpochs(null);
		ben.setEpochs([]);
		await say(54, 55);
		ada.setEpochs(EPOCHS);
		await say(56, 57);
		expect(ear.ticks).toEqual([50]);
	});

	it('Q5 open what came under one number in either of its two epochs', async () => {
		const twin = { number: EPOCHS.at(-1)!.number, secret: new Uint8Array(32).fill(77) };
		ada.setEpochs(EPOCHS);
		ben.setEpochs([EPOCHS.at(-1)!, twin]);
		await say(50, 51);
		ada.setEpochs([twin]);
		await say(52, 53);
		expect(ear.ticks).toEqual(range(50, 53));
	});

	it('never send a frame of before in the clear when the room opens or closes', async () => {
		await say(50, 51);
		ada.setEpochs(EPOCHS);
		await say(52, 52);
		expect(sent().at(-1)!.frames.map(Boolean)).toEqual([true, false]);
		ada.setEpochs(null);
		await say(53, 53);
		expect(sent().at(-1)!.frames).toEqual([payloadOf(53), null]);
	});

	it('give a secret that comes under a known number its own keys', async () => {
		for (const path of [ada, ben]) path.setEpochs(EPOCHS);
		await say(50, 50);
		ben.setEpochs([EPOCHS[0]!, { number: 300, secret: new Uint8Array(32).fill(9) }]);
		await say(51, 52);
		expect(ear.ticks).toEqual([50]);
	});
});

describe('P14 the report', () => {
	it('comes four times a second, with what the ear says', async () => {
		const reports: PathReport[] = [];
		ben.on('report', (report) => reports.push(report));
		ear.counted = { due: 12, missing: 1, playoutMs: 38 };
		await say(50, 100);
		expect(reports).toHaveLength(4);
		expect(reports.at(-1)).toMatchObject({ frames: { due: 12, missing: 1 }, playoutMs: 38, sentBytes: 0 });
		expect(ada.report().sentBytes).toBe(toBen.sent.reduce((sum, { length }) => sum + length, 0));
	});

	it('closes what it was given when it ends, and says nothing more', async () => {
		ada.close();
		ben.close();
		expect([voice.isClosed, ear.isClosed]).toEqual([true, true]);
		const before = toBen.sent.length;
		voice.say(70);
		await clock.advance(500);
		expect(toBen.sent).toHaveLength(before);
	});
});
