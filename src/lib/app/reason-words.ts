import type { Messages } from './messages.ts';
import { reasons as en } from './messages.reasons.en.ts';
import { reasons as fr } from './messages.reasons.fr.ts';

type Reason = keyof Messages['reasons'];

/** The reasons that can be chosen, in the order they are offered. */
export const chosenReasons = Object.keys(en.reasons) as Reason[];

/**
 * A reason for a removal or ban as its reader reads it. One that was chosen is signed as the words of whoever chose
 * it, and told in the reader's; one in a person's own words is told as it was written.
 */
export function reasonWords(words: Messages, reason: string): string {
	// Whoever signed it may read another language than the one that is loaded here.
	for (const { reasons, banReason } of [en, fr]) {
		const chosen = chosenReasons.find((name) => reasons[name] === reason);
		if (chosen) return words.reasons[chosen];
		if (banReason === reason) return words.banReason;
	}
	return reason;
}
