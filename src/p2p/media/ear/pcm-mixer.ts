import type { SessionId } from '../../base/ids.ts';
import { SAMPLE_RATE, type EarStats } from '../frames.ts';
import { JitterBuffer } from './jitter-buffer.ts';
import { MAX_SOURCES, type PlayedTick } from './playout.ts';

/** More than three voices at once nobody can follow. */
const HEARD_AT_ONCE = 3;
/** Who is heard stays heard until another is louder by this factor of power (3 dB). */
const STAYS = 2;
/** Time constant of the loudness by which the heard are chosen, and of the shown level. */
const LOUDNESS_SAMPLES = SAMPLE_RATE * 0.1;
/** Volumes change over this long. */
const RAMP_SAMPLES = SAMPLE_RATE * 0.01;

type FrameCounts = JitterBuffer['stats'];

interface Voice {
	readonly buffer: JitterBuffer;
	volume: number;
	/** What the buffer had counted by the last change between heard and silent, and how much of that was heard. */
	counted: FrameCounts;
	heard: FrameCounts;
	/** What the newest sample was multiplied with. */
	gain: number;
	/** Smoothed mean square. */
	power: number;
	isHeard: boolean;
	isLeaving: boolean;
	wasPlaying: boolean;
	/** The newest tick at which the next one was asked for. */
	askedAt: number | null;
}

/** What changed since it was last asked for. */
export interface MixerNews {
	/** Sources whose next frame is needed now. */
	readonly wanted: readonly SessionId[];
	/** Sources of which something is heard again. */
	readonly began: readonly SessionId[];
}

/**
 * Plays up to 16 sources into one channel: each through its jitter buffer, at its volume, the three
 * loudest of them heard. Pure: time comes in as milliseconds of the clock that plays.
 */
export class PcmMixer {
	readonly #voices = new Map<SessionId, Voice>();
	#scratch = new Float32Array(128);
	#wanted: SessionId[] = [];
	#began: SessionId[] = [];
	/** Counters of sources that are gone. */
	#due = 0;
	#missing = 0;
	#playoutMs = 0;

	/** Takes the next tick of a source, which came in at `nowMs`. Sources without a volume are not played. */
	push(source: SessionId, tick: PlayedTick, nowMs: number): void {
		this.#voices.get(source)?.buffer.push(tick, nowMs - tick.heldMs);
	}

