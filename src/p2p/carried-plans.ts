import type { Clock } from './base/clock.ts';
import { Emitter } from './base/emitter.ts';
import type { IdentityId } from './base/ids.ts';
import { keepPlanned } from './planned-rooms.ts';
import type { Store } from './ports.ts';
import { isTimely } from './wire/announcement.ts';
import { MAX_CARRIED_PLANS, MAX_PLANNED_OF_HOST } from './wire/directory-limits.ts';
import { decodePlannedRoom, isPlannedRoomAuthentic, type PlannedRoom } from './wire/planned-room.ts';

/** Under which name the store keeps them. */
const NAME = 'carried-plans';

/** What a browser carries them with. */
export interface KeptCarriedPlansOptions {
	readonly store: Store;
	readonly clock: Clock;
	/** Whom this person follows and does not block, as it is when asked. */
	readonly follows: () => Promise<ReadonlySet<IdentityId>>;
}

/** A word of a host, and its bytes as the host signed them. */
interface Carried {
	readonly room: PlannedRoom;
	readonly bytes: Uint8Array;
}

/**
 * What hosts said to everybody about planned rooms, whoever follows them: kept so that this browser can hand it on to those it meets in
 * rooms, of each room what was signed last, until it runs out. Of followed hosts it stands in the agenda, too.
 */
export class KeptCarriedPlans extends Emitter<{ changed: undefined }> {
	readonly #options: KeptCarriedPlansOptions;
	readonly #known = new Map<string, Carried>();
	readonly #stop: () => void;

	private constructor(options: KeptCarriedPlansOptions) {
		super();
		this.#options = options;
		// What another tab met, or a relay told the agenda.
		this.#stop = options.store.watchValuesUnder(NAME, () => void this.#load());
	}

	/** Reads what is kept; what does not read as part of it is left out. */
	static async open(options: KeptCarriedPlansOptions): Promise<KeptCarriedPlans> {
		const carried = new KeptCarriedPlans(options);
		await carried.#load();
		return carried;
	}

	get all(): readonly Uint8Array[] {
		const now = this.#options.clock.now();
		return [...this.#known.values()].filter(({ room }) => isTimely(room, now)).map(({ bytes }) => bytes);
	}

	async take(plans: readonly Uint8Array[]): Promise<void> {
		const { store, clock, follows } = this.#options;
		const followed = await follows();
		const taken = plans.filter((bytes) => this.#add(bytes, followed));
		if (taken.length > 0) {
			await store.saveValue(NAME, this.all);
			this.emit('changed', undefined);
		}
		// Also of hosts who are followed only since it came.
		const rooms = [...this.#known.values()].map(({ room }) => room);
		await keepPlanned(
			rooms.filter(({ host }) => followed.has(host)),
			store,
			clock.now()
		);
	}

	close(): void {
		this.#stop();
	}

	async #load(): Promise<void> {
		const kept = await this.#options.store.loadValue<unknown>(NAME);
		const bytes = Array.isArray(kept) ? kept.filter((one) => one instanceof Uint8Array) : [];
		const followed = await this.#options.follows();
		const added = bytes.slice(0, MAX_CARRIED_PLANS).filter((one) => this.#add(one, followed));
		if (added.length > 0) this.emit('changed', undefined);
	}

	/** Takes one if it is new, its host's own word and there is room. Whether it did. */
	#add(bytes: Uint8Array, followed: ReadonlySet<IdentityId>): boolean {
		const read = decodePlannedRoom(bytes);
		if (!read.ok || read.value.audience !== 'everybody') return false;
		const room = read.value;
		if (!isTimely(room, this.#options.clock.now())) return false;
		const name = `${room.host}:${room.invite.room}`;
		const before = this.#known.get(name);
		if (before && before.room.at >= room.at) return false;
		if (!before && !this.#hasPlaceFor(room.host, followed)) return false;
		if (!isPlannedRoomAuthentic(room)) return false;
		if (!before && this.#known.size >= MAX_CARRIED_PLANS) this.#known.delete(this.#leastWanted(followed)!);
		this.#known.set(name, { room, bytes });
		return true;
	}

	#hasPlaceFor(host: IdentityId, followed: ReadonlySet<IdentityId>): boolean {
		const ofHost = [...this.#known.values()].filter(({ room }) => room.host === host);
		if (ofHost.length >= MAX_PLANNED_OF_HOST) return false;
		if (this.#known.size < MAX_CARRIED_PLANS) return true;
		return followed.has(host) && this.#leastWanted(followed) !== undefined;
	}

	/** The oldest word of whoever is not followed: what strangers bring fills no place for hosts who are. */
	#leastWanted(followed: ReadonlySet<IdentityId>): string | undefined {
		const strangers = [...this.#known].filter(([, { room }]) => !followed.has(room.host));
		return strangers.sort(([, a], [, b]) => a.room.at - b.room.at)[0]?.[0];
	}
}
