import { Emitter } from '../base/emitter.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type {
	Microphone,
	MicrophoneEvents,
	MicrophoneFault,
	MicrophoneState,
	SoundSettings
} from '../ports.ts';
import { microphoneConstraints, type InputSettings } from './devices.ts';
import { openInput, wantsNoiseModel, type Input } from './input.ts';
import { LevelMeter } from './level-meter.ts';

/** Level from which talking while muted is noticed: a clear voice, not a keyboard. */
const TALKING_LEVEL = 0.02;
/** Looked at this often; three in a row are speech. */
const WATCH_EVERY_MS = 200;
const TALKING_CHECKS = 3;
/** The warning is not repeated within this time. */
const WARN_EVERY_MS = 15_000;

/** Options of the browser's microphone. */
export interface BrowserMicrophoneOptions {
	readonly scope: Scope;
	readonly context: () => AudioContext;
	readonly settings: () => SoundSettings;
}

/**
 * The microphone through getUserMedia. Muting ends the sent track; the device is released too, unless
 * the settings keep it open on this device (warning, push to talk).
 */
export class BrowserMicrophone extends Emitter<MicrophoneEvents> implements Microphone {
	readonly #options: BrowserMicrophoneOptions;
	#state: MicrophoneState = 'off';
	#source: Input | null = null;
	/** What the source was asked for. */
	#asked = '';
	#isRetuning = false;
	#sent: MediaStreamTrack | null = null;
	#meter: LevelMeter | null = null;
	#opening: Promise<Result<void, MicrophoneFault>> | null = null;
	#loudChecks = 0;
	#warnedAt = 0;

	constructor(options: BrowserMicrophoneOptions) {
		super();
		this.#options = options;
		options.scope.every(WATCH_EVERY_MS, () => this.#watch());
		options.scope.add(() => this.close());
	}

	get state(): MicrophoneState {
		return this.#state;
	}

	get track(): MediaStreamTrack | null {
		return this.#sent;
	}

	open(): Promise<Result<void, MicrophoneFault>> {
		if (this.#state === 'open') return Promise.resolve(ok(undefined));
		this.#opening ??= this.#open().finally(() => (this.#opening = null));
		return this.#opening;
	}

	mute(): void {
		const { pushToTalk, whenMuted } = this.#options.settings();
		if (!pushToTalk && whenMuted === 'close') return this.release();
		this.#stopSending();
		this.#change(this.#source ? 'watching' : 'off');
	}

	release(): void {
		this.#stopSending();
		this.#closeSource();
		this.#change('off');
	}

	/**
	 * The settings may have changed: what is open now is opened anew if it was asked for otherwise. The new source is
	 * there before the old one goes, so the stage hears no break; if it cannot be had the old one stays.
	 */
	async retune(): Promise<void> {
		if (this.#isRetuning) return;
		this.#isRetuning = true;
		for (let isTuned = false; !isTuned;) isTuned = await this.#retune();
		this.#isRetuning = false;
	}

	level(): number {
		return this.#meter?.level() ?? 0;
	}

	close(): void {
		this.release();
		this.clear();
	}

	async #open(): Promise<Result<void, MicrophoneFault>> {
		if (!this.#source) {
			this.#change('opening');
			const settings = this.#options.settings();
			const opened = await this.#input(settings);
			// Muted or left while the browser was asking: nothing may be sent.
			const isWanted = this.#state === 'opening';
			if (!opened.ok || !isWanted) {
				if (opened.ok) opened.value.close();
				if (isWanted) this.#change('off');
				return opened.ok ? fail('not-on-stage') : opened;
			}
			this.#useSource(opened.value, settings);
		}
		this.#sent = trackOf(this.#source!);
		this.#change('open');
		void this.retune();
		return ok(undefined);
	}

	#input(settings: InputSettings): Promise<Result<Input, MicrophoneFault>> {
		return openInput(settings, { context: this.#options.context, clock: this.#options.scope.clock });
	}

	#useSource(source: Input, settings: InputSettings): void {
		this.#source = source;
		this.#asked = askedBy(settings);
		this.#meter = new LevelMeter(this.#options.context(), source.stream);
		this.emit('noiseModel', { isMissing: source.lacksModel });
		source.device.addEventListener('ended', () => {
			// Some browsers end the old source as the new one opens: that is no lost device.
			if (this.#source === source && !this.#isRetuning) void this.#failOver();
		});
	}

	/** One attempt to make the open source what the settings ask for; whether there is nothing left to do. */
	async #retune(): Promise<boolean> {
		const source = this.#source;
		const settings = this.#options.settings();
		if (!source || this.#asked === askedBy(settings)) return true;
		const opened = await this.#input(settings);
		if (this.#source !== source) {
			if (opened.ok) opened.value.close();
			return false;
		}
		if (!opened.ok) {
			const isLost = source.device.readyState === 'ended';
			if (isLost) await this.#failOver();
			return true;
		}
		const { sent, meter } = { sent: this.#sent, meter: this.#meter };
		this.#useSource(opened.value, settings);
		if (sent) this.#sent = trackOf(opened.value);
		// Whoever sends changes to the new track before the old one ends.
		this.emit('changed', undefined);
		sent?.stop();
		meter?.close();
		source.close();
		return false;
	}

	/** The device went away: goes on with the system's choice if there is one. */
	async #failOver(): Promise<void> {
		const wasSending = this.#state === 'open';
		this.release();
		if (!wasSending) return;
		this.#change('opening');
		const settings = { ...this.#options.settings(), inputDevice: null };
		const opened = await this.#input(settings);
		const isWanted = this.#state === 'opening';
		if (!opened.ok || !isWanted) {
			if (opened.ok) opened.value.close();
			if (isWanted) this.#change('off');
			return this.emit('lost', undefined);
		}
		this.#useSource(opened.value, settings);
		this.#sent = trackOf(opened.value);
		this.#change('open');
		this.emit('switched', { device: opened.value.device.label });
	}

	#stopSending(): void {
		this.#sent?.stop();
		this.#sent = null;
	}

	#closeSource(): void {
		const source = this.#source;
		this.#source = null;
		this.#meter?.close();
		this.#meter = null;
		source?.close();
	}

	#change(state: MicrophoneState): void {
		const isSame = this.#state === state;
		this.#state = state;
		if (!isSame) this.emit('changed', undefined);
	}

	#watch(): void {
		const now = this.#options.scope.clock.now();
		if (this.#state !== 'watching' || this.#options.settings().pushToTalk) return void (this.#loudChecks = 0);
		this.#loudChecks = this.level() >= TALKING_LEVEL ? this.#loudChecks + 1 : 0;
		if (this.#loudChecks < TALKING_CHECKS || now - this.#warnedAt < WARN_EVERY_MS) return;
		this.#warnedAt = now;
		this.emit('talkingWhileMuted', undefined);
	}
}

/** A track of its own to send, which can end before the input does. */
function trackOf({ stream }: Input): MediaStreamTrack {
	return stream.getAudioTracks()[0]!.clone();
}

/** What these settings ask for, to be compared. */
function askedBy(settings: InputSettings): string {
	return JSON.stringify([microphoneConstraints(settings), wantsNoiseModel(settings)]);
}
