import type { Clock } from '../../src/p2p/base/clock.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { MeetingPoint, OpenDirectLink } from '../../src/p2p/ports.ts';
import { MemoryHub } from '../../src/p2p/transport/memory-meeting-point.ts';
import { FakeNetwork } from '../fixtures/fake-links.ts';
import type { Chance } from './chance.ts';
import { FaultyLink, type Carrier } from './faulty-channels.ts';
import { FaultyPoint } from './faulty-point.ts';

/** How bad the network is. */
export interface Weather {
	/** Longest time that a message takes, in milliseconds. */
	readonly maxDelayMs: number;
	/** Share of messages that are lost: of a reliable channel, the channel is lost with it. */
	readonly breaks: number;
	/** Share of the relay's news that are told twice. */
	readonly repeats: number;
}

/** A network on a good day. */
export const CALM: Weather = { maxDelayMs: 30, breaks: 0, repeats: 0 };

/** A relay closes the circuits of a page that went away, at the latest when its pings fail. */
const CIRCUIT_ENDS_MS = 12_000;
/** The island on which the relay is, and whoever was not told otherwise. */
const MAINLAND = 0;

/** What somebody does with the messages of their own page. */
export interface Tap {
	/** What goes out in the place of a message. */
	sends(message: Uint8Array): readonly Uint8Array[];
	hears(message: Uint8Array): void;
}

/** The relay and the connections between all pages of a run. Chance decides about every message. */
export class FaultyNetwork {
	weather: Weather = CALM;
	readonly clock: Clock;
	readonly hub = new MemoryHub();
	/** Every open end of a channel. */
	readonly carriers = new Set<Carrier>();
	/** Who meddles with the messages of a session. */
	readonly taps = new Map<SessionId, Tap>();
	readonly #chance: Chance;
	readonly #links = new FakeNetwork();
	readonly #points = new Map<SessionId, FaultyPoint>();
	readonly #gone = new Set<SessionId>();
	#islands: ReadonlyMap<SessionId, number> = new Map();
	#isRelayUp = true;

	constructor(clock: Clock, chance: Chance) {
		this.clock = clock;
		this.#chance = chance;
		this.#links.mayConnect = (a, b) => !this.isCut(a, b);
	}

	/** What one session opens its direct links with. */
	opener(me: SessionId): OpenDirectLink {
		const open = this.#links.opener(me);
		return (options) => new FaultyLink(this, me, open(options));
	}

	/** A session's way to the relay. */
	open(session: SessionId): MeetingPoint {
		const point = new FaultyPoint(this, this.hub.open(session));
		this.#points.set(session, point);
		return point;
	}

	get isRelayUp(): boolean {
		return this.#isRelayUp;
	}

	/** Whether the network is in one piece. */
	get isWhole(): boolean {
		return this.#islands.size === 0;
	}

	/** Whether nothing passes between two sessions now. */
	isCut(a: SessionId, b: SessionId): boolean {
		return this.#gone.has(a) || this.#gone.has(b) || this.#island(a) !== this.#island(b);
	}

	/** Whether a session's page has gone away for good. */
	isGone(session: SessionId): boolean {
		return this.#gone.has(session);
	}

	reachesRelay(session: SessionId): boolean {
		return this.#isRelayUp && this.#island(session) === MAINLAND && !this.#gone.has(session);
	}

	/** Whether the relay can bring two sessions together now. */
	meetAtRelay(a: SessionId, b: SessionId): boolean {
		return this.reachesRelay(a) && this.reachesRelay(b);
	}

	/** Puts sessions on islands; between islands nothing passes. */
	split(islands: ReadonlyMap<SessionId, number>): void {
		this.#islands = islands;
		this.#reachabilityChanged();
	}

	/** Joins all islands. */
	heal(): void {
		this.split(new Map());
	}

	/** The relay fails or is back. */
	setRelay(isUp: boolean): void {
		this.#isRelayUp = isUp;
		this.#reachabilityChanged();
	}

	/** A page is gone without a word: its direct links fall silent, its circuits end. */
	vanish(session: SessionId): void {
		this.#gone.add(session);
		this.taps.delete(session);
		void this.#points.get(session)?.close();
		this.#points.delete(session);
		this.#reachabilityChanged();
	}

	/** Open channels of one session, oldest first. */
	carriersOf(session: SessionId): Carrier[] {
		return [...this.carriers].filter(({ me }) => me === session);
	}

	/** How long the next message takes. */
	delayMs(): number {
		return this.#chance.between(1, this.weather.maxDelayMs);
	}

	/** Whether the next message breaks its channel. */
	breaks(): boolean {
		return this.weather.breaks > 0 && this.#chance.happens(this.weather.breaks);
	}

	/** Whether the relay's next word is told twice. */
	repeats(): boolean {
		return this.weather.repeats > 0 && this.#chance.happens(this.weather.repeats);
	}

	/** What goes out when a session's page sends a message. */
	sentBy(session: SessionId, message: Uint8Array): readonly Uint8Array[] {
		return this.taps.get(session)?.sends(message) ?? [message];
	}

	/** A message reaches a session's page. */
	heard(session: SessionId, message: Uint8Array): void {
		this.taps.get(session)?.hears(message);
	}

	#island(session: SessionId): number {
		return this.#islands.get(session) ?? MAINLAND;
	}

	#reachabilityChanged(): void {
		for (const point of this.#points.values()) point.updateSoon();
		for (const carrier of this.carriers) {
			const isEnding = () => carrier.via === 'relay' && !this.meetAtRelay(carrier.me, carrier.peer);
			if (!isEnding()) continue;
			this.clock.after(this.#chance.between(100, CIRCUIT_ENDS_MS), () => {
				if (isEnding()) carrier.pipe.break();
			});
		}
	}
}
