import type { CalendarFiles } from './api.ts';
import { ok } from './base/result.ts';
import { FILE_LIMITS, readCalendarFile } from './calendar/ics-reader.ts';
import { writeCalendar } from './calendar/ics-writer.ts';
import { inviteFragment, parseInvite } from './wire/invite.ts';

/** The small door to calendar files: what reads and writes them is loaded with the first one. */
export const calendarFiles: CalendarFiles = {
	maxBytes: FILE_LIMITS.bytes,
	write: writeCalendar,
	read(bytes, zone) {
		const read = readCalendarFile(bytes, zone);
		if (!read.ok) return read;
		return ok(
			read.value.map(({ url, ...event }) => {
				const invite = url === '' ? null : parseInvite(url);
				return { ...event, code: invite?.ok ? inviteFragment(invite.value) : null };
			})
		);
	}
};
