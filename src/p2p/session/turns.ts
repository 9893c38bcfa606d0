import type { TurnView } from '../api.ts';

/** As long as this nobody keeps the floor by silence: a breath, a laugh and a question in between do not end a turn. */
export const TURN_ENDS_AFTER_MS = 10_000;

/** How long before its end a turn is said to be ending. */
export const TURN_ENDING_MS = 30_000;

/** Turns that are followed at once: far more than ever speak within ten seconds. */
const MAX_TURNS = 100;

/**
 * Who has been speaking since when, as this page hears it. A turn begins when somebody begins to speak and ends when
 * they have been silent for ten seconds; short pauses count. So nothing has to be signed or agreed on: pages that hear
 * the same differ by a fraction of a second, and one that comes late is right from the next turn on.
 */
export class Turns<Key> {
	readonly #begun = new Map<Key, { readonly since: number; heardAt: number }>();
	#limitMs = 0;
	#turns: ReadonlyMap<Key, TurnView> = new Map();

	/** The turns that go on now; none while turns have no time. Replaced when one of them changes. */
	get turns(): ReadonlyMap<Key, TurnView> {
		return this.#turns;
	}

	/**
	 * Takes in who speaks now, several times a second, and how long a turn may be, 0 for as long as one likes. Another
	 * time begins every turn anew. Says whether `turns` changed.
	 */
	note(nowMs: number, speaking: ReadonlySet<Key>, limitMs: number): boolean {
		if (limitMs !== this.#limitMs) this.#begun.clear();
		this.#limitMs = limitMs;
		for (const key of speaking) {
			const turn = this.#begun.get(key);
			if (turn) turn.heardAt = nowMs;
			else if (this.#begun.size < MAX_TURNS) this.#begun.set(key, { since: nowMs, heardAt: nowMs });
		}
		for (const [key, { heardAt }] of this.#begun)
			if (nowMs - heardAt >= TURN_ENDS_AFTER_MS) this.#begun.delete(key);
		const turns = new Map(
			limitMs > 0 ? [...this.#begun].map(([key, { since }]) => [key, turnOf(since)]) : []
		);
		const isSame =
			turns.size === this.#turns.size &&
			[...turns].every(([key, { endsAt, state }]) => {
				const known = this.#turns.get(key);
				return known?.endsAt === endsAt && known.state === state;
			});
		if (!isSame) this.#turns = turns;
		return !isSame;

		function turnOf(since: number): TurnView {
			const endsAt = since + limitMs;
			const leftMs = endsAt - nowMs;
			return { endsAt, state: leftMs <= 0 ? 'over' : leftMs <= TURN_ENDING_MS ? 'ending' : 'running' };
		}
	}
}
