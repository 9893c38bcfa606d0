import type { KeptRsvp } from '../api.ts';
import type { RoomId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { Store } from '../ports.ts';
import { RSVP_ANSWERS, isLocalTime, type Rsvp } from '../room/timing.ts';

/** What answering works with. */
export interface AnsweringOptions {
	readonly store: Store;
	readonly room: RoomId;
	/** Whether a page is here that would let this one write, or one did. */
	readonly mayDeliver: () => boolean;
	/** Signs the answer. */
	readonly sign: (rsvp: Rsvp) => Promise<Result<void, string>>;
	readonly changed: () => void;
}

/** Under which name a store keeps the answer about a room. */
export const rsvpName = (room: RoomId): string => `rsvp:${room}`;

/** A kept answer from whatever a store gives; null if it is none. */
export function readRsvp(value: unknown): KeptRsvp | null {
	if (typeof value !== 'object' || value === null) return null;
	const { answer, instance, delivered } = value as Record<string, unknown>;
	const known = RSVP_ANSWERS.find((one) => one === answer);
	const isAbout = typeof instance === 'string' && (instance === '' || isLocalTime(instance));
	return known && isAbout && typeof delivered === 'boolean' ? { answer: known, instance, delivered } : null;
}

/** This person's answer whether they will come: kept on this device, and signed once somebody is here who lets this page write. */
export class Answering {
	readonly #options: AnsweringOptions;
	#kept: KeptRsvp | null = null;
	#isDelivering = false;

	constructor(options: AnsweringOptions) {
		this.#options = options;
	}

	/** The last answer given on this device. */
	get kept(): KeptRsvp | null {
		return this.#kept;
	}

	/** Whether an answer waits here for somebody who lets this page write. */
	get isWaiting(): boolean {
		return this.#kept?.delivered === false && !this.#isDelivering && !this.#options.mayDeliver();
	}

	/** Reads what this device keeps. */
	async load(): Promise<void> {
		const { store, room, changed } = this.#options;
		const value = readRsvp(await store.loadValue(rsvpName(room)));
		// What was answered meanwhile is newer.
		this.#kept ??= value;
		if (!value) return;
		changed();
		this.look();
	}

	/** Keeps an answer, and delivers it now or as soon as it can be. */
	async give({ answer, instance }: Rsvp): Promise<void> {
		await this.#keep({ answer, instance, delivered: false });
		this.look();
	}

	/** To be called when somebody came, or the room's state changed. */
	look(): void {
		const { mayDeliver } = this.#options;
		if (this.#kept && !this.#kept.delivered && !this.#isDelivering && mayDeliver())
			void this.#deliver(this.#kept);
	}

	async #deliver(kept: KeptRsvp): Promise<void> {
		this.#isDelivering = true;
		const { answer, instance } = kept;
		const signed = await this.#options.sign({ answer, instance });
		this.#isDelivering = false;
		if (this.#kept !== kept) return this.look();
		if (signed.ok) await this.#keep({ ...kept, delivered: true });
	}

	async #keep(kept: KeptRsvp): Promise<void> {
		const { store, room, changed } = this.#options;
		this.#kept = kept;
		changed();
		await store.saveValue(rsvpName(room), kept);
	}
}
