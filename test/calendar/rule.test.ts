import { expect, it } from 'vitest';
import { RULE_LIMITS, readRule } from '../../src/p2p/calendar/rule.ts';

const REFUSED: Record<string, readonly string[]> = {
	'rule-too-often': ['FREQ=SECONDLY', 'FREQ=MINUTELY;INTERVAL=1', 'FREQ=HOURLY;COUNT=2'],
	'rule-unknown': [
		'FREQ=DAILY;BYHOUR=1',
		'FREQ=YEARLY;BYWEEKNO=1',
		'FREQ=YEARLY;BYYEARDAY=1',
		'FREQ=DAILY;BYSECOND=1'
	],
	'rule-too-large': [
		'FREQ=DAILY;COUNT=1001',
		'FREQ=DAILY;COUNT=99999999999999999999',
		'FREQ=DAILY;INTERVAL=401',
		`FREQ=MONTHLY;BYMONTHDAY=${Array(63).fill(1).join(',')}`,
		`FREQ=DAILY;${'X'.repeat(RULE_LIMITS.characters)}`
	],
	'rule-malformed': [
		'',
		'FREQ',
		'FREQ=',
		'FREQ=SOMETIMES',
		'INTERVAL=2',
		'FREQ=DAILY;FREQ=WEEKLY',
		'FREQ=DAILY;INTERVAL=0',
		'FREQ=DAILY;INTERVAL=-1',
		'FREQ=DAILY;INTERVAL=1.5',
		'FREQ=DAILY;INTERVAL=1e3',
		'FREQ=DAILY;COUNT=2;UNTIL=20300101',
		'FREQ=DAILY;UNTIL=20300230',
		'FREQ=DAILY;UNTIL=soon',
		'FREQ=DAILY;BYDAY=1MO',
		'FREQ=WEEKLY;BYMONTHDAY=1',
		'FREQ=WEEKLY;BYDAY=XX',
		'FREQ=MONTHLY;BYDAY=99MO',
		'FREQ=MONTHLY;BYMONTHDAY=0',
		'FREQ=MONTHLY;BYMONTHDAY=32',
		'FREQ=YEARLY;BYMONTH=13',
		'FREQ=DAILY;BYSETPOS=1',
		'FREQ=DAILY;WKST=8',
		'FREQ=DAILY;EVIL=1',
		'FREQ=DAILY;',
		'FREQ=DAILY\nX:1',
		'FREQ=DAILY BYDAY=MO'
	]
};

it.each(Object.entries(REFUSED).flatMap(([code, rules]) => rules.map((rule) => [code, rule] as const)))(
	'A rule is refused as %s: %s',
	(code, rule) => {
		expect(readRule(rule)).toEqual({ ok: false, code });
	}
);

it('A rule is understood whole, in either case', () => {
	expect(readRule('freq=monthly;interval=2;byday=-1fr,+2mo;until=20300101T120000Z;wkst=su')).toEqual({
		ok: true,
		value: {
			frequency: 'MONTHLY',
			interval: 2,
			count: null,
			until: { kind: 'instant', at: Date.UTC(2030, 0, 1, 12) },
			byDay: [
				{ weekday: 5, nth: -1 },
				{ weekday: 1, nth: 2 }
			],
			byMonthDay: [],
			byMonth: [],
			bySetPos: [],
			weekStart: 0
		}
	});
});
