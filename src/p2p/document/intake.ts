import type { EventId } from '../base/ids.ts';
import type { Verifier } from '../ports.ts';
import type { RoomEvent } from '../room/events.ts';

/**
 * Events verified in one go: about 30 ms of work, so that nobody's single event waits long behind
 * somebody's ten thousand.
 */
const SLICE_EVENTS = 32;
/** Verdicts remembered: what one neighbour brought, the others bring a moment later. */
const MAX_VERDICTS = 4096;

interface Batch {
	readonly rest: RoomEvent[];
	readonly settle: (areAuthentic: boolean) => void;
}

/**
 * Verifies what neighbours bring, a slice of each in turn, so that one who brings much delays nobody
 * else. An event that several bring is verified once.
 */
export class Intake {
	readonly #verifier: Verifier;
	readonly #lanes = new Map<object, Batch>();
	readonly #verdicts = new Map<EventId, boolean>();
	#isRunning = false;

	constructor(verifier: Verifier) {
		this.#verifier = verifier;
	}

	/** Resolves to whether all events are authentic. `lane` is who brings them: one batch at a time. */
	verify(lane: object, events: readonly RoomEvent[]): Promise<boolean> {
		return new Promise((settle) => {
			this.#lanes.set(lane, { rest: [...events], settle });
			if (!this.#isRunning) void this.#run();
		});
	}

	/** Forgets what a lane still waits for, which is then never answered. */
	abandon(lane: object): void {
		this.#lanes.delete(lane);
	}

	async #run(): Promise<void> {
		this.#isRunning = true;
		while (this.#lanes.size > 0) {
			const [lane, batch] = [...this.#lanes][0]!;
			const areAuthentic = await this.#verifySlice(batch.rest.splice(0, SLICE_EVENTS));
			if (this.#lanes.get(lane) !== batch) continue;
			this.#lanes.delete(lane);
			// To the end of the row: the others come first now.
			if (areAuthentic && batch.rest.length > 0) this.#lanes.set(lane, batch);
			else batch.settle(areAuthentic);
		}
		this.#isRunning = false;
	}

	async #verifySlice(slice: readonly RoomEvent[]): Promise<boolean> {
		const unknown = slice.filter(({ id }) => !this.#verdicts.has(id));
		const verdicts = unknown.length > 0 ? await this.#verifier.verify(unknown.map(({ raw }) => raw)) : [];
		for (const [i, { id }] of unknown.entries()) this.#verdicts.set(id, verdicts[i] ?? false);
		const areAuthentic = slice.every(({ id }) => this.#verdicts.get(id));
		for (const id of this.#verdicts.keys()) {
			if (this.#verdicts.size <= MAX_VERDICTS) break;
			this.#verdicts.delete(id);
		}
		return areAuthentic;
	}
}
