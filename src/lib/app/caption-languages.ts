/** Languages that browsers understand most often, as they name them. */
const COMMON = [
	'ar-SA',
	'de-DE',
	'en-GB',
	'en-US',
	'es-ES',
	'fr-FR',
	'hi-IN',
	'it-IT',
	'ja-JP',
	'ko-KR',
	'nl-NL',
	'pl-PL',
	'pt-BR',
	'ru-RU',
	'tr-TR',
	'uk-UA',
	'vi-VN',
	'zh-CN',
	'zh-TW'
] as const;

/** Languages to choose from for one's own words: the person's own first, then the common ones; each once. */
export function spokenLanguages(own: readonly string[]): string[] {
	const tags = own.flatMap((tag) => {
		try {
			return Intl.getCanonicalLocales(tag);
		} catch {
			return [];
		}
	});
	return [...new Set([...tags, ...COMMON])];
}

/** The name of a language in another one; its tag where there is no name. */
export function languageName(tag: string, shownIn: string): string {
	try {
		return new Intl.DisplayNames(shownIn, { type: 'language' }).of(tag) ?? tag;
	} catch {
		return tag;
	}
}
