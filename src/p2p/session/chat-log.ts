import type { ShownMessage } from '../api.ts';
import type { EventId, IdentityId } from '../base/ids.ts';
import { MAX_MESSAGES } from '../room/chat.ts';
import { personOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';

/** Messages that a page goes on showing: an hour of a lively chat. */
const MAX_KEPT = 500;

/** A message as it is kept; whether its author is blocked is asked anew for every view. */
type Kept = Omit<ShownMessage, 'isBlocked'>;

/** Whom this person blocks. */
interface Blocked {
	has(identity: IdentityId): boolean;
}

/**
 * The chat as this page saw it. The room's state has the newest messages of its document; this remembers the
 * older ones, also of documents that the room has left, and when each came.
 */
export class ChatLog {
	readonly #now: () => number;
	#messages: readonly Kept[] = [];
	/** Those of documents before this one. */
	#past: ReadonlySet<EventId> = new Set();
	#isInside = false;
	#followed: RoomState['chat'] | null = null;
	/** A view is made many times a second, and a chat is long. */
	#shown: {
		readonly of: readonly Kept[];
		readonly blocks: Blocked;
		readonly list: readonly ShownMessage[];
	} | null = null;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Oldest first; the same list as before while neither the chat nor this set of blocked people is another one. */
	shown(blocks: Blocked): readonly ShownMessage[] {
		if (this.#shown?.of !== this.#messages || this.#shown.blocks !== blocks) {
			const list = this.#messages.map((message) => ({ ...message, isBlocked: blocks.has(message.by) }));
			this.#shown = { of: this.#messages, blocks, list };
		}
		return this.#shown.list;
	}

	/** The room goes on in another document, which tells nothing of what was said before. */
	move(): void {
		this.#past = new Set(this.#messages.map(({ id }) => id));
	}

	/** This page is in the room from now on: what it reads from here is new. */
	enter(): void {
		this.#isInside = true;
	}

	/** Takes in the chat of a state. */
	follow(state: RoomState): void {
		if (state.chat === this.#followed) return;
		this.#followed = state.chat;
		const { messages, removed } = state.chat;
		const known = new Map(this.#messages.map((message) => [message.id, message]));
		const current = new Set(messages.map(({ id }) => id));
		const gone = new Set(removed.map(({ message, target }) => message + target));
		// What the state has no place for any more is older than all that it shows; the rest of its document counts no more.
		const oldest = this.#messages.findIndex(({ id }) => id === messages[0]?.id);
		const isFull = messages.length === MAX_MESSAGES;
		const kept = this.#messages.filter(({ id, by }, i) => {
			if (current.has(id) || gone.has(id + by)) return false;
			return this.#past.has(id) || (isFull && (oldest < 0 || i < oldest));
		});
		const at = this.#isInside ? this.#now() : null;
		const shown = messages.map((message): Kept => {
			const before = known.get(message.id);
			const name = personOf(state, message.by)?.name || (before?.name ?? '');
			return { ...message, name, at: before ? before.at : at };
		});
		this.#messages = [...kept, ...shown].slice(-MAX_KEPT);
	}
}
