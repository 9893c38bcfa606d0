import type { Notice } from '../api.ts';
import type { IdentityId } from '../base/ids.ts';
import { KEPT_PLANS, factsOf, keptPlan } from '../calendar/kept-plan.ts';
import type { Store } from '../ports.ts';
import type { EventType, RoomEvent } from '../room/events.ts';
import { isAboutSchedule } from '../room/schedule.ts';
import { inviteFragment, type Invite } from '../wire/invite.ts';
import { keptEvent, type CurrentDocument } from './current-document.ts';

/** What keeping works with. */
export interface KeepingOptions {
	readonly store: Store;
	readonly me: IdentityId;
	readonly invite: Invite;
	readonly current: CurrentDocument;
	readonly now: () => number;
	/** Whether this page came in: a room that was only looked at is not among those this browser knows. */
	readonly isVisit: () => boolean;
	/** The store could not keep something. */
	readonly failed: (notice: Notice) => void;
}

/** What this browser keeps of a room: its events, and that it knows the room. */
export class Keeping {
	readonly #options: KeepingOptions;

	constructor(options: KeepingOptions) {
		this.#options = options;
	}

	/** Keeps new events, and what they change about the known room. */
	async keep(events: readonly RoomEvent[]): Promise<void> {
		const { store, invite, failed } = this.#options;
		const saved = await store.saveEvents(invite.room, events.map(keptEvent));
		if (!saved.ok) failed({ code: saved.code });
		const isShown = (type: EventType) =>
			type === 'title.changed' || type === 'room.ended' || isAboutSchedule(type);
		if (!events.some(({ type }) => isShown(type))) return;
		if (this.#options.isVisit()) this.remember();
		else this.#rememberPlan();
	}

	/** Keeps the document that the room moved to in place of the one it left. */
	async keepDocument(): Promise<void> {
		const { store, current, failed } = this.#options;
		const saved = await current.keepAll(store);
		if (!saved.ok) failed({ code: saved.code });
	}

	/** Keeps the room among those this browser knows. */
	remember(): void {
		const { store, me, invite, current, now, isVisit } = this.#options;
		const { state } = current;
		if (!state || !isVisit()) return;
		void store.saveRoom({
			room: invite.room,
			code: inviteFragment(invite),
			title: state.title,
			host: state.host,
			hosted: state.host === me,
			ended: state.ended,
			lastVisit: now()
		});
		this.#rememberPlan();
	}

	/**
	 * Keeps when the room takes place, beside its document, for the agenda: also of a room that was only looked at, which
	 * the agenda shows to whoever follows its host.
	 */
	#rememberPlan(): void {
		const { store, me, invite, current, now } = this.#options;
		const { state } = current;
		const { room } = invite;
		const facts = state && factsOf(state, { room, code: inviteFragment(invite), me });
		if (!facts) return;
		void store.saveValue(`${KEPT_PLANS}${room}`, keptPlan(facts, now()));
	}
}
