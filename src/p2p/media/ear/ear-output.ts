import { Emitter } from '../../base/emitter.ts';
import type { SessionId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import { hasSink, setSink } from '../context-sink.ts';
import type { PlayoutLevels } from './playout-messages.ts';
import playoutWorklet from './playout.worklet.ts?worker&url';

/** A context needs a moment to start or to change its device; only what stands still longer is blocked. */
const BLOCKED_AFTER_MS = 400;

/** What an output tells its owner. */
export interface EarOutputEvents {
	/** `isBlocked` changed. */
	blockedChanged: boolean;
}

/** What an output is made of. */
export interface EarOutputOptions {
	/** The output ends with it, or earlier by itself. */
	readonly scope: Scope;
	/** The page's one audio context; it goes on when the output ends. */
	readonly context: AudioContext;
	/** The chosen loudspeaker, or null for the system's choice. */
	readonly outputDevice: () => string | null;
}

/**
 * An ear's way to the loudspeaker, in the page: a node on its audio context, plus an audio element where
 * only that can choose the device. Listening needs no permission.
 */
export class EarOutput extends Emitter<EarOutputEvents> {
	/** Hand it to the thread that decodes, for its `PortPlayout`. */
	readonly port: MessagePort;
	readonly #scope: Scope;
	readonly #options: EarOutputOptions;
	readonly #node: AudioWorkletNode;
	#levels: PlayoutLevels = new Map();
	#element: HTMLAudioElement | null = null;
	#isBlocked = false;

	private constructor(options: EarOutputOptions) {
		super();
		const { context, scope } = options;
		this.#options = options;
		this.#scope = scope.child();
		this.#node = new AudioWorkletNode(context, 'hearsay-playout', {
			numberOfInputs: 0,
			outputChannelCount: [1]
		});
		const { port1, port2 } = new MessageChannel();
		this.port = port1;
		this.#node.port.postMessage(null, [port2]);
		this.#node.port.onmessage = ({ data }: MessageEvent<PlayoutLevels>) => (this.#levels = data);
		const look = () => this.#lookIfBlocked();
		context.addEventListener('statechange', look);
		this.#scope.add(() => context.removeEventListener('statechange', look));
		this.#scope.add(() => this.#end());
	}

	/** Resolves once the worklet is loaded and plays; rejects where the browser has none, or may not load it. */
	static async open(options: EarOutputOptions): Promise<EarOutput> {
		await options.context.audioWorklet.addModule(playoutWorklet);
		const output = new EarOutput(options);
		await output.reroute();
		void options.context.resume();
		output.#lookIfBlocked();
		return output;
	}

	/** The browser refuses to play until a click. */
	get isBlocked(): boolean {
		return this.#isBlocked;
	}

	/** Where what is heard leaves, to be connected to something else as well. */
	get node(): AudioNode {
		return this.#node;
	}

	/** Loudness of a source as it is played, 0 to 1. */
	levelOf(session: SessionId): number {
		return this.#levels.get(session) ?? 0;
	}

	/** Starts what was refused; call it from a click. */
	async unlock(): Promise<void> {
		const { context } = this.#options;
		// Where it is still refused `resume` waits for a click that may never come.
		void context.resume();
		await this.#element?.play().catch(() => {});
		this.#lookIfBlocked();
	}

	/** The loudspeaker was chosen anew. One that is gone leaves sound on the system's choice. */
	async reroute(): Promise<void> {
		const { context } = this.#options;
		const device = this.#options.outputDevice() ?? '';
		if (hasSink(context)) {
			if (!this.#element) this.#node.connect(context.destination);
			return setSink(context, device);
		}
		if (!device && !this.#element) return void this.#node.connect(context.destination);
		const element = (this.#element ??= this.#throughElement());
		await element.setSinkId?.(device).catch(() => element.setSinkId('').catch(() => {}));
	}

	close(): void {
		this.#scope.close();
	}

	#throughElement(): HTMLAudioElement {
		const destination = new MediaStreamAudioDestinationNode(this.#options.context, { channelCount: 1 });
		this.#node.disconnect();
		this.#node.connect(destination);
		const element = document.createElement('audio');
		element.hidden = true;
		element.srcObject = destination.stream;
		document.body.append(element);
		void element.play().catch(() => {});
		return element;
	}

	#lookIfBlocked(): void {
		const isStill = () => this.#options.context.state !== 'running' || this.#element?.paused === true;
		if (!isStill()) return this.#setBlocked(false);
		this.#scope.after(BLOCKED_AFTER_MS, () => this.#setBlocked(isStill()));
	}

	#setBlocked(isBlocked: boolean): void {
		if (this.#isBlocked === isBlocked) return;
		this.#isBlocked = isBlocked;
		this.emit('blockedChanged', isBlocked);
	}

	#end(): void {
		this.#node.port.postMessage('off');
		this.#node.port.onmessage = null;
		this.#node.disconnect();
		this.#element?.pause();
		this.#element?.remove();
		this.clear();
	}
}
