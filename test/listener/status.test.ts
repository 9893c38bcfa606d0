import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../listener/listener.ts';
import { StatusLines } from '../../listener/status-lines.ts';
import { factsOf, factsOfAll, type FactName, type Standing } from '../../listener/status.ts';
import type { PathView, Phase } from '../../src/p2p/api.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const peer = (name: string) => ({ session: 'ab'.repeat(32) as SessionId, name });
const path: PathView = {
	stripes: [
		{ parent: peer('Ada'), fallback: null, children: [], hops: 1, delayMs: 3, loss: 0, state: 'steady' },
		{
			parent: peer(''),
			fallback: null,
			children: [peer('Ben'), peer('Cleo')],
			hops: 2,
			delayMs: null,
			loss: 0,
			state: 'repairing'
		}
	],
	links: [],
	upKbps: 91.7,
	downKbps: 45.2,
	missing: 0.0004,
	playoutMs: 40,
	forwarding: 'ready',
	tree: null
};

function standing(phase: Phase, options: { count?: number; title?: string; path?: PathView } = {}): Standing {
	const { count = 1, title, path = null } = options;
	const state = title === undefined ? null : ({ title } as RoomState);
	return { view: { phase, relay: 'connected', state, count }, path };
}

/** Lines as they are printed, on a clock that the test drives. */
function printing() {
	const clock = new VirtualClock();
	const printed: string[] = [];
	return { clock, printed, lines: new StatusLines(new Scope(clock), (line) => printed.push(line)) };
}

const facts = (...entries: readonly (readonly [FactName, string])[]) => new Map(entries);

describe('the status of a listener', () => {
	it('tells where it stands, who is here and what the relay does', () => {
		const now = factsOf(standing({ name: 'live' }, { count: 3, title: 'Evening' }));
		expect([...now.values()]).toEqual(['In “Evening”.', 'The relay answers.', '3 people are here.']);
	});

	it('tells its place in the two trees and what flows, where there are trees', () => {
		const now = factsOf(standing({ name: 'live' }, { count: 30, title: 'Evening', path }));
		expect(now.get('place')).toBe(
			'Stripe 0: from Ada, 1 hop; Stripe 1: from abababab, 2 hops, handed on to 2, under repair.'
		);
		expect(now.get('flow')).toBe('Receiving 45 kbit/s, sending 92 kbit/s, 0.04 % of the frames missing.');
	});

	it('counts where many listeners stand', () => {
		const now = factsOfAll([
			standing({ name: 'waiting' }),
			standing({ name: 'live' }, { count: 9, title: 'Evening' }),
			standing({ name: 'live' }, { count: 8, title: 'Evening' })
		]);
		expect(now.get('crowd')).toBe('1 × Nobody of this room is here yet. Waiting. 2 × In “Evening”.');
		expect(now.get('people')).toBe('9 people are here.');
		expect(now.has('phase')).toBe(false);
	});

	it('prints a line for each change and none for what stays', () => {
		const { printed, lines } = printing();
		lines.update(facts(['phase', 'A.'], ['relay', 'R.']));
		lines.update(facts(['phase', 'A.'], ['relay', 'R.']));
		lines.update(facts(['phase', 'B.'], ['relay', 'R.']));
		lines.update(facts(['phase', 'A.']));
		expect(printed).toEqual(['A.', 'R.', 'B.', 'A.']);
	});

	it('prints what changes all the time only now and then, and then the newest', async () => {
		const { clock, printed, lines } = printing();
		for (let count = 2; count < 500; count++) lines.update(facts(['people', `${count} people.`]));
		expect(printed).toEqual(['2 people.']);
		await clock.advance(10_000);
		expect(printed).toEqual(['2 people.', '499 people.']);
		await clock.advance(60_000);
		expect(printed).toHaveLength(2);
	});
});

describe('the end of a listener', () => {
	it('is what the room says of it, and never a fault on the way', () => {
		const outcomes = (['connecting', 'waiting', 'preview', 'live', 'reconnecting'] as const).map((name) =>
			outcomeOf({ name })
		);
		expect(outcomes).toEqual([null, null, null, null, null]);
		expect(outcomeOf({ name: 'ended' })).toBe('over');
		expect(outcomeOf({ name: 'full' })).toBe('refused');
		expect(outcomeOf({ name: 'banned', reason: '' })).toBe('refused');
	});
});
