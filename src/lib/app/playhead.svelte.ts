import type { OpenedRecording } from '../../p2p/api.ts';

/** How fast a recording may be played. */
export const SPEEDS = [1, 1.25, 1.5, 2] as const;
/** A step back or ahead, milliseconds. */
export const STEP_MS = 15_000;

/** One recording as it is played: where, how fast, and whether. The length is that of the file, not a browser's guess. */
export class Playhead {
	readonly recording: OpenedRecording;
	readonly url: string;
	#audio: HTMLAudioElement | null = null;
	#at = $state(0);
	#isPlaying = $state(false);
	#hasFailed = $state(false);
	#speed = $state<number>(1);

	constructor(recording: OpenedRecording) {
		this.recording = recording;
		this.url = URL.createObjectURL(recording.sound);
	}

	/** Milliseconds from the beginning. */
	get at(): number {
		return this.#at;
	}

	get isPlaying(): boolean {
		return this.#isPlaying;
	}

	/** The browser cannot play it. */
	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	get speed(): number {
		return this.#speed;
	}

	/** Number of the chapter that is played, or -1 before the first. */
	get chapter(): number {
		return this.recording.chapters.findLastIndex(({ at }) => at <= this.#at);
	}

	/** Follows an audio element for as long as it is shown; an attachment. */
	readonly follow = (audio: HTMLAudioElement): (() => void) => {
		this.#audio = audio;
		const listeners: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
			timeupdate: () => (this.#at = Math.min(audio.currentTime * 1000, this.recording.lengthMs)),
			play: () => (this.#isPlaying = true),
			pause: () => (this.#isPlaying = false),
			error: () => (this.#hasFailed = true)
		};
		for (const [name, listener] of Object.entries(listeners)) audio.addEventListener(name, listener);
		return () => {
			for (const [name, listener] of Object.entries(listeners)) audio.removeEventListener(name, listener);
			this.#audio = null;
		};
	};

	toggle(): void {
		if (!this.#audio) return;
		if (this.#isPlaying) this.#audio.pause();
		else void this.#audio.play().catch(() => {});
	}

	/** Goes to a place, milliseconds from the beginning. */
	seek(at: number): void {
		const place = Math.max(0, Math.min(at, this.recording.lengthMs));
		this.#at = place;
		if (this.#audio) this.#audio.currentTime = place / 1000;
	}

	setSpeed(times: number): void {
		this.#speed = times;
		if (this.#audio) this.#audio.playbackRate = times;
	}

	close(): void {
		this.#audio?.pause();
		URL.revokeObjectURL(this.url);
	}
}
