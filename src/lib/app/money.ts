/** Currencies that a form offers, the most likely first; any other of ISO 4217 is shown just as well. */
export const CURRENCIES = [
	'EUR',
	'USD',
	'GBP',
	'CHF',
	'CAD',
	'JPY',
	'SEK',
	'PLN',
	'BRL',
	'INR',
	'SAT'
] as const;

/** How many digits a currency has behind the point: 2 for euros, 0 for yen and for sat. */
function digitsOf(currency: string): number {
	if (currency === 'SAT') return 0;
	try {
		const { maximumFractionDigits } = new Intl.NumberFormat('en', {
			style: 'currency',
			currency
		}).resolvedOptions();
		return maximumFractionDigits ?? 2;
	} catch {
		// Three letters that are no currency here.
		return 2;
	}
}

/** An amount in minor units, as people of a language write it: €5.50, 1 000 sat. */
export function moneyText(language: string, amount: number, currency: string): string {
	const value = amount / 10 ** digitsOf(currency);
	if (currency === 'SAT') return `${new Intl.NumberFormat(language).format(value)} sat`;
	try {
		return new Intl.NumberFormat(language, { style: 'currency', currency }).format(value);
	} catch {
		return `${value} ${currency}`;
	}
}

/** What somebody typed as an amount, in minor units; null if it is none, or holds more digits than the currency. */
export function amountOf(typed: string, currency: string): number | null {
	const text = typed.trim().replace(',', '.');
	if (!/^\d{1,9}(\.\d+)?$/.test(text)) return null;
	const [whole = '', part = ''] = text.split('.');
	const digits = digitsOf(currency);
	return part.length > digits ? null : Number(whole + part.padEnd(digits, '0'));
}
