import type {
	Agenda,
	Block,
	Conversation,
	Engine,
	Followed,
	LettersFrom,
	Library,
	Live,
	OwnDevices,
	Profile,
	Recordings
} from '../../p2p/api.ts';
import type { IdentityId } from '../../p2p/base/ids.ts';
import type { KnownRoom, StoreFault } from '../../p2p/ports.ts';
import type { Result } from '../../p2p/base/result.ts';
import { NOBODY_BLOCKED } from './block-words.ts';
import type { DeviceChoices, EngineDoors } from './engine-door.ts';
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
	#conversations = $state.raw<readonly Conversation[]>([]);
	#lettersFrom = $state<LettersFrom>('everybody');
	#followed = $state.raw<ReadonlyMap<IdentityId, Followed> | null>(null);
	#live: Promise<Live | null> | null = null;
	#agenda: Promise<Agenda | null> | null = null;
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

	/** Letters between this person and others; none until the engine is ready. */
	get conversations(): readonly Conversation[] {
		return this.#conversations;
	}

	/** Whose letters are taken. */
	get lettersFrom(): LettersFrom {
		return this.#lettersFrom;
	}

	/** Letters that came and are not read yet. */
	get unreadLetters(): number {
		return this.#conversations.reduce((sum, { unread }) => sum + unread, 0);
	}

	/** Whom this person follows; null until `openLive`. */
	get followed(): ReadonlyMap<IdentityId, Followed> | null {
		return this.#followed;
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
		const { profile, blocks, letters } = opened.value;
		this.#profile = profile;
		this.#blocked = blocks.known;
		/* For good: there is one engine, and it lives as long as the page. */
		blocks.on('changed', () => (this.#blocked = blocks.known));
		const readLetters = () => {
			this.#conversations = letters.conversations;
			this.#lettersFrom = letters.from;
		};
		letters.on('changed', readLetters);
		readLetters();
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

	/** Who is live and whom this person follows, without the engine; null when it cannot be loaded now. */
	openLive(): Promise<Live | null> {
		this.#live ??= this.#openLive();
		return this.#live;
	}

	async #openLive(): Promise<Live | null> {
		const live = await this.#doors.live();
		if (!live) this.#live = null;
		else {
			this.#followed = live.follows.known;
			live.follows.on('changed', () => (this.#followed = live.follows.known));
		}
		return live;
	}

	/** This person's own devices, without the engine; null when they cannot be loaded. */
	openDevices(choices: DeviceChoices): Promise<OwnDevices | null> {
		return this.#doors.devices(choices);
	}

	/** Shows what another device changed: people, rooms, the profile, as far as this page shows them. */
	async readAgain(): Promise<void> {
		const engine = this.ready;
		await engine?.readAgain();
		if (engine) this.#profile = engine.profile;
		await (await this.#live)?.follows.readAgain();
		if (this.#library) await this.loadRooms();
	}

	/** The scheduled rooms of this profile, without the engine; null when it cannot be loaded now. */
	openAgenda(): Promise<Agenda | null> {
		this.#agenda ??= this.#doors.agenda().then((agenda) => {
			if (!agenda) this.#agenda = null;
			return agenda;
		});
		return this.#agenda;
	}

	async forget(room: KnownRoom['room']): Promise<void> {
		await this.#library?.forgetRoom(room);
		await this.loadRooms();
	}
}
