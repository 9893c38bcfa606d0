/*
 * What a line of captions may be, on the wire and in the file beside a recording.
 */

/** One line of captions, UTF-16 code units: two full lines of a wide screen at a small size, some 20 s of speech. */
export const MAX_CAPTION = 300;

/** The name of a language: the longest that BCP 47 asks everybody to have room for. */
const MAX_LANGUAGE_TAG = 35;

/** A language as BCP 47 writes it, without what nobody needs to name the language of speech. */
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** Whether a value names a language as captions do. */
export function isLanguageTag(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MAX_LANGUAGE_TAG && LANGUAGE.test(value);
}
