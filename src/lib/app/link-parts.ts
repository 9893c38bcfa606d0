/** A piece of a pinned text: plain, or a web link. */
export interface TextPart {
	readonly text: string;
	readonly href: string | null;
}

const WEB_LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}’”»]/giu;

/** Cuts a text at its http and https links, the only schemes that become links. */
export function linkParts(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	for (const match of text.matchAll(WEB_LINK)) {
		if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
		parts.push({ text: match[0], href: URL.canParse(match[0]) ? match[0] : null });
		end = match.index + match[0].length;
	}
	if (end < text.length) parts.push({ text: text.slice(end), href: null });
	return parts;
}
