import { nextCapacity, UNTRIED, type Capacity } from '../audience/capacity.ts';
import type { Result } from '../base/result.ts';
import { KBPS_PER_CHILD, type PathReport, type SoundPath, type Store, type StoreFault } from '../ports.ts';

/** What a listener gives to large rooms; the same fields as `ForwardingSettings` of the api. */
export interface GivingSettings {
	readonly isAllowed: boolean;
	/** Upload that may be used for it, kbit/s. */
	readonly budgetKbps: number;
	/** Also on battery, over a metered connection, from a phone or from a hidden tab. */
	readonly evenWhenScarce: boolean;
}

/** Four listeners, one stripe of two talkers each: a tenth of a usual upload. */
const DEFAULTS: GivingSettings = { isAllowed: true, budgetKbps: 500, evenWhenScarce: false };

/** What giving works with. */
export interface GivingOptions {
	readonly store: Store;
	readonly circumstances: () => {
		readonly isHidden: boolean;
		readonly isOnBattery: boolean;
		readonly isMetered: boolean;
		readonly isPhone: boolean;
	};
}

/** What this page gives to large rooms: what its person allows, and what its device and its line can. */
export class Giving {
	readonly #options: GivingOptions;
	#settings: GivingSettings;
	#capacity: Capacity = UNTRIED;
	#sent = 0;
	#lost = 0;
	#before: { readonly forwarded: number; readonly dropped: number } = { forwarded: 0, dropped: 0 };

	private constructor(options: GivingOptions, settings: GivingSettings) {
		this.#options = options;
		this.#settings = settings;
	}

	/** Loads what the person chose before. */
	static async open(options: GivingOptions): Promise<Giving> {
		const kept = await options.store.loadValue<Partial<GivingSettings>>('giving');
		const giving = new Giving(options, { ...DEFAULTS, ...kept });
		giving.look(0);
		return giving;
	}

	get settings(): GivingSettings {
		return this.#settings;
	}

	/** How many children this page could feed now, and why not more. */
	get capacity(): Pick<Capacity, 'children' | 'state'> {
		return this.#capacity;
	}

	/** Looks anew at what this page could give, which feeds so many children now; every few seconds. */
	look(serving: number): void {
		const due = this.#sent + this.#lost;
		this.#capacity = nextCapacity(this.#capacity, {
			...this.#options.circumstances(),
			settings: this.#settings,
			uplinkKbps: null,
			droppedShare: due > 0 ? this.#lost / due : 0,
			serving,
			kbpsPerChild: KBPS_PER_CHILD
		});
		this.#sent = 0;
		this.#lost = 0;
	}

	/** Keeps what the person chooses from now on. */
	change(settings: GivingSettings): Promise<Result<void, StoreFault>> {
		this.#settings = settings;
		this.look(0);
		return this.#options.store.saveValue('giving', settings);
	}

	/** Learns from what a path could not send. */
	follow(path: SoundPath): void {
		path.on('report', (report) => this.#learn(report));
	}

	#learn({ stripes }: PathReport): void {
		const forwarded = stripes[0].forwarded + stripes[1].forwarded;
		const dropped = stripes[0].dropped + stripes[1].dropped;
		this.#sent += Math.max(0, forwarded - this.#before.forwarded);
		this.#lost += Math.max(0, dropped - this.#before.dropped);
		this.#before = { forwarded, dropped };
	}
}
