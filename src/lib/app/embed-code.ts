const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** HTML with which another site shows a room's player; the title may hold anything. */
export function embedCode(player: string, title: string): string {
	const text = (value: string) => value.replace(/[&<>"]/g, (mark) => ESCAPES[mark]!);
	return `<iframe src="${text(player)}" title="${text(title)}" allow="autoplay" width="100%" height="160" style="border:0"></iframe>`;
}
