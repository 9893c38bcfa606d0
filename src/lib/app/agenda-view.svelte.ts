import type { Agenda } from '../../p2p/api.ts';
import type { Clock } from '../../p2p/base/clock.ts';
import type { AgendaPage } from '../../p2p/calendar/agenda-list.ts';

/** Entries that are drawn at once: more than a screen holds, few enough to be drawn in a blink. */
const PAGE = 50;
/** What is over goes, and what begins is marked, this often. */
const EVERY_MS = 30_000;

/** The agenda as the screen shows it: searched, page by page, as it changes and time goes on. */
export class AgendaView {
	readonly #agenda: Agenda;
	readonly #clock: Clock;
	#list = $state.raw<Agenda['list']>(null!);
	#leads = $state.raw<Agenda['leads']>(null!);
	#now = $state(0);
	#count = $state(PAGE);
	#search = $state('');
	#page: AgendaPage = $derived(this.#list.page({ now: this.#now, count: this.#count, search: this.#search }));

	constructor(agenda: Agenda, clock: Clock) {
		this.#agenda = agenda;
		this.#clock = clock;
		this.#read();
	}

	get page(): AgendaPage {
		return this.#page;
	}

	/** Milliseconds since the epoch, as of what is shown. */
	get now(): number {
		return this.#now;
	}

	/** Whether the agenda holds any room, past ones too. */
	get isEmpty(): boolean {
		return this.#list.size === 0;
	}

	get leads(): Agenda['leads'] {
		return this.#leads;
	}

	get search(): string {
		return this.#search;
	}

	set search(words: string) {
		this.#search = words;
		this.#count = PAGE;
	}

	/** Shows one page more. */
	more(): void {
		this.#count += PAGE;
	}

	/** Begins to follow; the returned function ends it. */
	start(): () => void {
		const read = () => this.#read();
		const stops = [this.#agenda.on('changed', read), this.#clock.every(EVERY_MS, read)];
		document.addEventListener('visibilitychange', read);
		return () => {
			for (const stop of stops) stop();
			document.removeEventListener('visibilitychange', read);
		};
	}

	#read(): void {
		this.#list = this.#agenda.list;
		this.#leads = this.#agenda.leads;
		this.#now = this.#clock.now();
	}
}
