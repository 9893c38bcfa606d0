/** The fragment of a room link (or the text itself, when it is no link): what names the room. */
export function codeOf(link: string): string {
	const text = link.trim();
	const at = text.indexOf('#');
	return at === -1 ? text : text.slice(at + 1);
}

const MARK = 'hearsay.in-room';

/** Remembers for this tab that it is in a room, so that a reload comes back by itself. */
export function markInside(code: string | null): void {
	try {
		if (code === null) sessionStorage.removeItem(MARK);
		else sessionStorage.setItem(MARK, code);
	} catch {
		/* Blocked storage: a reload shows the preview instead. */
	}
}

/** The room this tab was in before a reload, or null. */
export function markedInside(): string | null {
	try {
		return sessionStorage.getItem(MARK);
	} catch {
		return null;
	}
}
