import { catalogues, languages, type Messages } from './messages.ts';

type Reason = keyof Messages['reasons'];

/** The reasons that can be chosen, in the order they are offered. */
export const chosenReasons = Object.keys(catalogues.en.reasons) as Reason[];

/**
 * A reason for a removal or ban as its reader reads it. One that was chosen is signed as the words of whoever chose
 * it, and told in the reader's; one in a person's own words is told as it was written.
 */
export function reasonWords(words: Messages, reason: string): string {
	for (const language of languages) {
		const { reasons, blocks } = catalogues[language];
		const chosen = chosenReasons.find((name) => reasons[name] === reason);
		if (chosen) return words.reasons[chosen];
		if (blocks.banReason === reason) return words.blocks.banReason;
	}
	return reason;
}
