import type { PlannedRoom } from '../../p2p/api.ts';

/** A room that somebody is about to plan, from what they chose elsewhere in the app. */
export interface RoomDraft {
	readonly title: string;
	readonly plan: PlannedRoom;
}

let draft: RoomDraft | null = null;

/** Keeps a draft for the page that starts rooms; a reload forgets it. */
export function keepDraft(next: RoomDraft): void {
	draft = next;
}

/** The draft that was kept, once. */
export function takeDraft(): RoomDraft | null {
	const taken = draft;
	draft = null;
	return taken;
}
