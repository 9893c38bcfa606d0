import { beforeEach, describe, expect, it } from 'vitest';
import { signSignal } from '../../src/p2p/wire/signal.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { sealCatchUp, type CatchUpWord } from '../../src/p2p/wire/catch-up.ts';
import type { KeptMinutes } from '../../src/p2p/room/events.ts';
import type { FakeMix } from '../fixtures/fake-sound.ts';
import {
	act,
	bringToStage,
	comeIn,
	gather,
	hears,
	hostRoom,
	makeRoomPerson,
	makeWorld,
	openPage,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { makeTreeWorld } from '../fixtures/tree-world.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(20261125);
});

const kept = (page: Page) => page.session.view.lastMinutes;
const codes = (page: Page) => page.session.view.notices.map(({ code }) => code);
const session = (page: Page) => page.person.key.id;
const soon = <Value>(done: Promise<Value>) => world.clock.advance(SOON_MS).then(() => done);
const volumes = (page: Page) => [...page.playback.volumes.values()];

/** A page keeps minutes, and codes its mix as time goes by: packet 0, 1, 2, … */
async function keep(page: Page, minutes: KeptMinutes = 2, on: World = world): Promise<FakeMix> {
	const keeping = page.session.keepMinutes(minutes);
	await on.clock.advance(SOON_MS);
	expect((await keeping).ok).toBe(true);
	const mix = page.recorder.mixes.at(-1)!;
	let number = 0;
	on.clock.every(500, () => {
		for (let i = 0; i < 25; i++) mix.put(number++);
	});
	return mix;
}

/** A room with a host who keeps two minutes, a speaker whose microphone was open, and a listener. */
async function keptRoom() {
	const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
	const [ada, ben, cleo] = pages as [Page, Page, Page];
	await soon(ada.session.openMicrophone());
	await bringToStage(world, ada, ben);
	const mix = await keep(ada);
	return { invite, ada, ben, cleo, mix };
}

/** Numbers from the first to the last, none missing, none twice. */
function expectWhole(numbers: readonly number[]): void {
	expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
}

describe('U1 The last minutes of a room', () => {
	it('are kept by nobody unless a moderator wants it, and everybody sees that they are', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben] = pages as [Page, Page];
		for (const page of pages) expect(kept(page)).toBeNull();
		expect(await soon(ben.session.keepMinutes(2))).toEqual({ ok: false, code: 'not-allowed' });
		expect(ben.recorder.mixes).toEqual([]);
		await keep(ada, 5);
		for (const page of pages) {
			expect(kept(page)).toMatchObject({ minutes: 5, by: [{ name: 'Ada', isHere: true }] });
			expect(page.session.view.recording).toBeNull();
		}
		expect(kept(ada)?.isKeptHere).toBe(true);
		expect(pages.map((page) => kept(page)?.mayCatchUp)).toEqual([false, true, true]);
		expect((await soon(ada.session.keepMinutes(0))).ok).toBe(true);
		for (const page of pages) expect(kept(page)).toBeNull();
		expect(ada.recorder.mixes[0]!.isClosed).toBe(true);
	});

	it('are not announced where they could not be kept', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		ada.recorder.fault = 'recording-unsupported';
		expect(await soon(ada.session.keepMinutes(2))).toEqual({ ok: false, code: 'recording-unsupported' });
		expect(kept(ben)).toBeNull();
	});

	it('hold who agreed alone; whoever did not is silent, and is asked once for them and a recording', async () => {
		const { ada, ben, mix } = await keptRoom();
		expect(kept(ben)?.asksMe).toBe(true);
		expect(ben.session.view.me.microphone).toBe('off');
		expect(await ben.session.openMicrophone()).toEqual({ ok: false, code: 'not-agreed' });
		expect(mix.voices).toEqual({ sessions: new Set(), microphone: ada.microphone.track });
		await soon(ada.session.startRecording({ ownVoice: false }));
		expect((await soon(ben.session.agreeToRecording({ ownVoice: false }))).ok).toBe(true);
		expect(kept(ben)?.asksMe).toBe(false);
		expect(ben.session.view.recording?.asksMe).toBe(false);
		expect(ben.session.view.me.microphone).toBe('open');
		expect(mix.voices.sessions).toEqual(new Set([session(ben)]));
		expect(ada.recorder.takes[0]!.voices.sessions).toEqual(new Set([session(ben)]));
		// The one ends without the other.
		await soon(ada.session.stopRecording());
		expect(kept(ben)).not.toBeNull();
		expect(mix.isClosed).toBe(false);
	});

	it('hold no voice of a page that sends although it did not agree', async () => {
		const { ada, ben, mix } = await keptRoom();
		ben.microphone.mute = () => {};
		await soon(ben.microphone.open());
		expect(hears(world, ada, ben)).toBe(true);
		expect(mix.voices.sessions).toEqual(new Set());
	});

	it('end when whoever keeps them leaves', async () => {
		const { ada, ben, mix } = await keptRoom();
		await soon(ada.session.leave());
		expect(mix.isClosed).toBe(true);
		expect(kept(ben)).toBeNull();
	});
});

