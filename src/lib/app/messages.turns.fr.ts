import type { turns as english } from './messages.turns.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for the time that a turn on the stage has, in French. */
export const turns: typeof english = {
	turns: {
		title: 'Temps de parole par prise',
		minutes: (count) => plural(count, { one: '# minute', other: '# minutes' }),
		states: {
			running: 'Le temps de parole est compté',
			ending: 'Moins d’une demi-minute restante',
			over: 'Temps dépassé'
		},
		ending: 'Il vous reste une demi-minute.',
		ended: 'Votre temps de parole est écoulé.',
		othersEnded: (name) => `${name} a dépassé son temps.`,
		kind: 'Le temps de parole qui s’achève'
	}
};
