import type { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';

/** Samples in a second, everywhere between the capture worklet and the playout worklet. */
export const SAMPLE_RATE = 48_000;
/** Length of one frame, and of one step of a speaker's media clock. */
export const TICK_MS = 20;
/** Samples in one frame of one channel. */
export const TICK_SAMPLES = (SAMPLE_RATE * TICK_MS) / 1000;
/** Longest encoded frame: 20 ms of Opus at 160 kbit/s, five times what voices here are given. */
export const MAX_FRAME_BYTES = 400;

/**
 * One 20 ms of one speaker, encoded. An empty payload says that nothing was said in this tick: a voice
 * ends each talkspurt with one, and whoever learns from a packet that a frame does not exist may make one.
 */
export interface EncodedFrame {
	/** 20 ms ticks of the speaker's media clock, which goes on counting in silence; u32. */
	readonly sequence: number;
	/** One raw Opus packet, mono, at most `MAX_FRAME_BYTES`; or nothing. */
	readonly payload: Uint8Array;
	/** Loudness in −dBov, 0 (loudest) to 127 (digital silence). Source: RFC 6464, section 3. */
	readonly level: number;
	/** Whether speech is heard in it; the frames that a talkspurt ends with, and its end, say no. */
	readonly isVoice: boolean;
}

/** What an ear has had to play since it was made. */
export interface EarStats {
	/** Frames that were to be heard; of what is played without a volume none. */
	readonly due: number;
	/** Those of them that never came, or came too late. Never counts silence. */
	readonly missing: number;
	/** Delay from a frame's arrival at its earliest to its sound, of the source heard last, milliseconds. */
	readonly playoutMs: number;
}

/** What an ear tells its owner. */
export interface EarEvents {
	/** Frames of a source are played from now on. */
	playing: { readonly session: SessionId };
	/** A source that was playing stopped in the middle of a talkspurt, seconds ago. */
	stalled: { readonly session: SessionId };
}

/** What decodes and plays; lives beside the forwarder. */
export interface Ear extends Pick<Emitter<EarEvents>, 'on'> {
	/** Takes a frame, in any order. Copies of a frame it has had, and frames of who is not audible, do nothing. */
	take(source: SessionId, frame: EncodedFrame): void;
	/** Who is played from now on, and how loud, 0 to 1; everybody else falls silent. */
	setAudible(volumes: ReadonlyMap<SessionId, number>): void;
	stats(): EarStats;
	close(): void;
}

/** What a voice tells its owner. */
export interface VoiceEvents {
	/** The next frame, in order. None while nothing is said. */
	frame: EncodedFrame;
}

/** Makes frames of what a capture worklet posts to its port. */
export interface Voice extends Pick<Emitter<VoiceEvents>, 'on'> {
	/** Ends the talkspurt, and everything. */
	close(): void;
}