describe('U2 Whoever comes late', () => {
	it('hears what was said before they came, then the room live, without the live room meanwhile', async () => {
		const { invite } = await keptRoom();
		await world.clock.advance(20_000);
		const dora = await comeIn(world, invite, await makeRoomPerson(world, 'Dora'));
		expect(kept(dora)).toMatchObject({ mayCatchUp: true, catchingUp: null });
		dora.session.catchUp();
		await world.clock.advance(2_000);
		const [player] = dora.players;
		expect(player!.times).toBe(1.5);
		expect(player!.numbers[0]).toBe(0);
		expect(volumes(dora).every((volume) => volume === 0)).toBe(true);
		const behind = kept(dora)?.catchingUp;
		expect(behind).toMatchObject({ state: 'playing' });
		expect(behind!.behindMs).toBeGreaterThan(15_000);
		await world.clock.advance(10_000);
		expect(kept(dora)!.catchingUp!.behindMs).toBeLessThan(behind!.behindMs! - 4_000);
		await world.clock.advance(60_000);
		expect(kept(dora)?.catchingUp).toBeNull();
		expect(player!.isClosed).toBe(true);
		expect(volumes(dora).every((volume) => volume === 1)).toBe(true);
		expectWhole(player!.numbers);
		expect(codes(dora)).toEqual([]);
	});

	it('can pass to live sound at any moment, and does so on the way to the stage', async () => {
		const { ada, cleo } = await keptRoom();
		await world.clock.advance(20_000);
		cleo.session.catchUp();
		await world.clock.advance(2_000);
		expect(volumes(cleo).every((volume) => volume === 0)).toBe(true);
		cleo.session.goLive();
		await world.clock.advance(100);
		expect(kept(cleo)?.catchingUp).toBeNull();
		expect(volumes(cleo).every((volume) => volume === 1)).toBe(true);
		cleo.session.catchUp();
		await world.clock.advance(2_000);
		expect(kept(cleo)?.catchingUp).not.toBeNull();
		await act(world, ada, { do: 'invite', target: cleo.person.identity.id });
		await act(world, cleo, { do: 'answer', accept: true });
		expect(kept(cleo)).toMatchObject({ catchingUp: null, mayCatchUp: false });
		expect(volumes(cleo).every((volume) => volume === 1)).toBe(true);
	});

	it('hears nothing of before somebody who agreed left the stage', async () => {
		const { ada, ben, cleo } = await keptRoom();
		await soon(ben.session.agreeToRecording({ ownVoice: false }));
		await world.clock.advance(10_000);
		await act(world, ben, { do: 'step-down' });
		cleo.session.catchUp();
		await world.clock.advance(3_000);
		const [first] = cleo.players[0]!.numbers;
		expect(first).toBeGreaterThan(500);
		expect(kept(ada)?.isKeptHere).toBe(true);
	});

	it('is told when it is switched off while they listen', async () => {
		const { ada, cleo } = await keptRoom();
		await world.clock.advance(20_000);
		cleo.session.catchUp();
		await world.clock.advance(2_000);
		await soon(ada.session.keepMinutes(0));
		expect(codes(cleo)).toEqual(['minutes-over']);
		expect(volumes(cleo).every((volume) => volume === 1)).toBe(true);
	});

	it('is told when the page that keeps them is gone', async () => {
		const { ada, ben, cleo } = await keptRoom();
		await world.clock.advance(20_000);
		cleo.session.catchUp();
		await world.clock.advance(1_000);
		world.network.mayConnect = (a, b) => a !== session(ada) && b !== session(ada);
		for (const link of [...world.network.links]) if (link.me === session(ada)) link.close();
		await ada.meeting.close();
		await world.clock.advance(40_000);
		expect(codes(cleo)).toContain('minutes-unanswered');
		expect(cleo.playback.volumes.get(session(ben))).toBe(1);
		expect(kept(cleo)).toMatchObject({ by: [{ isHere: false }], mayCatchUp: false });
	});

	it('waits while four others are served, and is served once one of them is done', async () => {
		const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay'];
		const { pages } = await gather(world, ...names);
		const [ada, ...others] = pages as [Page, ...Page[]];
		await keep(ada);
		await world.clock.advance(60_000);
		for (const page of others) page.session.catchUp();
		await world.clock.advance(2_000);
		const states = () => others.map((page) => kept(page)?.catchingUp?.state ?? 'live');
		expect(states().filter((state) => state === 'playing')).toHaveLength(4);
		expect(states().filter((state) => state === 'waiting')).toHaveLength(1);
		const served = others.find((page) => kept(page)?.catchingUp?.state === 'playing')!;
		served.session.goLive();
		await world.clock.advance(20_000);
		expect(states().filter((state) => state === 'playing')).toHaveLength(4);
		expect(states().filter((state) => state === 'waiting')).toEqual([]);
	});
});

