/** The words on a pinned card, in English. */
export const pins = {
	pins: {
		by: (name: string) => `Pinned by ${name}`,
		/** What a card leads to, by the site that its first link names. */
		kinds: {
			link: (site: string) => `Link to ${site}`,
			post: (site: string) => `Post on ${site}`
		},
		up: 'Move up',
		down: 'Move down',
		moved: (place: number, count: number) => `Now pin ${place} of ${count}.`
	}
};
