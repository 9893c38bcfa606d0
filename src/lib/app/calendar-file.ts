import { calendarFiles } from '../../p2p/calendar-files.ts';
import { factsOf } from '../../p2p/calendar/kept-plan.ts';
import { download } from './download.ts';
import type { OpenRoom } from './room-view.svelte.ts';

/** A calendar that knows nothing of Hearsay reminds so many minutes before. */
const LEAD_MINUTES = 10;

/** Gives a scheduled room to this person as a calendar file, which holds the room's link; `now` in milliseconds since the epoch. */
export function saveToCalendar({ view, code, session }: OpenRoom, now: number): void {
	const { state, me } = view;
	const facts = state && factsOf(state, { room: state.room, code, me: me.identity });
	if (!facts) return;
	const text = calendarFiles.write([{ facts, link: session.link, lead: LEAD_MINUTES }], now);
	// The title may hold what no file system takes.
	const name = facts.title.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'room';
	download(new Blob([text], { type: 'text/calendar' }), `${name}.ics`);
}
