import type { DevicesView, OwnDevices } from '../../p2p/api.ts';
import type { EngineHolder } from './engine.svelte.ts';
import { allPreferences, readPreference, writePreference } from './preferences.ts';

/** Whether this browser shares with other devices: known before any of that is loaded. */
const SHARES = 'shares-devices';
/** Choices that hold on all of somebody's devices. How it looks is each device's own. */
const SHARED = ['language', 'shortcuts-off', 'shortcut-keys', 'announce-off'];

/** This person's own devices, loaded when they are wanted or when this browser shares with them. */
export class DevicesHolder {
	readonly #engine: EngineHolder;
	#opening: Promise<OwnDevices | null> | null = null;
	#devices = $state.raw<OwnDevices | null>(null);
	#view = $state.raw<DevicesView | null>(null);

	constructor(engine: EngineHolder) {
		this.#engine = engine;
	}

	/** Null until `open`. */
	get ready(): OwnDevices | null {
		return this.#devices;
	}

	/** Null until `open`. */
	get view(): DevicesView | null {
		return this.#view;
	}

	/** Shares on, if this browser did before. */
	async resume(): Promise<void> {
		if (readPreference(SHARES, false)) await this.open();
	}

	/** Loads them; null when they cannot be loaded now. */
	open(): Promise<OwnDevices | null> {
		this.#opening ??= this.#open();
		return this.#opening;
	}

	async #open(): Promise<OwnDevices | null> {
		const devices = await this.#engine.openDevices({ read: sharedChoices, write: writeChoice });
		if (!devices) {
			this.#opening = null;
			return null;
		}
		const show = () => {
			this.#view = devices.view;
			if (devices.view.standing === 'alone') writePreference(SHARES, null);
			else writePreference(SHARES, true);
		};
		/* For good: they live as long as the page. */
		devices.on('changed', show);
		devices.on('took', () => void this.#engine.readAgain());
		show();
		this.#devices = devices;
		return devices;
	}
}

function sharedChoices(): Record<string, unknown> {
	return Object.fromEntries(Object.entries(allPreferences()).filter(([name]) => SHARED.includes(name)));
}

function writeChoice(name: string, value: unknown): void {
	if (SHARED.includes(name)) writePreference(name, value);
}
