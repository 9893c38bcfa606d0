const PREFIX = 'hearsay.';

/**
 * Small choices of this browser in local storage. Where storage is blocked every read is the
 * fallback and every write is forgotten: nothing here is worth a message.
 */
export function readPreference<Value>(name: string, fallback: Value): Value {
	try {
		const text = localStorage.getItem(`${PREFIX}${name}`);
		return text === null ? fallback : (JSON.parse(text) as Value);
	} catch {
		return fallback;
	}
}

/** Every choice of this browser by its name. */
export function allPreferences(): Record<string, unknown> {
	try {
		const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
		return Object.fromEntries(
			names.map((name) => [name.slice(PREFIX.length), readPreference(name.slice(PREFIX.length), null)])
		);
	} catch {
		return {};
	}
}

/** Forgets every choice, and what this tab remembers. */
export function forgetPreferences(): void {
	try {
		for (const storage of [localStorage, sessionStorage])
			for (const name of Object.keys(storage)) if (name.startsWith(PREFIX)) storage.removeItem(name);
	} catch {
		/* Blocked: nothing was kept. */
	}
}

/** Keeps a choice under its name; null forgets it. */
export function writePreference(name: string, value: unknown): void {
	try {
		if (value === null) localStorage.removeItem(`${PREFIX}${name}`);
		else localStorage.setItem(`${PREFIX}${name}`, JSON.stringify(value));
	} catch {
		/* Blocked or full: the choice holds for this page. */
	}
}
