import type { EventId, IdentityId } from '../base/ids.ts';
import type { Moment } from '../ports.ts';
import type { RoomState } from '../room/state.ts';

/** What of a room is worth finding again in its recording: tells what is new since it was asked last. */
export class TakeNotes {
	#told: { title: string; stage: string; speaking: string; pins: ReadonlySet<EventId> } | null = null;

	/** Forgets what it told: a recording begins. */
	begin(): void {
		this.#told = null;
	}

	/** What is new; `speaking` counts for those who agreed. Pins and title from before the recording are no news. */
	follow(
		state: RoomState,
		speaking: ReadonlySet<IdentityId>,
		agreed: ReadonlySet<IdentityId>
	): readonly Moment[] {
		const { title, topics, pins } = state;
		const people = state.people
			.filter(({ role, access }) => role !== 'listener' && access === 'in')
			.map(({ identity, name }) => ({ identity, name }));
		const who = [...speaking].filter((identity) => agreed.has(identity)).sort();
		const now = {
			title: JSON.stringify([title, topics]),
			stage: JSON.stringify(people),
			speaking: who.join(),
			pins: new Set(pins.map(({ id }) => id))
		};
		const before = this.#told;
		this.#told = now;
		const news: Moment[] = [];
		if (before && before.title !== now.title) news.push({ what: 'title', title, topics });
		if (before?.stage !== now.stage) news.push({ what: 'stage', people });
		if (before) for (const { id, text } of pins) if (!before.pins.has(id)) news.push({ what: 'pin', text });
		if ((before?.speaking ?? '') !== now.speaking) news.push({ what: 'speaking', who });
		return news;
	}
}
