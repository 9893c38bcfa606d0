import { beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/p2p/api.ts';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { encodeLetter, sealLetter, type LetterContent } from '../../src/p2p/wire/letter.ts';
import { decodeMessage, encodeMessage } from '../../src/p2p/wire/messages.ts';
import { signSignal, type Signal } from '../../src/p2p/wire/signal.ts';
import {
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
import { makeTreeWorld } from '../fixtures/tree-world.ts';

let world: World;

beforeEach(() => {
	world = makeWorld(20261125);
});

const identity = (page: Page): IdentityId => page.person.identity.id;
const soon = () => world.clock.advance(SOON_MS);

/** Writes from one page to another's person. */
function write(from: Page, to: Page, text: string) {
	return from.letters.write({ identity: identity(to), name: to.person.name }, text);
}

/** What a page keeps of what it and another one's person wrote. */
function between(page: Page, other: Page): Conversation | undefined {
	return page.letters.conversations.find((one) => one.with === identity(other));
}

const told = (page: Page, other: Page) =>
	(between(page, other)?.letters ?? []).map(
		({ isMine, text, state }) => `${isMine ? '>' : '<'} ${text} (${state})`
	);

/** Every message that a page's links take in, as far as it is a signal. */
function watch(page: Page): Signal[] {
	const seen: Signal[] = [];
	for (const link of world.network.links)
		if (link.me === page.person.key.id)
			link.on('received', (bytes) => {
				const message = decodeMessage(bytes);
				if (message.ok && message.value.kind === 'signal') seen.push(message.value.signal);
			});
	return seen;
}

/** Brings a letter by hand from one page to another, over their link. */
async function bring(from: Page, to: Page, room: RoomId, data: Uint8Array): Promise<void> {
	const way = { room, from: from.person.key.id, to: to.person.key.id, purpose: 'letter' as const };
	const signal = await signSignal({ ...way, attempt: world.random.bytes(8), data }, from.person.key.sign);
	send(from, to, signal);
	await soon();
}

function send(from: Page, to: Page, signal: Signal): void {
	const link = world.network.between(from.person.key.id, to.person.key.id)!;
	link.send(encodeMessage({ kind: 'signal', signal }));
}

function seal(from: Page, to: Page, room: RoomId, content: LetterContent): Uint8Array {
	const way = { room, from: from.person.key.id, to: to.person.key.id };
	return encodeLetter(sealLetter(from.person.key, way, { content, nonce: world.random.bytes(24) })!);
}

describe('Z1 letters between two in a room', () => {
	it('reach the one they are for, are confirmed, and are kept on both devices and nowhere else', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		expect(await write(ada, ben, 'Only for you')).toMatchObject({ ok: true });
		await soon();
		expect(told(ada, ben)).toEqual(['> Only for you (delivered)']);
		expect(told(ben, ada)).toEqual(['< Only for you (delivered)']);
		expect(between(ben, ada)).toMatchObject({ name: 'Ada', unread: 1 });
		await write(ben, ada, 'Thank you');
		await ben.letters.read(identity(ada));
		await soon();
		expect(told(ada, ben)).toEqual(['> Only for you (delivered)', '< Thank you (delivered)']);
		expect(between(ben, ada)).toMatchObject({ unread: 0 });
		expect(cleo.letters.conversations).toEqual([]);
		// Not in the room's document either.
		for (const raw of await cleo.person.store.loadEvents(cleo.current.room))
			expect(Buffer.from(raw).includes('Only for you')).toBe(false);
	});

	it('wait for who has left, and go out when they are back, whatever the page', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben] = pages as [Page, Page, Page];
		await ben.session.leave();
		await soon();
		await write(ada, ben, 'Come back');
		await world.clock.advance(60_000);
		expect(told(ada, ben)).toEqual(['> Come back (waiting)']);
		// Kept, so that it does not matter whether this page lives on.
		await ada.session.leave();
		const again = await comeIn(world, invite, await loadPage(world, ada.person));
		expect(told(again, ben)).toEqual(['> Come back (waiting)']);
		const back = await comeIn(world, invite, await loadPage(world, ben.person));
		await world.clock.advance(11_000);
		expect(told(back, again)).toEqual(['< Come back (delivered)']);
		expect(told(again, ben)).toEqual(['> Come back (delivered)']);
	});

	it('are taken back while nobody has them', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		await ben.session.leave();
		await write(ada, ben, 'Never mind');
		await ada.letters.takeBack(identity(ben), between(ada, ben)!.letters[0]!.id);
		expect(told(ada, ben)).toEqual([]);
	});

	it('are declined for who takes none, or none of strangers, and for who is blocked', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		await ben.letters.setFrom('nobody');
		await write(ada, ben, 'one');
		await soon();
		expect(told(ada, ben)).toEqual(['> one (declined)']);
		expect(ben.letters.conversations).toEqual([]);
		await ben.letters.setFrom('known');
		await write(ben, cleo, 'I know you');
		await soon();
		await write(cleo, ben, 'two');
		await write(ada, ben, 'three');
		await soon();
		expect(told(ben, cleo)).toEqual(['> I know you (delivered)', '< two (delivered)']);
		expect(told(ada, ben)).toEqual(['> one (declined)', '> three (declined)']);
		await ben.letters.setFrom('everybody');
		await cleo.blocks.block({ identity: identity(ben), name: 'Ben', reason: '' });
		expect(await write(cleo, ben, 'four')).toEqual({ ok: false, code: 'letter-to-blocked' });
		await write(ben, cleo, 'five');
		await soon();
		expect(told(ben, cleo).at(-1)).toBe('> five (declined)');
		expect(told(cleo, ben).join()).not.toContain('five');
	});

	it('go by a neighbour of both where the two have no link, who cannot read them', async () => {
		const { pages } = await gather(world, 'Ada', 'Ben', 'Cleo');
		const [ada, ben, cleo] = pages as [Page, Page, Page];
		const two = [ada.person.key.id, ben.person.key.id];
		world.network.mayConnect = (a, b) => !(two.includes(a) && two.includes(b));
		world.network.between(ada.person.key.id, ben.person.key.id)!.close();
		const carried = watch(cleo);
		await write(ada, ben, 'A secret of the harbour');
		await world.clock.advance(1_000);
		expect(told(ben, ada)).toEqual(['< A secret of the harbour (delivered)']);
		const letters = carried.filter(({ purpose }) => purpose === 'letter');
		expect(letters.length).toBeGreaterThan(0);
		for (const { data } of letters) expect(Buffer.from(data).includes('secret')).toBe(false);
		expect(cleo.letters.conversations).toEqual([]);
	});
});

