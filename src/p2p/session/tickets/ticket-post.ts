import type { RoomId, SessionId } from '../../base/ids.ts';
import type { Random } from '../../base/random.ts';
import type { Scope } from '../../base/scope.ts';
import { TokenBucket, type Rate } from '../../base/token-bucket.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import { NONCE_BYTES } from '../../wire/sealed-box.ts';
import {
	ATTEMPT_BYTES,
	isSignalAuthentic,
	signSignal,
	type Signal,
	type SignalFault
} from '../../wire/signal.ts';
import { openTicketWord, sealTicketWord, type TicketWord } from '../../wire/ticket-word.ts';

/** One session's words: a wish, what shows that it is paid, a few second tries. */
const OF_SESSION: Rate = { burst: 10, perSecond: 0.5 };
/** Everybody's: a crowd that wants tickets at once; each costs some milliseconds to open. */
const OF_ALL: Rate = { burst: 100, perSecond: 20 };
/** Sessions whose budget is remembered; whoever was not heard of the longest is forgotten. */
const MAX_SESSIONS = 256;

/** What words about tickets travel by. */
export interface TicketPostOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly room: RoomId;
	readonly key: SessionKey;
	/** Sends a word on its way, through a relay if there is no other. */
	readonly post: (word: Signal) => void;
	/** A word that was sealed for this page; `attempt` leads back to who sent it. */
	readonly heard: (word: TicketWord, from: SessionId, attempt: Uint8Array) => void;
}

/** Seals words about tickets for one session each, and opens those that come, at a bounded rate. */
export class TicketPost {
	readonly #options: TicketPostOptions;
	readonly #budgets = new Map<SessionId, TokenBucket>();
	readonly #budget: TokenBucket;

	constructor(options: TicketPostOptions) {
		this.#options = options;
		this.#budget = new TokenBucket(OF_ALL, () => options.scope.clock.now());
	}

	/** Sends a word to a session; an answer takes the `attempt` of its question, and so its way. */
	async send(to: SessionId, word: TicketWord, attempt?: Uint8Array): Promise<void> {
		const { room, key, random, post, scope } = this.#options;
		const data = sealTicketWord(key, { room, from: key.id, to }, { word, nonce: random.bytes(NONCE_BYTES) });
		if (!data) return;
		const signal = await signSignal(
			{ room, from: key.id, to, purpose: 'ticket', attempt: attempt ?? random.bytes(ATTEMPT_BYTES), data },
			key.sign
		);
		if (!scope.isClosed) post(signal);
	}

	/** Takes a word for this page; why it was not taken, if whoever brought it should be told. */
	take(signal: Signal): SignalFault | null {
		const { room, key, heard } = this.#options;
		const { from, to, attempt, data } = signal;
		if (signal.room !== room || to !== key.id || from === key.id) return 'signal-foreign';
		if (!isSignalAuthentic(signal)) return 'signal-forged';
		if (!this.#budgetOf(from).spend() || !this.#budget.spend()) return 'signal-flood';
		const word = openTicketWord(key, { room, from, to }, data);
		if (word) heard(word, from, attempt);
		return null;
	}

	#budgetOf(session: SessionId): TokenBucket {
		const { clock } = this.#options.scope;
		const budget = this.#budgets.get(session) ?? new TokenBucket(OF_SESSION, () => clock.now());
		this.#budgets.delete(session);
		this.#budgets.set(session, budget);
		if (this.#budgets.size > MAX_SESSIONS) this.#budgets.delete(this.#budgets.keys().next().value!);
		return budget;
	}
}
