import type { RoomId, SessionId } from '../base/ids.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { SessionKey } from '../identity/session-key.ts';
import {
	isEphemeralAuthentic,
	signEphemeral,
	type Ephemeral,
	type EphemeralBodies,
	type EphemeralKind
} from '../wire/ephemeral.ts';

/** Why an ephemeral was not taken. Only `ephemeral-forged` shows that whoever told it means harm. */
export type EphemeralFault =
	| 'ephemeral-foreign'
	/** The newest of the session, told by itself over a second channel. */
	| 'ephemeral-repeated'
	/** Not newer than what the session said before. */
	| 'ephemeral-replayed'
	/** Passed on too long after it was signed. */
	| 'ephemeral-expired'
	/** Nobody has shown a certificate of its session. */
	| 'ephemeral-unknown'
	| 'ephemeral-flood'
	| 'ephemeral-forged';

/** Who passes an ephemeral on may be slow, and clocks differ: past this it may be a replay. */
const EXPIRES_MS = 45_000;
/** One page's presence, its person's reactions, with plenty to spare. */
const OF_SESSION: Rate = { burst: 40, perSecond: 10 };
/** What one neighbour may bring, its own and others': about a tenth of a core for the signatures. */
const OF_NEIGHBOUR: Rate = { burst: 200, perSecond: 100 };
/** Sessions whose counters are kept at once: each feed that a document may have, twice. */
const MAX_SESSIONS = 4096;

interface Heard {
	counter: number;
	readonly budget: TokenBucket;
}

/** What ephemerals are judged by. */
export interface EphemeralsOptions {
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly now: () => number;
	/** Whether a certificate of this session is known. */
	readonly isCertified: (session: SessionId) => boolean;
}

/**
 * Signs what this page says in passing, and judges what others say: signed by the session that it names,
 * never twice, not too often. What comes from the session itself is taken by its counter alone; what
 * somebody passes on must also be fresh.
 */
export class Ephemerals {
	readonly #options: EphemeralsOptions;
	readonly #heard = new Map<SessionId, Heard>();
	readonly #budgets = new WeakMap<object, TokenBucket>();
	#counter = 0;

	constructor(options: EphemeralsOptions) {
		this.#options = options;
	}

	/** Signs an own one. */
	make<Kind extends EphemeralKind>(kind: Kind, body: EphemeralBodies[Kind]): Promise<Ephemeral> {
		const { room, key, now } = this.#options;
		const draft = { room, session: key.id, counter: ++this.#counter, at: Math.floor(now()), kind, body };
		return signEphemeral(draft as never, key.sign);
	}

	/** Judges one that a neighbour told, and remembers it; null if it is to be taken. The cheapest checks come first. */
	judge(ephemeral: Ephemeral, from: { readonly session: SessionId }): EphemeralFault | null {
		const { room, key, now, isCertified } = this.#options;
		const { session, counter, at } = ephemeral;
		if (ephemeral.room !== room || session === key.id) return 'ephemeral-foreign';
		const heard = this.#heard.get(session);
		const isRepeated = counter === heard?.counter && session === from.session;
		if (heard && counter <= heard.counter && !isRepeated) return 'ephemeral-replayed';
		if (session !== from.session && Math.abs(now() - at) > EXPIRES_MS) return 'ephemeral-expired';
		if (!isCertified(session)) return 'ephemeral-unknown';
		if (!this.#budgetOf(from).spend()) return 'ephemeral-flood';
		if (!isEphemeralAuthentic(ephemeral)) return 'ephemeral-forged';
		if (isRepeated) return 'ephemeral-repeated';
		const known = heard ?? { counter, budget: new TokenBucket(OF_SESSION, now) };
		if (!known.budget.spend()) return 'ephemeral-flood';
		known.counter = counter;
		this.#remember(session, known);
		return null;
	}

	#budgetOf(from: object): TokenBucket {
		const budget = this.#budgets.get(from) ?? new TokenBucket(OF_NEIGHBOUR, this.#options.now);
		this.#budgets.set(from, budget);
		return budget;
	}

	/** Keeps the newest at the end, and lets go of who has been silent the longest. */
	#remember(session: SessionId, heard: Heard): void {
		this.#heard.delete(session);
		this.#heard.set(session, heard);
		if (this.#heard.size > MAX_SESSIONS) this.#heard.delete(this.#heard.keys().next().value!);
	}
}