describe('U3 A page that asks by hand', () => {
	/** Sends a word to a page over its own link, as a modified client would. */
	async function ask(from: Page, to: Page, word: CatchUpWord = { do: 'ask', from: null }) {
		const { key } = from.person;
		const { room } = from.session.view.state!;
		const nonce = world.random.bytes(24);
		const data = sealCatchUp(key, { room, from: key.id, to: session(to) }, { word, nonce })!;
		const attempt = world.random.bytes(8);
		const fields = { room, from: key.id, to: session(to), purpose: 'catch-up' as const, attempt, data };
		const signal = await signSignal(fields, key.sign);
		const link = [...world.network.links].find(({ me, peer }) => me === key.id && peer === session(to))!;
		link.send(encodeMessage({ kind: 'signal', signal }));
	}

	it('more than a person can hear gets only so much, and says so on the page that keeps', async () => {
		const { ada, cleo } = await keptRoom();
		await world.clock.advance(20_000);
		for (let i = 0; i < 200; i++) await ask(cleo, ada);
		await world.clock.advance(10_000);
		expect(ada.session.view.refused.map(({ code }) => code)).toContain('signal-flood');
		// And others are served.
		expect(ada.session.view.phase.name).toBe('live');
		cleo.session.catchUp();
		await world.clock.advance(3_000);
		expect(kept(cleo)?.catchingUp?.state).toBe('playing');
	});
});

describe('U6 The last minutes of a large room', () => {
	it('reach who came late and sits deep in the tree, by the way that signals take', async () => {
		const large = { ...makeTreeWorld(7), rootCapacity: 3 };
		const { invite, page: ada } = await hostRoom(large, await makeRoomPerson(large, 'Ada'));
		const names = ['Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim', 'Lou'];
		const people = await Promise.all(names.map((name) => makeRoomPerson(large, name)));
		const guests = await Promise.all(people.map((person) => openPage(large, invite, person)));
		await large.clock.advance(2_000);
		await Promise.all(guests.map((guest) => guest.session.join()));
		await large.clock.advance(10_000);
		await keep(ada, 2, large);
		await large.clock.advance(20_000);
		expect(ada.session.view.paths).toBe('tree');
		const linked = new Set(
			[...large.network.links].filter(({ me }) => me === session(ada)).map(({ peer }) => peer)
		);
		const deep = guests.filter((guest) => !linked.has(session(guest)));
		expect(deep.length).toBeGreaterThan(0);
		const [late] = deep as [Page];
		expect(kept(late)).toMatchObject({ mayCatchUp: true });
		late.session.catchUp();
		await large.clock.advance(3_000);
		expect(kept(late)?.catchingUp?.state).toBe('playing');
		await large.clock.advance(75_000);
		expect(kept(late)?.catchingUp).toBeNull();
		expectWhole(late.players[0]!.numbers);
		expect(late.players[0]!.numbers.length).toBeGreaterThan(1_500);
		expect(codes(late).filter((code) => code.startsWith('minutes'))).toEqual([]);
	});
});
