import type { CaptionLine, CommandFault, RecordingView } from '../api.ts';
import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { Microphone, Recorder, RecordingFault, Take, TakeKind } from '../ports.ts';
import type { Command } from '../room/commands.ts';
import { mayDo } from '../room/permissions.ts';
import { isOnStage, personOf } from '../room/selectors.ts';
import type { Recording, RoomState } from '../room/state.ts';
import type { Notices } from './notices.ts';
import { TakeNotes } from './take-notes.ts';

/** A page that has just come in does not know yet who is here: another device of its person may be recording. */
const SETTLED_AFTER_MS = 15_000;

/** What recording works with. */
export interface RoomRecordingOptions {
	readonly scope: Scope;
	readonly me: IdentityId;
	/** The own session, whose page records if this one does. */
	readonly session: SessionId;
	readonly room: RoomId;
	readonly recorder: Recorder;
	readonly microphone: Microphone;
	readonly state: () => RoomState | null;
	readonly isInside: () => boolean;
	/** Whether the page of a session is in the room now, as far as this page knows by now. */
	readonly isHere: (session: SessionId) => boolean;
	/** Whose tracks the room's state lets be heard now. */
	readonly voices: () => ReadonlyMap<SessionId, IdentityId>;
	readonly speaking: () => ReadonlySet<IdentityId>;
	readonly act: (command: Command) => Promise<Result<void, CommandFault>>;
	readonly notices: Pick<Notices, 'add' | 'drop'>;
	/** Called when `view` may be another. */
	readonly changed: () => void;
}

/**
 * What this page does about recordings of its room: keeps the own microphone closed until its person agreed, writes a
 * recording if its person makes one, and lets nobody into it who did not agree.
 */
export class RoomRecording {
	readonly #options: RoomRecordingOptions;
	readonly #notes: TakeNotes;
	/** What this page writes of the room, and of its own person alone. */
	#take: { readonly take: Take; readonly since: number } | null = null;
	#voice: Take | null = null;
	#isStarting = false;
	/** Its person asked for the end, so need not be told of it as of news. */
	#isStopping = false;
	/** The microphone was open when a recording closed it. */
	#wasOpen = false;
	#settledAt = Infinity;
	readonly #cutOff = new Set<string>();

	constructor(options: RoomRecordingOptions) {
		this.#options = options;
		this.#notes = new TakeNotes(() => options.scope.clock.now());
	}

	/** This person is on the stage of a recorded room and has not agreed to all of it. */
	get asksMe(): boolean {
		const { me } = this.#options;
		const state = this.#state;
		return state !== null && asks(state, me, state.recordings);
	}

	/** What the screen shows of it. */
	get view(): RecordingView | null {
		const { me, session: mine, isHere } = this.#options;
		const state = this.#state;
		const files = filesOf(state);
		if (!state || files.length === 0 || state.ended) return null;
		return {
			by: files.map(({ by, session }) => ({
				identity: by,
				name: personOf(state, by)?.name ?? '',
				session,
				isHere:
					session === mine ? this.#take !== null || this.#isStarting : !this.#isSettled || isHere(session)
			})),
			asksMe: this.#options.isInside() && asks(state, me, files),
			writingSince: this.#take?.since ?? null,
			keepsOwnVoice: this.#voice !== null
		};
	}

