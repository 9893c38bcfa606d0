import type { EventId, IdentityId, SessionId } from '../base/ids.ts';
import type { Certificate, EventBodies, EventType, RoomEvent } from '../room/events.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { signEvent } from '../wire/event-codec.ts';
import { MAX_DEPS } from '../wire/limits.ts';
import { Frontier } from './frontier.ts';
import type { RoomDocument } from './room-document.ts';

/** What signs a feed. */
export type FeedKey = Pick<SessionKey, 'id' | 'sign'>;

/** Options of an act. */
export interface WriteOptions {
	/** Whose newest events the act must name first: those of the person it is about. */
	readonly naming?: IdentityId;
}

/**
 * Writes the own session's feed: one event after the other, each naming what this page had seen.
 * The feed opens itself with the session's certificate before its first act.
 */
export class Author {
	/** Whose session writes. */
	readonly certificate: Certificate;
	readonly #document: RoomDocument;
	readonly #key: FeedKey;
	readonly #frontier: Frontier;
	#queue: Promise<unknown> = Promise.resolve();

	constructor(document: RoomDocument, key: FeedKey, certificate: Certificate) {
		this.#document = document;
		this.#key = key;
		this.certificate = certificate;
		this.#frontier = new Frontier(document);
	}

	/**
	 * Signs and places one event; null if the document has no place for it, since this session may not write
	 * or has used up its quota. Calls are carried out one after the other.
	 */
	write<Type extends EventType>(
		type: Type,
		body: EventBodies[Type],
		options: WriteOptions = {}
	): Promise<RoomEvent | null> {
		const written = this.open().then(() => this.#append(type, body, options));
		this.#queue = written.catch(() => {});
		return written;
	}

	/** Opens the feed if it is not open yet, so that others know whose session this is. */
	open(): Promise<void> {
		const opened = this.#queue.then(async () => {
			if (this.#document.feed(this.#key.id).length === 0)
				await this.#append('session.opened', { certificate: this.certificate }, {});
		});
		this.#queue = opened.catch(() => {});
		return opened;
	}

	/** Resolves once everything asked for so far is in the document, or failed. */
	async settled(): Promise<void> {
		await this.#queue;
	}

	async #append(
		type: EventType,
		body: EventBodies[EventType],
		{ naming }: WriteOptions
	): Promise<RoomEvent | null> {
		const feed = this.#document.feed(this.#key.id);
		const target = naming ? this.#frontier.of(naming) : [];
		const deps = new Set([...target, ...this.#frontier.heads()].filter(isOfOthers(this.#key.id)));
		const raw = await signEvent(
			{
				room: this.#document.room,
				session: this.#key.id,
				seq: feed.length,
				prev: feed.at(-1)?.id ?? null,
				deps: [...deps].slice(0, MAX_DEPS).map(({ id }): EventId => id),
				type,
				body
			},
			this.#key.sign
		);
		return this.#document.restore([raw]).fresh[0] ?? null;
	}
}

function isOfOthers(me: SessionId) {
	return ({ session }: RoomEvent) => session !== me;
}
