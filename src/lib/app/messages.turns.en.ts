import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for the time that a turn on the stage has, in English. */
export const turns = {
	turns: {
		title: 'Time for each turn',
		minutes: (count: number) => plural(count, { one: '# minute', other: '# minutes' }),
		states: {
			running: 'Time for this turn is running',
			ending: 'Less than half a minute left',
			over: 'Over time'
		},
		ending: 'Half a minute left of your turn.',
		ended: 'The time of your turn is up.',
		othersEnded: (name: string) => `${name} is over time.`,
		kind: 'Time that runs out'
	}
};
