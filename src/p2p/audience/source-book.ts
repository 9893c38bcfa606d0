import type { SessionId } from '../base/ids.ts';
import type { PacketSource, PerStripe, Stripe } from '../ports.ts';
import { sourceTag, stripeOf, type SourceTag } from '../wire/packet.ts';
import { MAX_SOURCES } from '../wire/packet-limits.ts';
import { Arrears } from './arrears.ts';
import { ReplayWindow } from './replay-window.ts';

/** A source that sent something this recently is speaking: two packets of one stripe, and some jitter. */
const SPEAKING_MS = 120;

/** What is remembered of somebody whose packets count. */
export interface Source {
	readonly session: SessionId;
	readonly window: ReplayWindow;
	/** What the speaker owes this page where it is a root. */
	readonly arrears: PerStripe<Arrears>;
	/** Newest number taken on each stripe, null before the first. */
	readonly newest: [number | null, number | null];
	takenAtMs: number;
}

/** Whose packets count, found by the name that packets give them. */
export class SourceBook {
	#sources = new Map<SourceTag, Source>();

	/** Everybody whose packets count from now on; of the first `MAX_SOURCES`. Who did before keeps its window. */
	set(sources: readonly PacketSource[]): void {
		const known = this.#sources;
		this.#sources = new Map();
		for (const { session, floor } of sources.slice(0, MAX_SOURCES)) {
			const tag = sourceTag(session);
			const before = known.get(tag);
			const source = before?.session === session ? before : newSource(session);
			source.window.floor = floor;
			if (!this.#sources.has(tag)) this.#sources.set(tag, source);
		}
	}

	/** Who is called so, if their packets count. */
	get(tag: SourceTag): Source | null {
		return this.#sources.get(tag) ?? null;
	}

	all(): Iterable<Source> {
		return this.#sources.values();
	}

	/** Notes that a packet of a source was taken. */
	take(source: Source, sequence: number, nowMs: number): void {
		const stripe = stripeOf(sequence);
		source.window.take(sequence, nowMs);
		source.newest[stripe] = Math.max(source.newest[stripe] ?? 0, sequence);
		source.takenAtMs = nowMs;
	}

	/** How many speak now, at least one. */
	speaking(nowMs: number): number {
		let count = 0;
		for (const { takenAtMs } of this.#sources.values()) if (nowMs - takenAtMs <= SPEAKING_MS) count++;
		return Math.max(1, count);
	}

	/** Newest number of each source on a stripe. */
	newest(stripe: Stripe): Map<SessionId, number> {
		const newest = new Map<SessionId, number>();
		for (const source of this.#sources.values()) {
			const number = source.newest[stripe];
			if (number !== null) newest.set(source.session, number);
		}
		return newest;
	}
}

function newSource(session: SessionId): Source {
	return {
		session,
		window: new ReplayWindow(),
		arrears: [new Arrears(), new Arrears()],
		newest: [null, null],
		takenAtMs: -Infinity
	};
}
