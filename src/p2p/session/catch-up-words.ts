import type { RoomId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { openCatchUp, sealCatchUp, type CatchUpWord } from '../wire/catch-up.ts';
import { NONCE_BYTES } from '../wire/sealed-box.ts';
import { isSignalAuthentic, signSignal, type Signal, type SignalFault } from '../wire/signal.ts';

/** One session's words: a question each 0.2 s while the end is near, or as many answers. */
const OF_SESSION: Rate = { burst: 20, perSecond: 6 };
/** Everybody's: each costs some milliseconds to verify and open. */
const OF_ALL: Rate = { burst: 120, perSecond: 40 };
/** Sessions whose budgets are remembered at once. */
const MAX_SESSIONS = 256;

/** A word about the last minutes that came. */
export interface HeardWord {
	readonly from: SessionId;
	/** Which catching up it belongs to; an answer carries the same. */
	readonly attempt: Uint8Array;
	readonly word: CatchUpWord;
}

/** What words about the last minutes travel by. */
export interface CatchUpWordsOptions {
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly random: Random;
	readonly now: () => number;
	/** Sends a signal on its way; whether anybody took it. */
	readonly post: (signal: Signal) => boolean;
	readonly heard: (heard: HeardWord) => void;
}

/** Seals, sends, judges and opens what two pages say to each other about the last minutes. */
export class CatchUpWords {
	readonly #options: CatchUpWordsOptions;
	readonly #budgets = new Map<SessionId, TokenBucket>();
	readonly #budget: TokenBucket;

	constructor(options: CatchUpWordsOptions) {
		this.#options = options;
		this.#budget = new TokenBucket(OF_ALL, options.now);
	}

	/** Sends a word to a session, sealed for it alone. */
	async send(to: SessionId, attempt: Uint8Array, word: CatchUpWord): Promise<void> {
		const { room, key, random, post } = this.#options;
		const data = sealCatchUp(key, { room, from: key.id, to }, { word, nonce: random.bytes(NONCE_BYTES) });
		if (!data) return;
		const signal = { room, from: key.id, to, purpose: 'catch-up' as const, attempt, data };
		post(await signSignal(signal, key.sign));
	}

	/** Takes a word for this page; why it was not taken, if whoever brought it should be told. */
	take(signal: Signal): SignalFault | null {
		const { room, key, heard } = this.#options;
		const { from, to, attempt, data } = signal;
		if (signal.room !== room || to !== key.id || from === key.id) return 'signal-foreign';
		if (!isSignalAuthentic(signal)) return 'signal-forged';
		if (!this.#budgetOf(from).spend() || !this.#budget.spend()) return 'signal-flood';
		const word = openCatchUp(key, { room, from, to }, data);
		if (word) heard({ from, attempt, word });
		return null;
	}

	#budgetOf(session: SessionId): TokenBucket {
		const budget = this.#budgets.get(session) ?? new TokenBucket(OF_SESSION, this.#options.now);
		this.#budgets.delete(session);
		this.#budgets.set(session, budget);
		if (this.#budgets.size > MAX_SESSIONS) this.#budgets.delete(this.#budgets.keys().next().value!);
		return budget;
	}
}
