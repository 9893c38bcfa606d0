import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { EventBodies } from '../room/events.ts';
import { isModerator, mayEnter, mayWrite } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { entryFor, type Caller } from './door.ts';

/** Admissions that may be signed at once: everybody of a mesh raises a hand together. */
const BURST = 16;
/** After that, one each: a crowd of made-up keys fills the document slowly, and a person waits a moment. */
const ADMIT_EVERY_MS = 250;
/** Callers who wait; more are not heard, and ask again. */
const MAX_WAITING = 256;

/** What the doorkeeper works with. */
export interface DoorkeeperOptions {
	readonly scope: Scope;
	readonly room: RoomId;
	readonly me: IdentityId;
	/** The room's state as it is when asked; null while unknown or while this page is not in the room. */
	readonly state: () => RoomState | null;
	readonly admit: (admission: EventBodies['person.admitted']) => void;
}

/**
 * Lets the sessions of others write durably, on a moderator's page: by the room's door, and at a limited
 * rate. Listening asks for none of this.
 */
export class Doorkeeper {
	readonly #options: DoorkeeperOptions;
	readonly #waiting = new Map<SessionId, Caller>();
	#credit = BURST;

	constructor(options: DoorkeeperOptions) {
		this.#options = options;
		options.scope.every(ADMIT_EVERY_MS, () => {
			this.#credit = Math.min(BURST, this.#credit + 1);
			this.#work();
		});
	}

	/** Somebody asks that their session may write. */
	asked(caller: Caller): void {
		if (this.#waiting.size < MAX_WAITING) this.#waiting.set(caller.session, caller);
		this.#work();
	}

	#work(): void {
		for (const [session, caller] of this.#waiting) {
			if (this.#credit < 1) return;
			this.#waiting.delete(session);
			if (this.#admit(caller)) this.#credit--;
		}
	}

	#admit(caller: Caller): boolean {
		const { room, me, admit } = this.#options;
		const state = this.#options.state();
		if (!state || !isModerator(state, me) || mayWrite(state, caller.identity, caller.session)) return false;
		if (entryFor(room, state, caller) !== 'yes') return false;
		const { identity: target, session, grant } = caller;
		const isByInvite = mayEnter(state, target) === 'uninvited' && grant?.kind === 'invite';
		const { key, issuer, signature } = isByInvite ? grant : {};
		admit({ target, session, invite: key && issuer && signature ? { key, issuer, signature } : null });
		return true;
	}
}
