import type { IdentityId, SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import { leaderOf, mayWrite } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';

/** A moderator's page answers in one round trip; after this another one is asked. */
const PATIENCE_MS = 2_000;
/** While no moderator is linked, links are looked at again this often. */
const LOOK_AGAIN_MS = 250;
/** Setting up a link takes some seconds at worst; whoever is not here by then is away. */
const GIVE_UP_AFTER_MS = 10_000;

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

/** Asks the moderators who are here, one after the other and again, to let this page's session write durably. */
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
			const { clock } = this.#options.scope;
			if (this.#waiting.length === 1) this.#ask(new Set(), clock.now() + GIVE_UP_AFTER_MS);
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

	#ask(asked: Set<IdentityId>, until: number): void {
		if (this.#waiting.length === 0) return;
		const { scope, linked, ask, state } = this.#options;
		if (scope.clock.now() > until) return this.#settle(false);
		const others = new Set([...linked()].filter((identity) => !asked.has(identity)));
		// Links come and go while a room becomes a tree: a question may be lost with one.
		const moderator = leaderOf(state(), others) ?? leaderOf(state(), linked());
		if (moderator !== null) {
			ask(moderator);
			asked.add(moderator);
		}
		scope.after(moderator === null ? LOOK_AGAIN_MS : PATIENCE_MS, () => this.#ask(asked, until));
	}

	#settle(granted: boolean): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const resolve of waiting) resolve(granted);
	}
}
