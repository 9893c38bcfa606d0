import { beforeEach, describe, expect, it } from 'vitest';
import { Author } from '../../src/p2p/document/author.ts';
import { FakeTabs, type FakeTake } from '../fixtures/fake-sound.ts';
import {
	act,
	bringToStage,
	comeIn,
	gather,
	hears,
	hostRoom,
	loadPage,
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
	world = { ...makeWorld(20261123), recordAfter: 40 };
});

const recording = (page: Page) => page.session.view.recording;
const codes = (page: Page) => page.session.view.notices.map(({ code }) => code);
const session = (page: Page) => page.person.key.id;
const soon = <Value>(done: Promise<Value>) => world.clock.advance(SOON_MS).then(() => done);

/** Sessions of these pages whose voices a take takes in now. */
const taken = (take: FakeTake, ...pages: readonly Page[]) =>
	pages.filter((page) => take.voices.sessions.has(session(page)));

/** A room with a host who records, a speaker whose microphone was open, and a listener. */
async function recorded(ownVoice = false) {
	const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
	const [ada, ben, cleo] = pages as [Page, Page, Page];
	await soon(ada.session.openMicrophone());
	await bringToStage(world, ada, ben);
	expect((await soon(ada.session.startRecording({ ownVoice }))).ok).toBe(true);
	return { invite, ada, ben, cleo, take: ada.recorder.takes[0]! };
}

