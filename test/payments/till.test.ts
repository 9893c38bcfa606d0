import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getTokenMetadata } from '@cashu/cashu-ts';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { KeptTill } from '../../src/p2p/payments/kept-till.ts';
import type { Store, TillFault } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { FakeMint } from '../fixtures/fake-mint.ts';
import { seededRandom } from '../fixtures/random.ts';

let mint: FakeMint;
let other: FakeMint;
let store: Store;
let till: KeptTill;
let key: string;

beforeAll(async () => {
	[mint, other] = await Promise.all([FakeMint.start(), FakeMint.start()]);
});

afterAll(() => {
	mint.close();
	other.close();
});

const openTill = () => new KeptTill({ store, clock: systemClock, random: seededRandom(7) });
const worth = (token: string): number => getTokenMetadata(token).amount.toNumber();
const take = (token: string, price: number) => till.take(token, { mint: mint.url, price });

beforeEach(async () => {
	mint.mood = 'honest';
	store = memoryStore();
	till = openTill();
	const made = await till.key();
	key = made.ok ? made.value : '';
});

describe('A till for ecash', () => {
	it('has one key for as long as the store keeps it', async () => {
		expect(key).toMatch(/^0[23][0-9a-f]{64}$/);
		expect(await openTill().key()).toEqual({ ok: true, value: key });
	});

	it('takes what is locked to its key, and keeps it as coins of its own', async () => {
		const token = mint.token(21, key);
		expect(await take(token, 21)).toEqual({ ok: true, back: '' });
		const [kept] = await openTill().kept();
		expect(kept).toMatchObject({ mint: mint.url, amount: 21 });
		expect(kept!.token).not.toBe(token);
		expect([mint.worth(token), mint.worth(kept!.token)]).toEqual([0, 21]);
	});

	it('gives back what was too much', async () => {
		const taken = await take(mint.token(30, key), 21);
		expect(taken.ok && worth(taken.back)).toBe(9);
		expect(await till.kept()).toMatchObject([{ amount: 21 }]);
	});

	it('gives all of it back where it was too little', async () => {
		const taken = await take(mint.token(20, key), 21);
		expect(taken).toMatchObject({ ok: false, code: 'underpaid' });
		expect(worth(taken.back)).toBe(20);
		expect(mint.worth(taken.back)).toBe(20);
		expect(await till.kept()).toEqual([]);
	});

	it('takes no token twice', async () => {
		const token = mint.token(21, key);
		const both = await Promise.all([take(token, 21), take(token, 21)]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'spent', back: '' });
		expect(await till.kept()).toHaveLength(1);
	});

	it.each<[string, () => string, TillFault]>([
		['locked to nobody', () => mint.token(21, null), 'not-locked'],
		['locked to somebody else', () => mint.token(21, `02${'79'.repeat(32)}`), 'not-locked'],
		['of another mint', () => other.token(21, key), 'wrong-mint'],
		['no token', () => 'cashuBgarbage', 'proof-unreadable'],
		['empty', () => '', 'proof-unreadable'],
		['half of one', () => mint.token(21, key).slice(0, 60), 'proof-unreadable']
	])('takes nothing that is %s', async (_, token, code) => {
		expect(await take(token(), 21)).toEqual({ ok: false, code, back: '' });
		expect(await till.kept()).toEqual([]);
	});

	it.each(['silent', 'garbage', 'takes and says nothing'] as const)(
		'says that nobody knows, where the mint is %s',
		async (mood) => {
			mint.mood = mood;
			expect(await take(mint.token(21, key), 21)).toEqual({ ok: false, code: 'mint-unreachable', back: '' });
			expect(await till.kept()).toEqual([]);
		}
	);

	it('takes out of what it keeps to give it back, and forgets what was moved', async () => {
		await take(mint.token(21, key), 21);
		await take(mint.token(8, key), 8);
		const back = await till.giveBack(21, mint.url);
		expect(worth(back)).toBe(21);
		const kept = await till.kept();
		expect(kept.map(({ amount }) => amount)).toEqual([8]);
		expect(await till.giveBack(9, mint.url)).toBe('');
		await till.forget(kept[0]!.token);
		expect(await till.kept()).toEqual([]);
	});
});
