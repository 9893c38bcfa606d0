import type { Agenda } from '../../p2p/api.ts';
import type { Clock, Timer } from '../../p2p/base/clock.ts';
import type { Reminder } from '../../p2p/calendar/reminders.ts';
import { addresses } from './addresses.ts';
import { agendaCatalogues, type AgendaMessages } from './agenda-messages.ts';
import { timeFromNow } from './agenda-times.ts';
import type { Language } from './messages.ts';
import { notify, setBadge } from './notifications.ts';

/** A device that slept is found out at the latest after this. */
const EVERY_MS = 60_000;
/** A tab that nobody looks at leaves it to one that somebody looks at, for so long. */
const HIDDEN_WAITS_MS = 2_000;
/** Reminders that wait to be read at once; the oldest go. */
const MOST = 4;

/** A reminder that is shown. */
export interface ShownReminder {
	/** Of room and time. */
	readonly name: string;
	/** The fragment of the room's link. */
	readonly code: string;
	readonly text: string;
}

/** What reminding works with. */
export interface RemindingOptions {
	readonly agenda: Agenda;
	readonly clock: Clock;
	/** The language of the page as it is when asked. */
	readonly language: () => Language;
	/** Tells a screen reader. */
	readonly say: (text: string) => void;
}

/** A reminder in a sentence: what starts, or started, and when. */
export function reminderText(
	words: AgendaMessages,
	language: Language,
	{ entry }: Reminder,
	now: number
): string {
	const title = entry.kept.title || words.home.untitled;
	const minutes = Math.round((entry.startsAt - now) / 60_000);
	if (minutes === 0) return words.reminders.startsNow(title);
	const when = timeFromNow(language, entry.startsAt, now);
	return minutes > 0 ? words.reminders.starts(title, when) : words.reminders.started(title, when);
}

/** Reminds the person of a page: in it, by notification and by the app's badge, while the page lives. */
export class Reminding {
	readonly #options: RemindingOptions;
	#shown = $state.raw<readonly ShownReminder[]>([]);
	#next: Timer | null = null;
	#isStopped = false;

	constructor(options: RemindingOptions) {
		this.#options = options;
	}

	/** The newest last. */
	get shown(): readonly ShownReminder[] {
		return this.#shown;
	}

	dismiss(name: string): void {
		this.#shown = this.#shown.filter((one) => one.name !== name);
	}

	/** Begins; the returned function ends it. */
	start(): () => void {
		const look = () => this.#after(0);
		const stop = this.#options.agenda.on('changed', look);
		document.addEventListener('visibilitychange', look);
		window.addEventListener('pageshow', look);
		look();
		return () => {
			this.#isStopped = true;
			this.#next?.();
			stop();
			document.removeEventListener('visibilitychange', look);
			window.removeEventListener('pageshow', look);
		};
	}

	#after(delayMs: number): void {
		this.#next?.();
		const isHidden = document.visibilityState === 'hidden';
		this.#next = this.#options.clock.after(
			delayMs + (isHidden ? HIDDEN_WAITS_MS : 0),
			() => void this.#look()
		);
	}

	async #look(): Promise<void> {
		const { agenda, clock } = this.#options;
		const { due, nextAt, soon } = await agenda.remind();
		if (this.#isStopped) return;
		for (const reminder of due) this.#tell(reminder);
		void setBadge(soon);
		this.#after(Math.min(EVERY_MS, Math.max(0, (nextAt ?? Infinity) - clock.now())));
	}

	#tell(reminder: Reminder): void {
		const { clock, language, say } = this.#options;
		const words = agendaCatalogues[language()];
		const { kept, startsAt } = reminder.entry;
		const text = reminderText(words, language(), reminder, clock.now());
		const name = `${kept.room}:${startsAt}`;
		this.#shown = [...this.#shown, { name, code: kept.code, text }].slice(-MOST);
		say(text);
		const title = kept.title || words.home.untitled;
		void notify({ title, body: text, name, page: addresses.room(kept.code) });
	}
}
