import type { CommandFault } from '../api.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { CodedMix, Microphone, Recorder, RecordingFault } from '../ports.ts';
import type { Command } from '../room/commands.ts';
import type { KeptMinutes } from '../room/events.ts';
import { mayDo } from '../room/permissions.ts';
import { personOf } from '../room/selectors.ts';
import type { Recording, RoomState } from '../room/state.ts';
import type { CatchUpWord } from '../wire/catch-up.ts';
import type { HeardWord } from './catch-up-words.ts';
import { KeptMinutesOfSound } from './kept-minutes.ts';

/** People served at once: 50 kbit/s of this page's upload each. The rest are told to wait. */
export const MAX_SERVED = 4;
/** Whoever asked for nothing for so long is not being served any more. */
const SERVED_MS = 10_000;

/** What the keeper works with. */
export interface MinuteKeeperOptions {
	readonly me: IdentityId;
	readonly session: SessionId;
	readonly now: () => number;
	readonly recorder: Recorder;
	readonly microphone: Microphone;
	readonly state: () => RoomState | null;
	readonly isInside: () => boolean;
	/** Whose tracks the room's state lets be heard now. */
	readonly voices: () => ReadonlyMap<SessionId, IdentityId>;
	/** Whose session it is, of somebody who is in the room; null if nobody's. */
	readonly ownerOf: (session: SessionId) => IdentityId | null;
	readonly act: (command: Command) => Promise<Result<void, CommandFault>>;
	readonly send: (to: SessionId, attempt: Uint8Array, word: CatchUpWord) => void;
	/** Called when `isKeeping` changed. */
	readonly changed: () => void;
}

/**
 * Keeps the last minutes of a room for who comes late, in this page's memory alone, of those who agreed: and hands
 * them to whoever is in the room and asks, a few at once.
 */
export class MinuteKeeper {
	readonly #options: MinuteKeeperOptions;
	#mix: CodedMix | null = null;
	#kept: KeptMinutesOfSound | null = null;
	#isStarting = false;
	#agreed: ReadonlySet<IdentityId> = new Set();
	/** When whom asked last. */
	readonly #served = new Map<SessionId, number>();

	constructor(options: MinuteKeeperOptions) {
		this.#options = options;
	}

	/** Whether this page keeps minutes of the room. */
	get isKeeping(): boolean {
		return this.#mix !== null;
	}

	/** As `RoomSession.keepMinutes`. The room is told before the first sound is taken in. */
	async set(minutes: KeptMinutes): Promise<Result<void, RecordingFault | CommandFault>> {
		const { session, recorder, act } = this.#options;
		if (minutes === 0) return this.#endAll();
		const command = { do: 'start-recording', session, minutes } as const;
		if (this.#isStarting || this.#mine?.minutes === minutes) return ok(undefined);
		if (!this.#may(command)) return fail('not-allowed');
		this.#isStarting = true;
		const begun = this.#mix ? ok(this.#mix) : await recorder.mix();
		const told = begun.ok ? await act(command) : begun;
		this.#isStarting = false;
		if (begun.ok && told.ok) this.#begin(begun.value);
		else if (begun.ok && begun.value !== this.#mix) begun.value.close();
		this.follow();
		return told;
	}

	/** Makes what is kept agree with the room. To be called whenever anything of it may have changed. */
	follow(): void {
		const { isInside, state, microphone, voices } = this.#options;
		const mine = this.#mine;
		if (this.#isStarting || !this.#mix) return;
		if (!isInside() || !mine || state()?.ended) return this.#end();
		if (this.#kept?.minutes !== mine.minutes) this.#kept = new KeptMinutesOfSound(mine.minutes);
		const agreed = new Set(mine.agreed);
		// Somebody who may be heard in it took that back: nothing of them is handed out any more.
		if ([...this.#agreed].some((identity) => !agreed.has(identity))) this.#kept.drop();
		this.#agreed = agreed;
		const sessions = [...voices()].filter(([, identity]) => agreed.has(identity)).map(([session]) => session);
		this.#mix.setVoices({ sessions: new Set(sessions), microphone: microphone.track });
	}

	/** Answers somebody who asks for what is kept. */
	asked({ from, attempt, word }: HeardWord & { readonly word: { readonly do: 'ask' } }): void {
		const { send, state, ownerOf, isInside } = this.#options;
		const owner = ownerOf(from);
		const known = state();
		if (!isInside() || !owner || !known || (personOf(known, owner)?.access ?? 'in') !== 'in') return;
		if (!this.#kept) return send(from, attempt, { do: 'none', why: 'off' });
		if (!this.#mayServe(from)) return send(from, attempt, { do: 'none', why: 'busy' });
		send(from, attempt, { do: 'piece', edge: this.#kept.edge, ...this.#kept.from(word.from) });
	}

	/** This page is leaving: nothing is kept any more, and the room is told. Null if there is nothing to tell. */
	leave(): Promise<unknown> | null {
		const mine = this.#mine;
		if (!this.#mix || !mine) return null;
		this.#end();
		return this.#options.act({ do: 'stop-recording', session: mine.session, minutes: mine.minutes });
	}

	get #mine(): Recording | undefined {
		const { me, session, state } = this.#options;
		return state()?.recordings.find((one) => one.by === me && one.session === session && one.minutes > 0);
	}

	#may(command: Command): boolean {
		const { state, isInside, me } = this.#options;
		const known = state();
		return known !== null && isInside() && mayDo(known, me, command);
	}

	#begin(mix: CodedMix): void {
		if (this.#mix === mix) return;
		this.#mix = mix;
		this.#agreed = new Set();
		mix.on('packet', (packet) => this.#kept?.add(packet));
		this.#options.changed();
	}

	#end(): void {
		this.#mix?.close();
		this.#mix = null;
		this.#kept = null;
		this.#served.clear();
		this.#options.changed();
	}

	async #endAll(): Promise<Result<void, CommandFault>> {
		for (const { session, minutes } of this.#options.state()?.recordings ?? []) {
			if (minutes === 0) continue;
			const done = await this.#options.act({ do: 'stop-recording', session, minutes });
			if (!done.ok) return done;
		}
		return ok(undefined);
	}

	#mayServe(session: SessionId): boolean {
		const now = this.#options.now();
		for (const [one, at] of this.#served) if (now - at > SERVED_MS) this.#served.delete(one);
		if (!this.#served.has(session) && this.#served.size >= MAX_SERVED) return false;
		this.#served.set(session, now);
		return true;
	}
}
