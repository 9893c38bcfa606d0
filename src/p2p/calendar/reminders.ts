import type { RoomId } from '../base/ids.ts';
import type { AgendaEntry } from './agenda-list.ts';

/** How long before a room one can be reminded, in minutes. */
export const LEADS = [10, 60, 1_440] as const;
/** How long before, in minutes; null: not at all. */
export type Lead = (typeof LEADS)[number] | null;

/** When one wants to be reminded. */
export interface LeadChoices {
	/** For rooms without a choice of their own. */
	readonly usual: Lead;
	readonly rooms: ReadonlyMap<RoomId, Lead>;
}

/** What reminders know of a time of a room. */
export type Remindable = Omit<AgendaEntry, 'clashes'>;

/** The reminder of one time of one room. */
export interface Reminder {
	readonly entry: Remindable;
	/** When it is told, milliseconds since the epoch. */
	readonly at: number;
}

/** Times that were told of already, by room: when they begin. A time that is moved is told of again. */
export type Told = ReadonlyMap<RoomId, readonly number[]>;

/** How long before one is reminded of a room. Whoever follows a host and answered nothing is reminded only if they choose so for that room. */
export function leadOf(
	{ kept, answer }: Pick<Remindable, 'kept' | 'answer'>,
	{ usual, rooms }: LeadChoices
): Lead {
	const own = rooms.get(kept.room);
	if (own !== undefined) return own;
	return kept.leads || answer?.answer === 'yes' || answer?.answer === 'maybe' ? usual : null;
}

/** The reminders of these times, in the order in which they are told. */
export function remindersOf(entries: readonly Remindable[], choices: LeadChoices): readonly Reminder[] {
	return entries
		.flatMap((entry) => {
			const lead = entry.isCancelled ? null : leadOf(entry, choices);
			return lead === null ? [] : [{ entry, at: entry.startsAt - lead * 60_000 }];
		})
		.sort((a, b) => a.at - b.at);
}

/** Those whose time has come, that were not told of and are not over: also those that passed while nobody was here. */
export function dueReminders(reminders: readonly Reminder[], told: Told, now: number): readonly Reminder[] {
	return reminders.filter(({ entry, at }) => {
		const isTold = told.get(entry.kept.room)?.includes(entry.startsAt) ?? false;
		return at <= now && entry.endsAt > now && !isTold;
	});
}

/** How many rooms begin within the hour, for the badge of the app. */
export function soonCount(entries: readonly Remindable[], now: number): number {
	const isSoon = ({ startsAt }: Remindable) => startsAt > now && startsAt <= now + 3_600_000;
	const isMine = ({ kept, answer }: Remindable) =>
		kept.leads || answer?.answer === 'yes' || answer?.answer === 'maybe';
	return entries.filter((entry) => isSoon(entry) && isMine(entry) && !entry.isCancelled).length;
}
