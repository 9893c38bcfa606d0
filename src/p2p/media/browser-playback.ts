import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Playback, PlaybackEvents } from '../ports.ts';

interface Voice {
	readonly element: HTMLAudioElement;
	readonly receiver: RTCRtpReceiver;
}

/** Options of the browser's playback. */
export interface BrowserPlaybackOptions {
	readonly context: () => AudioContext;
	/** The chosen loudspeaker, or null for the system's choice. */
	readonly outputDevice: () => string | null;
}

/** One audio element for each voice: the browser's own jitter buffer, mixer and echo reference. */
export class BrowserPlayback extends Emitter<PlaybackEvents> implements Playback {
	readonly #options: BrowserPlaybackOptions;
	readonly #voices = new Map<SessionId, Voice>();
	readonly #volumes = new Map<SessionId, number>();
	readonly #audible = new Set<SessionId>();
	#isBlocked = false;

	constructor(options: BrowserPlaybackOptions) {
		super();
		this.#options = options;
	}

	get isBlocked(): boolean {
		return this.#isBlocked;
	}

	attach(session: SessionId, receiver: RTCRtpReceiver): void {
		this.#remove(session);
		const element = document.createElement('audio');
		element.srcObject = new MediaStream([receiver.track]);
		element.volume = this.#volumes.get(session) ?? 1;
		element.muted = true;
		element.hidden = true;
		document.body.append(element);
		this.#voices.set(session, { element, receiver });
		this.#route(element);
		this.#apply(session);
	}

	detach(session: SessionId): void {
		this.#remove(session);
		this.#audible.delete(session);
		this.#volumes.delete(session);
	}

	setAudible(session: SessionId, isAudible: boolean): void {
		if (this.#audible.has(session) === isAudible) return;
		if (isAudible) this.#audible.add(session);
		else this.#audible.delete(session);
		this.#apply(session);
	}

	setVolume(session: SessionId, volume: number): void {
		this.#volumes.set(session, volume);
		const voice = this.#voices.get(session);
		if (voice) voice.element.volume = volume;
	}

	levelOf(session: SessionId): number {
		const voice = this.#voices.get(session);
		// The newest packet's level, as the sender or the decoder measured it.
		return voice?.receiver.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
	}

	async unlock(): Promise<void> {
		void this.#options.context().resume();
		await Promise.all([...this.#voices.keys()].map((session) => this.#play(session)));
		if (this.#audible.size === 0) this.#setBlocked(false);
	}

	/** The loudspeaker was changed in the settings. */
	reroute(): void {
		for (const { element } of this.#voices.values()) this.#route(element);
	}

	close(): void {
		for (const session of [...this.#voices.keys()]) this.#remove(session);
		this.clear();
	}

	#apply(session: SessionId): void {
		const voice = this.#voices.get(session);
		if (!voice) return;
		voice.element.muted = !this.#audible.has(session);
		void this.#play(session);
	}

	async #play(session: SessionId): Promise<void> {
		const voice = this.#voices.get(session);
		if (!voice) return;
		try {
			await voice.element.play();
			if (!voice.element.muted) this.#setBlocked(false);
		} catch (error) {
			// Only a voice that should be heard counts; a removed element's play is aborted, not refused.
			if ((error as DOMException).name === 'NotAllowedError' && this.#audible.has(session))
				this.#setBlocked(true);
		}
	}

	#route(element: HTMLAudioElement): void {
		const device = this.#options.outputDevice();
		if (!('setSinkId' in element) || element.sinkId === (device ?? '')) return;
		// A loudspeaker that is gone leaves the element on the system's choice.
		void element.setSinkId(device ?? '').catch(() => element.setSinkId('').catch(() => {}));
	}

	#remove(session: SessionId): void {
		const voice = this.#voices.get(session);
		if (!voice) return;
		this.#voices.delete(session);
		voice.element.pause();
		voice.element.srcObject = null;
		voice.element.remove();
	}

	#setBlocked(isBlocked: boolean): void {
		if (this.#isBlocked === isBlocked) return;
		this.#isBlocked = isBlocked;
		this.emit('blockedChanged', undefined);
	}
}
