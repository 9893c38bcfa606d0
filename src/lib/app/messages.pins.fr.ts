import type { pins as english } from './messages.pins.en.ts';

/** The words on a pinned card, in French. */
export const pins: typeof english = {
	pins: {
		by: (name) => `Épinglé par ${name}`,
		kinds: {
			link: (site) => `Lien vers ${site}`,
			post: (site) => `Message sur ${site}`
		},
		up: 'Monter',
		down: 'Descendre',
		moved: (place, count) => `Désormais l’épingle ${place} sur ${count}.`
	}
};
