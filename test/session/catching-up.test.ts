import { beforeEach, describe, expect, it } from 'vitest';
import type { CatchUpFault } from '../../src/p2p/api.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { CatchingUp } from '../../src/p2p/session/catching-up.ts';
import type { CatchUpWord } from '../../src/p2p/wire/catch-up.ts';
import { FakeFastPlayer } from '../fixtures/fake-sound.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';
import { seededRandom } from '../fixtures/random.ts';

const ADA = 'a'.repeat(64) as SessionId;
const MALLORY = 'b'.repeat(64) as SessionId;

let clock: VirtualClock;
let faults: CatchUpFault[];
let asked: { readonly attempt: Uint8Array; readonly from: number | null }[];
let players: FakeFastPlayer[];
let isHushed: boolean;
let page: CatchingUp;

beforeEach(() => {
	clock = new VirtualClock();
	[faults, asked, players, isHushed] = [[], [], [], false];
	page = new CatchingUp({
		scope: new Scope(clock),
		random: seededRandom(3),
		openPlayer: (times) => {
			players.push(new FakeFastPlayer(times, () => clock.now()));
			return players.at(-1)!;
		},
		send: (_, attempt, word) => {
			if (word.do === 'ask') asked.push({ attempt, from: word.from });
		},
		hush: (hushed) => (isHushed = hushed),
		failed: (why) => faults.push(why),
		changed: () => {}
	});
	page.start({ session: ADA, minutes: 2 });
});

const answer = (word: CatchUpWord, from = ADA) =>
	page.answered({ from, attempt: asked.at(-1)!.attempt, word });
const packets = (count: number) => Array.from({ length: count }, () => Uint8Array.of(0xf8, 0, 0, 0));
const piece = (from: number, edge: number, count = 100) =>
	answer({ do: 'piece', from, edge, packets: packets(count) });

describe('U5 Whoever catches up', () => {
	it('is told once nothing is kept any more, or nobody answers, and hears the room live', async () => {
		piece(0, 6_000);
		expect(isHushed).toBe(true);
		await clock.advance(1_000);
		answer({ do: 'none', why: 'off' });
		expect(faults).toEqual(['minutes-over']);
		expect([isHushed, page.view, players[0]!.isClosed]).toEqual([false, null, true]);
		page.start({ session: ADA, minutes: 2 });
		await clock.advance(30_000);
		expect(faults).toEqual(['minutes-over', 'minutes-unanswered']);
		expect(isHushed).toBe(false);
	});

	it('asks again, and not more often than there is to hear', async () => {
		await clock.advance(7_000);
		expect(asked).toHaveLength(3);
		piece(0, 6_000);
		await clock.advance(200);
		const before = asked.length;
		piece(100, 6_000);
		await clock.advance(200);
		piece(200, 6_010);
		await clock.advance(600);
		// Six seconds are here, some of them played.
		expect(asked.length - before).toBeLessThanOrEqual(2);
		expect(asked.at(-1)!.from).toBe(200);
	});

	it('waits where others are served, for as long as it takes', async () => {
		answer({ do: 'none', why: 'busy' });
		for (let i = 0; i < 20; i++) {
			expect(page.view).toEqual({ state: 'waiting', behindMs: null });
			await clock.advance(5_200);
			answer({ do: 'none', why: 'busy' });
		}
		expect(faults).toEqual([]);
		expect(isHushed).toBe(false);
		await clock.advance(5_200);
		piece(0, 6_000);
		expect(page.view?.state).toBe('playing');
	});

	const lies: [string, () => void][] = [
		['goes back', () => piece(50, 6_000)],
		['tells an earlier now', () => piece(100, 5_000)],
		['says that more was kept than there can be', () => piece(100, 60_000)],
		['runs ahead of the clock', () => piece(100, 7_000)]
	];
	it.each(lies)('leaves a page that %s', async (_, lie) => {
		piece(0, 6_000);
		await clock.advance(300);
		expect(asked).toHaveLength(2);
		lie();
		expect(faults).toEqual(['minutes-broken']);
		expect([isHushed, page.view]).toEqual([false, null]);
	});

	it('leaves a page that answers with nothing over and over', async () => {
		piece(0, 6_000);
		for (let i = 0; i < 200 && page.view; i++) {
			await clock.advance(200);
			piece(100, 6_000, 0);
		}
		expect(faults).toEqual(['minutes-unanswered']);
	});

	it('takes nothing that it did not ask for, and from nobody else', () => {
		const word: CatchUpWord = { do: 'piece', from: 0, edge: 6_000, packets: packets(100) };
		answer(word, MALLORY);
		page.answered({ from: ADA, attempt: new Uint8Array(8), word });
		expect(players[0]!.packets).toEqual([]);
		answer(word);
		answer({ ...word, from: 100 });
		expect(players[0]!.packets).toHaveLength(100);
	});
});
