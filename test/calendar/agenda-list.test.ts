import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { AgendaList, type AgendaSource, type OwnAnswer } from '../../src/p2p/calendar/agenda-list.ts';
import { keptPlan } from '../../src/p2p/calendar/kept-plan.ts';
import { localTimeOf } from '../../src/p2p/calendar/local-time.ts';
import { id } from '../fixtures/cast.ts';
import { local, planned, type PlannedDetails } from '../fixtures/plans.ts';

const NOW = Date.parse('2026-11-24T12:00Z');
const FIRST = { now: NOW, count: 50, search: '' };
const source = (given: Partial<AgendaSource> = {}): AgendaSource => ({
	plans: [],
	answers: new Map(),
	followed: new Set(),
	...given
});
const answer = (answer: OwnAnswer['answer'], instance: OwnAnswer['instance'] = ''): OwnAnswer => ({
	answer,
	instance,
	delivered: true
});
const titles = (list: AgendaList, query = FIRST) => list.page(query).entries.map(({ kept }) => kept.title);

describe('the agenda', () => {
	it('holds what one leads, follows or said yes or maybe to, and nothing else', () => {
		const guest = { leads: false };
		const stranger = { leads: false, host: id<IdentityId>(9) };
		const plans = [
			planned(1),
			planned(2, guest),
			planned(3, stranger),
			planned(4, stranger),
			planned(5, guest),
			planned(6, stranger)
		].map((facts) => keptPlan(facts, NOW));
		const answers = new Map([
			[id<RoomId>(3), answer('yes')],
			[id<RoomId>(4), answer('maybe')],
			[id<RoomId>(5), answer('no')]
		]);
		const list = new AgendaList(source({ plans, answers, followed: new Set([id<IdentityId>(1)]) }));
		expect(titles(list)).toEqual(['Room 1', 'Room 2', 'Room 3', 'Room 4']);
	});

	it('is searched by title, host and note, without case and accents, all words at once', () => {
		const plans = [planned(1, { title: 'Répétition', note: 'Bring scores' }), planned(2)].map((facts) =>
			keptPlan(facts, NOW)
		);
		const list = new AgendaList(source({ plans }));
		for (const search of ['REPETITION', 'scores ada', ' répét ']) {
			expect(titles(list, { ...FIRST, search })).toEqual(['Répétition']);
		}
		expect(titles(list, { ...FIRST, search: 'scores ben' })).toEqual([]);
	});

	it('says which of what one leads or said yes to overlap, and of nothing that is called off', () => {
		const at = (n: number, start: string, facts: PlannedDetails = {}) =>
			keptPlan(planned(n, { timing: { start: local(start) }, ...facts }), NOW);
		const plans = [
			at(1, '2026-11-24T18:00'),
			at(2, '2026-11-24T18:30', { leads: false }),
			at(3, '2026-11-24T18:40', { leads: false }),
			at(4, '2026-11-24T19:00')
		];
		const answers = new Map([
			[id<RoomId>(2), answer('yes')],
			[id<RoomId>(3), answer('maybe')]
		]);
		const shown = new AgendaList(source({ plans, answers })).page(FIRST).entries;
		expect(shown.map(({ clashes }) => clashes.map(({ title }) => title))).toEqual([
			['Room 2'],
			['Room 1', 'Room 4'],
			[],
			['Room 2']
		]);
		const off = plans.map((kept, i) =>
			i === 1 ? keptPlan({ ...kept, plan: { ...kept.plan, isCancelled: true } }, NOW) : kept
		);
		const calm = new AgendaList(source({ plans: off, answers })).page(FIRST).entries;
		expect(calm.every(({ clashes }) => clashes.length === 0)).toBe(true);
		expect(calm.map(({ isCancelled }) => isCancelled)).toEqual([false, true, false, false]);
	});

	it('goes on where what was worked out ahead ends, and answers about one time count for that time', () => {
		const weekly = keptPlan(planned(1, { leads: false, timing: { rule: 'FREQ=WEEKLY' } }), NOW);
		expect(weekly.soon).toHaveLength(12);
		const answers = new Map([[id<RoomId>(1), answer('yes', local('2026-12-01T18:00'))]]);
		const list = new AgendaList(source({ plans: [weekly], answers }));
		const { entries, hasMore } = list.page({ ...FIRST, count: 60 });
		expect(entries).toHaveLength(60);
		expect(hasMore).toBe(true);
		expect(entries.at(-1)!.start).toBe('2028-01-11T18:00');
		expect(entries.map(({ answer }) => answer?.answer ?? null).slice(0, 3)).toEqual([null, 'yes', null]);
	});

	it('names the rooms whose plan cannot be read here', () => {
		const odd = keptPlan(planned(1, { timing: { zone: 'Mars/Olympus' } }), NOW);
		const page = new AgendaList(source({ plans: [odd] })).page(FIRST);
		expect(page).toMatchObject({ entries: [], unplaced: [{ fault: 'unknown-zone' }] });
	});

	it('comes out the same from the same rooms in any order', () => {
		const room = fc.record({
			n: fc.integer({ min: 1, max: 40 }),
			minutes: fc.integer({ min: 0, max: 60 * 24 * 20 }),
			rule: fc.constantFrom('', 'FREQ=DAILY;COUNT=5', 'FREQ=WEEKLY', 'FREQ=MONTHLY;BYDAY=1MO'),
			zone: fc.constantFrom('UTC', 'Europe/Paris', 'Asia/Kolkata'),
			leads: fc.boolean(),
			answer: fc.constantFrom(null, 'yes', 'maybe', 'no')
		});
		const drawn = fc.uniqueArray(room, { selector: ({ n }) => n, maxLength: 20 });
		fc.assert(
			fc.property(drawn, fc.integer(), (rooms, seed) => {
				const agenda = (order: typeof rooms) =>
					new AgendaList(
						source({
							plans: order.map(({ n, minutes, rule, zone, leads }) => {
								const timing = { start: localTimeOf(NOW + minutes * 60_000), rule, zone };
								return keptPlan(planned(n, { leads, timing }), NOW);
							}),
							answers: new Map(
								order.flatMap(({ n, answer: given }) => (given ? [[id<RoomId>(n), answer(given)]] : []))
							)
						})
					).page(FIRST);
				const shuffled = rooms.toSorted((a, b) => ((a.n * 7919 + seed) % 41) - ((b.n * 7919 + seed) % 41));
				expect(agenda(shuffled)).toEqual(agenda(rooms));
				expect(agenda(rooms.toReversed())).toEqual(agenda(rooms));
			})
		);
	});
});
