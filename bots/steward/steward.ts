import type {
	CommandFault,
	EngineClock,
	Mouth,
	Participant,
	RecordingFault,
	Result,
	RoomView,
	Unsubscribe
} from 'hearsay/engine';

/** As much of a room as a steward needs; `NodeEngine` gives one. */
export interface StewardedRoom {
	readonly view: RoomView;
	on(name: 'changed', listener: () => void): Unsubscribe;
	join(): Promise<void>;
	act(command: StewardsCommand): Promise<Result<void, CommandFault>>;
	openMicrophone(): Promise<Result<void, string>>;
	closeMicrophone(): void;
	agreeToRecording(options: {
		readonly ownVoice: boolean;
	}): Promise<Result<void, RecordingFault | CommandFault>>;
}

type StewardsCommand =
	| { readonly do: 'say'; readonly text: string }
	| { readonly do: 'raise-hand' }
	| { readonly do: 'answer'; readonly accept: boolean }
	| { readonly do: 'step-down' };

/** What a steward does. */
export interface StewardOptions {
	readonly room: StewardedRoom;
	readonly clock: EngineClock;
	/** Said to whoever comes; `{name}` is theirs. Null greets nobody. */
	readonly greeting: string | null;
	/** Tells the time this often, minutes; null: only who asks. */
	readonly everyMinutes: number | null;
	/** Called once it is in and has met those who were there: whoever comes from now on is greeted. */
	readonly settled: () => void;
	/** Told why the room did not let it say something. */
	readonly refused: (code: CommandFault) => void;
	/** What is played on the stage, at 48 kHz, and by which mouth; null plays nothing. */
	readonly piece: { readonly name: string; readonly samples: Float32Array; readonly mouth: Mouth } | null;
}

const MINUTE_MS = 60_000;
/** Whoever comes within this time of each other is greeted together. */
const GREETED_AFTER_MS = 3_000;
/** And within this time after the steward everybody counts as having been there. */
const SETTLES_AFTER_MS = 5_000;
/** Names in one greeting; of more it says how many. */
const MOST_NAMES = 3;
/** Questions answered at once: a chat is no place for a bot's flood. */
const ANSWERED_EVERY_MS = 5_000;

/** A guest that greets people, keeps the time, and plays a file on the stage when a moderator lets it. */
export class Steward {
	readonly #options: StewardOptions;
	readonly #met = new Set<string>();
	readonly #read = new Set<string>();
	/** Pages find each other one after the other: until then whoever is seen was here before. */
	#isSettled = false;
	readonly #undo: Unsubscribe[] = [];
	#newcomers: Participant[] = [];
	#isInside = false;
	#isPlaying = false;
	#answeredAt = -Infinity;

	constructor(options: StewardOptions) {
		this.#options = options;
		const { room, clock, everyMinutes } = options;
		this.#undo.push(room.on('changed', () => this.#follow()));
		if (everyMinutes !== null) this.#undo.push(clock.every(everyMinutes * MINUTE_MS, () => this.#tellTime()));
		this.#follow();
	}

	/** Does nothing more; leaving the room is the engine's. */
	close(): void {
		for (const undo of this.#undo.splice(0)) undo();
		this.#options.piece?.mouth.stop();
	}

	#follow(): void {
		const { room } = this.#options;
		const { phase, me } = room.view;
		if (phase.name === 'preview') void room.join();
		if (phase.name !== 'live') return;
		if (!this.#isInside) this.#comeIn();
		this.#meet();
		this.#readChat();
		if (me.invite !== null && this.#options.piece) void room.act({ do: 'answer', accept: true });
		if (me.role !== 'listener' && !this.#isPlaying) void this.#play();
	}

	/** Who is here already, and what was said before, is nothing to answer. */
	#comeIn(): void {
		const { room, piece } = this.#options;
		this.#isInside = true;
		this.#undo.push(
			this.#options.clock.after(SETTLES_AFTER_MS, () => {
				this.#isSettled = true;
				this.#options.settled();
			})
		);
		for (const { id } of room.view.chat) this.#read.add(id);
		if (piece) void room.act({ do: 'raise-hand' });
	}

	#people(): Participant[] {
		const { stage, audience } = this.#options.room.view;
		return [...stage, ...audience].filter(({ isMe }) => !isMe);
	}

	#meet(): void {
		const { greeting, clock } = this.#options;
		const newcomers = this.#people().filter(({ identity }) => !this.#met.has(identity));
		for (const { identity } of newcomers) this.#met.add(identity);
		if (greeting === null || newcomers.length === 0 || !this.#isSettled) return;
		if (this.#newcomers.length === 0)
			this.#undo.push(clock.after(GREETED_AFTER_MS, () => this.#greet(greeting)));
		this.#newcomers.push(...newcomers);
	}

	#greet(greeting: string): void {
		const names = this.#newcomers.map(({ name }) => name || 'guest');
		this.#newcomers = [];
		const told = names.length > MOST_NAMES ? `${names.length} people` : names.join(', ');
		this.#say(greeting.replaceAll('{name}', told));
	}

	#readChat(): void {
		const { room, clock } = this.#options;
		const news = room.view.chat.filter(({ id, by }) => !this.#read.has(id) && by !== room.view.me.identity);
		for (const { id, text } of news) {
			this.#read.add(id);
			if (text.trim().toLowerCase() !== '!time' || clock.now() - this.#answeredAt < ANSWERED_EVERY_MS)
				continue;
			this.#answeredAt = clock.now();
			this.#tellTime();
		}
	}

	#tellTime(): void {
		const { room, clock } = this.#options;
		const { phase, joinedAt } = room.view;
		if (phase.name !== 'live' || joinedAt === null) return;
		const minutes = Math.floor((clock.now() - joinedAt) / MINUTE_MS);
		this.#say(minutes === 1 ? 'I have been here for 1 minute.' : `I have been here for ${minutes} minutes.`);
	}

	/** On the stage: plays once, and makes room for others. */
	async #play(): Promise<void> {
		const { room, piece } = this.#options;
		if (!piece) return;
		this.#isPlaying = true;
		let opened = await room.openMicrophone();
		if (!opened.ok && opened.code === 'not-agreed') {
			// What it plays is no secret: it may be recorded.
			await room.agreeToRecording({ ownVoice: false });
			opened = await room.openMicrophone();
		}
		if (opened.ok) await piece.mouth.play(piece.samples);
		else this.#say(`I could not play ${piece.name}.`);
		room.closeMicrophone();
		await room.act({ do: 'step-down' });
		this.#isPlaying = false;
	}

	/** Whether it can be said the room decides; a bot does not insist. */
	#say(text: string): void {
		const { room, refused } = this.#options;
		void room.act({ do: 'say', text }).then((said) => {
			if (!said.ok) refused(said.code);
		});
	}
}
