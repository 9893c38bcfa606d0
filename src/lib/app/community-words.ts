import type { HostVerdict } from '../../p2p/community/selectors.ts';
import type { CommunitiesMessages } from './communities-messages.ts';

/** Whether this person may hold rooms in a community's name, and what is missing, in words. */
export function verdictWords(words: CommunitiesMessages['communities'], verdict: HostVerdict): string {
	if (verdict.may) return words.verdict.may;
	return verdict.why === 'followers' ? words.verdict.followers(verdict.missing) : words.verdict[verdict.why];
}
