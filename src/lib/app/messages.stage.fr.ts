import type { stage as english } from './messages.stage.en.ts';

/** The words that only those need who speak against the clock or set it, in French. */
export const stage: typeof english = {
	turnClock: {
		over: (time) => `${time} de trop`,
		ending: 'Il vous reste une demi-minute. Venez-en à votre dernier point.',
		ended:
			'Votre temps de parole est écoulé. Personne ne vous coupe : finissez votre phrase et passez la parole.'
	},
	reasonChoice: {
		label: 'Raison, pour faire sortir ou exclure',
		none: 'Sans donner de raison',
		own: 'Avec mes mots…',
		ownLabel: 'Vos mots',
		hint: 'La personne la lit, et tout le monde la lit dans le journal.'
	},
	turnSheet: {
		text: 'Chacun, sauf l’hôte, voit un compte à rebours en parlant. Une prise de parole commence au premier mot et finit après dix secondes de silence. Qui dépasse n’est pas coupé ; vous voyez qui c’est.',
		none: 'Sans limite',
		now: 'Choisi',
		set: (time) => `Chaque prise de parole dure désormais ${time} au plus.`,
		unset: 'Les prises de parole n’ont plus de limite.'
	}
};
