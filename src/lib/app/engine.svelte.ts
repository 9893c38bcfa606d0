import type { Block, Engine, Library, Profile, Recordings } from '../../p2p/api.ts';
import type { IdentityId } from '../../p2p/base/ids.ts';
import type { KnownRoom, StoreFault } from '../../p2p/ports.ts';
import type { Result } from '../../p2p/base/result.ts';
import { NOBODY_BLOCKED } from './block-words.ts';
import type { EngineDoors } from './engine-door.ts';
import type { OpenFault } from './faults.ts';

/** Where the engine stands. */
export type EngineState =
	| { readonly name: 'idle' }
	| { readonly name: 'opening' }
	| { readonly name: 'ready'; readonly engine: Engine }
	| { readonly name: 'fault'; readonly code: OpenFault };

/** The one engine of this page, opened when first asked for; a fault can be tried again. */
export class EngineHolder {
	readonly #doors: EngineDoors;
	#opening: Promise<Engine | null> | null = null;
	#state = $state.raw<EngineState>({ name: 'idle' });
	#profile = $state.raw<Profile | null>(null);
	#blocked = $state.raw(NOBODY_BLOCKED);
	#library = $state.raw<Library | null>(null);
	#rooms = $state.raw<readonly KnownRoom[] | null>(null);

	constructor(doors: EngineDoors) {
		this.#doors = doors;
	}

	get state(): EngineState {
		return this.#state;
	}

	get ready(): Engine | null {
		return this.#state.name === 'ready' ? this.#state.engine : null;
	}

	/** The profile as last saved; null until the engine is ready. */
	get profile(): Profile | null {
		return this.#profile;
	}

	/** Whom this person blocks; empty until the engine is ready. */
	get blocked(): ReadonlyMap<IdentityId, Block> {
		return this.#blocked;
	}

	/** What this browser keeps, for pages that need no engine; null until `loadRooms`. */
	get library(): Library | null {
		return this.#library;
	}

	/** The rooms this browser knows, newest visit first; null until asked for. */
	get rooms(): readonly KnownRoom[] | null {
		return this.#rooms;
	}

	/** The engine, opening it if need be; null when it cannot run here (`state` says why). */
	open(): Promise<Engine | null> {
		this.#opening ??= this.#open();
		return this.#opening;
	}

	async #open(): Promise<Engine | null> {
		this.#state = { name: 'opening' };
		const opened = await this.#doors.engine();
		if (!opened.ok) {
			this.#state = { name: 'fault', code: opened.code };
			this.#opening = null;
			return null;
		}
		const { profile, blocks } = opened.value;
		this.#profile = profile;
		this.#blocked = blocks.known;
		/* For good: there is one engine, and it lives as long as the page. */
		blocks.on('changed', () => (this.#blocked = blocks.known));
		this.#state = { name: 'ready', engine: opened.value };
		return opened.value;
	}

	/** Saves the profile; it holds for this page even when it cannot be stored. */
	async saveProfile(profile: Profile): Promise<Result<void, StoreFault> | null> {
		const engine = await this.open();
		if (!engine) return null;
		const saved = await engine.setProfile(profile);
		this.#profile = engine.profile;
		return saved;
	}

	/** Reads what this browser keeps, without the engine. */
	async loadRooms(): Promise<void> {
		const library = await this.#doors.library();
		if (!library) return;
		const rooms = await library.rooms();
		this.#library = library;
		this.#rooms = rooms.toSorted((a, b) => b.lastVisit - a.lastVisit);
	}

	/** What this device recorded, without the engine; null when it cannot be loaded. */
	openRecordings(): Promise<Recordings | null> {
		return this.#doors.recordings();
	}

	async forget(room: KnownRoom['room']): Promise<void> {
		await this.#library?.forgetRoom(room);
		await this.loadRooms();
	}
}
