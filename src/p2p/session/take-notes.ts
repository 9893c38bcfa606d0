import type { CaptionLine } from '../api.ts';
import type { EventId, IdentityId } from '../base/ids.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { Moment } from '../ports.ts';
import type { RoomState } from '../room/state.ts';

/** Finished lines of one person: a fast talker brings one in two seconds. More is a flood, and fills a file. */
const LINES: Rate = { burst: 20, perSecond: 1 };

/** What of a room is worth finding again in its recording: tells what is new since it was asked last. */
export class TakeNotes {
	readonly #now: () => number;
	#told: { title: string; stage: string; speaking: string; pins: ReadonlySet<EventId> } | null = null;
	/** Since when who has agreed, by this page's clock; whoever takes that back is forgotten. */
	#agreedAt: ReadonlyMap<IdentityId, number> = new Map();
	#budgets = new Map<IdentityId, TokenBucket>();

	/** `now` is this page's clock, milliseconds since the epoch. */
	constructor(now: () => number) {
		this.#now = now;
	}

	/** Forgets what it told: a recording begins. */
	begin(): void {
		this.#told = null;
		this.#agreedAt = new Map();
		this.#budgets = new Map();
	}

	/** What is new; `speaking` counts for those who agreed. Pins and title from before the recording are no news. */
	follow(
		state: RoomState,
		speaking: ReadonlySet<IdentityId>,
		agreed: ReadonlySet<IdentityId>
	): readonly Moment[] {
		const { title, topics, pins } = state;
		const people = state.people
			.filter(({ role, access }) => role !== 'listener' && access === 'in')
			.map(({ identity, name }) => ({ identity, name }));
		const who = [...speaking].filter((identity) => agreed.has(identity)).sort();
		const now = {
			title: JSON.stringify([title, topics]),
			stage: JSON.stringify(people),
			speaking: who.join(),
			pins: new Set(pins.map(({ id }) => id))
		};
		const before = this.#told;
		this.#told = now;
		const news: Moment[] = [];
		if (before && before.title !== now.title) news.push({ what: 'title', title, topics });
		if (before?.stage !== now.stage) news.push({ what: 'stage', people });
		if (before) for (const { id, text } of pins) if (!before.pins.has(id)) news.push({ what: 'pin', text });
		if ((before?.speaking ?? '') !== now.speaking) news.push({ what: 'speaking', who });
		const since = this.#agreedAt;
		this.#agreedAt = new Map([...agreed].map((identity) => [identity, since.get(identity) ?? this.#now()]));
		return news;
	}

	/**
	 * A finished line as a moment; null unless whose words they are and whoever wrote them had agreed before the words
	 * began, and for what is past one line a second of one person.
	 */
	said({ speaker, author, text, language, beganAt, changedAt }: CaptionLine): Moment | null {
		const hadAgreed = (identity: IdentityId) => (this.#agreedAt.get(identity) ?? Infinity) <= beganAt;
		if (!hadAgreed(speaker) || !hadAgreed(author)) return null;
		const budget = this.#budgets.get(author) ?? new TokenBucket(LINES, this.#now);
		this.#budgets.set(author, budget);
		if (!budget.spend()) return null;
		return { what: 'caption', speaker, author, text, language, lastedMs: changedAt - beganAt };
	}
}
