import type { IdentityId } from '../base/ids.ts';
import type { Store } from '../ports.ts';

/** Under which names the store keeps what somebody chose about others. */
const VOLUMES = 'volumes';
const MUTED = 'muted-for-me';

/**
 * How loud each person is on this device, in every room: the volume that was chosen for them, and whether they are
 * muted here, which leaves their volume as it is for later. Nobody else learns of either.
 */
export class Volumes {
	readonly #store: Store;
	readonly #chosen: Map<IdentityId, number>;
	readonly #muted: Set<IdentityId>;

	private constructor(store: Store, chosen: Map<IdentityId, number>, muted: Set<IdentityId>) {
		this.#store = store;
		this.#chosen = chosen;
		this.#muted = muted;
	}

	/** Loads what was chosen before; what is damaged is left out. */
	static async open(store: Store): Promise<Volumes> {
		const [volumes, muted] = await Promise.all([
			store.loadValue<unknown>(VOLUMES),
			store.loadValue<unknown>(MUTED)
		]);
		return new Volumes(store, new Map(listIn(volumes).filter(isVolume)), new Set(listIn(muted).filter(isId)));
	}

	/** The volume that was chosen for a person, 0 to 1; full unless it was. */
	chosen(identity: IdentityId): number {
		return this.#chosen.get(identity) ?? 1;
	}

	/** Whether a person is muted on this device. */
	isMuted(identity: IdentityId): boolean {
		return this.#muted.has(identity);
	}

	/** How loud a person is played, 0 to 1. */
	played(identity: IdentityId): number {
		return this.isMuted(identity) ? 0 : this.chosen(identity);
	}

	/** Chooses a person's volume; what is out of range becomes the nearest in it. */
	choose(identity: IdentityId, volume: number): void {
		this.#chosen.set(identity, Math.min(1, Math.max(0, volume)));
		void this.#store.saveValue(VOLUMES, [...this.#chosen]);
	}

	/** Mutes a person on this device, or gives them back the volume that was chosen. */
	mute(identity: IdentityId, isMuted: boolean): void {
		if (isMuted) this.#muted.add(identity);
		else this.#muted.delete(identity);
		void this.#store.saveValue(MUTED, [...this.#muted]);
	}
}

function listIn(kept: unknown): readonly unknown[] {
	return Array.isArray(kept) ? kept : [];
}

function isId(value: unknown): value is IdentityId {
	return typeof value === 'string';
}

function isVolume(value: unknown): value is [IdentityId, number] {
	if (!Array.isArray(value)) return false;
	const [identity, volume] = value as unknown[];
	return isId(identity) && typeof volume === 'number' && volume >= 0 && volume <= 1;
}
