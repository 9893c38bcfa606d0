import type { CalendarEvent } from '../../p2p/api.ts';
import type { Result } from '../../p2p/base/result.ts';
import { calendarFiles } from '../../p2p/calendar-files.ts';
import type { CalendarFault } from '../../p2p/calendar/ics-reader.ts';
import type { WrittenRoom } from '../../p2p/calendar/ics-writer.ts';
import { factsOf } from '../../p2p/calendar/kept-plan.ts';
import { LEADS } from '../../p2p/calendar/reminders.ts';
import { addresses } from './addresses.ts';
import { download } from './download.ts';
import { ownZone } from './plan-times.ts';
import type { OpenRoom } from './room-view.svelte.ts';

/** Saves rooms as a calendar file, which holds their links, under a name made of `title`; `now` in milliseconds since the epoch. */
export function saveCalendar(rooms: readonly Omit<WrittenRoom, 'link'>[], title: string, now: number): void {
	const linked = rooms.map((room) => {
		const link = new URL(addresses.room(room.facts.code), location.href).href;
		return { ...room, link };
	});
	const text = calendarFiles.write(linked, now);
	// The title may hold what no file system takes.
	const name = title.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'room';
	download(new Blob([text], { type: 'text/calendar' }), `${name}.ics`);
}

/** Gives a scheduled room to this person as a calendar file. */
export function saveToCalendar({ view, code }: OpenRoom, now: number): void {
	const { state, me } = view;
	const facts = state && factsOf(state, { room: state.room, code, me: me.identity });
	if (facts) saveCalendar([{ facts, lead: LEADS[0] }], facts.title, now);
}

/** Reads a calendar file of whatever origin. */
export async function readCalendar(file: File): Promise<Result<readonly CalendarEvent[], CalendarFault>> {
	// One byte too many tells that it is too large, however large it is.
	const bytes = new Uint8Array(await file.slice(0, calendarFiles.maxBytes + 1).arrayBuffer());
	return calendarFiles.read(bytes, ownZone());
}
