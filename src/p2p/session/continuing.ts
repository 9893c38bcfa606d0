import type { Scope } from '../base/scope.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Author } from '../document/author.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { personOf } from '../room/selectors.ts';
import { MAX_FEEDS } from '../wire/limits.ts';
import { checkContinuation, makeContinuation, type Continuation } from './continuation.ts';
import type { CurrentDocument } from './current-document.ts';

/** Events of a document after which the room goes on in a new one: some 10 s of a newcomer's work. */
export const RECORD_AFTER = 10_000;
/** Feeds after which it does: those who come in meanwhile still find a place. */
const RECORD_AFTER_FEEDS = MAX_FEEDS - 248;
/** Page loads of the host after which it does: a record covers no more feeds than it can name. */
const RECORD_AFTER_LOADS = TEXT_LIMITS.covered - 8;
/** How often the host's page looks: a device that was away hears first whether the room has moved on. */
const LOOK_EVERY_MS = 5_000;

/** What going on works with. */
export interface ContinuingOptions {
	readonly scope: Scope;
	readonly me: IdentityId;
	readonly key: SessionKey;
	readonly current: CurrentDocument;
	/** Events of a document after which the room goes on in a new one. */
	readonly recordAfter: number;
	/** Who writes the own feed, while this page is in the room. */
	readonly author: () => Author | null;
}

/** Lets a long room go on in a new document, on its host's page. */
export class Continuing {
	readonly #options: ContinuingOptions;
	#isMaking = false;
	/** Size that a document must reach after its record was too long: each try costs half a second. */
	#tryAgainAt = 0;
	/** Some follow a continuation by this identity that leaves something out: a whole one goes before it. */
	#isOutdated = false;

	constructor(options: ContinuingOptions) {
		this.#options = options;
		options.scope.every(LOOK_EVERY_MS, () => {
			if (this.#isDue && !this.#isMaking) void this.#continue();
		});
	}

	/** Another device of somebody went on without knowing all that is known here. */
	outdated({ root }: Continuation): void {
		if (root.body.certificate.identity === this.#options.me) this.#isOutdated = true;
	}

	get #isDue(): boolean {
		const { current, me, recordAfter } = this.#options;
		const { document, state } = current;
		if (state?.host !== me || state.ended || document.size < this.#tryAgainAt) return false;
		const loads = personOf(state, me)?.sessions.length ?? 0;
		const feeds = [...document.sessions].length;
		const isLong = document.size >= recordAfter || feeds >= RECORD_AFTER_FEEDS || loads >= RECORD_AFTER_LOADS;
		return this.#isOutdated || isLong;
	}

	async #continue(): Promise<void> {
		const { current, key, author, recordAfter } = this.#options;
		const { room, document, state, continuation: before } = current;
		const own = author();
		if (!own || !state) return;
		this.#isMaking = true;
		const { certificate } = own;
		const made = await makeContinuation({ room, document, state, before, key, certificate });
		this.#isMaking = false;
		this.#tryAgainAt = made ? 0 : document.size + Math.ceil(recordAfter / 10);
		if (!made || current.document !== document || author() !== own) return;
		// What came while it was signed may be the host's own: then the next look takes it along.
		if (!checkContinuation(made, { room, document, state: current.state, before }).ok) return;
		this.#isOutdated = false;
		current.move(made);
	}
}
