import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { CAPTION, type CaptionFields } from '../../src/p2p/wire/caption.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { signWord } from '../../src/p2p/wire/signed-words.ts';
import {
	act,
	bringToStage,
	comeIn,
	gather,
	hostRoom,
	loadPage,
	makeRoomPerson,
	makeWorld,
	openPage,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';
import { Stranger } from '../fixtures/stranger.ts';
import { makeTreeWorld, type TreeWorld } from '../fixtures/tree-world.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(20261124);
});

const identity = (page: Page): IdentityId => page.person.identity.id;
const lines = (page: Page) => page.session.captions.lines;
const texts = (page: Page) => lines(page).map(({ text }) => text);
const soon = () => world.clock.advance(200);

/** What a page refused, as its view tells it a little later. */
async function refusals(page: Page): Promise<string[]> {
	await world.clock.advance(10_000);
	return page.session.view.refused.map(({ code }) => code);
}

/** Types a line on a page; what became of it. */
function type(page: Page, text: string, speaker: IdentityId | null = null) {
	return page.session.captions.write(text, { language: 'en', speaker });
}

/** The recogniser of a page understands something. */
async function say(page: Page, text: string, isFinal = false): Promise<void> {
	page.recognisers.opened!.hear(text, isFinal);
	await soon();
}

/** Three people: a host and a speaker on the stage, and a listener. */
async function threePeople() {
	const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
	const [ada, ben, cleo] = pages as [Page, Page, Page];
	await bringToStage(world, ada, ben);
	return { invite, ada, ben, cleo };
}

/** A wording that a page's session signs by hand. */
function signed(page: Page, room: CaptionFields['room'], change: Partial<CaptionFields>) {
	const { key } = page.person;
	const fields = { room, session: key.id, speaker: null, line: 1, wording: 0, at: world.clock.now() };
	const rest = { language: 'en', isFinal: true, isTyped: true, text: 'by hand' };
	return signWord(CAPTION, { ...fields, ...rest, ...change }, key.sign);
}

/** What a page's link to another one sends besides what the page itself says. */
function sendFrom(page: Page, to: Page, caption: Awaited<ReturnType<typeof signed>>): void {
	const link = [...world.network.links].find(
		({ me, peer }) => me === page.person.key.id && peer === to.person.key.id
	)!;
	link.send(encodeMessage({ kind: 'caption', caption }));
}

