/** A link to a pin goes on so after the room's code. */
const PIN = /&pin=([0-9a-f]{0,64})$/;
/** So much of a pin's id tells it from the others of a room. */
const PIN_LENGTH = 16;
/** What another app hands over may be as long as it likes; a link stands near its beginning. */
const MAX_SEARCHED = 10_000;

/** The fragment of a room link (or the text itself, when it is no link): what names the room, no pin in it. */
export function codeOf(link: string): string {
	const text = link.trim();
	const at = text.indexOf('#');
	return (at === -1 ? text : text.slice(at + 1)).replace(PIN, '');
}

/** A link to one of a room's pins. */
export function linkToPin(link: string, pin: string): string {
	return `${link}&pin=${pin.slice(0, PIN_LENGTH)}`;
}

/** What the id of the pin begins with to which a link leads; null if it leads to the room alone. */
export function pinOf(link: string): string | null {
	return PIN.exec(link)?.[1] || null;
}

/** The link under which an installed app opens a room. */
export function appLink(code: string): string {
	return `web+hearsay:${code}`;
}

/** The code of the first room link in a text that another app, a scanner or a person brought, its pin included; null if there is none. */
export function codeIn(text: string): string | null {
	const searched = text.slice(0, MAX_SEARCHED).trim();
	const found =
		/\bweb\+hearsay:(?:\/\/)?([\w-]+[^\s<>"]*)/i.exec(searched) ??
		/https?:\/\/[^\s<>"#]*\/(?:room|embed)\/?(?:\?[^\s<>"#]*)?#([^\s<>"]+)/i.exec(searched) ??
		/^#?([\w-]{60,}(?:&[^\s<>"]*)?)$/.exec(searched);
	return found?.[1] ?? null;
}

/** Where the first link in such a text leads that is no room's: to somebody to follow, or to another of one's own devices. */
export function otherLinkIn(
	text: string
): { readonly to: 'follow' | 'device'; readonly code: string } | null {
	const found = /https?:\/\/[^\s<>"#]*\/(follow|devices)\/?#([\w-]+)/i.exec(text.slice(0, MAX_SEARCHED));
	if (!found) return null;
	return { to: found[1]!.toLowerCase() === 'follow' ? 'follow' : 'device', code: found[2]! };
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

/** A percent-encoded text as it was, or as it is where it is none. */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
