import type { LinkFault, PathView, Phase, RoomView } from '../src/p2p/api.ts';
import type { Unsubscribe } from '../src/p2p/base/emitter.ts';
import { ok, type Result } from '../src/p2p/base/result.ts';
import { NodeEngine, type NodeEngineOptions } from '../src/p2p/node-engine.ts';

/** As much of a room session as a listener needs. */
export interface ListenedRoom {
	readonly view: RoomView;
	on(name: 'changed', listener: () => void): Unsubscribe;
	join(): Promise<void>;
	/** How sound travels; left out by a session whose sound takes no tree. */
	path?(): PathView;
}

/** How listening ended: nothing more will come. */
export type Outcome =
	/** The room has ended, or the listener was stopped. */
	| 'over'
	/** The room does not let it in, or put it out. */
	| 'refused';

const OUTCOMES: Readonly<Partial<Record<Phase['name'], Outcome>>> = {
	ended: 'over',
	left: 'over',
	locked: 'refused',
	full: 'refused',
	uninvited: 'refused',
	'not-following': 'refused',
	ticketless: 'refused',
	'other-version': 'refused',
	removed: 'refused',
	banned: 'refused'
};

/** What a phase means for whoever waits for the end; null while it goes on. */
export function outcomeOf(phase: Phase): Outcome | null {
	return OUTCOMES[phase.name] ?? null;
}

/** One listener in one room: comes in as soon as the room is found, and stays. */
export class Listener {
	/** Resolves when it is over; `close` makes it so. */
	readonly ended: Promise<Outcome>;
	readonly #engine: NodeEngine;
	readonly #room: ListenedRoom;

	private constructor(engine: NodeEngine, room: ListenedRoom, changed: () => void) {
		this.#engine = engine;
		this.#room = room;
		this.ended = new Promise((resolve) => {
			let isComingIn = false;
			const follow = () => {
				const { phase } = room.view;
				changed();
				if (phase.name === 'preview' && !isComingIn) {
					isComingIn = true;
					void room.join();
				}
				// A room that recurs is come into again when it begins again.
				if (phase.name === 'scheduled') isComingIn = false;
				const outcome = outcomeOf(phase);
				if (outcome) resolve(outcome);
			};
			room.on('changed', follow);
			follow();
		});
	}

	/** Opens the room of a link; `changed` is called whenever its view was replaced. */
	static async open(
		options: NodeEngineOptions & { readonly link: string; readonly changed: () => void }
	): Promise<Result<Listener, LinkFault>> {
		const engine = await NodeEngine.open(options);
		const room = await engine.openRoom(options.link);
		if (room.ok) return ok(new Listener(engine, room.value, options.changed));
		await engine.close();
		return room;
	}

	get view(): RoomView {
		return this.#room.view;
	}

	/** How sound travels here; null where it takes no tree. */
	path(): PathView | null {
		return this.#room.path?.() ?? null;
	}

	/** Says goodbye and leaves. */
	close(): Promise<void> {
		return this.#engine.close();
	}
}