describe('A recording', () => {
	it('is shown to everybody, with who records', async () => {
		const { ada, ben, cleo } = await recorded();
		for (const page of [ada, ben, cleo])
			expect(recording(page)?.by).toMatchObject([{ name: 'Ada', session: session(ada), isHere: true }]);
		expect(recording(ada)?.writingSince).toBeGreaterThan(0);
		expect(recording(ben)?.writingSince).toBeNull();
		expect([ada, ben, cleo].map((page) => recording(page)?.asksMe)).toEqual([false, true, false]);
	});

	it('is shown to who only looks, who cannot tell yet whether its maker is here', async () => {
		const { invite } = await recorded();
		const dora = await openPage(world, invite, await makeRoomPerson(world, 'Dora'));
		await world.clock.advance(SOON_MS);
		expect(recording(dora)?.by).toMatchObject([{ name: 'Ada', isHere: true }]);
		expect(recording(dora)?.asksMe).toBe(false);
	});

	it('goes on in the document in which a long room goes on, with who agreed', async () => {
		const { ada, ben, take } = await recorded();
		await soon(ben.session.agreeToRecording({ ownVoice: false }));
		const { room } = ada.document;
		for (let i = 0; i < 40 && ada.document.room === room; i++)
			await act(world, ada, { do: 'pin', text: `pin ${i}` });
		expect(ada.document.room).not.toBe(room);
		expect(taken(take, ben)).toEqual([ben]);
		expect(take.state).toBe('open');
		expect(recording(ben)).toMatchObject({ asksMe: false, by: [{ name: 'Ada', isHere: true }] });
		expect((await soon(ada.session.stopRecording())).ok).toBe(true);
		expect([recording(ada), recording(ben)]).toEqual([null, null]);
	});

	it('closes the microphone of whoever has not agreed, and takes nobody in before they did', async () => {
		const { ada, ben, cleo, take } = await recorded();
		expect(ben.session.view.me.microphone).toBe('off');
		expect(await ben.session.openMicrophone()).toEqual({ ok: false, code: 'not-agreed' });
		expect(taken(take, ben)).toEqual([]);
		expect(take.voices.microphone).toBe(ada.microphone.track);
		expect((await soon(ben.session.agreeToRecording({ ownVoice: false }))).ok).toBe(true);
		// It was open when the recording began.
		expect(ben.session.view.me.microphone).toBe('open');
		expect(taken(take, ben)).toEqual([ben]);
		expect(ada.session.view.state?.recordings[0]?.agreed).toContain(ben.person.identity.id);
		// Whoever comes to the stage later is asked before they speak.
		await act(world, ada, { do: 'invite', target: cleo.person.identity.id });
		await act(world, cleo, { do: 'answer', accept: true });
		expect(recording(cleo)?.asksMe).toBe(true);
		expect(await cleo.session.openMicrophone()).toEqual({ ok: false, code: 'not-agreed' });
	});

	it('takes in no voice of a page that sends although it did not agree', async () => {
		const { ben, take, ada } = await recorded();
		// A client without this rule: its microphone stays open, and the room hears it.
		ben.microphone.mute = () => {};
		await soon(ben.microphone.open());
		expect(hears(world, ada, ben)).toBe(true);
		expect(taken(take, ben)).toEqual([]);
	});

	it('leaves out whoever is muted by a moderator or leaves the stage, and asks them anew', async () => {
		const { ada, ben, take } = await recorded();
		await soon(ben.session.agreeToRecording({ ownVoice: false }));
		expect(taken(take, ben)).toEqual([ben]);
		await act(world, ada, { do: 'mute', target: ben.person.identity.id });
		expect(taken(take, ben)).toEqual([]);
		await act(world, ben, { do: 'step-down' });
		await act(world, ada, { do: 'invite', target: ben.person.identity.id });
		await act(world, ben, { do: 'answer', accept: true });
		expect(recording(ben)?.asksMe).toBe(true);
	});

	it('ends whole by its maker, with the mark everywhere', async () => {
		const { ada, ben, take } = await recorded();
		expect((await soon(ada.session.stopRecording())).ok).toBe(true);
		expect(take.state).toBe('ended');
		expect([recording(ada), recording(ben)]).toEqual([null, null]);
		expect(codes(ada)).toContain('recording-kept');
	});

	it('ends by another moderator too, and its maker is told', async () => {
		const { ada, ben, take } = await recorded();
		expect(await ben.session.stopRecording()).toEqual({ ok: false, code: 'not-allowed' });
		expect(take.state).toBe('open');
		await act(world, ada, { do: 'make-cohost', target: ben.person.identity.id });
		expect((await soon(ben.session.stopRecording())).ok).toBe(true);
		expect(take.state).toBe('ended');
		expect(codes(ada)).toContain('recording-ended-by-other');
	});

	it('ends when the disk is full: everybody sees it, and its maker learns why', async () => {
		const { ada, ben, cleo, take } = await recorded();
		take.break('recording-full');
		await world.clock.advance(SOON_MS);
		expect([ada, ben, cleo].map(recording)).toEqual([null, null, null]);
		expect(codes(ada)).toContain('recording-full');
		// And another may begin.
		expect((await soon(ada.session.startRecording({ ownVoice: false }))).ok).toBe(true);
		expect(ada.recorder.takes).toHaveLength(2);
	});

	it('is not announced when it could not begin, and leaves no file when it could not be announced', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		ada.recorder.fault = 'recording-unsupported';
		expect(await soon(ada.session.startRecording({ ownVoice: false }))).toEqual({
			ok: false,
			code: 'recording-unsupported'
		});
		expect(recording(ben)).toBeNull();
		expect(await soon(ben.session.startRecording({ ownVoice: false }))).toEqual({
			ok: false,
			code: 'not-allowed'
		});
		expect(ben.recorder.takes).toEqual([]);
	});

	it('ends whole when its maker leaves, and the mark goes with them', async () => {
		const { ada, ben, take } = await recorded();
		await soon(ada.session.leave());
		expect(take.state).toBe('ended');
		expect(recording(ben)).toBeNull();
	});

	it('of a page that was killed is shown as made by nobody who is here, until that person is back', async () => {
		const { invite, ada, ben } = await recorded();
		// Without a word: nobody reaches it any more.
		const dead = session(ada);
		world.network.mayConnect = (a, b) => a !== dead && b !== dead;
		for (const link of [...world.network.links]) if (link.me === dead) link.close();
		await ada.meeting.close();
		await world.clock.advance(60_000);
		expect(recording(ben)?.by).toMatchObject([{ name: 'Ada', isHere: false }]);
		const back = await comeIn(world, invite, await loadPage(world, { ...ada.person, tabs: new FakeTabs() }));
		await world.clock.advance(30_000);
		expect(recording(ben)).toBeNull();
		expect(codes(back)).toContain('recording-cut-off');
	});

	it('keeps the own voice in a file of its own, if its person wants that, until the recording ends', async () => {
		const { ada, ben } = await recorded(true);
		await soon(ben.session.agreeToRecording({ ownVoice: true }));
		for (const page of [ada, ben]) {
			const voice = page.recorder.takes.find(({ about }) => about.kind === 'voice')!;
			expect(voice.voices).toEqual({ sessions: new Set(), microphone: page.microphone.track });
			expect(recording(page)?.keepsOwnVoice).toBe(true);
		}
		await soon(ada.session.stopRecording());
		for (const page of [ada, ben])
			expect(page.recorder.takes.every(({ state }) => state === 'ended')).toBe(true);
		expect(codes(ben)).toContain('recording-kept');
	});

	it('notes title, stage, pins and who speaks, of those who agreed', async () => {
		const { ada, ben, take } = await recorded();
		await soon(ben.session.agreeToRecording({ ownVoice: false }));
		await act(world, ada, { do: 'pin', text: 'The list' });
		await act(world, ada, { do: 'retitle', title: 'Later', topics: ['Boats'] });
		ada.playback.levels.set(session(ben), 0.5);
		await world.clock.advance(1000);
		const what = take.moments.map((moment) => moment.what);
		expect(what).toEqual(expect.arrayContaining(['stage', 'pin', 'title', 'speaking']));
		expect(take.moments.at(-1)).toMatchObject({ what: 'speaking', who: [ben.person.identity.id] });
	});

	it('R16 cannot be begun by a listener’s page that signs it by hand', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await act(world, cleo, { do: 'raise-hand' });
		const { key, certificate } = cleo.person;
		await new Author(cleo.document, key, certificate).write('recording.started', {
			session: key.id,
			minutes: 0
		});
		await world.clock.advance(SOON_MS);
		for (const page of [ada, ben]) {
			expect(page.document.feed(key.id).map(({ type }) => type)).toContain('recording.started');
			expect(recording(page)).toBeNull();
		}
	});
});