	/** As `RoomSession.startRecording`. The room is told before the first sound is taken in. */
	async start({
		ownVoice
	}: {
		readonly ownVoice: boolean;
	}): Promise<Result<void, RecordingFault | CommandFault>> {
		const { session, scope, act } = this.#options;
		if (this.#take || this.#isStarting) return ok(undefined);
		const command = { do: 'start-recording', session, minutes: 0 } as const;
		if (!this.#may(command)) return fail('not-allowed');
		this.#isStarting = true;
		const begun = await this.#begin('room');
		const told = begun.ok ? await act(command) : begun;
		this.#isStarting = false;
		if (!begun.ok || !told.ok) {
			if (begun.ok) await begun.value.discard();
			return told;
		}
		const take = begun.value;
		this.#take = { take, since: scope.clock.now() };
		this.#options.notices.drop('recording-kept', 'recording-ended-by-other', 'recording-cut-off');
		take.on('broken', (fault) => {
			this.#take = null;
			void this.#lost(fault);
		});
		this.#notes.begin();
		if (ownVoice) await this.#keepOwnVoice();
		this.follow();
		return ok(undefined);
	}

	/** As `RoomSession.stopRecording`. */
	async stop(): Promise<Result<void, CommandFault>> {
		this.#isStopping = true;
		const stopped = await this.#endAll(filesOf(this.#state));
		this.#isStopping = false;
		return stopped;
	}

	/** As `RoomSession.agreeToRecording`. */
	async agree({ ownVoice }: { readonly ownVoice: boolean }): Promise<Result<void, CommandFault>> {
		const { me, microphone, act } = this.#options;
		for (const { session, minutes, agreed } of this.#state?.recordings ?? []) {
			if (agreed.includes(me)) continue;
			const done = await act({ do: 'agree-to-recording', session, minutes });
			if (!done.ok) return done;
		}
		if (ownVoice) await this.#keepOwnVoice();
		if (this.#wasOpen && !this.asksMe && !personOf(this.#state!, me)?.muted) void microphone.open();
		this.#wasOpen = false;
		this.follow();
		return ok(undefined);
	}

	/** To be called when this page came in. */
	entered(): void {
		const { scope } = this.#options;
		this.#settledAt = scope.clock.now() + SETTLED_AFTER_MS;
		scope.after(SETTLED_AFTER_MS, () => {
			this.follow();
			this.#options.changed();
		});
	}

	/** Makes microphone and files agree with the room. To be called whenever anything of it may have changed. */
	follow(): void {
		const { isInside, microphone, speaking } = this.#options;
		const state = this.#state;
		const mine = this.#mine;
		if (this.#take && (!isInside() || !state || state.ended || !mine)) this.#finish();
		this.#endWhatWasCutOff();
		if (isInside() && this.asksMe) {
			if (microphone.state === 'open') this.#wasOpen = true;
			if (microphone.state === 'open' || microphone.state === 'opening') microphone.mute();
		}
		const isKeptOn = isInside() && state && filesOf(state).length > 0 && !state.ended;
		if (this.#voice && !(isKeptOn && isOnStage(state, this.#options.me))) void this.#endVoice();
		this.#voice?.setVoices({ sessions: new Set(), microphone: microphone.track });
		if (!this.#take || !state || !mine) return;
		const agreed = new Set(mine.agreed);
		const sessions = [...this.#options.voices()]
			.filter(([, identity]) => agreed.has(identity))
			.map(([session]) => session);
		this.#take.take.setVoices({ sessions: new Set(sessions), microphone: microphone.track });
		for (const moment of this.#notes.follow(state, speaking(), agreed)) this.#take.take.note(moment);
	}

	/** A line of captions has ended: kept along with the sound, if those whose words they are agreed. */
	said(line: CaptionLine): void {
		const moment = this.#take && this.#notes.said(line);
		if (moment) this.#take!.take.note(moment);
	}

	/**
	 * This page is leaving: what it writes is whole once this resolves, and the room is told. Null if there is
	 * nothing to wait for.
	 */
	leave(): Promise<void> | null {
		const { take } = this.#take ?? {};
		const voice = this.#voice;
		if (!take && !voice) return null;
		const mine = this.#mine;
		this.#take = null;
		this.#voice = null;
		return Promise.all([take?.end(), voice?.end(), mine && this.#endAll([mine])]).then(() => {});
	}

	get #state(): RoomState | null {
		return this.#options.state();
	}

	/** Whether this page would know by now if somebody is here; before, nobody is said to be gone. */
	get #isSettled(): boolean {
		return this.#options.isInside() && this.#options.scope.clock.now() >= this.#settledAt;
	}

	get #mine(): Recording | undefined {
		const { me, session } = this.#options;
		return filesOf(this.#state).find((one) => one.by === me && one.session === session);
	}

	#may(command: Command): boolean {
		const state = this.#state;
		return state !== null && this.#options.isInside() && mayDo(state, this.#options.me, command);
	}

	#begin(kind: TakeKind): Promise<Result<Take, RecordingFault>> {
		const { recorder, room } = this.#options;
		const { title, topics, host } = this.#state!;
		return recorder.begin({ kind, room, title, topics, host: personOf(this.#state!, host)?.name ?? '' });
	}

	async #endAll(recordings: readonly Recording[]): Promise<Result<void, CommandFault>> {
		for (const { session, minutes } of recordings) {
			const done = await this.#options.act({ do: 'stop-recording', session, minutes });
			const goesOn = this.#state?.recordings.some(
				(one) => one.session === session && one.minutes === minutes
			);
			// Somebody else may have ended it in the meantime.
			if (!done.ok && goesOn) return done;
		}
		return ok(undefined);
	}

	/** The recording is over: the file becomes whole, and its person is told where it is. */
	#finish(): void {
		const { notices, changed, state } = this.#options;
		const { take } = this.#take!;
		this.#take = null;
		const isOwn = this.#isStopping || state()?.ended === true;
		void take.end().then(() => {
			notices.add({ code: isOwn ? 'recording-kept' : 'recording-ended-by-other' });
			changed();
		});
	}

	async #keepOwnVoice(): Promise<void> {
		if (this.#voice) return;
		const begun = await this.#begin('voice');
		if (!begun.ok) return this.#options.notices.add({ code: begun.code });
		this.#voice = begun.value;
		begun.value.on('broken', (fault) => {
			this.#voice = null;
			this.#options.notices.add({ code: fault });
		});
		this.#options.changed();
	}

	async #endVoice(): Promise<void> {
		const voice = this.#voice;
		this.#voice = null;
		await voice?.end();
		if (!this.#take) this.#options.notices.add({ code: 'recording-kept' });
	}

	/** Nothing more can be written: the mark goes, and this person is told why. */
	async #lost(fault: RecordingFault): Promise<void> {
		const mine = this.#mine;
		this.#options.notices.add({ code: fault });
		if (mine) await this.#endAll([mine]);
		this.#options.changed();
	}

	/** A page of this person that recorded is gone, and did not say so: this one does. */
	#endWhatWasCutOff(): void {
		const { me, session: own, isHere, notices } = this.#options;
		if (!this.#isSettled) return;
		for (const recording of this.#state?.recordings ?? []) {
			const { by, session, minutes } = recording;
			const name = `${session} ${minutes}`;
			if (by !== me || session === own || this.#cutOff.has(name) || isHere(session)) continue;
			this.#cutOff.add(name);
			if (minutes === 0) notices.add({ code: 'recording-cut-off' });
			void this.#endAll([recording]);
		}
	}
}

/** Recordings that write a file. */
function filesOf(state: RoomState | null): readonly Recording[] {
	return (state?.recordings ?? []).filter(({ minutes }) => minutes === 0);
}

/** Whether some of these wait for the word of somebody on the stage. */
export function asks(state: RoomState, me: IdentityId, recordings: readonly Recording[]): boolean {
	return isOnStage(state, me) && recordings.some(({ agreed }) => !agreed.includes(me));
}
