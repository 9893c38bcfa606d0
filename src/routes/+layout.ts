import { loadLanguage } from '../lib/app/messages.ts';
import { preferredLanguage } from '../lib/app/speech.svelte.ts';

export const prerender = true;
export const trailingSlash = 'always';

/** Brings the words of the person's language before anything is drawn with them; without them it is English. */
export async function load(): Promise<void> {
	await loadLanguage(preferredLanguage()).catch(() => {});
}
