import type { Cue } from '../api.ts';
import type { Clock } from '../base/clock.ts';
import type { SoundSettings } from '../ports.ts';
import { hasSink, setSink } from './context-sink.ts';
import { CUE_NOTES, NOTE_S, type Note } from './cue-tones.ts';

/** Loudness of a note at full volume, 0 to 1: below a voice, which goes on while it sounds. */
const LOUDEST = 0.3;
/** What cannot sound within this time tells of something that is over. */
const LATE_MS = 300;
/** How fast a note comes up, seconds: a sharper edge clicks. */
const ATTACK_S = 0.008;

/** What cues are played with. */
export interface CuePlayerOptions {
	readonly clock: Clock;
	/** The page's one audio context, made when first needed. */
	readonly context: () => AudioContext;
	readonly settings: () => Pick<SoundSettings, 'cues' | 'cueVolume' | 'outputDevice'>;
}

/**
 * Plays the sounds of the interface: notes made on the spot that go to this device's loudspeaker and nowhere else.
 * Where a context cannot choose its loudspeaker they use the system's.
 */
export class CuePlayer {
	readonly #options: CuePlayerOptions;

	constructor(options: CuePlayerOptions) {
		this.#options = options;
	}

	/** Plays a cue now or never; resolves once it has begun or is left out. */
	async play(cue: Cue): Promise<void> {
		const { clock, settings } = this.#options;
		const { cues, cueVolume, outputDevice } = settings();
		if (!cues || cueVolume === 0) return;
		const context = this.#options.context();
		const askedAt = clock.now();
		// Without a click this waits for one.
		if (context.state !== 'running') await context.resume().catch(() => {});
		if (hasSink(context)) await setSink(context, outputDevice ?? '');
		if (context.state !== 'running' || clock.now() - askedAt > LATE_MS) return;
		// The ear's measure of loudness is no straight line: half the volume is a quarter of the swing.
		sound(context, CUE_NOTES[cue], LOUDEST * cueVolume ** 2);
	}
}

function sound(context: AudioContext, notes: readonly Note[], loudness: number): void {
	const start = context.currentTime;
	for (const { hz, at } of notes) {
		const pitch = new OscillatorNode(context, { frequency: hz });
		const swell = new GainNode(context, { gain: 0 });
		swell.gain.setValueAtTime(0, start + at);
		swell.gain.linearRampToValueAtTime(loudness, start + at + ATTACK_S);
		swell.gain.linearRampToValueAtTime(0, start + at + NOTE_S);
		pitch.connect(swell).connect(context.destination);
		pitch.onended = () => swell.disconnect();
		pitch.start(start + at);
		pitch.stop(start + at + NOTE_S);
	}
}
