import type { Refused, RoomView } from '../../p2p/api.ts';
import type { Messages } from './messages.ts';
import { nameIn } from './names.ts';

/** What was refused, in plain words; a code that this version cannot name is shown as it is. */
export function refusedText(words: Messages, code: string): string {
	const { codes, unknownCode } = words.refused;
	return Object.hasOwn(codes, code) ? codes[code as keyof typeof codes] : unknownCode(code);
}

/** The name of who sent what was refused; a page that never introduced itself is named by its key. */
export function refusedName(words: Messages, { name, from }: Pick<Refused, 'name' | 'from'>): string {
	return name.trim() || words.log.key(from.slice(0, 8));
}

/** Everything that was refused as plain text to pass on: codes, names, keys and times, and no addresses. */
export function refusedReport(words: Messages, view: RoomView): string {
	const time = (at: number) => new Date(at).toISOString();
	const rows = view.refused.map((row) =>
		[
			`${row.count} × ${row.code}`,
			`${refusedName(words, row)} (${row.from.slice(0, 16)})`,
			`${time(row.firstAt)} – ${time(row.lastAt)}`
		].join(', ')
	);
	const forks = (view.state?.forks ?? []).map(
		(fork) =>
			`${words.refused.forks}: ${nameIn(words, view, fork.identity)} (${fork.session.slice(0, 16)}), ${fork.seq}`
	);
	return [`Hearsay. ${words.refused.title}`, ...rows, ...forks].join('\n');
}