describe('Captions in a small room', () => {
	it('what a microphone says is told by wordings, attributed, and finished', async () => {
		const { ada, ben, cleo } = await threePeople();
		expect(await ben.session.captions.recognise('device', 'en-GB')).toMatchObject({ ok: true });
		expect(ben.recognisers.chosen).toEqual(['device', 'en-GB']);
		expect(ben.recognisers.opened!.track).toBe(ben.microphone.track);
		expect(ben.session.captions.own).toMatchObject({ state: 'listening', kind: 'device' });
		await say(ben, 'the night');
		for (const page of [ada, ben, cleo])
			expect(lines(page)).toMatchObject([{ text: 'the night', isFinal: false, speaker: identity(ben) }]);
		await world.clock.advance(1_000);
		await say(ben, 'The night ferry.', true);
		await say(ben, 'It leaves');
		for (const page of [ada, ben, cleo]) {
			expect(texts(page)).toEqual(['The night ferry.', 'It leaves']);
			expect(lines(page)[0]).toMatchObject({ isFinal: true, isTyped: false, language: 'en-GB' });
		}
	});

	it('hears the own microphone only, and nothing while it is closed', async () => {
		const { ben, cleo } = await threePeople();
		ben.session.closeMicrophone();
		await ben.session.captions.recognise('device', 'en');
		const recogniser = ben.recognisers.opened!;
		expect(recogniser.track).toBeNull();
		expect(ben.session.captions.own.state).toBe('waiting');
		await say(ben, 'not said');
		await ben.session.openMicrophone();
		expect(recogniser.track).toBe(ben.microphone.track);
		await say(ben, 'half a sen');
		ben.session.closeMicrophone();
		await say(ben, 'not said either');
		expect(recogniser.track).toBeNull();
		expect(lines(cleo)).toMatchObject([{ text: 'half a sen', isFinal: true }]);
		ben.session.captions.stop();
		expect(recogniser.isClosed).toBe(true);
	});

	it('a recogniser that takes its time tells what was said before the microphone closed, in its line', async () => {
		const { ben, cleo } = await threePeople();
		await ben.session.captions.recognise('model', 'en');
		await say(ben, 'half a sen');
		ben.session.closeMicrophone();
		await soon();
		expect(lines(cleo)).toMatchObject([{ text: 'half a sen', isFinal: false }]);
		await say(ben, 'Half a sentence.', true);
		expect(lines(cleo)).toMatchObject([{ text: 'Half a sentence.', isFinal: true }]);
	});

	it('says why it went off, and lets nothing through afterwards', async () => {
		const { ben, cleo } = await threePeople();
		await ben.session.captions.recognise('cloud', 'en');
		const recogniser = ben.recognisers.opened!;
		recogniser.fail('recogniser-network');
		expect(ben.session.captions.own).toMatchObject({ state: 'off', fault: 'recogniser-network' });
		recogniser.hear('too late', true);
		ben.recognisers.fault = 'recogniser-language';
		expect(await ben.session.captions.recognise('device', 'eo')).toMatchObject({ ok: false });
		expect(ben.session.captions.own).toMatchObject({ state: 'off', fault: 'recogniser-language' });
		await soon();
		expect(texts(cleo)).toEqual([]);
	});

	it('a typed line is told, cleaned of what does not show as what it is, and cut at 300 characters', async () => {
		const { ada, ben, cleo } = await threePeople();
		expect(type(ada, ' Welcome\u202eall\u0007 ')).toMatchObject({ ok: true });
		await soon();
		expect(type(ben, 'x'.repeat(10_000_000))).toMatchObject({ ok: true });
		expect(type(ben, '\u202e\n')).toEqual({ ok: false, code: 'caption-empty' });
		expect(type(cleo, 'me too')).toEqual({ ok: false, code: 'not-on-stage' });
		await soon();
		for (const page of [ada, ben, cleo]) {
			expect(texts(page)).toEqual(['Welcome all', 'x'.repeat(300)]);
			expect(lines(page)[0]).toMatchObject({ speaker: identity(ada), isTyped: true, isFinal: true });
		}
	});

	it('moderators type for others on the stage, and nobody else does', async () => {
		const { ada, ben, cleo } = await threePeople();
		expect(type(ada, 'said by Ben', identity(ben))).toMatchObject({ ok: true });
		expect(type(ada, 'said by Cleo', identity(cleo))).toEqual({ ok: false, code: 'not-for-another' });
		expect(type(ben, 'said by Ada', identity(ada))).toEqual({ ok: false, code: 'not-for-another' });
		await soon();
		for (const page of [ben, cleo])
			expect(lines(page)).toMatchObject([{ speaker: identity(ben), author: identity(ada) }]);
	});

	it('who is muted by a moderator is not read either, until they unmute themselves', async () => {
		const { ada, ben, cleo } = await threePeople();
		await act(world, ada, { do: 'mute', target: identity(ben) });
		expect(type(ben, 'still here')).toEqual({ ok: false, code: 'muted' });
		await act(world, ben, { do: 'unmute-myself' });
		expect(type(ben, 'here again')).toMatchObject({ ok: true });
		await soon();
		expect(texts(cleo)).toEqual(['here again']);
	});

	it('shows the last finished lines of each speaker to who comes later, and no unfinished one', async () => {
		const { invite, ada, ben } = await threePeople();
		for (let i = 1; i <= 10; i++) type(ada, `line ${i}`);
		await ben.session.captions.recognise('device', 'en');
		await say(ben, 'unfinished');
		const dan = await comeIn(world, invite, await makeRoomPerson(world, 'Dan'));
		expect(texts(dan)).toEqual([3, 4, 5, 6, 7, 8, 9, 10].map((i) => `line ${i}`));
	});

	it('whom this person blocks is not shown, from the moment on and back', async () => {
		const { ada, ben, cleo } = await threePeople();
		type(ben, 'rubbish');
		type(ada, 'sense');
		await soon();
		await cleo.blocks.block({ identity: identity(ben), name: 'Ben', reason: '' });
		expect(texts(cleo)).toEqual(['sense']);
		await cleo.blocks.unblock(identity(ben));
		expect(texts(cleo)).toEqual(['rubbish', 'sense']);
	});

	it('who only looks before joining gets none, and nothing is kept over a reload', async () => {
		const { invite, ada, cleo } = await threePeople();
		const looking = await openPage(world, invite, await makeRoomPerson(world, 'Dan'));
		await world.clock.advance(SOON_MS);
		type(ada, 'for those inside');
		await soon();
		expect(texts(looking)).toEqual([]);
		expect(texts(cleo)).toEqual(['for those inside']);
		await cleo.session.leave();
		const again = await openPage(world, invite, await loadPage(world, cleo.person));
		expect(texts(again)).toEqual([]);
	});
});

