import type { ShownReaction } from '../api.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { Reaction } from '../room/reactions.ts';

/** How long a reaction is shown. */
const REACTION_MS = 4_000;
/** Reactions shown at once: the tiles of a full mesh, several times over. */
const MAX_REACTIONS = 64;

/** The reactions on the screen now; each goes by itself. */
export class ShownReactions {
	readonly #scope: Scope;
	readonly #changed: () => void;
	#list: readonly ShownReaction[] = [];

	/** `changed` is called whenever one comes or goes. */
	constructor(scope: Scope, changed: () => void) {
		this.#scope = scope;
		this.#changed = changed;
	}

	/** The newest last. */
	get list(): readonly ShownReaction[] {
		return this.#list;
	}

	/** Shows a reaction for as long as it lasts. */
	show(identity: IdentityId, reaction: Reaction): void {
		const shown = { identity, reaction, at: this.#scope.clock.now() };
		this.#list = [...this.#list, shown].slice(-MAX_REACTIONS);
		this.#changed();
		this.#scope.after(REACTION_MS, () => {
			this.#list = this.#list.filter((other) => other !== shown);
			this.#changed();
		});
	}
}