describe('Z2 letters in a large room', () => {
	it('cross the tree between two listeners who have no link, once each has shown who it is', async () => {
		const made = { ...makeTreeWorld(43), rootCapacity: 2 };
		world = made;
		const { invite, page: host } = await hostRoom(world, await makeRoomPerson(world, 'Ada'));
		const pages = [host];
		for (const name of ['Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim']) {
			const page = await openPage(world, invite, await makeRoomPerson(world, name));
			await world.clock.advance(500);
			await page.session.join();
			pages.push(page);
		}
		await world.clock.advance(20_000);
		const pair = pages
			.slice(1)
			.flatMap((a) => pages.slice(1).map((b) => [a, b] as const))
			.find(([a, b]) => a !== b && !world.network.between(a.person.key.id, b.person.key.id));
		const [from, to] = pair!;
		expect(from.session.view.paths).toBe('tree');
		await write(from, to, 'Across the tree');
		await world.clock.advance(25_000);
		expect(told(to, from)).toEqual(['< Across the tree (delivered)']);
		expect(told(from, to)).toEqual(['> Across the tree (delivered)']);
		for (const page of pages.filter((one) => one !== from && one !== to))
			expect(page.letters.conversations).toEqual([]);
	});
});

describe('Z5 hostile letters', () => {
	const id = () => world.random.bytes(16);

	it('are not taken in another’s name, from another room, altered, or sealed for somebody else', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Mallory');
		const [ada, ben, mallory] = pages as [Page, Page, Page];
		const { room } = invite;
		const honest = seal(ada, ben, room, { do: 'write', id: id(), text: 'from Ada' });
		// Mallory brings what Ada sealed as her own, and what she sealed in Ada's name.
		await bring(mallory, ben, room, honest);
		const way = { room, from: ada.person.key.id, to: ben.person.key.id, purpose: 'letter' as const };
		const attempt = world.random.bytes(8);
		const forged = await signSignal({ ...way, attempt, data: honest }, mallory.person.key.sign);
		send(mallory, ben, forged);
		await bring(mallory, ben, '7e'.repeat(32) as RoomId, honest);
		const altered = honest.slice();
		altered[altered.length - 1]! ^= 1;
		await bring(ada, ben, room, altered);
		await bring(ada, ben, room, seal(ada, mallory, room, { do: 'write', id: id(), text: 'not for Ben' }));
		await soon();
		expect(ben.letters.conversations).toEqual([]);
		const refused = ben.session.view.refused.map(({ code }) => code);
		expect(refused).toContain('signal-foreign');
		// The honest one, brought by its writer, is taken.
		await bring(ada, ben, room, honest);
		expect(told(ben, ada)).toEqual(['< from Ada (delivered)']);
	});

	it('confirm nothing that was written to somebody else, and nothing twice', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Mallory');
		const [ada, ben, mallory] = pages as [Page, Page, Page];
		await ben.session.leave();
		await soon();
		await write(ada, ben, 'wait for Ben');
		const letter = Buffer.from(between(ada, ben)!.letters[0]!.id, 'hex');
		const lie: LetterContent = { do: 'answer', id: letter, verdict: 'delivered' };
		await bring(mallory, ada, invite.room, seal(mallory, ada, invite.room, lie));
		expect(told(ada, ben)).toEqual(['> wait for Ben (waiting)']);
	});

	it('the same one again is not shown again, nor one with what does not show as what it is', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		const content: LetterContent = { do: 'write', id: id(), text: 'once' };
		for (let i = 0; i < 3; i++) await bring(ada, ben, invite.room, seal(ada, ben, invite.room, content));
		expect(told(ben, ada)).toEqual(['< once (delivered)']);
		for (const text of ['\u202Eevil', 'a\u0000b', 'x'.repeat(1_001), ''])
			await bring(ada, ben, invite.room, seal(ada, ben, invite.room, { do: 'write', id: id(), text }));
		expect(told(ben, ada)).toEqual(['< once (delivered)']);
	});

	it('a flood of one person is cut, noted, and leaves what others write', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben', 'Mallory');
		const [ada, ben, mallory] = pages as [Page, Page, Page];
		const way = { room: invite.room, from: mallory.person.key.id, to: ben.person.key.id };
		for (let i = 0; i < 300; i++) {
			const data = seal(mallory, ben, invite.room, { do: 'write', id: id(), text: `spam ${i}` });
			const attempt = world.random.bytes(8);
			const rest = { purpose: 'letter' as const, attempt, data };
			send(mallory, ben, await signSignal({ ...way, ...rest }, mallory.person.key.sign));
		}
		await world.clock.advance(10_000);
		// Of a stranger twenty are kept, whatever comes.
		expect(between(ben, mallory)!.letters).toHaveLength(20);
		expect(ben.session.view.refused.map(({ code }) => code)).toContain('signal-flood');
		await write(ada, ben, 'still here');
		await soon();
		expect(told(ben, ada)).toEqual(['< still here (delivered)']);
	});

	it('come in pieces that are no letters without any harm', async () => {
		const { invite, pages } = await gather(world, 'Ada', 'Ben');
		const [ada, ben] = pages as [Page, Page];
		for (const length of [0, 1, 40, 9_000]) await bring(ada, ben, invite.room, world.random.bytes(length));
		expect(ben.letters.conversations).toEqual([]);
		await write(ada, ben, 'and now?');
		await soon();
		expect(told(ben, ada)).toEqual(['< and now? (delivered)']);
	});
});
