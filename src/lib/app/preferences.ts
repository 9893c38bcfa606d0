/**
 * Small choices of this browser in local storage. Where storage is blocked every read is the
 * fallback and every write is forgotten: nothing here is worth a message.
 */
export function readPreference<Value>(name: string, fallback: Value): Value {
	try {
		const text = localStorage.getItem(`hearsay.${name}`);
		return text === null ? fallback : (JSON.parse(text) as Value);
	} catch {
		return fallback;
	}
}

/** Forgets every choice, and what this tab remembers. */
export function forgetPreferences(): void {
	try {
		for (const storage of [localStorage, sessionStorage])
			for (const name of Object.keys(storage)) if (name.startsWith('hearsay.')) storage.removeItem(name);
	} catch {
		/* Blocked: nothing was kept. */
	}
}

/** Keeps a choice under its name; null forgets it. */
export function writePreference(name: string, value: unknown): void {
	try {
		if (value === null) localStorage.removeItem(`hearsay.${name}`);
		else localStorage.setItem(`hearsay.${name}`, JSON.stringify(value));
	} catch {
		/* Blocked or full: the choice holds for this page. */
	}
}