	/** Who is played, and how loud, 0 to 1; no more than 16 of them. The others fade out. */
	setVolumes(volumes: ReadonlyMap<SessionId, number>): void {
		const kept = new Map([...volumes].slice(0, MAX_SOURCES));
		for (const [source, voice] of this.#voices) {
			setVolume(voice, kept.get(source) ?? 0);
			voice.isLeaving = !kept.has(source);
		}
		for (const [source, volume] of kept)
			if (!this.#voices.has(source)) this.#voices.set(source, newVoice(volume));
	}

	/** Fills `out` with what is heard at `nowMs`; answers whether anything is. */
	render(out: Float32Array, nowMs: number): boolean {
		out.fill(0);
		if (this.#scratch.length !== out.length) this.#scratch = new Float32Array(out.length);
		let isAny = false;
		this.#choose();
		for (const [source, voice] of this.#voices) {
			const isSounding = voice.buffer.read(this.#scratch, nowMs);
			this.#notice(source, voice, nowMs);
			measure(voice, isSounding ? this.#scratch : null, out.length);
			if (!isSounding) {
				// Nothing is heard that could click.
				voice.gain = voice.isHeard ? voice.volume : 0;
			} else {
				isAny = true;
				mix(voice, this.#scratch, out);
			}
			if (voice.gain === 0 && voice.isLeaving) this.#forget(source, voice);
		}
		if (isAny) for (let i = 0; i < out.length; i++) out[i] = Math.max(-1, Math.min(1, out[i]!));
		return isAny;
	}

	/** What happened since the last call. */
	news(): MixerNews {
		const news = { wanted: this.#wanted, began: this.#began };
		if (news.wanted.length > 0) this.#wanted = [];
		if (news.began.length > 0) this.#began = [];
		return news;
	}

	/** Loudness of each source that is heard as it is played, its volume left out: root mean square, 0 to 1. */
	levels(): ReadonlyMap<SessionId, number> {
		const levels = new Map<SessionId, number>();
		for (const [source, { power, buffer }] of this.#voices)
			levels.set(source, buffer.isPlaying ? Math.sqrt(power) : 0);
		return levels;
	}

	stats(): EarStats {
		let { due, missing } = { due: this.#due, missing: this.#missing };
		for (const voice of this.#voices.values()) {
			const heard = heardOf(voice);
			due += heard.due;
			missing += heard.missing;
		}
		return { due, missing, playoutMs: this.#playoutMs };
	}

	/** The three loudest; changes for somebody clearly louder only. */
	#choose(): void {
		let place = 0;
		if (this.#voices.size <= HEARD_AT_ONCE) for (const voice of this.#voices.values()) voice.isHeard = true;
		else for (const voice of this.#ranked()) voice.isHeard = place++ < HEARD_AT_ONCE;
	}

	#ranked(): Voice[] {
		const rank = ({ power, isHeard }: Voice) => (isHeard ? power * STAYS : power);
		return [...this.#voices.values()].sort((a, b) => rank(b) - rank(a));
	}

	#notice(source: SessionId, voice: Voice, nowMs: number): void {
		const { buffer } = voice;
		if (buffer.isPlaying && !voice.wasPlaying) this.#began.push(source);
		voice.wasPlaying = buffer.isPlaying;
		this.#playoutMs = buffer.delayMs(nowMs) ?? this.#playoutMs;
		if (!buffer.isShort || voice.askedAt === buffer.newest) return;
		voice.askedAt = buffer.newest;
		this.#wanted.push(source);
	}

	#forget(source: SessionId, voice: Voice): void {
		const { due, missing } = heardOf(voice);
		this.#voices.delete(source);
		this.#due += due;
		this.#missing += missing;
	}
}

function newVoice(volume: number): Voice {
	return {
		buffer: new JitterBuffer(),
		volume,
		counted: { due: 0, missing: 0 },
		heard: { due: 0, missing: 0 },
		gain: 0,
		power: 0,
		isHeard: false,
		isLeaving: false,
		wasPlaying: false,
		askedAt: null
	};
}

/** Frames of a voice that were due while it had a volume: what plays silently, a track brings at the same time. */
function heardOf({ buffer, volume, counted, heard }: Voice): FrameCounts {
	if (volume === 0) return heard;
	const { due, missing } = buffer.stats;
	return { due: heard.due + due - counted.due, missing: heard.missing + missing - counted.missing };
}

function setVolume(voice: Voice, volume: number): void {
	if (volume > 0 !== voice.volume > 0)
		Object.assign(voice, { heard: heardOf(voice), counted: voice.buffer.stats });
	voice.volume = volume;
}

function measure(voice: Voice, samples: Float32Array | null, length: number): void {
	let sum = 0;
	if (samples) for (let i = 0; i < length; i++) sum += samples[i]! * samples[i]!;
	const share = Math.min(1, length / LOUDNESS_SAMPLES);
	voice.power += share * (sum / length - voice.power);
}

/** Adds a voice, its gain on the way to where it should be. */
function mix(voice: Voice, samples: Float32Array, out: Float32Array): void {
	const aim = voice.isHeard ? voice.volume : 0;
	if (voice.gain === aim) {
		for (let i = 0; i < out.length; i++) out[i] = out[i]! + aim * samples[i]!;
		return;
	}
	const step = 1 / RAMP_SAMPLES;
	for (let i = 0; i < out.length; i++) {
		const left = aim - voice.gain;
		voice.gain = Math.abs(left) <= step ? aim : voice.gain + Math.sign(left) * step;
		out[i] = out[i]! + voice.gain * samples[i]!;
	}
}
