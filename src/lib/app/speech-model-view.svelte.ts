import type { KeptModel, ModelFault, RoomCaptions, SpeechModel, SpeechModels } from '../../p2p/api.ts';
import { readPreference, writePreference } from './preferences.ts';

/** Where most models are. */
const HUB = 'https://huggingface.co';

/** What became of the newest thing that this person asked of a model. */
export type ModelNews = 'fetched' | 'cancelled' | 'removed';

/** The speech model of this browser as runes: the one that is kept, and one that is being fetched. */
export class SpeechModelView {
	readonly #models: SpeechModels;
	#fetching: AbortController | null = null;
	#done: Promise<boolean> = Promise.resolve(false);
	#kept = $state.raw<KeptModel | null>(null);
	#progress = $state.raw<{ readonly model: SpeechModel; readonly bytes: number | null } | null>(null);
	#fault = $state<ModelFault | null>(null);
	#news = $state<ModelNews | null>(null);
	/** Where the next one is fetched from; remembered on this device once that was done. */
	address = $state(addressFrom(readPreference<unknown>('model-address', null)));

	constructor(models: SpeechModels) {
		this.#models = models;
		void this.look();
	}

	get kept(): KeptModel | null {
		return this.#kept;
	}

	/** What is being fetched; `bytes` is null once all of it is here and is being tried out. */
	get progress() {
		return this.#progress;
	}

	get fault(): ModelFault | null {
		return this.#fault;
	}

	get news(): ModelNews | null {
		return this.#news;
	}

	/** The name of the machine that the address means, or null if it is no address. */
	get host(): string | null {
		return hostOf(this.address);
	}

	offered(language: string): Promise<readonly SpeechModel[]> {
		return this.#models.offered(language);
	}

	/** Looks what is kept: another tab may have changed it. */
	async look(): Promise<void> {
		this.#kept = await this.#models.kept();
	}

	/** Whether what is being fetched, or was last, is there in the end. */
	get done(): Promise<boolean> {
		return this.#done;
	}

	/** Fetches a model from `address`; it goes on when the sheet is closed. */
	fetch(model: SpeechModel): void {
		if (!this.#fetching) this.#done = this.#fetch(model, this.address);
	}

	async #fetch(model: SpeechModel, address: string): Promise<boolean> {
		const { signal } = (this.#fetching = new AbortController());
		this.#fault = this.#news = null;
		this.#progress = { model, bytes: 0 };
		const onProgress = (bytes: number | null) => (this.#progress = { model, bytes });
		const fetched = await this.#models.fetch({ model: model.id, address, signal, onProgress });
		this.#fetching = this.#progress = null;
		if (fetched.ok) {
			this.#news = 'fetched';
			writePreference('model-address', address);
		} else if (fetched.code === 'model-cancelled') this.#news = 'cancelled';
		else this.#fault = fetched.code;
		await this.look();
		return fetched.ok;
	}

	cancel(): void {
		this.#fetching?.abort();
	}

	async remove(): Promise<void> {
		await this.#models.remove();
		this.#fault = null;
		this.#news = 'removed';
		await this.look();
	}
}

const views = new WeakMap<RoomCaptions, SpeechModelView>();

/** The one view of a room, so that what is being fetched is found again when the sheet is opened anew. */
export function speechModelOf(captions: RoomCaptions): SpeechModelView | null {
	const known = views.get(captions);
	if (known || !captions.models) return known ?? null;
	const view = new SpeechModelView(captions.models);
	views.set(captions, view);
	return view;
}

/** The machine that an address names, with its port, or null. */
export function hostOf(address: string): string | null {
	return URL.canParse(address.trim()) ? new URL(address.trim()).host || null : null;
}

function addressFrom(kept: unknown): string {
	return typeof kept === 'string' && kept !== '' ? kept : HUB;
}