describe('Y6 Captions along a recording', () => {
	const kept = (take: FakeTake) =>
		take.moments.flatMap((moment) => (moment.what === 'caption' ? [moment] : []));
	const texts = (take: FakeTake) => kept(take).map(({ text }) => text);
	const type = (page: Page, text: string, speaker: Page | null = null) =>
		page.session.captions.write(text, {
			language: 'en',
			speaker: speaker && speaker.person.identity.id
		});
	const settle = (ms = SOON_MS) => world.clock.advance(ms);
	const agree = (page: Page) => soon(page.session.agreeToRecording({ ownVoice: false }));

	it('are kept of those who agreed, and of nobody else', async () => {
		const { ada, ben, take } = await recorded();
		type(ada, 'mine');
		type(ben, 'not agreed');
		type(ada, 'in his mouth', ben);
		await settle();
		expect(ben.session.captions.lines).toHaveLength(3);
		expect(texts(take)).toEqual(['mine']);
		await agree(ben);
		type(ben, 'agreed');
		await settle();
		type(ada, 'typed for him', ben);
		await settle();
		expect(kept(take)).toMatchObject([
			{ text: 'mine', speaker: ada.person.identity.id, author: ada.person.identity.id, lastedMs: 0 },
			{ text: 'agreed', speaker: ben.person.identity.id, author: ben.person.identity.id },
			{ text: 'typed for him', speaker: ben.person.identity.id, author: ada.person.identity.id }
		]);
		await act(world, ben, { do: 'step-down' });
		await act(world, ada, { do: 'invite', target: ben.person.identity.id });
		await act(world, ben, { do: 'answer', accept: true });
		type(ben, 'asked anew');
		await settle();
		expect(texts(take)).not.toContain('asked anew');
	});

	it('are kept as they ended, each once, and not if their words began before somebody agreed', async () => {
		const { ada, ben, take } = await recorded();
		// A client that speaks without having agreed.
		ben.microphone.mute = () => {};
		await soon(ben.microphone.open());
		await ben.session.captions.recognise('device', 'en');
		const say = async (text: string, isFinal = false) => {
			ben.recognisers.opened!.hear(text, isFinal);
			await settle(1_000);
		};
		await say('said before');
		await agree(ben);
		await say('said before I agreed', true);
		await say('the night fairy');
		await say('The night ferry.', true);
		await settle(20_000);
		expect(ada.session.captions.lines.map(({ text }) => text)).toEqual([
			'said before I agreed',
			'The night ferry.'
		]);
		expect(kept(take)).toMatchObject([{ text: 'The night ferry.', language: 'en' }]);
		expect(kept(take)[0]!.lastedMs).toBeGreaterThan(500);
	});

	it('of before somebody agreed are not kept either when a new link brings them later', async () => {
		const { ada, ben, cleo, take } = await recorded();
		const apart = new Set([session(ada), session(ben)]);
		world.network.mayConnect = (a, b) => !(apart.has(a) && apart.has(b));
		for (const link of [...world.network.links]) if (apart.has(link.me) && apart.has(link.peer)) link.close();
		await settle();
		type(ben, 'between us');
		await settle();
		expect(cleo.session.captions.lines.map(({ text }) => text)).toEqual(['between us']);
		expect(ada.session.captions.lines).toEqual([]);
		await agree(ben);
		expect(ada.session.view.state?.recordings[0]?.agreed).toContain(ben.person.identity.id);
		world.network.mayConnect = () => true;
		await settle(60_000);
		expect(ada.session.captions.lines.map(({ text }) => text)).toEqual(['between us']);
		expect(texts(take)).toEqual([]);
		type(ben, 'for the record');
		await settle();
		expect(texts(take)).toEqual(['for the record']);
	});

	it('of a flood are kept up to what a person can say, and those of others go on', async () => {
		const { ada, ben, take } = await recorded();
		await agree(ben);
		for (let i = 0; i < 100; i++) type(ben, `spam ${i}`);
		await settle();
		expect(texts(take).length).toBeLessThan(30);
		type(ada, 'Let us go on');
		await settle();
		expect(texts(take).at(-1)).toBe('Let us go on');
	});
});

