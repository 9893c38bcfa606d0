import type { Emitter } from '../base/emitter.ts';
import type { RoomId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { CalendarFault, ReadEvent } from '../calendar/ics-reader.ts';
import type { WrittenRoom } from '../calendar/ics-writer.ts';
import type { AgendaList } from '../calendar/agenda-list.ts';
import type { Lead, LeadChoices, Reminder } from '../calendar/reminders.ts';
import type { StoreFault } from '../ports.ts';

/** What an agenda tells its owner. */
export interface AgendaEvents {
	/** `list` or `leads` was replaced. */
	changed: undefined;
}

/** What reminders there are at one moment. */
export interface RemindersNow {
	/** To be told now, and by nobody else: each is given once, to one tab. */
	readonly due: readonly Reminder[];
	/** When the next one is due, milliseconds since the epoch; null if none is within a day and an hour. */
	readonly nextAt: number | null;
	/** Rooms that begin within the hour. */
	readonly soon: number;
}

/** The small door to the scheduled rooms of this profile: read from the device alone, the engine is not needed. */
export interface Agenda extends Pick<Emitter<AgendaEvents>, 'on'> {
	/** Follows what is kept, in other tabs too; replaced as a whole. */
	readonly list: AgendaList;
	readonly leads: LeadChoices;
	/** Sets when one is reminded of rooms without a choice of their own; holds for this page even when it cannot be stored. */
	setUsualLead(lead: Lead): Promise<Result<void, StoreFault>>;
	/** Sets when one is reminded of a room. */
	setLead(room: RoomId, lead: Lead): Promise<Result<void, StoreFault>>;
	/** Asks the relays of this page what followed hosts plan, and keeps it; `list` follows. They do not learn whom this person follows. */
	look(): Promise<void>;
	/** What is to be told now. Call it again by `nextAt`. */
	remind(): Promise<RemindersNow>;
	close(): void;
}

/** An event of a calendar file. */
export interface CalendarEvent extends Omit<ReadEvent, 'url'> {
	/** The fragment of the link of the room that it is about; null for what is no room of Hearsay. */
	readonly code: string | null;
}

/** Calendar files (RFC 5545): written for other calendars, and read from them. */
export interface CalendarFiles {
	/** Of a file, at most. */
	readonly maxBytes: number;
	/** The file of these rooms, in order; `now` in milliseconds since the epoch. It holds the links of the rooms. */
	write(rooms: readonly WrittenRoom[], now: number): string;
	/** Reads a file of whatever origin; times without a zone that is known here are taken as of `zone`. */
	read(bytes: Uint8Array, zone: string): Result<readonly CalendarEvent[], CalendarFault>;
}
