import { REACTIONS, type Reaction } from '../../room/reactions.ts';
import type { TreeMessage } from '../../wire/tree-messages.ts';

/** What a subtree counted in some seconds. */
export type Tally = Omit<TreeMessage & { readonly kind: 'tally' }, 'kind'>;

/** Loss from which a third copy of each frame is worth its bytes. */
const LOSSY = 0.01;
/** Loss under which two copies are enough again. */
const CLEAN = 0.002;

/** Adds up what this page and its children counted, until it is taken. */
export class Tallies {
	#reactions = REACTIONS.map(() => 0);
	#due = 0;
	#missing = 0;

	/** This page's person showed a reaction. */
	react(reaction: Reaction): void {
		this.#reactions[REACTIONS.indexOf(reaction)]!++;
	}

	/** Frames that were due here since the last time, and those of them that never came. */
	hear(due: number, missing: number): void {
		this.#due += due;
		this.#missing += missing;
	}

	/** What a child and those below it counted; one child speaks for at most `listeners` people. */
	add(tally: Tally, listeners: number): void {
		const most = Math.max(1, listeners) * 4;
		this.#reactions = this.#reactions.map((count, i) => count + Math.min(tally.reactions[i] ?? 0, most));
		this.#due += tally.due;
		this.#missing += tally.missing;
	}

	/** Everything so far; counting begins anew. */
	take(): Tally {
		const tally = { reactions: this.#reactions, due: this.#due, missing: this.#missing };
		this.#reactions = REACTIONS.map(() => 0);
		this.#due = 0;
		this.#missing = 0;
		return tally;
	}
}

/** Frames that each packet should carry after these losses: a third when it is lossy, until it was clean. */
export function copiesFor(before: 2 | 3, { due, missing }: Pick<Tally, 'due' | 'missing'>): 2 | 3 {
	if (due === 0) return before;
	const loss = missing / due;
	if (loss > LOSSY) return 3;
	return loss < CLEAN ? 2 : before;
}