describe('A recording of a large room', () => {
	it('holds the tracks of the stage, and is shown to those who hear it over others', async () => {
		const large = { ...makeTreeWorld(7), rootCapacity: 3 };
		const settle = (ms: number) => large.clock.advance(ms);
		const { invite, page: ada } = await hostRoom(large, await makeRoomPerson(large, 'Ada'));
		const names = ['Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim', 'Lou'];
		const people = await Promise.all(names.map((name) => makeRoomPerson(large, name)));
		const guests = await Promise.all(people.map((person) => openPage(large, invite, person)));
		await settle(2_000);
		await Promise.all(guests.map((guest) => guest.session.join()));
		await settle(10_000);
		const [ben] = guests as [Page];
		await bringToStage(large, ada, ben);
		const starting = ada.session.startRecording({ ownVoice: false });
		await settle(5_000);
		expect((await starting).ok).toBe(true);
		const agreeing = ben.session.agreeToRecording({ ownVoice: false });
		await settle(20_000);
		expect((await agreeing).ok).toBe(true);
		expect(ada.session.view.paths).toBe('tree');
		expect(taken(ada.recorder.takes[0]!, ...guests)).toEqual([ben]);
		for (const page of guests)
			expect(recording(page)?.by, page.person.name).toMatchObject([{ name: 'Ada', isHere: true }]);
		const leaving = ada.session.leave();
		await settle(10_000);
		await leaving;
		expect(ada.recorder.takes[0]!.state).toBe('ended');
		for (const page of guests) expect(recording(page), page.person.name).toBeNull();
	});
});
