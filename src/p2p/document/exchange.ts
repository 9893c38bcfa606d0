import type { EventId, SessionId } from '../base/ids.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { RoomEvent } from '../room/events.ts';
import { MAX_FEEDS, MAX_PENDING_BYTES, UPDATE_CHUNK_BYTES } from '../wire/limits.ts';
import type { Head, Message } from '../wire/messages.ts';
import type { Intake } from './intake.ts';
import type { ReadingFault } from './reading.ts';
import type { LeftOut, LeftOutCode, RoomDocument } from './room-document.ts';
import { encodeQuestion, encodeUpdatePayload, readStateVector, readSync } from './sync-payload.ts';
import { encodeInChunks, feedClient } from './update-codec.ts';

/** The messages that make two documents agree. */
export type SyncMessage = Extract<Message, { readonly kind: 'sync' | 'heads' | 'want' | 'branches' }>;

/** Why a neighbour's sync message was refused, and the neighbour with it. */
export type ExchangeFault = ReadingFault | 'event-signature' | 'sync-malformed' | 'sync-flood';

/** What was left out, or put off, without blame. */
export type ExchangeShortfall = LeftOutCode | 'gap' | 'backlog';

/** What an exchange is made of. */
export interface ExchangeOptions {
	readonly document: RoomDocument;
	readonly intake: Intake;
	readonly now: () => number;
	readonly send: (message: SyncMessage) => void;
	/** The neighbour sent what no honest page sends. Nothing more of it is read. */
	readonly failed: (fault: ExchangeFault) => void;
	/** Something the neighbour passed on has no place here; it may be honest. */
	readonly leftOut: (code: ExchangeShortfall) => void;
}

/** Questions a neighbour may put to us: a reload of everybody in a room of 8, twice, then four a second. */
const ANSWERS: Rate = { burst: 32, perSecond: 4 };
/** Questions we put: half of what is answered, so that no carelessness of clocks makes us a flood. */
const QUESTIONS: Rate = { burst: 16, perSecond: 2 };
/** Things remembered of one neighbour's conversation, so that nothing is asked twice in vain. */
const MAX_REMEMBERED = 4096;

/**
 * The sync conversation with one neighbour. Both sides open with a y-protocols step 1; the answer is what
 * the asker lacks, followed by the heads of everything here, which show other branches; those are fetched
 * by `want`. New events are passed on as they come. Messages are taken one after the other; the time that
 * verifying takes is shared fairly among neighbours by the intake.
 */
export class Exchange {
	readonly #options: ExchangeOptions;
	readonly #answers: TokenBucket;
	readonly #questions: TokenBucket;
	readonly #queue: SyncMessage[] = [];
	#pendingBytes = 0;
	#isWorking = false;
	#isFinishing = false;
	#isClosed = false;
	/** While events are placed that came from this neighbour: they need not go back there. */
	#isTaking = false;
	/** Questions to put as soon as the budget allows. */
	#owesQuestion = false;
	readonly #owedFeeds = new Set<SessionId>();
	/** Events by which a feed was wanted: each asks once, whatever came of it. */
	readonly #wanted = new Set<EventId>();
	/** Feeds that this neighbour has and that may not be kept yet, by Yjs client id. */
	readonly #unadmitted = new Set<number>();
	readonly #forgetDocument: () => void;

