import type { CatchUpFault, CatchUpView } from '../api.ts';
import { sameBytes, type SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import type { FastPlayer, OpenFastPlayer } from '../ports.ts';
import type { CatchUpWord } from '../wire/catch-up.ts';
import { FRAME_MS } from '../wire/packet-limits.ts';
import { ATTEMPT_BYTES } from '../wire/signal.ts';
import type { HeardWord } from './catch-up-words.ts';

/** How much faster than it was said it is played: words stay clear, and two minutes are caught up in four. */
const TIMES = 1.5;
/** What is fetched ahead of the ear. */
const AHEAD_MS = 4_000;
const LOOK_EVERY_MS = 200;
/** How far behind one is, is shown anew so often. */
const TOLD_EVERY_MS = 1_000;
/** Asked again after so long without an answer; given up after so long without anything new. */
const ASK_AGAIN_MS = 3_000;
const GIVE_UP_MS = 15_000;
/** Somebody who is told to wait asks again so often. */
const WAIT_MS = 5_000;
/** Whoever is no further behind has caught up; where the way is slow, whoever has been that near for so long. */
const CAUGHT_UP_MS = 900;
const NEAR_MS = 3_000;
const NEAR_FOR_MS = 10_000;
/** What is kept may not grow faster than time goes by, this much aside: else one never caught up. */
const SLACK_MS = 5_000;
const MINUTE_MS = 60_000;

/** Whose last minutes are caught up with. */
export interface KeptBy {
	readonly session: SessionId;
	readonly minutes: number;
}

/** What catching up works with. */
export interface CatchingUpOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly openPlayer: OpenFastPlayer;
	readonly send: (to: SessionId, attempt: Uint8Array, word: CatchUpWord) => void;
	/** The room's live sound is silent here, or no longer. */
	readonly hush: (isHushed: boolean) => void;
	/** It ended otherwise than by its person's wish, or by being done. */
	readonly failed: (why: CatchUpFault) => void;
	/** Called when `view` may be another. */
	readonly changed: () => void;
}

/** One catching up that goes on. */
interface Run {
	readonly by: KeptBy;
	readonly attempt: Uint8Array;
	readonly player: FastPlayer;
	/** Ends with it. */
	readonly scope: Scope;
	/** The next tick that is not here yet; null before the first piece. */
	next: number | null;
	/** The tick of now, as it was told first and last, and when. */
	first: { readonly edge: number; readonly at: number } | null;
	edge: { readonly tick: number; readonly at: number };
	/** Since when the last question waits; null if none does. */
	askedAt: number | null;
	/** When to ask again after being told to wait. */
	waitsUntil: number;
	gotAt: number;
	nearSince: number | null;
}

/** Hears the last minutes of a room faster than they were said, then passes to its live sound. */
export class CatchingUp {
	readonly #options: CatchingUpOptions;
	#run: Run | null = null;

	constructor(options: CatchingUpOptions) {
		this.#options = options;
		options.scope.add(() => this.stop());
	}

	/** Whose minutes are being heard; null while none are. */
	get by(): KeptBy | null {
		return this.#run?.by ?? null;
	}

	/** What the screen shows of it. */
	get view(): CatchUpView | null {
		const run = this.#run;
		if (!run) return null;
		if (run.next !== null) return { state: 'playing', behindMs: this.#behindMs(run) };
		return { state: run.waitsUntil > this.#now ? 'waiting' : 'asking', behindMs: null };
	}

	/** Begins. Call it from a click. */
	start(by: KeptBy): void {
		const { openPlayer, random, changed } = this.#options;
		this.stop();
		const now = this.#now;
		const scope = this.#options.scope.child();
		this.#run = {
			by,
			attempt: random.bytes(ATTEMPT_BYTES),
			player: openPlayer(TIMES),
			scope,
			next: null,
			first: null,
			edge: { tick: 0, at: now },
			askedAt: null,
			waitsUntil: 0,
			gotAt: now,
			nearSince: null
		};
		scope.every(LOOK_EVERY_MS, () => this.#look());
		scope.every(TOLD_EVERY_MS, changed);
		this.#look();
		changed();
	}

	/** Passes to live sound at once. */
	stop(): void {
		if (!this.#run) return;
		this.#run.player.close();
		this.#run.scope.close();
		this.#run = null;
		this.#options.hush(false);
		this.#options.changed();
	}

	/** What was to be heard is kept no longer. */
	lost(): void {
		this.#fail('minutes-over');
	}

	/** Takes an answer. */
	answered({ from, attempt, word }: HeardWord): void {
		const run = this.#run;
		if (!run || from !== run.by.session || !sameBytes(attempt, run.attempt)) return;
		if (run.askedAt === null || word.do === 'ask') return;
		run.askedAt = null;
		if (word.do === 'piece') return this.#take(run, word);
		if (word.why === 'off') return this.#fail('minutes-over');
		// Being told to wait is an answer too, before anything is heard.
		if (run.next === null) run.gotAt = this.#now;
		run.waitsUntil = this.#now + WAIT_MS;
		this.#options.changed();
	}

	#take(run: Run, { from, edge, packets }: CatchUpWord & { readonly do: 'piece' }): void {
		const now = this.#now;
		run.first ??= { edge, at: now };
		const most = run.first.edge + (now - run.first.at + SLACK_MS) / FRAME_MS;
		const isTooLong = edge - from > (run.by.minutes * MINUTE_MS + SLACK_MS) / FRAME_MS;
		if (from < (run.next ?? 0) || edge < run.edge.tick || edge > most || isTooLong)
			return this.#fail('minutes-broken');
		run.edge = { tick: edge, at: now };
		if (packets.length === 0 && from < edge) return;
		if (run.next === null) this.#options.hush(true);
		run.next = from + packets.length;
		run.gotAt = now;
		if (packets.length > 0) run.player.add(packets);
		this.#options.changed();
	}

	#look(): void {
		const run = this.#run;
		if (!run) return;
		const now = this.#now;
		if (now - run.gotAt > GIVE_UP_MS) return this.#fail('minutes-unanswered');
		const behindMs = this.#behindMs(run);
		if (behindMs > NEAR_MS) run.nearSince = null;
		else if (run.next !== null) run.nearSince ??= now;
		const isNear = run.nearSince !== null && now - run.nearSince > NEAR_FOR_MS;
		if (run.next !== null && (behindMs <= CAUGHT_UP_MS || isNear)) return this.stop();
		const isDue = run.askedAt === null ? now >= run.waitsUntil : now - run.askedAt > ASK_AGAIN_MS;
		if (!isDue || run.player.waitingMs > AHEAD_MS) {
			// Enough is here: nothing new is missed.
			if (run.player.waitingMs > AHEAD_MS) run.gotAt = now;
			return;
		}
		run.askedAt = now;
		this.#options.send(run.by.session, run.attempt, { do: 'ask', from: run.next });
	}

	/** How far behind the room the ear is. */
	#behindMs({ next, edge, player }: Run): number {
		if (next === null) return Infinity;
		const toFetch = (edge.tick - next) * FRAME_MS + (this.#now - edge.at);
		return Math.max(0, toFetch) + player.waitingMs;
	}

	#fail(why: CatchUpFault): void {
		if (!this.#run) return;
		this.stop();
		this.#options.failed(why);
	}

	get #now(): number {
		return this.#options.scope.clock.now();
	}
}
