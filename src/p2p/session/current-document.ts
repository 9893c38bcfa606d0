import type { RoomId } from '../base/ids.ts';
import { Emitter } from '../base/emitter.ts';
import { RoomDocument } from '../document/room-document.ts';
import type { KeptEvent, Store } from '../ports.ts';
import type { RoomEvent } from '../room/events.ts';
import { createReducer, type Reducer } from '../room/reducer.ts';
import type { RoomState } from '../room/state.ts';
import type { Standing } from '../wire/messages.ts';
import { readContinuation, standingOf, type Continuation } from './continuation.ts';

/** What the current document tells. */
export interface CurrentDocumentEvents {
	/** New events are in it, each after its predecessor; `state` is what they make of the room. */
	admitted: readonly RoomEvent[];
	/** The room goes on in another document, which is the current one now. */
	moved: Left;
}

/** The document that a room was left in, and what it meant there. */
export interface Left {
	readonly document: RoomDocument;
	readonly state: RoomState | null;
}

/** The one document in which a page has its room, as the conversation with a neighbour needs it. */
export interface StandingDocument extends Pick<Emitter<CurrentDocumentEvents>, 'on'> {
	readonly room: RoomId;
	readonly document: RoomDocument;
	readonly state: RoomState | null;
	readonly continuation: Continuation | null;
	readonly standing: Standing;
	move(continuation: Continuation): void;
}

/** What a store keeps of a continuation: raw events. */
interface KeptContinuation {
	readonly events: readonly Uint8Array[];
	readonly lineage: readonly Uint8Array[];
}

const continuationName = (room: RoomId) => `continuation:${room}`;

/** The one document in which a page has its room now, and what it means. */
export class CurrentDocument extends Emitter<CurrentDocumentEvents> implements StandingDocument {
	readonly room: RoomId;
	#document: RoomDocument;
	#continuation: Continuation | null;
	#reducer: Reducer;
	#state: RoomState | null;
	#forget: () => void;

	private constructor(room: RoomId, continuation: Continuation | null, raws: readonly Uint8Array[]) {
		super();
		this.room = room;
		this.#continuation = continuation;
		this.#document = documentOf(room, continuation);
		this.#document.restore(raws);
		[this.#reducer, this.#state] = reading(this.#document);
		this.#forget = this.#follow();
	}

	/** A room as it began, with events of the own key or the own store. */
	static begin(room: RoomId, raws: readonly Uint8Array[] = []): CurrentDocument {
		return new CurrentDocument(room, null, raws);
	}

	/** A room as the store keeps it: in the document that this browser left it in. */
	static async load(room: RoomId, store: Store): Promise<CurrentDocument> {
		const kept = await store.loadValue<KeptContinuation>(continuationName(room));
		const read = kept && readContinuation(room, kept.events, kept.lineage);
		return new CurrentDocument(room, read?.ok ? read.value : null, await store.loadEvents(room));
	}

	get document(): RoomDocument {
		return this.#document;
	}

	/** What the room means now; null until its beginning is there. */
	get state(): RoomState | null {
		return this.#state;
	}

	/** What the document began with; null for the room's first one. */
	get continuation(): Continuation | null {
		return this.#continuation;
	}

	get standing(): Standing {
		return standingOf(this.room, this.#continuation);
	}

	/** Goes on in the document that this authentic continuation begins. */
	move(continuation: Continuation): void {
		const left: Left = { document: this.#document, state: this.#state };
		this.#forget();
		this.#continuation = continuation;
		this.#document = documentOf(this.room, continuation);
		[this.#reducer, this.#state] = reading(this.#document);
		this.#forget = this.#follow();
		this.emit('moved', left);
	}

	/** Keeps the current document in place of what the store has of the room. */
	async keepAll(store: Store): ReturnType<Store['replaceEvents']> {
		const { room } = this;
		if (this.#continuation) {
			const { events, lineage } = this.#continuation;
			const kept: KeptContinuation = {
				events: events.map(({ raw }) => raw),
				lineage: lineage.map(({ raw }) => raw)
			};
			// First the beginning: events of a document whose beginning is unknown mean nothing.
			const saved = await store.saveValue(continuationName(room), kept);
			if (!saved.ok) return saved;
		}
		return store.replaceEvents(room, [...this.#document.events].map(keptEvent));
	}

	/** Tells no more. */
	close(): void {
		this.#forget();
		this.clear();
	}

	#follow(): () => void {
		return this.#document.on('admitted', (events) => {
			this.#state = this.#reducer.add(events);
			this.emit('admitted', events);
		});
	}
}

/** Forgets what the store keeps of a room's beginning, beside its events. */
export async function forgetContinuation(room: RoomId, store: Store): Promise<void> {
	await store.saveValue(continuationName(room), null);
}

/** A reducer that has read a document, and what it makes of it. */
function reading(document: RoomDocument): [Reducer, RoomState | null] {
	const reducer = createReducer(document.room);
	return [reducer, reducer.add([...document.events])];
}

function documentOf(room: RoomId, continuation: Continuation | null): RoomDocument {
	const document = new RoomDocument((continuation?.root.id ?? room) as RoomId);
	if (continuation) document.place(continuation.events);
	return document;
}

/** An event as a store keeps it. */
export function keptEvent({ id, seq, raw }: RoomEvent): KeptEvent {
	return { id, seq, raw };
}
