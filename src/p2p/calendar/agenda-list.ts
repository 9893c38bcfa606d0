import type { IdentityId, RoomId } from '../base/ids.ts';
import type { LocalTime, RsvpAnswer } from '../room/timing.ts';
import type { Instance } from './instances.ts';
import { timesWithin, type Bounds, type KeptPlan } from './kept-plan.ts';

/** What this person answered about a room. */
export interface OwnAnswer {
	readonly answer: RsvpAnswer;
	/** The one time that it is about; empty: all of them. */
	readonly instance: LocalTime | '';
	/** Whether it reached the room's document. */
	readonly delivered: boolean;
}

/** What an agenda is made from: in any order, it comes out the same. */
export interface AgendaSource {
	readonly plans: readonly KeptPlan[];
	readonly answers: ReadonlyMap<RoomId, OwnAnswer>;
	/** Whose rooms are shown without an answer. */
	readonly followed: ReadonlySet<IdentityId>;
}

/** One time of a room in the agenda. */
export interface AgendaEntry extends Instance {
	readonly kept: KeptPlan;
	/** Null: not answered. */
	readonly answer: OwnAnswer | null;
	/** Others that this person hosts or said yes to and that overlap with it, up to `MAX_CLASHES`. */
	readonly clashes: readonly Clash[];
}

/** A time that overlaps with another. */
export interface Clash {
	readonly room: RoomId;
	readonly title: string;
	readonly startsAt: number;
}

/** One part of the agenda, from its beginning. */
export interface AgendaPage {
	readonly entries: readonly AgendaEntry[];
	/** Whether there are later ones, or other rooms that were found. */
	readonly hasMore: boolean;
	/** Rooms whose plan cannot be read here, by title. */
	readonly unplaced: readonly KeptPlan[];
}

/** Which part is wanted. */
export interface AgendaQuery {
	/** Milliseconds since the epoch; what is over by then is left out. */
	readonly now: number;
	/** Entries at most. */
	readonly count: number;
	/** Words that the title, the host's name or the note hold, all of them, in any case, with accents or without; may be empty. */
	readonly search: string;
}

/** Enough to say what is in the way. */
export const MAX_CLASHES = 3;
/**
 * A page is looked for in steps that grow, from a quarter of a day, which fills the page of who plans thousands, to
 * longer than anything is worked out ahead.
 */
const [FIRST_STEP_MS, LAST_STEP_MS, GROWTH] = [21_600_000, 10 * 366 * 86_400_000, 4];

interface ListedRoom {
	readonly kept: KeptPlan;
	readonly answer: OwnAnswer | null;
	/** What is searched. */
	readonly words: string;
}

interface Listed extends Omit<AgendaEntry, 'clashes'> {
	/** This person hosts it or said yes: two of them at once are a conflict. */
	readonly isPromised: boolean;
}

/** The rooms of one person's agenda: what they host or help to, follow, or said yes or maybe to. */
export class AgendaList {
	readonly #rooms: readonly ListedRoom[];

	constructor({ plans, answers, followed }: AgendaSource) {
		this.#rooms = plans
			.filter(({ room, host, leads }) => {
				const answer = answers.get(room)?.answer;
				return (
					leads || answer === 'yes' || answer === 'maybe' || (answer === undefined && followed.has(host))
				);
			})
			.map((kept) => ({
				kept,
				answer: answers.get(kept.room) ?? null,
				words: folded(`${kept.title} ${kept.hostName} ${kept.note}`)
			}))
			.sort((a, b) => order(a.kept.room, b.kept.room));
	}

	/** How many rooms it holds, past ones too. */
	get size(): number {
		return this.#rooms.length;
	}

	/** The next entries, those of now included. Costs a look at each room, and a sorting of the times near the page. */
	page({ now, count, search }: AgendaQuery): AgendaPage {
		const wanted = folded(search).split(/\s+/);
		const found = this.#rooms.filter(({ words }) => wanted.every((word) => words.includes(word)));
		const coming = found.filter(({ kept }) => isComing(kept, now));
		let entries: Listed[] = [];
		for (let step = FIRST_STEP_MS; ; step *= GROWTH) {
			entries = listed(coming, { from: now, until: now + step });
			if (entries.length > count || step >= LAST_STEP_MS) break;
		}
		const shown = entries.slice(0, count);
		return {
			entries: this.#withClashes(shown),
			hasMore: entries.length > count,
			unplaced: found.filter(({ kept }) => kept.fault !== null).map(({ kept }) => kept)
		};
	}

	/** Each room, with what was answered, by its id. */
	rooms(): readonly Pick<AgendaEntry, 'kept' | 'answer'>[] {
		return this.#rooms;
	}

	/** Everything between two instants, in order, conflicts left out: for reminders. */
	between(bounds: Bounds): readonly Omit<AgendaEntry, 'clashes'>[] {
		return listed(this.#rooms, bounds);
	}

	#withClashes(entries: readonly Listed[]): readonly AgendaEntry[] {
		if (entries.length === 0) return [];
		const from = Math.min(...entries.map(({ startsAt }) => startsAt));
		const until = Math.max(...entries.map(({ endsAt }) => endsAt));
		const promised = listed(this.#rooms, { from, until }).filter(
			({ isPromised, isCancelled }) => isPromised && !isCancelled
		);
		return entries.map(({ isPromised, ...entry }) => ({
			...entry,
			clashes: isPromised && !entry.isCancelled ? clashesOf(entry, promised) : []
		}));
	}
}

/** The times of rooms within bounds, by when they begin; of the same moment by room. */
function listed(rooms: readonly ListedRoom[], bounds: Bounds): Listed[] {
	const entries: Listed[] = [];
	for (const { kept, answer } of rooms) {
		for (const instance of timesWithin(kept, bounds)) {
			const isAbout = answer !== null && (answer.instance === '' || answer.instance === instance.instance);
			const given = isAbout ? answer : null;
			entries.push({ ...instance, kept, answer: given, isPromised: kept.leads || given?.answer === 'yes' });
		}
	}
	return entries.sort((a, b) => a.startsAt - b.startsAt || order(a.kept.room, b.kept.room));
}

/** Whether a room may have a time that is not over. */
function isComing({ soon, soonUntil }: KeptPlan, now: number): boolean {
	return soonUntil < Infinity || soon.some(({ endsAt }) => endsAt > now);
}

function clashesOf(entry: Omit<AgendaEntry, 'clashes'>, promised: readonly Listed[]): readonly Clash[] {
	const clashes: Clash[] = [];
	for (const { kept, startsAt, endsAt } of promised) {
		if (startsAt >= entry.endsAt || clashes.length === MAX_CLASHES) break;
		if (kept.room === entry.kept.room || endsAt <= entry.startsAt) continue;
		clashes.push({ room: kept.room, title: kept.title, startsAt });
	}
	return clashes;
}

/** Without case and accents. */
function folded(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{Mark}/gu, '')
		.toLowerCase()
		.trim();
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