describe('W5 captions in a large room', () => {
	const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim', 'Lou'];

	/** A room in which a host and a speaker are on the stage and the others listen down deep trees. */
	async function largeRoom() {
		const made: TreeWorld = { ...makeTreeWorld(41), rootCapacity: 2 };
		world = made;
		const { invite, page: ada } = await hostRoom(world, await makeRoomPerson(world, 'Ada'));
		const people = await Promise.all(NAMES.slice(1).map((name) => makeRoomPerson(world, name)));
		const pages = [ada];
		for (const person of people) {
			const page = await openPage(world, invite, person);
			await world.clock.advance(500);
			await page.session.join();
			pages.push(page);
		}
		await world.clock.advance(8_000);
		const ben = pages[1]!;
		await bringToStage(world, ada, ben);
		await world.clock.advance(10_000);
		const hops = (page: Page) => page.session.path().stripes?.[0].hops ?? 0;
		expect(pages.map(({ session }) => session.view.paths)).toEqual(pages.map(() => 'tree'));
		expect(Math.max(...pages.map(hops))).toBeGreaterThan(2);
		return { invite, pages, ada, ben };
	}

	/** A listener and the page that feeds it, which is none of these and is not fed by it in the other stripe. */
	function below(pages: readonly Page[], above: readonly Page[]): readonly [Page, Page] {
		for (const child of pages.filter((page) => page.session.view.me.role === 'listener')) {
			const session = child.session.path().stripes?.[0].parent?.session;
			const parent = pages.find(({ person }) => person.key.id === session);
			const feeders = parent?.session.path().stripes?.map((stripe) => stripe.parent?.session) ?? [];
			if (parent && !above.includes(parent) && !feeders.includes(child.person.key.id)) return [child, parent];
		}
		throw new Error('nobody sits below a listener');
	}

	it('go down both trees to every listener, each once and in order', async () => {
		const { pages, ada, ben } = await largeRoom();
		await ben.session.captions.recognise('device', 'fr');
		await say(ben, 'le bac');
		for (const page of pages)
			expect(lines(page), page.person.name).toMatchObject([{ text: 'le bac', speaker: identity(ben) }]);
		await say(ben, 'Le bac de nuit.', true);
		for (let i = 1; i <= 5; i++) type(ada, `line ${i}`);
		await world.clock.advance(1_000);
		const all = ['Le bac de nuit.', 'line 1', 'line 2', 'line 3', 'line 4', 'line 5'];
		for (const page of pages) expect(texts(page), page.person.name).toEqual(all);
	});

	it('the last finished lines reach who comes later and sits deep in the tree', async () => {
		const { invite, ada, ben } = await largeRoom();
		type(ada, 'one');
		type(ben, 'two');
		await soon();
		const late = await comeIn(world, invite, await makeRoomPerson(world, 'Mia'));
		await world.clock.advance(10_000);
		expect(texts(late).toSorted()).toEqual(['one', 'two']);
	});

	it('never go up: what a child brings of another, or of itself, is not taken', async () => {
		const { invite, pages, ada, ben } = await largeRoom();
		const [child, parent] = below(pages, [ada, ben]);
		const bens = await signed(ben, invite.room, { line: 900, text: 'from below' });
		sendFrom(child, parent, bens);
		sendFrom(child, parent, await signed(child, invite.room, { text: 'I too' }));
		await world.clock.advance(1_000);
		for (const page of pages) expect(texts(page), page.person.name).toEqual([]);
	});

	it('what was signed long ago is not taken from a parent', async () => {
		const { invite, pages, ben } = await largeRoom();
		const [child, parent] = below(pages, [ben]);
		const at = world.clock.now() - 11 * 60_000;
		sendFrom(parent, child, await signed(ben, invite.room, { line: 900, at, text: 'long ago' }));
		expect(await refusals(child)).toContain('caption-expired');
		expect(texts(child)).toEqual([]);
	});
});

