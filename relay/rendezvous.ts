import type { Clock } from '../src/p2p/base/clock.ts';
import type { SessionId } from '../src/p2p/base/ids.ts';
import type { Random } from '../src/p2p/base/random.ts';
import { MAX_LISTED_PEERS } from '../src/p2p/wire/rendezvous-limits.ts';
import type { Answer, RefusalCode, Request, Topic } from '../src/p2p/wire/rendezvous.ts';
import { fairChoice } from './fair-choice.ts';
import type { RelayLimits } from './limits.ts';

/** An answer and the session it goes to. */
export interface Delivery {
	readonly to: SessionId;
	readonly answer: Answer;
}

interface TopicEntry {
	/** When each registration ends, in milliseconds of the clock. */
	readonly registered: Map<SessionId, number>;
	readonly watchers: Set<SessionId>;
}

/**
 * Who is registered under which topic, and who wants to know. It holds keyed hashes and session
 * keys, nothing else; every method answers with what is to be sent to whom.
 */
export class RendezvousRegistry {
	readonly #clock: Clock;
	readonly #random: Random;
	readonly #limits: RelayLimits;
	readonly #topics = new Map<Topic, TopicEntry>();
	readonly #topicsOf = new Map<SessionId, Set<Topic>>();
	#registrations = 0;

	constructor(options: { clock: Clock; random: Random; limits: RelayLimits }) {
		this.#clock = options.clock;
		this.#random = options.random;
		this.#limits = options.limits;
	}

	/** Counts for the log; no names. */
	get counts(): { readonly topics: number; readonly registrations: number } {
		return { topics: this.#topics.size, registrations: this.#registrations };
	}

	/** Does what a session asks. */
	handle(session: SessionId, request: Request): Delivery[] {
		if (request.kind === 'ping') return [{ to: session, answer: { kind: 'pong', n: request.n } }];
		if (request.kind === 'watch') return this.#watch(session, request.topic);
		if (request.kind === 'register') return this.#register(session, request.topic, request.ttlSeconds);
		return this.#unregister(session, request.topic);
	}

	/** Forgets a session that is gone. */
	leave(session: SessionId): Delivery[] {
		const deliveries: Delivery[] = [];
		for (const topic of [...(this.#topicsOf.get(session) ?? [])]) {
			this.#topics.get(topic)?.watchers.delete(session);
			deliveries.push(...this.#unregister(session, topic));
		}
		return deliveries;
	}

	/** Forgets registrations whose time is over. */
	expire(): Delivery[] {
		const now = this.#clock.now();
		const deliveries: Delivery[] = [];
		for (const [topic, entry] of [...this.#topics]) {
			for (const [session, endsAt] of [...entry.registered]) {
				if (endsAt <= now) deliveries.push(...this.#unregister(session, topic));
			}
		}
		return deliveries;
	}

	#watch(session: SessionId, topic: Topic): Delivery[] {
		const entry = this.#enter(session, topic);
		if (typeof entry === 'string') return refusal(session, entry);
		if (!entry.watchers.has(session) && entry.watchers.size >= this.#limits.sessionsPerTopic) {
			this.#tidy(session, topic);
			return refusal(session, 'topic-full');
		}
		entry.watchers.add(session);
		const others = [...entry.registered.keys()].filter((other) => other !== session);
		return [
			{
				to: session,
				answer: { kind: 'peers', topic, sessions: fairChoice(others, MAX_LISTED_PEERS, this.#random) }
			}
		];
	}

	#register(session: SessionId, topic: Topic, ttlSeconds: number): Delivery[] {
		const entry = this.#enter(session, topic);
		if (typeof entry === 'string') return refusal(session, entry);
		const isNew = !entry.registered.has(session);
		const isTopicFull = entry.registered.size >= this.#limits.sessionsPerTopic;
		if (isNew && (isTopicFull || this.#registrations >= this.#limits.registrations)) {
			this.#tidy(session, topic);
			return refusal(session, isTopicFull ? 'topic-full' : 'relay-full');
		}
		entry.registered.set(session, this.#clock.now() + ttlSeconds * 1000);
		if (!isNew) return [];
		this.#registrations += 1;
		return this.#push(entry, { kind: 'joined', topic, session });
	}

	#unregister(session: SessionId, topic: Topic): Delivery[] {
		const entry = this.#topics.get(topic);
		const wasRegistered = entry?.registered.delete(session) ?? false;
		if (wasRegistered) this.#registrations -= 1;
		const deliveries = entry && wasRegistered ? this.#push(entry, { kind: 'left', topic, session }) : [];
		this.#tidy(session, topic);
		return deliveries;
	}

	#push(entry: TopicEntry, answer: Answer & { readonly session: SessionId }): Delivery[] {
		return [...entry.watchers].filter((to) => to !== answer.session).map((to) => ({ to, answer }));
	}

	/** The topic's entry, counted among the session's topics. */
	#enter(session: SessionId, topic: Topic): TopicEntry | RefusalCode {
		const topics = this.#topicsOf.get(session) ?? new Set();
		if (!topics.has(topic) && topics.size >= this.#limits.topicsPerSession) return 'too-many-topics';
		const entry = this.#topics.get(topic) ?? { registered: new Map(), watchers: new Set() };
		this.#topics.set(topic, entry);
		this.#topicsOf.set(session, topics.add(topic));
		return entry;
	}

	/** Drops what nobody needs any more. */
	#tidy(session: SessionId, topic: Topic): void {
		const entry = this.#topics.get(topic);
		if (entry && entry.registered.size + entry.watchers.size === 0) this.#topics.delete(topic);
		if (entry?.registered.has(session) || entry?.watchers.has(session)) return;
		const topics = this.#topicsOf.get(session);
		topics?.delete(topic);
		if (topics?.size === 0) this.#topicsOf.delete(session);
	}
}

function refusal(to: SessionId, code: RefusalCode): Delivery[] {
	return [{ to, answer: { kind: 'refused', code } }];
}
