import type { CatchUpFault, CommandFault, LastMinutesView } from '../api.ts';
import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Microphone, OpenFastPlayer, Recorder, RecordingFault } from '../ports.ts';
import type { Command } from '../room/commands.ts';
import type { KeptMinutes } from '../room/events.ts';
import { isOnStage, personOf } from '../room/selectors.ts';
import type { Recording, RoomState } from '../room/state.ts';
import type { Signal, SignalFault } from '../wire/signal.ts';
import { CatchingUp } from './catching-up.ts';
import { CatchUpWords } from './catch-up-words.ts';
import { MinuteKeeper } from './minute-keeper.ts';
import { asks } from './room-recording.ts';

/** What the last minutes of a room work with. */
export interface LastMinutesOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly me: IdentityId;
	readonly key: SessionKey;
	readonly room: RoomId;
	readonly recorder: Recorder;
	readonly microphone: Microphone;
	/** None in a process without ears. */
	readonly openFastPlayer?: OpenFastPlayer;
	readonly state: () => RoomState | null;
	readonly isInside: () => boolean;
	/** Whether the page of a session is in the room now, as far as this page knows by now. */
	readonly isHere: (session: SessionId) => boolean;
	/** Whose tracks the room's state lets be heard now. */
	readonly voices: () => ReadonlyMap<SessionId, IdentityId>;
	/** Whose session it is, of somebody who is in the room; null if nobody's. */
	readonly ownerOf: (session: SessionId) => IdentityId | null;
	readonly act: (command: Command) => Promise<Result<void, CommandFault>>;
	/** Sends a signal on its way; whether anybody took it. */
	readonly post: (signal: Signal) => boolean;
	/** All live sound is silent here, or no longer. */
	readonly hush: (isHushed: boolean) => void;
	readonly failed: (why: CatchUpFault) => void;
	/** Called when `view` may be another. */
	readonly changed: () => void;
}

/** The last minutes of one room as this page lives with them: kept here, handed out, or heard. */
export class LastMinutes {
	readonly #options: LastMinutesOptions;
	readonly #words: CatchUpWords;
	readonly #keeper: MinuteKeeper;
	readonly #catchingUp: CatchingUp | null;

	constructor(options: LastMinutesOptions) {
		this.#options = options;
		const { scope, key, openFastPlayer } = options;
		const now = () => scope.clock.now();
		const send: CatchUpWords['send'] = (...what) => this.#words.send(...what);
		this.#words = new CatchUpWords({
			...options,
			now,
			heard: (heard) => {
				const { word } = heard;
				if (word.do === 'ask') this.#keeper.asked({ ...heard, word });
				else this.#catchingUp?.answered(heard);
			}
		});
		this.#keeper = new MinuteKeeper({
			...options,
			session: key.id,
			now,
			send: (...what) => void send(...what)
		});
		this.#catchingUp = openFastPlayer
			? new CatchingUp({ ...options, openPlayer: openFastPlayer, send: (...what) => void send(...what) })
			: null;
	}

	/** What the screen shows of it. */
	get view(): LastMinutesView | null {
		const { me, isInside, key } = this.#options;
		const state = this.#options.state();
		const kept = keptIn(state);
		if (!state || kept.length === 0 || state.ended) return null;
		return {
			minutes: kept.map(({ minutes }) => minutes).reduce((most, one) => (one > most ? one : most)),
			by: kept.map(({ by, session }) => ({
				identity: by,
				name: personOf(state, by)?.name ?? '',
				session,
				isHere: session === key.id ? this.#keeper.isKeeping : !isInside() || this.#options.isHere(session)
			})),
			asksMe: isInside() && asks(state, me, kept),
			isKeptHere: this.#keeper.isKeeping,
			mayCatchUp: this.#source !== null,
			catchingUp: this.#catchingUp?.view ?? null
		};
	}

	/** As `RoomSession.keepMinutes`. */
	keep(minutes: KeptMinutes): Promise<Result<void, RecordingFault | CommandFault>> {
		return this.#keeper.set(minutes);
	}

	/** As `RoomSession.catchUp`. */
	catchUp(): void {
		const source = this.#source;
		if (source) this.#catchingUp?.start(source);
	}

	/** As `RoomSession.goLive`. */
	goLive(): void {
		this.#catchingUp?.stop();
	}

	/** Takes a word of another page; why it was not taken, if whoever brought it should be told. */
	take(signal: Signal): SignalFault | null {
		return this.#words.take(signal);
	}

	/** To be called whenever anything of it may have changed. */
	follow(): void {
		this.#keeper.follow();
		const by = this.#catchingUp?.by;
		if (!by) return;
		const { state, isInside, me } = this.#options;
		const known = state();
		// Whoever speaks hears who they speak to.
		if (!isInside() || !known || isOnStage(known, me)) return this.goLive();
		const goesOn = keptIn(known).some((one) => one.session === by.session && one.minutes === by.minutes);
		if (!goesOn) this.#catchingUp!.lost();
	}

	/** This page is leaving. Null if there is nothing to tell. */
	leave(): Promise<unknown> | null {
		this.goLive();
		return this.#keeper.leave();
	}

	/** Whose minutes this person can hear now: the longest. */
	get #source(): Recording | null {
		const { state, isInside, isHere, me, key } = this.#options;
		const known = state();
		if (!known || !this.#catchingUp || !isInside() || isOnStage(known, me)) return null;
		const here = keptIn(known).filter(({ session }) => session !== key.id && isHere(session));
		return here.sort((a, b) => b.minutes - a.minutes)[0] ?? null;
	}
}

/** Recordings that are no file but the last minutes. */
function keptIn(state: RoomState | null): readonly Recording[] {
	return state && !state.ended ? state.recordings.filter(({ minutes }) => minutes > 0) : [];
}
