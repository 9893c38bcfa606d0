import type { IdentityId, SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import { leaderOf, mayWrite } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';

/** A moderator's page answers in one round trip; after this another one is asked. */
const PATIENCE_MS = 2_000;
/** Pages asked before giving up. */
const ATTEMPTS = 4;

/** What a petition works with. */
export interface PetitionOptions {
	readonly scope: Scope;
	readonly me: IdentityId;
	readonly session: SessionId;
	readonly state: () => RoomState | null;
	/** Who is linked to this page now. */
	readonly linked: () => ReadonlySet<IdentityId>;
	/** Asks one of them to let this session write. */
	readonly ask: (identity: IdentityId) => void;
}

/** Asks the moderators who are here, one after the other, to let this page's session write durably. */
export class Petition {
	readonly #options: PetitionOptions;
	#waiting: ((granted: boolean) => void)[] = [];

	constructor(options: PetitionOptions) {
		this.#options = options;
	}

	/** Whether this session may write, asking for it if need be. */
	granted(): Promise<boolean> {
		if (this.#isGranted) return Promise.resolve(true);
		return new Promise((resolve) => {
			this.#waiting.push(resolve);
			if (this.#waiting.length === 1) this.#ask(new Set(), ATTEMPTS);
		});
	}

	/** To be called whenever the room's state changed. */
	stateChanged(): void {
		if (this.#waiting.length > 0 && this.#isGranted) this.#settle(true);
	}

	get #isGranted(): boolean {
		const { me, session } = this.#options;
		const state = this.#options.state();
		return state !== null && mayWrite(state, me, session);
	}

	#ask(asked: Set<IdentityId>, attemptsLeft: number): void {
		const { scope, linked, ask } = this.#options;
		const others = new Set([...linked()].filter((identity) => !asked.has(identity)));
		const moderator = leaderOf(this.#options.state(), others);
		if (moderator === null || attemptsLeft === 0) return this.#settle(false);
		ask(moderator);
		scope.after(PATIENCE_MS, () => {
			if (this.#waiting.length > 0) this.#ask(asked.add(moderator), attemptsLeft - 1);
		});
	}

	#settle(granted: boolean): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const resolve of waiting) resolve(granted);
	}
}