	constructor(options: ExchangeOptions) {
		this.#options = options;
		this.#answers = new TokenBucket(ANSWERS, options.now);
		this.#questions = new TokenBucket(QUESTIONS, options.now);
		this.#forgetDocument = options.document.on('widened', () => {
			if (this.#unadmitted.size > 0) this.ask();
			this.#unadmitted.clear();
		});
	}

	/** Asks the neighbour for what this document lacks (sync step 1), now or once the budget allows. */
	ask(): void {
		this.#owesQuestion = true;
		this.catchUp();
	}

	/** Puts the questions that had to wait. The owner calls it now and then. */
	catchUp(): void {
		if (this.#owesQuestion && this.#questions.spend()) {
			this.#owesQuestion = false;
			this.#options.send({ kind: 'sync', payload: encodeQuestion(this.#options.document.stateVector()) });
		}
		for (const session of this.#owedFeeds) {
			if (!this.#questions.spend()) return;
			this.#owedFeeds.delete(session);
			this.#options.send({ kind: 'want', session });
		}
	}

	/** Something of the neighbour was not read: what it may have told is asked for in time. */
	missed(): void {
		this.#owesQuestion = true;
	}

	/** Passes new events on, unless they come from this very neighbour. */
	tell(events: readonly RoomEvent[]): void {
		if (!this.#isTaking) this.#send(events);
	}

	/** Takes one sync message of the neighbour, after those before it. Bounded in memory. */
	receive(message: SyncMessage): void {
		if (this.#isClosed || this.#isFinishing) return;
		this.#queue.push(message);
		this.#pendingBytes += sizeOf(message);
		if (this.#pendingBytes > MAX_PENDING_BYTES) {
			// What an honest neighbour told us is asked for again; a flood gains nothing by it.
			this.#pendingBytes -= sizeOf(this.#queue.pop()!);
			this.#options.leftOut('backlog');
			this.#owesQuestion = true;
		}
		if (!this.#isWorking) void this.#work();
	}

	/** The neighbour says no more: what it said is still taken, then the conversation ends. */
	finish(): void {
		this.#isFinishing = true;
		if (!this.#isWorking) this.close();
	}

	/** Ends the conversation; what was not taken yet is dropped. */
	close(): void {
		this.#isClosed = true;
		this.#queue.length = 0;
		this.#options.intake.abandon(this);
		this.#forgetDocument();
	}

	async #work(): Promise<void> {
		this.#isWorking = true;
		while (this.#queue.length > 0) {
			const message = this.#queue[0]!;
			const fault = await this.#take(message);
			if (this.#isClosed) return;
			if (fault) {
				this.close();
				return this.#options.failed(fault);
			}
			this.#queue.shift();
			this.#pendingBytes -= sizeOf(message);
		}
		this.#isWorking = false;
		if (this.#isFinishing) this.close();
		else this.catchUp();
	}

	async #take(message: SyncMessage): Promise<ExchangeFault | null> {
		switch (message.kind) {
			case 'sync':
				return this.#takeSync(message.payload);
			case 'heads':
				this.#compare(message.heads);
				return null;
			case 'want':
				return this.#answerWant(message.session);
			case 'branches': {
				const read = this.#options.document.readRaw(message.events);
				return read.ok ? this.#admit(read.value) : read.code;
			}
		}
	}

	async #takeSync(payload: Uint8Array): Promise<ExchangeFault | null> {
		const sync = readSync(payload);
		if (!sync) return 'sync-malformed';
		if (sync.type === 'question') return this.#answer(sync.content);
		const { document, leftOut } = this.#options;
		const read = document.read(sync.content);
		if (!read.ok) return read.code;
		const gaps = read.value.gaps.filter((client) => !this.#unadmitted.has(client));
		if (gaps.length > 0) {
			leftOut('gap');
			this.#owesQuestion = true;
		}
		return this.#admit(read.value.events);
	}

	async #admit(events: readonly RoomEvent[]): Promise<ExchangeFault | null> {
		const { document, intake } = this.#options;
		const { worth, leftOut } = document.sift(events);
		this.#leaveOut(leftOut);
		if (worth.length === 0) return null;
		if (!(await intake.verify(this, worth))) return 'event-signature';
		this.#isTaking = true;
		const placement = document.place(worth);
		this.#isTaking = false;
		this.#leaveOut(placement.leftOut);
		return null;
	}

	#leaveOut(leftOut: readonly LeftOut[]): void {
		for (const { code, event } of leftOut) {
			this.#options.leftOut(code);
			if (code === 'unattached') this.#want(event.session, event.id);
			if (code === 'unadmitted') remember(this.#unadmitted, feedClient(event.session));
		}
	}

	/** Wants the feeds whose heads are not here, now that all that the neighbour's feeds had more is. */
	#compare(heads: readonly Head[]): void {
		const { document } = this.#options;
		for (const { session, event } of heads)
			if (!document.event(event) && document.mayWrite(session)) this.#want(session, event);
	}

	#want(session: SessionId, because: EventId): void {
		if (this.#wanted.has(because)) return;
		remember(this.#wanted, because);
		this.#owedFeeds.add(session);
	}

	#answer(stateVector: Uint8Array): ExchangeFault | null {
		const known = readStateVector(stateVector);
		if (!known) return 'sync-malformed';
		if (!this.#answers.spend()) return 'sync-flood';
		const { document, send } = this.#options;
		this.#send(document.eventsSince(known));
		const heads = document.heads();
		for (let i = 0; i < heads.length; i += MAX_FEEDS)
			send({ kind: 'heads', heads: heads.slice(i, i + MAX_FEEDS) });
		return null;
	}

	#answerWant(session: SessionId): ExchangeFault | null {
		if (!this.#answers.spend()) return 'sync-flood';
		const { document } = this.#options;
		this.#send([...document.feed(session), ...document.branches(session)]);
		return null;
	}

	/** Sends events: those of the Yjs document as its updates, those of other branches one by one. */
	#send(events: readonly RoomEvent[]): void {
		const { document, send } = this.#options;
		const isInFeed = ({ session, seq, id }: RoomEvent) => document.feed(session)[seq]?.id === id;
		for (const update of encodeInChunks(events.filter(isInFeed)))
			send({ kind: 'sync', payload: encodeUpdatePayload(update) });
		let chunk: Uint8Array[] = [];
		let bytes = 0;
		for (const { raw } of events.filter((event) => !isInFeed(event))) {
			chunk.push(raw);
			bytes += raw.length;
			if (bytes < UPDATE_CHUNK_BYTES) continue;
			send({ kind: 'branches', events: chunk });
			[chunk, bytes] = [[], 0];
		}
		if (chunk.length > 0) send({ kind: 'branches', events: chunk });
	}
}

/** Adds to a memory that forgets its oldest. */
function remember<Value>(memory: Set<Value>, value: Value): void {
	memory.add(value);
	if (memory.size > MAX_REMEMBERED) memory.delete(memory.values().next().value!);
}

/** Bytes that a message holds while it waits. */
function sizeOf(message: SyncMessage): number {
	if (message.kind === 'sync') return message.payload.length;
	if (message.kind === 'branches') return message.events.reduce((sum, { length }) => sum + length, 0);
	return message.kind === 'heads' ? message.heads.length * 256 : 64;
}
