import {
	Exchange,
	type ExchangeFault,
	type ExchangeShortfall,
	type SyncMessage
} from '../document/exchange.ts';
import type { Intake } from '../document/intake.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { RoomEvent } from '../room/events.ts';
import type { Message, Standing } from '../wire/messages.ts';
import {
	checkContinuation,
	continuedMessage,
	isBehind,
	readContinuation,
	standingOf,
	type Continuation,
	type ContinuationFault
} from './continuation.ts';
import type { StandingDocument } from './current-document.ts';

/** The messages by which two pages come to stand in one document. */
type StandingMessage = Extract<Message, { readonly kind: 'standing' | 'continued' }>;
type Continued = Extract<Message, { readonly kind: 'continued' }>;

/** Why a neighbour was dropped for what it said of the room's documents, or of their content. */
export type StandingsFault = ExchangeFault | Exclude<ContinuationFault, 'continuation-stale'>;

/** What was not taken of it, without blame. */
export type StandingsShortfall = ExchangeShortfall | 'continuation-stale';

/** What the conversation is made of. */
export interface StandingsOptions {
	readonly current: StandingDocument;
	readonly intake: Intake;
	readonly now: () => number;
	readonly send: (message: Message) => void;
	/** The neighbour sent what no honest page sends. */
	readonly failed: (fault: StandingsFault) => void;
	readonly leftOut: (code: StandingsShortfall) => void;
	/** Some follow a continuation that leaves out what this page knows. */
	readonly outdated: (continuation: Continuation) => void;
}

/** Beginnings sent to one neighbour: a move of the room every other minute, and some that got lost. */
const OFFERS: Rate = { burst: 4, perSecond: 1 / 30 };
/** Beginnings judged of one neighbour, some 0.1 s of work each: twice what an honest one sends. */
const JUDGEMENTS: Rate = { burst: 8, perSecond: 1 / 15 };

/**
 * The conversation with one neighbour about the document that the room is in, and the sync within it.
 * Two pages sync only while they stand in one document; else the one that is ahead sends what its
 * document begins with, and the one behind waits for that.
 */
export class Standings {
	readonly #options: StandingsOptions;
	#exchange: Exchange;
	#theirs: Standing | null = null;
	#isClosed = false;
	/** The newest continuation that waits while another one is judged. */
	#next: Continued | null = null;
	#isJudging = false;
	/** Something was not read while the two stood apart: maybe the beginning that is waited for. */
	#hasMissed = false;
	readonly #offers: TokenBucket;
	readonly #judgements: TokenBucket;
	readonly #forgetMoves: () => void;

	constructor(options: StandingsOptions) {
		this.#options = options;
		this.#exchange = this.#open();
		this.#offers = new TokenBucket(OFFERS, options.now);
		this.#judgements = new TokenBucket(JUDGEMENTS, options.now);
		this.#forgetMoves = options.current.on('moved', () => this.#moved());
	}

	/** The neighbour is let in, and says where it stands. */
	begin(theirs: Standing): void {
		this.#theirs = theirs;
		this.#meet();
	}

	/** Takes a message about events. Across documents it means nothing: it was under way when one side moved. */
	sync(message: SyncMessage): void {
		if (this.#isTogether) this.#exchange.receive(message);
	}

	/** Takes a message about documents. */
	receive(message: StandingMessage): void {
		if (message.kind === 'standing') return this.#hear(message.standing);
		if (!this.#judgements.spend()) {
			this.#hasMissed = true;
			return this.#options.leftOut('backlog');
		}
		this.#next = message;
		if (!this.#isJudging) void this.#judgeAll();
	}

	/** Passes new events on. */
	tell(events: readonly RoomEvent[]): void {
		if (this.#isTogether) this.#exchange.tell(events);
	}

	/** Puts the questions that had to wait. */
	catchUp(): void {
		if (this.#isTogether) this.#exchange.catchUp();
		else if (this.#hasMissed) this.#tellStanding();
		this.#hasMissed = false;
	}

	/** Something of the neighbour was not read. */
	missed(): void {
		if (this.#isTogether) this.#exchange.missed();
		else this.#hasMissed = true;
	}

	/** The neighbour says no more: what it said is still taken. */
	finish(): void {
		this.#forgetMoves();
		this.#exchange.finish();
	}

	/** Ends the conversation at once. */
	close(): void {
		this.#isClosed = true;
		this.#forgetMoves();
		this.#options.intake.abandon(this);
		this.#exchange.close();
	}

	get #isTogether(): boolean {
		return this.#theirs?.root === this.#options.current.standing.root;
	}

	#open(): Exchange {
		const { current, intake, now, send, failed, leftOut } = this.#options;
		return new Exchange({ document: current.document, intake, now, send, failed, leftOut });
	}

	#moved(): void {
		this.#exchange.close();
		this.#exchange = this.#open();
		if (!this.#theirs) return;
		this.#tellStanding();
		this.#meet();
	}

	#hear(theirs: Standing): void {
		const wasTogether = this.#isTogether;
		this.#theirs = theirs;
		if (!wasTogether) this.#meet();
	}

	#tellStanding(): void {
		this.#options.send({ kind: 'standing', standing: this.#options.current.standing });
	}

	#meet(): void {
		if (this.#isTogether) this.#exchange.ask();
		else this.#offer();
	}

	/** Sends what our document begins with to a neighbour that is behind. */
	#offer(): void {
		const { current, send } = this.#options;
		const { continuation, standing } = current;
		if (!continuation || !this.#theirs || !isBehind(this.#theirs, standing)) return;
		if (this.#offers.spend()) send(continuedMessage(continuation));
	}

	async #judgeAll(): Promise<void> {
		this.#isJudging = true;
		while (this.#next && !this.#isClosed) {
			const message = this.#next;
			this.#next = null;
			const fault = await this.#judge(message);
			if (this.#isClosed) return;
			if (fault === 'continuation-stale') this.#options.leftOut(fault);
			else if (fault) {
				this.close();
				return this.#options.failed(fault);
			}
		}
		this.#isJudging = false;
	}

	/** Follows a continuation if it is to be followed. One that this page is ahead of is no fault: it was under way. */
	async #judge({ events, lineage }: Continued): Promise<StandingsFault | 'continuation-stale' | null> {
		const { current, intake, outdated } = this.#options;
		const read = readContinuation(current.room, events, lineage);
		if (!read.ok) return read.code;
		const isAhead = (found: Continuation) => isBehind(current.standing, standingOf(current.room, found));
		if (!isAhead(read.value)) return null;
		const isAuthentic = await intake.verify(this, [...read.value.events, ...read.value.lineage]);
		if (!isAuthentic) return 'event-signature';
		const checked = checkContinuation(read.value, {
			room: current.room,
			document: current.document,
			state: current.state,
			before: current.continuation
		});
		if (!checked.ok && checked.code === 'continuation-stale') outdated(read.value);
		if (!checked.ok) return checked.code;
		// While the signatures were checked another neighbour may have brought this one, or a newer.
		if (!this.#isClosed && isAhead(read.value)) current.move(read.value);
		return null;
	}
}
