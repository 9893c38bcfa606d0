import type { MicrophoneTest, Sound } from '../api.ts';
import { ok, type Result } from '../base/result.ts';
import type { MicrophoneFault, SoundDevices, SoundSettings, Store } from '../ports.ts';
import { listDevices, openInput } from './devices.ts';
import { LevelMeter } from './level-meter.ts';
import { soundSettingsFrom } from './sound-settings.ts';

/** How late one hears oneself in the test: long enough to finish a word before it comes back. */
const HEAR_YOURSELF_DELAY_S = 0.6;

/** Sound settings of this device, kept in the store, and the microphone test. */
export class BrowserSound implements Sound {
	readonly #store: Store;
	readonly #context: () => AudioContext;
	readonly #changed: (settings: SoundSettings) => void;
	#settings: SoundSettings;

	private constructor(options: {
		store: Store;
		context: () => AudioContext;
		changed: (settings: SoundSettings) => void;
		settings: SoundSettings;
	}) {
		this.#store = options.store;
		this.#context = options.context;
		this.#changed = options.changed;
		this.#settings = options.settings;
	}

	/** Loads the settings; `changed` is called after each change of them. */
	static async open(options: {
		readonly store: Store;
		readonly context: () => AudioContext;
		readonly changed: (settings: SoundSettings) => void;
	}): Promise<BrowserSound> {
		const kept = await options.store.loadValue<unknown>('sound');
		return new BrowserSound({ ...options, settings: soundSettingsFrom(kept) });
	}

	get settings(): SoundSettings {
		return this.#settings;
	}

	async change(settings: Partial<SoundSettings>): Promise<void> {
		this.#settings = { ...this.#settings, ...settings };
		this.#changed(this.#settings);
		await this.#store.saveValue('sound', this.#settings);
	}

	devices(): Promise<SoundDevices> {
		return listDevices();
	}

	async test(inputDevice: string | null): Promise<Result<MicrophoneTest, MicrophoneFault>> {
		const opened = await openInput({ ...this.#settings, inputDevice });
		return opened.ok ? ok(startTest(this.#context(), opened.value)) : opened;
	}
}

function startTest(context: AudioContext, stream: MediaStream): MicrophoneTest {
	void context.resume();
	const meter = new LevelMeter(context, stream);
	const source = context.createMediaStreamSource(stream);
	const delay = context.createDelay(1);
	delay.delayTime.value = HEAR_YOURSELF_DELAY_S;
	source.connect(delay);
	return {
		level: () => meter.level(),
		hearYourself(on) {
			if (on) delay.connect(context.destination);
			else delay.disconnect();
		},
		close() {
			meter.close();
			source.disconnect();
			delay.disconnect();
			for (const track of stream.getTracks()) track.stop();
		}
	};
}
