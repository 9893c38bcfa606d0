import { capacityOf } from '../audience/capacity.ts';
import type { Result } from '../base/result.ts';
import type { PathReport, SoundPath, Store, StoreFault } from '../ports.ts';

/** What a listener gives to large rooms; the same fields as `ForwardingSettings` of the api. */
export interface GivingSettings {
	readonly isAllowed: boolean;
	/** Upload that may be used for it, kbit/s. */
	readonly budgetKbps: number;
	/** Also on battery, over a metered connection, from a phone or from a hidden tab. */
	readonly evenWhenScarce: boolean;
}

/** How this page could hand sound on now. */
export type Giveable = ReturnType<typeof capacityOf>;

/** Four listeners, one stripe of two talkers each: a tenth of a usual upload. */
const DEFAULTS: GivingSettings = { isAllowed: true, budgetKbps: 500, evenWhenScarce: false };
/** One stripe of three talkers, which is the most that is sent at once. */
const KBPS_PER_CHILD = 110;

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
	#droppedShare = 0;
	#before: { readonly forwarded: number; readonly dropped: number } = { forwarded: 0, dropped: 0 };

	private constructor(options: GivingOptions, settings: GivingSettings) {
		this.#options = options;
		this.#settings = settings;
	}

	/** Loads what the person chose before. */
	static async open(options: GivingOptions): Promise<Giving> {
		const kept = await options.store.loadValue<Partial<GivingSettings>>('giving');
		return new Giving(options, { ...DEFAULTS, ...kept });
	}

	get settings(): GivingSettings {
		return this.#settings;
	}

	/** How many children this page could feed now, and why not more. */
	get capacity(): Giveable {
		return capacityOf({
			...this.#options.circumstances(),
			settings: this.#settings,
			uplinkKbps: null,
			droppedShare: this.#droppedShare,
			kbpsPerChild: KBPS_PER_CHILD
		});
	}

	/** Keeps what the person chooses from now on. */
	change(settings: GivingSettings): Promise<Result<void, StoreFault>> {
		this.#settings = settings;
		return this.#options.store.saveValue('giving', settings);
	}

	/** Learns from what a path could not send. */
	follow(path: SoundPath): void {
		path.on('report', (report) => this.#learn(report));
	}

	#learn({ stripes }: PathReport): void {
		const forwarded = stripes[0].forwarded + stripes[1].forwarded;
		const dropped = stripes[0].dropped + stripes[1].dropped;
		const sent = Math.max(0, forwarded - this.#before.forwarded);
		const lost = Math.max(0, dropped - this.#before.dropped);
		this.#before = { forwarded, dropped };
		const share = sent + lost > 0 ? lost / (sent + lost) : 0;
		// Quick to feel a choked line, slow to trust it again: some ten seconds.
		this.#droppedShare = Math.max(share, this.#droppedShare * 0.97);
	}
}
