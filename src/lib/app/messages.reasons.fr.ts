import type { reasons as english } from './messages.reasons.en.ts';

/** Reasons for putting somebody out that a moderator can choose, in French. */
export const reasons: typeof english = {
	reasons: {
		advertising: 'Publicité',
		insults: 'Insultes ou harcèlement',
		noise: 'Bruit gênant',
		offTopic: 'Hors sujet, encore et encore',
		posing: 'Se fait passer pour quelqu’un d’autre'
	},
	banReason: 'Bloqué par l’hôte'
};
