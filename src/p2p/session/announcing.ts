import type { AnnouncedTo, AnnouncedView, AnnounceFault } from '../api.ts';
import type { Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { Identity } from '../identity/identity.ts';
import type { Store } from '../ports.ts';
import type { RoomState } from '../room/state.ts';
import { encodeAnnouncement, signAnnouncement, type AnnouncementFields } from '../wire/announcement.ts';
import { MAX_ANNOUNCED_PEOPLE } from '../wire/directory-limits.ts';
import type { Invite } from '../wire/invite.ts';

/** How often a live room is announced anew. */
export const RENEW_MS = 30_000;
/** How long an announcement holds: one that is lost on its way is missed by nobody. */
const HOLDS_MS = 90_000;
/** How long a change of the title waits at most: whoever types in it is not announced letter by letter. */
const SETTLE_MS = 3_000;

/** What announcing works with. */
export interface AnnouncingOptions {
	readonly scope: Scope;
	readonly identity: Identity;
	readonly invite: Invite;
	readonly store: Store;
	/** What this person calls themselves, as it is when asked. */
	readonly name: () => string;
	/** The room's state as it is when asked; null while unknown. */
	readonly state: () => RoomState | null;
	/** Whether this page is in the room. */
	readonly isInside: () => boolean;
	/** People in the room. */
	readonly inside: () => number;
	/** Brings the bytes of an announcement to the room's relays. */
	readonly bring: (
		bytes: Uint8Array,
		options: { readonly isLast: boolean }
	) => Promise<Result<void, AnnounceFault>>;
	/** `view` changed. */
	readonly changed: () => void;
}

/**
 * Tells others that this room is live, if its host wants that: for as long as the room is public and this page is in
 * it. Only the host's own page has the key to say so.
 */
export class Announcing {
	readonly #options: AnnouncingOptions;
	#to: AnnouncedTo = 'nobody';
	#standing: AnnouncedView['standing'] = 'off';
	#since = 0;
	#lastAt = 0;
	/** What was said last, but for times and the count of people. */
	#said = '';
	/** Takes the last announcement back: signed with it, so that a page that is closed has it ready. */
	#ending: Uint8Array | null = null;
	/** Counts up with each thing said: what took longer to sign than the next is not sent. */
	#turn = 0;
	#isWaiting = false;

	constructor(options: AnnouncingOptions) {
		this.#options = options;
		const { scope, store } = options;
		scope.every(RENEW_MS, () => void this.#announce());
		void store.loadValue(this.#name).then((kept) => {
			if (kept !== 'followers' && kept !== 'everybody') return;
			this.#to = kept;
			this.follow();
			options.changed();
		});
	}

	/** Null for everybody but the host. */
	get view(): AnnouncedView | null {
		const { identity, state } = this.#options;
		return state()?.host === identity.id ? { to: this.#to, standing: this.#standing } : null;
	}

	/** Chooses who can see that the room is live. Remembered for this room, so that a reload changes nothing. */
	choose(to: AnnouncedTo): void {
		if (!this.view) return;
		this.#to = to;
		void this.#options.store.saveValue(this.#name, to);
		if (this.#standing !== 'off' && this.#isDue) void this.#announce();
		else this.follow();
		this.#options.changed();
	}

	/** Makes what is announced agree with the room. */
	follow(): void {
		if (!this.#isDue) return this.end();
		if (this.#standing === 'off') void this.#announce();
		else if (!this.#isWaiting && this.#said !== this.#words()) {
			this.#isWaiting = true;
			this.#options.scope.after(SETTLE_MS, () => {
				this.#isWaiting = false;
				if (this.#said !== this.#words()) void this.#announce();
			});
		}
	}

	/** Takes back what was announced, at once. Also for a page that is about to unload. */
	end(): void {
		const { bring } = this.#options;
		this.#turn += 1;
		this.#stand('off');
		if (this.#ending) void bring(this.#ending, { isLast: true });
		this.#ending = null;
	}

	get #name(): string {
		return `announced:${this.#options.invite.room}`;
	}

	/** Whether the room is to be announced now. */
	get #isDue(): boolean {
		const { identity, state, isInside } = this.#options;
		const room = state();
		if (this.#to === 'nobody' || !room || !isInside()) return false;
		return room.host === identity.id && room.door === 'open' && !room.ended;
	}

	#words(): string {
		const { state, name } = this.#options;
		const room = state();
		return JSON.stringify([this.#to, name(), room?.title, room?.topics]);
	}

	async #announce(): Promise<void> {
		if (!this.#isDue) return;
		const { scope, identity, state, invite, inside, name, bring } = this.#options;
		const turn = ++this.#turn;
		const { title, topics } = state()!;
		// A clock that was set back would make what is said now older than what was said before.
		const at = Math.max(scope.clock.now(), this.#lastAt + 2);
		this.#lastAt = at;
		if (this.#standing === 'off') this.#since = at;
		this.#said = this.#words();
		if (this.#standing !== 'shown') this.#stand('sending');
		const fields: AnnouncementFields = {
			host: identity.id,
			name: name(),
			title,
			topics,
			invite: { ...invite, pass: null },
			inside: Math.min(inside(), MAX_ANNOUNCED_PEOPLE),
			audience: this.#to === 'everybody' ? 'everybody' : 'followers',
			isLive: true,
			since: this.#since,
			at,
			until: at + HOLDS_MS
		};
		const [live, ending] = await Promise.all([
			signAnnouncement(fields, identity.sign),
			signAnnouncement({ ...fields, isLive: false, at: at + 1 }, identity.sign)
		]);
		if (turn !== this.#turn) return;
		this.#ending = encodeAnnouncement(ending);
		const brought = await bring(encodeAnnouncement(live), { isLast: false });
		if (turn === this.#turn) this.#stand(brought.ok ? 'shown' : brought.code);
	}

	#stand(standing: AnnouncedView['standing']): void {
		if (this.#standing === standing) return;
		this.#standing = standing;
		this.#options.changed();
	}
}
