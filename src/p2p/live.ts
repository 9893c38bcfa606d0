import { bytesToHex } from '@noble/hashes/utils.js';
import type { Followable, Live, LiveRooms } from './api.ts';
import { systemClock, type Clock } from './base/clock.ts';
import type { IdentityId } from './base/ids.ts';
import { directoryBeside, directoryOf } from './directory/directory-address.ts';
import { readDirectory } from './directory/directory-client.ts';
import { KeptFollows } from './follows.ts';
import type { Told } from './live-rooms.ts';
import type { Store } from './ports.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import { memoryStore } from './storage/memory-store.ts';
import { MAX_ANNOUNCED_MS } from './wire/directory-limits.ts';

/** Opens the small door to who is live, without the engine. Makes nothing; asks nobody before `look`. */
export async function openLive(
	options: { readonly origin: string } = { origin: location.origin }
): Promise<Live> {
	const opened = await openDexieStore();
	const store = opened.ok ? opened.value : memoryStore();
	return LiveDoor.open({ origin: options.origin, store, clock: systemClock });
}

/** What the door works with. */
export interface LiveDoorOptions {
	/** The page's origin, such as `http://localhost:8787`. */
	readonly origin: string;
	readonly store: Store;
	readonly clock: Clock;
}

/** A relay's directory: `relay` is its multiaddr, null for the page's own origin. */
interface Place {
	readonly url: string;
	readonly relay: string | null;
}

/** Who is live, as the origin's relay and this person's own relays tell it. */
export class LiveDoor implements Live {
	readonly follows: KeptFollows;
	readonly #options: LiveDoorOptions;
	/** The last answer of each directory, and when it came: a relay that fails once does not empty the page. */
	readonly #told = new Map<string, Told & { readonly at: number }>();
	/** Addresses at which there is none; not asked again while this page is open. */
	readonly #none = new Set<string>();
	#places: readonly IdentityId[] = [];

	private constructor(options: LiveDoorOptions, follows: KeptFollows) {
		this.#options = options;
		this.follows = follows;
	}

	/** Loads whom this person follows. */
	static async open(options: LiveDoorOptions): Promise<LiveDoor> {
		const { store, clock } = options;
		const follows = await KeptFollows.open({ store, clock, me: () => identityIn(store) });
		return new LiveDoor(options, follows);
	}

	me(): Promise<IdentityId | null> {
		return identityIn(this.#options.store);
	}

	async look(): Promise<LiveRooms> {
		const { store, clock } = this.#options;
		const known = await Promise.all((await this.#directories()).map((place) => this.#ask(place)));
		const isKnown = known.some((one) => one);
		const told = [...this.#told.values()].filter(({ at }) => clock.now() - at < MAX_ANNOUNCED_MS);
		// The rest is not even loaded: most of the time nothing is announced.
		if (told.length === 0) return { rooms: [], isKnown };
		const { liveRooms } = await import('./live-rooms.ts');
		const rooms = await liveRooms(told, {
			store,
			clock,
			me: await this.me(),
			follows: new Set(this.follows.known.keys()),
			places: this.#places
		});
		this.#places = rooms.map(({ host }) => host);
		void this.follows.named(rooms.map(({ host, name }) => ({ identity: host, name })));
		return { rooms, isKnown };
	}

	async followLink(who: Followable): Promise<string> {
		const { followCode } = await import('./live-rooms.ts');
		return `${this.#options.origin}/follow/#${followCode(who)}`;
	}

	async readFollowLink(link: string) {
		const { parseFollowCode } = await import('./live-rooms.ts');
		return parseFollowCode(link.slice(link.indexOf('#') + 1));
	}

	/** The origin's directory, and those of this person's own relays that can be asked. */
	async #directories(): Promise<readonly Place[]> {
		const { origin, store } = this.#options;
		const places = new Map<string, Place>();
		const add = (place: Place) => void (places.has(place.url) || places.set(place.url, place));
		add({ url: directoryOf(origin), relay: null });
		for (const relay of (await store.loadValue<string[]>('relays')) ?? []) {
			const url = directoryBeside(relay);
			if (url !== null) add({ url, relay });
		}
		for (const url of this.#told.keys()) if (!places.has(url)) this.#told.delete(url);
		return [...places.values()];
	}

	/** Asks one directory and keeps what it answers; whether it is known what it holds. */
	async #ask({ url, relay }: Place): Promise<boolean> {
		if (this.#none.has(url)) return true;
		const { clock } = this.#options;
		const read = await readDirectory(url, clock);
		if (!read.ok && read.code === 'no-directory') this.#none.add(url);
		if (!read.ok) return read.code === 'no-directory';
		if (read.value) this.#told.set(url, { bytes: read.value, relay, at: clock.now() });
		else this.#told.delete(url);
		return true;
	}
}

async function identityIn(store: Store): Promise<IdentityId | null> {
	const pair = await store.loadIdentity();
	const key = pair && new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
	return key && (bytesToHex(key) as IdentityId);
}
