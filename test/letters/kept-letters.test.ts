import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { fail } from '../../src/p2p/base/result.ts';
import { KeptLetters } from '../../src/p2p/letters/kept-letters.ts';
import type { Store } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { seededRandom } from '../fixtures/random.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const person = (n: number) => n.toString(16).padStart(64, '0') as IdentityId;
const letter = (n: number) => n.toString(16).padStart(32, '0');
const ME = person(0xffff);

let store: Store;
let clock: VirtualClock;
let letters: KeptLetters;

const open = (from: Store = store, blocked: readonly IdentityId[] = []) =>
	KeptLetters.open({
		store: from,
		clock,
		random: seededRandom(7),
		me: ME,
		isBlocked: (other) => blocked.includes(other)
	});

const texts = (of: KeptLetters, other: IdentityId) =>
	of.conversations.find((one) => one.with === other)?.letters.map(({ text }) => text);

beforeEach(async () => {
	store = memoryStore();
	clock = new VirtualClock();
	letters = await open();
});

describe('Z7 letters as a device keeps them', () => {
	it('are there again after a reload, the newest conversation first', async () => {
		await letters.write({ identity: person(1), name: 'Ben' }, ' first ');
		await clock.advance(1_000);
		await letters.take({ identity: person(2), name: 'Cleo' }, { id: letter(1), text: 'second' });
		await letters.setFrom('known');
		const again = await open();
		expect(again.conversations).toEqual(letters.conversations);
		expect(again.conversations.map(({ name, unread }) => [name, unread])).toEqual([
			['Cleo', 1],
			['Ben', 0]
		]);
		expect(again.from).toBe('known');
		expect(again.waiting).toMatchObject([{ to: person(1), text: 'first' }]);
	});

	it('leave out what the store holds that is no conversation', async () => {
		await letters.write({ identity: person(1), name: 'Ben' }, 'kept');
		const people = [person(1), person(2), person(3), 'x', 5, person(4)];
		await store.saveValue('letters', { from: 'martians', people });
		const honest = { id: letter(1), isMine: false, text: 'a', at: 1, state: 'delivered' };
		await store.saveValue(`letters with ${person(2)}`, { name: 'A\u202E', letters: [], unread: 0 });
		const waits = { ...honest, state: 'waiting' };
		await store.saveValue(`letters with ${person(3)}`, { name: '', letters: [waits], unread: 0 });
		await store.saveValue(`letters with ${person(4)}`, {
			name: '',
			letters: Array(201).fill(honest),
			unread: 0
		});
		const again = await open();
		expect(again.conversations.map((one) => one.with)).toEqual([person(1)]);
		expect(again.from).toBe('everybody');
	});

	it('refuse what nobody can read, oneself, the blocked, and more than twenty that wait', async () => {
		const ben = { identity: person(1), name: 'Ben' };
		expect(await letters.write(ben, ' \u0000\u202E ')).toEqual(fail('letter-empty'));
		expect(await letters.write({ identity: ME, name: 'I' }, 'a')).toEqual(fail('letter-to-myself'));
		const careful = await open(memoryStore(), [person(1)]);
		expect(await careful.write(ben, 'a')).toEqual(fail('letter-to-blocked'));
		for (let i = 0; i < 20; i++) expect((await letters.write(ben, `${i}`)).ok).toBe(true);
		expect(await letters.write(ben, 'one more')).toEqual(fail('letters-waiting'));
		await letters.settle(person(1), letters.waiting[0]!.id, 'delivered');
		expect((await letters.write(ben, 'one more')).ok).toBe(true);
	});

	it('keep twenty of a stranger, and two hundred of whom one writes with, never dropping what waits', async () => {
		const ben = { identity: person(1), name: 'Ben' };
		for (let i = 0; i < 25; i++) await letters.take(ben, { id: letter(i), text: `${i}` });
		expect(texts(letters, person(1))).toHaveLength(20);
		expect(texts(letters, person(1))![0]).toBe('5');
		await letters.write(ben, 'mine, waiting');
		for (let i = 100; i < 400; i++) await letters.take(ben, { id: letter(i), text: `${i}` });
		expect(texts(letters, person(1))).toHaveLength(200);
		expect(texts(letters, person(1))).toContain('mine, waiting');
	});

	it('of forty strangers the newest push out the oldest, and nobody whom one wrote to', async () => {
		await letters.write({ identity: person(1), name: 'Friend' }, 'hello');
		for (let n = 100; n < 150; n++) {
			await clock.advance(1_000);
			await letters.take({ identity: person(n), name: '' }, { id: letter(n), text: 'hi' });
		}
		const kept = (await open()).conversations.map((one) => one.with);
		expect(kept).toHaveLength(41);
		expect(kept).toContain(person(1));
		expect(kept).not.toContain(person(109));
		expect(kept).toContain(person(110));
	});

	it('are not taken from a stranger where all two hundred places are one’s own, who may forget one', async () => {
		for (let n = 1; n <= 200; n++) await letters.write({ identity: person(n), name: '' }, 'hi');
		expect(await letters.write({ identity: person(300), name: '' }, 'hi')).toEqual(fail('letters-full'));
		const stranger = { identity: person(300), name: '' };
		expect(await letters.take(stranger, { id: letter(1), text: 'hi' })).toBe('declined');
		await letters.forget(person(5));
		expect(await letters.take(stranger, { id: letter(1), text: 'hi' })).toBe('delivered');
		const kept = (await open()).conversations.map((one) => one.with);
		expect(kept).toContain(person(300));
		expect(kept).not.toContain(person(5));
	});

	it('of two tabs lose nothing to each other', async () => {
		const other = await open();
		await letters.write({ identity: person(1), name: 'Ben' }, 'from one tab');
		await other.write({ identity: person(1), name: 'Ben' }, 'from the other');
		await other.write({ identity: person(2), name: 'Cleo' }, 'and to her');
		await letters.take({ identity: person(3), name: 'Dan' }, { id: letter(1), text: 'hello' });
		const again = await open();
		expect(texts(again, person(1))).toEqual(['from one tab', 'from the other']);
		expect(again.conversations).toHaveLength(3);
	});

	it('follow what another tab says about whose are taken', async () => {
		const other = await open();
		await other.setFrom('nobody');
		expect(await letters.take({ identity: person(1), name: '' }, { id: letter(1), text: 'hi' })).toBe(
			'declined'
		);
		expect(letters.from).toBe('nobody');
	});

	it('hold for this page when the store is full, and say so', async () => {
		const full: Store = { ...memoryStore(), saveValue: async () => fail('storage-full') };
		const page = await open(full);
		expect(await page.write({ identity: person(1), name: 'Ben' }, 'hi')).toEqual(fail('storage-full'));
		await page.take({ identity: person(1), name: 'Ben' }, { id: letter(1), text: 'hello' });
		expect(texts(page, person(1))).toEqual(['hi', 'hello']);
	});

	it('tell of each that comes once, and count what is unread until it is read', async () => {
		const came: string[] = [];
		letters.on('came', ({ text }) => came.push(text));
		const ben = { identity: person(1), name: 'Ben' };
		for (const id of [1, 1, 2]) await letters.take(ben, { id: letter(id), text: `${id}` });
		expect(came).toEqual(['1', '2']);
		expect(letters.conversations[0]!.unread).toBe(2);
		await letters.read(person(1));
		expect(letters.conversations[0]!.unread).toBe(0);
	});
});
