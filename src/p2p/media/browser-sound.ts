import type { Cue, MicrophoneTest, Sound } from '../api.ts';
import type { Clock } from '../base/clock.ts';
import { ok, type Result } from '../base/result.ts';
import type { MicrophoneFault, SoundDevices, SoundSettings, Store } from '../ports.ts';
import { CuePlayer } from './cue-player.ts';
import { listDevices } from './devices.ts';
import { openInput, type Input } from './input.ts';
import { LevelMeter } from './level-meter.ts';
import { soundSettingsFrom } from './sound-settings.ts';

/** How late one hears oneself in the test: long enough to finish a word before it comes back. */
const HEAR_YOURSELF_DELAY_S = 0.6;

/** What the sound of a page works with. */
export interface BrowserSoundOptions {
	readonly store: Store;
	readonly clock: Clock;
	/** The page's one audio context, made when first needed. */
	readonly context: () => AudioContext;
	/** Called after each change of the settings. */
	readonly changed: (settings: SoundSettings) => void;
}

/** Sound settings of this device, kept in the store, the microphone test, and the sounds of the interface. */
export class BrowserSound implements Sound {
	readonly #options: BrowserSoundOptions;
	readonly #changed: (settings: SoundSettings) => void;
	readonly #cues: CuePlayer;
	#settings: SoundSettings;

	private constructor(options: BrowserSoundOptions, settings: SoundSettings) {
		this.#options = options;
		this.#changed = options.changed;
		this.#settings = settings;
		this.#cues = new CuePlayer({ ...options, settings: () => this.#settings });
	}

	/** Loads the settings. */
	static async open(options: BrowserSoundOptions): Promise<BrowserSound> {
		const kept = await options.store.loadValue<unknown>('sound');
		return new BrowserSound(options, soundSettingsFrom(kept));
	}

	get settings(): SoundSettings {
		return this.#settings;
	}

	async change(settings: Partial<SoundSettings>): Promise<void> {
		this.#settings = { ...this.#settings, ...settings };
		this.#changed(this.#settings);
		await this.#options.store.saveValue('sound', this.#settings);
	}

	devices(): Promise<SoundDevices> {
		return listDevices();
	}

	async test(inputDevice: string | null): Promise<Result<MicrophoneTest, MicrophoneFault>> {
		const opened = await openInput({ ...this.#settings, inputDevice }, this.#options);
		return opened.ok ? ok(startTest(this.#options.context(), opened.value)) : opened;
	}

	cue(cue: Cue): void {
		void this.#cues.play(cue);
	}
}

function startTest(context: AudioContext, input: Input): MicrophoneTest {
	void context.resume();
	const meter = new LevelMeter(context, input.stream);
	const source = context.createMediaStreamSource(input.stream);
	const delay = context.createDelay(1);
	delay.delayTime.value = HEAR_YOURSELF_DELAY_S;
	source.connect(delay);
	return {
		lacksModel: input.lacksModel,
		level: () => meter.level(),
		hearYourself(on) {
			if (on) delay.connect(context.destination);
			else delay.disconnect();
		},
		close() {
			meter.close();
			source.disconnect();
			delay.disconnect();
			input.close();
		}
	};
}
