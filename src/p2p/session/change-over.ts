import { sameBytes } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { Epoch } from '../ports.ts';

/** How long what is said is still encrypted with the epoch before: until the new one has reached everybody. */
export const SAY_AFTER_MS = 500;
/** When the epoch before ends: what was encrypted with it has arrived by then, or is too late to be heard. */
export const DEAD_AFTER_MS = 2_000;
/** Epochs that count at once: a moderator who bans one after the other makes no more. */
const MAX_KEPT = 4;

interface Kept {
	readonly epoch: Epoch;
	/** When it was adopted, milliseconds. */
	readonly sinceMs: number;
}

/** What a change-over works with. */
export interface ChangeOverOptions {
	readonly scope: Scope;
	/** The epochs that count from now on, the one to encrypt with last; null in an open room. */
	readonly apply: (epochs: readonly Epoch[] | null) => void;
}

/** From one epoch to the next without a gap: the new one is understood at once, said a little later, and the old one ends. */
export class ChangeOver {
	readonly #options: ChangeOverOptions;
	#kept: Kept[] = [];
	#told: readonly Epoch[] | null | undefined = undefined;

	constructor(options: ChangeOverOptions) {
		this.#options = options;
	}

	/** Goes over to this epoch. */
	adopt(epoch: Epoch): void {
		const { scope } = this.#options;
		const others = this.#kept.filter((kept) => !sameBytes(kept.epoch.secret, epoch.secret));
		this.#kept = [...others, { epoch, sinceMs: scope.clock.now() }].slice(-MAX_KEPT);
		this.#look();
		scope.after(SAY_AFTER_MS, () => this.#look());
		scope.after(DEAD_AFTER_MS, () => this.#look());
	}

	/** Forgets every epoch: the room is open to everybody, or nothing may be said in it. */
	clear(to: 'open' | 'silent'): void {
		this.#kept = [];
		this.#tell(to === 'open' ? null : []);
	}

	#look(): void {
		const now = this.#options.scope.clock.now();
		if (this.#kept.length === 0) return;
		this.#kept = this.#kept.filter((_, i) => {
			const next = this.#kept[i + 1];
			return !next || now - next.sinceMs < DEAD_AFTER_MS;
		});
		const said = this.#kept.findLast(({ sinceMs }) => now - sinceMs >= SAY_AFTER_MS) ?? this.#kept[0]!;
		const understood = this.#kept.filter((kept) => kept !== said);
		this.#tell([...understood, said].map(({ epoch }) => epoch));
	}

	#tell(epochs: readonly Epoch[] | null): void {
		const isSame =
			this.#told === epochs ||
			(this.#told?.length === epochs?.length && epochs?.every((epoch, i) => epoch === this.#told?.[i]));
		if (isSame) return;
		this.#told = epochs;
		this.#options.apply(epochs);
	}
}
