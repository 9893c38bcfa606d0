/** The words for one and for more of a thing, in one language. */
export interface PluralForms {
	readonly one: string;
	readonly other: string;
}

/** Picks the form that `language` uses for `count`; `#` in it becomes the number as written there. */
export function pluralsOf(language: string): (count: number, forms: PluralForms) => string {
	const rules = new Intl.PluralRules(language);
	const numbers = new Intl.NumberFormat(language);
	return (count, forms) => {
		const form = rules.select(count) === 'one' ? forms.one : forms.other;
		return form.replace('#', numbers.format(count));
	};
}

/** Places in a queue in words: 1st, 2nd; 1re, 2e. */
export function ordinalsOf(language: string, suffixes: Readonly<Record<string, string>>) {
	const rules = new Intl.PluralRules(language, { type: 'ordinal' });
	return (place: number): string => `${place}${suffixes[rules.select(place)] ?? suffixes['other'] ?? ''}`;
}