describe('W7 hostile captions', () => {
	it('a listener’s are shown nowhere, however they are signed', async () => {
		const { invite, ada, ben, cleo } = await threePeople();
		const caption = await signed(cleo, invite.room, { text: 'I am on stage' });
		for (const page of [ada, ben]) sendFrom(cleo, page, caption);
		await soon();
		for (const page of [ada, ben]) {
			expect(texts(page)).toEqual([]);
			expect(await refusals(page)).toContain('caption-off-stage');
		}
	});

	it('are not taken from who is not their speaker, and words are not put into another’s mouth', async () => {
		const { invite, ada, ben, cleo } = await threePeople();
		const bens = await signed(ben, invite.room, { text: 'passed on' });
		sendFrom(cleo, ada, bens);
		sendFrom(ben, ada, await signed(ben, invite.room, { text: 'Ada says', speaker: identity(ada) }));
		sendFrom(ben, ada, await signed(ben, '5e'.repeat(32) as never, { text: 'another room' }));
		await soon();
		expect(texts(ada)).toEqual([]);
		expect(await refusals(ada)).toEqual(expect.arrayContaining(['caption-for-another', 'caption-foreign']));
		// It was not counted against its speaker, who may say it himself.
		sendFrom(ben, ada, bens);
		await soon();
		expect(texts(ada)).toEqual(['passed on']);
	});

	it('a forged one drops who told it', async () => {
		const { invite, ada, ben } = await threePeople();
		const caption = await signed(ben, invite.room, { text: 'true' });
		sendFrom(ben, ada, { ...caption, text: 'forged' });
		await soon();
		expect(texts(ada)).toEqual([]);
		expect(await refusals(ada)).toContain('caption-forged');
		expect(ada.session.view.notices).toContainEqual({ code: 'peer-misbehaved', name: 'Ben' });
	});

	it('a flood of a speaker is cut to what a person can say, and others are read on', async () => {
		const { invite, ada, ben, cleo } = await threePeople();
		for (let line = 1; line <= 1_000; line++)
			sendFrom(ben, cleo, await signed(ben, invite.room, { line, text: `spam ${line}` }));
		await soon();
		expect(texts(cleo).length).toBeLessThanOrEqual(41);
		expect(await refusals(cleo)).toContain('caption-flood');
		type(ada, 'let us go on');
		await soon();
		expect(texts(cleo).at(-1)).toBe('let us go on');
	});

	it('an old line that is told again is not shown again', async () => {
		const { invite, ben, cleo } = await threePeople();
		const caption = await signed(ben, invite.room, { text: 'once' });
		for (let i = 0; i < 3; i++) sendFrom(ben, cleo, caption);
		await soon();
		expect(texts(cleo)).toEqual(['once']);
	});

	it('come from nobody who only looks', async () => {
		const { invite, page: ada } = await hostRoom(world, await makeRoomPerson(world, 'Ada'));
		const mallory = await makeRoomPerson(world, 'Mallory');
		const stranger = await Stranger.visit(world, invite, mallory, ada);
		stranger.enter({ joined: false });
		await soon();
		const word = await signed({ person: mallory } as Page, invite.room, { text: 'from outside' });
		stranger.send({ kind: 'caption', caption: word });
		await soon();
		expect(texts(ada)).toEqual([]);
	});
});
