import { Emitter } from '../base/emitter.ts';
import type { RoomId, SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { EarOutput } from '../media/ear/ear-output.ts';
import { openCapture, type Capture } from '../media/voice/capture.ts';
import type { Epoch, FrameChannel, PacketSource, SoundPath, SoundPathEvents, TreePlace } from '../ports.ts';
import { openPathThread, type PathThread } from './path-thread.ts';

/** What a page's path is made of. */
export interface BrowserSoundPathOptions {
	/** The path ends with it, or earlier by itself. */
	readonly scope: Scope;
	readonly room: RoomId;
	readonly key: SessionKey;
	/** The page's one audio context, made when first needed. */
	readonly context: () => AudioContext;
	/** The chosen loudspeaker, or null for the system's choice. */
	readonly outputDevice: () => string | null;
}

/**
 * The sound path of a browser's page. Packets go through a worker where channels can be moved to one; the page
 * keeps what only it may do: the audio context, its worklets, and the click that starts playback.
 */
export class BrowserSoundPath extends Emitter<SoundPathEvents> implements SoundPath {
	readonly #scope: Scope;
	readonly #options: BrowserSoundPathOptions;
	readonly #thread: PathThread;
	#output: EarOutput | null = null;
	#opening: Promise<void> | null = null;
	#capture: Capture | null = null;
	#speaking = 0;

	private constructor(options: BrowserSoundPathOptions, scope: Scope, thread: PathThread) {
		super();
		this.#options = options;
		this.#scope = scope;
		this.#thread = thread;
		scope.add(() => {
			thread.order({ do: 'close' });
			this.#stopCapture();
			this.clear();
		});
	}

	/** Resolves once the thread runs, so that channels can be given to it at any time from then on. */
	static async open(options: BrowserSoundPathOptions): Promise<BrowserSoundPath> {
		const scope = options.scope.child();
		let path: BrowserSoundPath | null = null;
		const { room, key } = options;
		const thread = await openPathThread({
			scope,
			room,
			key,
			tell: ({ name, payload }) => path?.emit(name, payload as never)
		});
		path = new BrowserSoundPath(options, scope, thread);
		return path;
	}

	/** Where packets are worked on. */
	get thread(): PathThread['kind'] {
		return this.#thread.kind;
	}

	get isBlocked(): boolean {
		return this.#output?.isBlocked ?? false;
	}

	attach(session: SessionId, channel: FrameChannel): void {
		channel.binaryType = 'arraybuffer';
		const moved = this.#thread.kind === 'worker' ? [channel as unknown as Transferable] : [];
		this.#thread.order({ do: 'attach', session, channel }, moved);
	}

	detach(session: SessionId): void {
		this.#thread.order({ do: 'detach', session });
	}

	setPlace(place: TreePlace): void {
		this.#thread.order({ do: 'setPlace', place });
	}

	setSources(sources: readonly PacketSource[]): void {
		this.#thread.order({ do: 'setSources', sources });
	}

	setAudible(volumes: ReadonlyMap<SessionId, number>): void {
		// The first who is to be heard brings the worklet; a page that only hands on never loads it.
		if (volumes.size > 0) this.#opening ??= this.#openOutput();
		this.#thread.order({ do: 'setAudible', volumes: new Map(volumes) });
	}

	setCopies(copies: 2 | 3): void {
		this.#thread.order({ do: 'setCopies', copies });
	}

	setEpochs(epochs: readonly Epoch[] | null): void {
		this.#thread.order({ do: 'setEpochs', epochs });
	}

	speak(track: MediaStreamTrack | null): void {
		const turn = ++this.#speaking;
		this.#stopCapture();
		this.#thread.order({ do: 'speak', port: null });
		if (!track) return;
		openCapture(this.#options.context(), track).then(
			(capture) => {
				if (turn !== this.#speaking || this.#scope.isClosed) return capture.close();
				this.#capture = capture;
				this.#thread.order({ do: 'speak', port: capture.port }, [capture.port]);
			},
			// A browser without worklets says nothing in packets; the stage hears its track.
			() => {}
		);
	}

	levelOf(session: SessionId): number {
		return this.#output?.levelOf(session) ?? 0;
	}

	async unlock(): Promise<void> {
		await this.#output?.unlock();
	}

	/** The loudspeaker was chosen anew. */
	async reroute(): Promise<void> {
		await this.#output?.reroute();
	}

	close(): void {
		this.#scope.close();
	}

	async #openOutput(): Promise<void> {
		const { context, outputDevice } = this.#options;
		try {
			const output = await EarOutput.open({ scope: this.#scope, context: context(), outputDevice });
			if (this.#scope.isClosed) return;
			this.#output = output;
			output.on('blockedChanged', (isBlocked) => this.emit('blockedChanged', isBlocked));
			if (output.isBlocked) this.emit('blockedChanged', true);
			this.#thread.order({ do: 'hear', port: output.port }, [output.port]);
		} catch {
			// A browser without worklets hears tracks only.
			this.#opening = null;
		}
	}

	#stopCapture(): void {
		this.#capture?.close();
		this.#capture = null;
	}
}
