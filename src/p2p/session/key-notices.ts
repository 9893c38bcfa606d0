import type { Notice, RoomView } from '../api.ts';
import type { Scope } from '../base/scope.ts';
import { isPrivate } from './epochs.ts';

/** What may be wrong with the key of a private room. */
type KeyNotice = Extract<Notice['code'], 'no-room-key' | 'no-encryption'>;

/** The key is there by then, links that are slow to set up included. */
const MISSING_AFTER_MS = 8_000;
const CHECK_EVERY_MS = 1_000;

/** What key notices work with. */
export interface KeyNoticesOptions {
	readonly scope: Scope;
	readonly isInside: () => boolean;
	readonly isHeld: () => boolean;
	readonly view: () => Pick<RoomView, 'state' | 'protection'>;
	readonly add: (notice: Notice) => void;
	readonly drop: (...codes: Notice['code'][]) => void;
}

/** Tells this person why a private room is silent here, and takes it back when it no longer is. */
export class KeyNotices {
	readonly #options: KeyNoticesOptions;
	#wrong: KeyNotice | null = null;
	#sinceMs = 0;
	#told: KeyNotice | null = null;

	constructor(options: KeyNoticesOptions) {
		this.#options = options;
		options.scope.every(CHECK_EVERY_MS, () => this.#check());
	}

	#check(): void {
		const { scope, add, drop } = this.#options;
		const now = scope.clock.now();
		const wrong = this.#find();
		if (wrong !== this.#wrong) {
			this.#wrong = wrong;
			this.#sinceMs = now;
		}
		const due = wrong && now - this.#sinceMs >= MISSING_AFTER_MS ? wrong : null;
		if (due === this.#told) return;
		drop('no-room-key', 'no-encryption');
		this.#told = due;
		if (due) add({ code: due });
	}

	#find(): KeyNotice | null {
		const { isInside, isHeld, view } = this.#options;
		const { state, protection } = view();
		if (!isInside() || !state || state.ended || !isPrivate(state) || protection === 'end-to-end') return null;
		return isHeld() ? 'no-encryption' : 'no-room-key';
	}
}
