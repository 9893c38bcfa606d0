import type { Messages } from './messages.ts';

/** A running time as a clock shows it: 4:07, 1:02:09. */
export function clockTime(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const tail = `${h > 0 ? String(m).padStart(2, '0') : m}:${String(s).padStart(2, '0')}`;
	return h > 0 ? `${h}:${tail}` : tail;
}

/** How long somebody has waited, in words. */
export function waitingTime(words: Messages, ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	return minutes < 1 ? words.requests.lessThanMinute : words.requests.minutes(minutes);
}

/** How long ago something was, in the words of the language: yesterday, 3 hours ago. */
export function timeAgo(language: string, then: number, now: number): string {
	const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
	const minutes = Math.round((then - now) / 60_000);
	if (minutes > -60) return format.format(minutes, 'minute');
	const hours = Math.round(minutes / 60);
	if (hours > -24) return format.format(hours, 'hour');
	return format.format(Math.round(hours / 24), 'day');
}

/** A moment as people here write it: the time, and the day too when it is not today. */
export function momentText(language: string, at: number, now: number): string {
	const isToday = new Date(at).toDateString() === new Date(now).toDateString();
	const format = new Intl.DateTimeFormat(language, {
		timeStyle: 'short',
		...(isToday ? {} : { dateStyle: 'medium' as const })
	});
	return format.format(at);
}
