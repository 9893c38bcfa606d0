import type { Blocks, Engine, RoomSession } from '../../p2p/api.ts';
import type { LocalTime } from '../../p2p/room/timing.ts';
import type { EngineHolder } from './engine.svelte.ts';
import type { Fault } from './faults.ts';
import { codeOf, markInside, markedInside } from './room-link.ts';
import { OpenRoom } from './room-view.svelte.ts';

/** The room of this tab: at most one, kept while its person browses elsewhere in the app. */
export class CurrentRoom {
	readonly #engine: EngineHolder;
	#room = $state.raw<OpenRoom | null>(null);
	#fault = $state.raw<Fault | null>(null);
	#isWanted = $state(false);
	/** The code being opened, and the code under which the open room was asked for (its address here). */
	#opening: string | null = null;
	#asked: string | null = null;

	constructor(engine: EngineHolder) {
		this.#engine = engine;
	}

	get room(): OpenRoom | null {
		return this.#room;
	}

	/** Why the last link did not open. */
	get fault(): Fault | null {
		return this.#fault;
	}

	/** Start listening was pressed before the room was found. */
	get isWanted(): boolean {
		return this.#isWanted;
	}

	/** Makes a room and comes in as its host, unless it is scheduled for later. Null when the engine cannot run here. */
	async create(options: Parameters<Engine['createRoom']>[0]): Promise<OpenRoom | null> {
		const engine = await this.#engine.open();
		if (!engine) return null;
		await this.leave();
		const session = await engine.createRoom(options);
		const room = this.#take(session, { code: codeOf(session.link), blocks: engine.blocks });
		if (!options.schedule) markInside(room.code);
		return room;
	}

	/**
	 * Opens the room of a link (or its code) as a preview, and leaves the one before only if that
	 * works. Comes in by itself when this tab was inside before a reload.
	 */
	async openLink(link: string): Promise<void> {
		const code = codeOf(link);
		if (this.#opening === code) return;
		this.#fault = null;
		if (this.#room && (this.#asked === code || this.#room.code === code)) return;
		this.#opening = code;
		const wasInside = markedInside() === code;
		const engine = await this.#engine.open();
		const opened = this.#opening === code ? await engine?.openRoom(link) : undefined;
		if (this.#opening !== code) {
			if (opened?.ok) await opened.value.leave();
			return;
		}
		this.#opening = null;
		if (opened?.ok === false) this.#fault = { about: 'link', code: opened.code };
		if (!engine || !opened?.ok) return;
		const before = this.#room;
		this.#take(opened.value, { code, blocks: engine.blocks });
		if (before) await closed(before);
		if (wasInside) await this.join();
	}

	/** Comes in, or remembers the wish until the room is found. Call it from a click. */
	async join(): Promise<void> {
		if (!this.#room) return;
		this.#isWanted = true;
		await this.joinIfFound();
	}

	/** Carries out a remembered wish once the room's state is known. */
	async joinIfFound(): Promise<void> {
		const room = this.#room;
		if (!room || !this.#isWanted) return;
		// A wish of another evening: whoever waits for a scheduled room comes in when they say so.
		if (room.view.phase.name === 'scheduled') this.#isWanted = false;
		if (room.view.phase.name !== 'preview') return;
		this.#isWanted = false;
		markInside(this.#asked);
		await room.session.join();
	}

	/** Lets a scheduled room begin, and comes in. Call it from a click. */
	async begin(instance: LocalTime): Promise<void> {
		const room = this.#room;
		if (!room) return;
		// Before any await: the click that led here is what lets the browser play sound.
		void room.session.unlockOutput();
		if (!(await room.act({ do: 'open-room', instance }))) return;
		markInside(this.#asked);
		await room.session.join();
	}

	/** Goes out and closes the room; a reload stays outside. */
	async leave(): Promise<void> {
		const room = this.#room;
		this.#opening = null;
		this.#fault = null;
		this.#isWanted = false;
		this.#room = null;
		if (!room) return;
		markInside(null);
		await closed(room);
	}

	/** Opens the same link anew, after a phase that may have passed (locked, full). */
	async again(): Promise<void> {
		const code = this.#asked;
		if (code === null) return;
		await this.leave();
		await this.openLink(code);
	}

	#take(session: RoomSession, { code, blocks }: { code: string; blocks: Blocks }): OpenRoom {
		const room = new OpenRoom(session, blocks);
		this.#room = room;
		this.#asked = code;
		this.#fault = null;
		this.#isWanted = false;
		return room;
	}
}

async function closed(room: OpenRoom): Promise<void> {
	room.close();
	await room.session.leave();
}
