import type { WrittenRoom } from '../../p2p/calendar/ics-writer.ts';
import { addresses } from './addresses.ts';
import { download } from './download.ts';
import type { EngineHolder } from './engine.svelte.ts';

/** A name that any file system takes. */
function fileName(title: string): string {
	const plain = title
		.normalize('NFKD')
		.replace(/[^\p{Letter}\p{Number}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	return `${plain.slice(0, 60) || 'hearsay'}.ics`;
}

/** Saves rooms as a calendar file; whether what writes it could be loaded. */
export async function saveCalendar(
	engine: EngineHolder,
	rooms: readonly Omit<WrittenRoom, 'link'>[],
	title: string
): Promise<boolean> {
	const files = await engine.openCalendarFiles();
	if (!files) return false;
	const linked = rooms.map((room) => ({
		...room,
		link: new URL(addresses.room(room.facts.code), location.href).href
	}));
	const text = files.write(linked, Date.now());
	download(new Blob([text], { type: 'text/calendar;charset=utf-8' }), fileName(title));
	return true;
}
