import { describe, expect, it } from 'vitest';
import '../fixtures/all-languages.ts';
import { PlanDraft } from '../../src/lib/app/plan-draft.svelte.ts';
import { countGuests, knownZones, timesToCome, untilText } from '../../src/lib/app/plan-times.ts';
import { conflictWords } from '../../src/lib/app/schedule-words.ts';
import { scheduleCatalogues } from '../../src/lib/app/schedule-messages.ts';
import type { RoomView } from '../../src/p2p/api.ts';
import type { Schedule } from '../../src/p2p/room/state.ts';
import type { LocalTime } from '../../src/p2p/room/timing.ts';
import { sceneOf } from '../fixtures/scenes.ts';

const NOON = Date.parse('2030-06-01T12:00:00Z');

/** A draft for a Monday evening in Paris. */
function draft(more: Partial<PlanDraft> = {}): PlanDraft {
	return Object.assign(new PlanDraft(null, NOON), {
		date: '2030-06-03',
		time: '18:00',
		zone: 'Europe/Paris',
		...more
	});
}

describe('A draft of a plan', () => {
	it('begins at a full hour to come, in the zone of this device, on that day of the week', () => {
		const fresh = new PlanDraft(null, NOON);
		expect(fresh.fault).toBeNull();
		expect(fresh.plan).toMatchObject({ timing: { minutes: 60, rule: '' }, note: '' });
		expect(fresh.startsAt! - NOON).toBe(3_600_000);
	});

	it('makes the rule that its choices say', () => {
		const rules = [
			draft(),
			draft({ repeat: 'daily' }),
			draft({ repeat: 'weekly', days: [0, 3, 1] }),
			draft({ repeat: 'fortnightly', days: [1], ending: 'after', count: 5 }),
			draft({ repeat: 'monthly', ending: 'on', lastDay: '2030-12-31' }),
			draft({ repeat: 'custom', custom: ' rrule:freq=monthly;byday=1mo ' })
		].map(({ rule }) => rule);
		expect(rules).toEqual([
			'',
			'FREQ=DAILY',
			'FREQ=WEEKLY;BYDAY=MO,WE,SU',
			'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=5',
			'FREQ=MONTHLY;UNTIL=20301231T235900',
			'FREQ=MONTHLY;BYDAY=1MO'
		]);
	});

	it('reads a plan back as it was written', () => {
		for (const before of [
			draft({ note: 'a note', minutes: 45 }),
			draft({ repeat: 'weekly', days: [1, 3] }),
			draft({ repeat: 'fortnightly', days: [1], ending: 'after', count: 5 }),
			draft({ repeat: 'monthly', ending: 'on', lastDay: '2030-12-31' }),
			draft({ repeat: 'custom', custom: 'FREQ=MONTHLY;BYDAY=1MO' })
		]) {
			const after = new PlanDraft(before.plan, NOON);
			expect([after.plan, after.repeat]).toEqual([before.plan, before.repeat]);
		}
	});

	it('says what is wrong with it, and is no plan until it is mended', () => {
		const faults = [
			draft({ date: '' }),
			draft({ date: '2030-02-30' }),
			draft({ zone: 'Moon/Tranquility' }),
			draft({ repeat: 'custom', custom: 'every now and then' }),
			draft({ repeat: 'custom', custom: 'FREQ=SECONDLY' })
		].map(({ fault, plan }) => [fault, plan]);
		expect(faults).toEqual([
			['no-time', null],
			['no-time', null],
			['unknown-zone', null],
			['rule-malformed', null],
			['rule-too-often', null]
		]);
	});
});

describe('What is shown of a plan', () => {
	const schedule = (more: Partial<Schedule> = {}): Schedule => ({
		...(sceneOf('story-scheduled-host') as RoomView).state!.schedule!,
		...more
	});
	const [first, second] = ['2031-02-05T19:30', '2031-02-12T19:30'] as [LocalTime, LocalTime];

	it('leaves out times that were ended or called off, unless all are wanted', () => {
		const at = { now: NOON, limit: 2 };
		const names = (of: Schedule, isAll = false) => {
			const found = timesToCome(of, { ...at, isAll });
			return found.ok ? found.value.map(({ instance }) => instance) : found.code;
		};
		expect(names(schedule({ changes: [] }))).toEqual([first, second]);
		expect(names(schedule({ over: [first] }))).toEqual([second, '2031-02-19T19:30']);
		const changes = [{ instance: second, start: null }];
		expect(names(schedule({ changes }))).toEqual([first, '2031-02-19T19:30']);
		expect(names(schedule({ changes }), true)).toEqual([first, second]);
		const { timing } = schedule();
		expect(names(schedule({ timing: { ...timing, zone: 'Moon/Tranquility' } }))).toBe('unknown-zone');
		expect(names(schedule({ timing: { ...timing, rule: 'FREQ=NEVER' } }))).toBe('rule-malformed');
	});

	it('counts each person once, by their answer for the one time if they gave one', () => {
		const [{ identity }, other] = schedule().guests as [Schedule['guests'][0], Schedule['guests'][0]];
		const guests = [
			{ identity, answer: 'yes', instance: '' },
			{ identity, answer: 'no', instance: second },
			{ identity: other.identity, answer: 'yes', instance: second }
		] as const;
		expect(countGuests(schedule({ guests }), first, 'yes')).toBe(1);
		expect(countGuests(schedule({ guests }), second, 'yes')).toBe(1);
		expect(countGuests(schedule({ guests }), second, 'no')).toBe(1);
	});

	it('tells how long it is in the unit that says something, and never a time that is over', () => {
		const minute = 60_000;
		expect(untilText('en', NOON + 5 * minute, NOON)).toBe('in 5 minutes');
		expect(untilText('en', NOON + 26 * 60 * minute, NOON)).toBe('in 26 hours');
		expect(untilText('en', NOON + 5 * 24 * 60 * minute, NOON)).toBe('in 5 days');
		expect(untilText('en', NOON + 100 * 24 * 60 * minute, NOON)).toBe('in 3 months');
		expect(untilText('en', NOON + 1_500 * 24 * 60 * minute, NOON)).toBe('in 4 years');
		expect(untilText('en', NOON - minute, NOON)).toBe('this minute');
	});

	it('names the own zone first, and each zone once', () => {
		const zones = knownZones();
		expect(zones[0]).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
		expect(new Set(zones).size).toBe(zones.length);
	});

	it('tells both sides of a conflict whose word stands and why', () => {
		const view = sceneOf('story-scheduled-host') as RoomView;
		const telling = { words: scheduleCatalogues.en, language: 'en', view, now: NOON };
		const [conflict] = view.state!.schedule!.conflicts;
		const words = conflictWords(telling, conflict!);
		expect(words.stands).toMatch(/^You set .*7:30/);
		expect(words.lost).toMatch(/^Tobias set .*8:30/);
		expect(words.why).toBe('What the host says stands.');
		expect(words.take).toMatch(/^Take instead: set .*8:30/);
		const off = { by: conflict!.lost.by, word: { kind: 'cancelled' } } as const;
		expect(conflictWords(telling, { stands: off, lost: conflict!.stands })).toMatchObject({
			stands: 'Tobias called the room off',
			why: 'The calling off stands, so that nobody comes in vain.'
		});
	});
});
