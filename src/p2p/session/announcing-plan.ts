import type { AnnouncedTo } from '../api.ts';
import type { Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { Identity } from '../identity/identity.ts';
import type { RoomState } from '../room/state.ts';
import { MAX_PLANNED_CHANGES, MAX_PLANNED_MS } from '../wire/directory-limits.ts';
import type { Invite } from '../wire/invite.ts';
import { encodePlannedRoom, signPlannedRoom, type PlannedRoomFields } from '../wire/planned-room.ts';

/** How often it is told anew while a page is open: relays keep it in memory, and may have been started since. */
const RENEW_MS = 60 * 60_000;
/** How long a change waits: whoever moves a room by the hour is not told of each step. */
const SETTLE_MS = 3_000;

/** What it works with. */
export interface AnnouncingPlanOptions {
	readonly scope: Scope;
	readonly identity: Identity;
	readonly invite: Invite;
	/** What this person calls themselves, as it is when asked. */
	readonly name: () => string;
	readonly state: () => RoomState | null;
	/** Whom the host lets see it, as it is when asked. */
	readonly to: () => AnnouncedTo;
	/** Brings the bytes to the room's relays. */
	readonly bringPlan: (
		bytes: Uint8Array,
		options: { readonly isLast: boolean }
	) => Promise<Result<void, string>>;
}

/**
 * Tells those who may know when a scheduled room takes place, if its host wants that and the room is public. Relays keep it for
 * weeks, so the host's page need not be there. Only the host's own page has the key to say so.
 */
export class AnnouncingPlan {
	readonly #options: AnnouncingPlanOptions;
	/** What was said last, but for times. */
	#said: string | null = null;
	#lastAt = 0;
	#isWaiting = false;

	constructor(options: AnnouncingPlanOptions) {
		this.#options = options;
		options.scope.every(RENEW_MS, () => {
			if (this.#said !== null) void this.#tell();
		});
	}

	/** Makes what is told agree with the room; to be called whenever the room or the choice changed. */
	follow(): void {
		const words = this.#words();
		if (this.#isWaiting || words === this.#said) return;
		this.#isWaiting = true;
		this.#options.scope.after(SETTLE_MS, () => {
			this.#isWaiting = false;
			if (this.#words() !== this.#said) void this.#tell();
		});
	}

	/** What there is to tell; null if nothing is, so that what was told is taken back. */
	#words(): string | null {
		const { identity, state, to, name } = this.#options;
		const room = state();
		if (!room?.schedule || room.host !== identity.id || room.door !== 'open' || to() === 'nobody')
			return null;
		if (room.ended) return null;
		const { timing, note, changes, isCancelled } = room.schedule;
		return JSON.stringify([to(), name(), room.title, room.topics, timing, note, changes, isCancelled]);
	}

	async #tell(): Promise<void> {
		const { scope, identity, state, invite, name, to, bringPlan } = this.#options;
		const room = state();
		if (!room?.schedule) return;
		this.#said = this.#words();
		const { timing, note, changes, isCancelled } = room.schedule;
		const at = Math.max(scope.clock.now(), this.#lastAt + 1);
		this.#lastAt = at;
		const fields: PlannedRoomFields = {
			host: identity.id,
			name: name(),
			title: room.title,
			topics: room.topics,
			invite: { ...invite, pass: null },
			audience: to() === 'everybody' ? 'everybody' : 'followers',
			plan: { ...timing, note },
			changes: changes.slice(-MAX_PLANNED_CHANGES),
			isCancelled,
			isShown: this.#said !== null,
			at,
			until: at + MAX_PLANNED_MS
		};
		await bringPlan(encodePlannedRoom(await signPlannedRoom(fields, identity.sign)), { isLast: false });
	}
}
