import { SAMPLE_RATE, TICK_MS, TICK_SAMPLES } from '../frames.ts';
import { Concealment, CONCEALED_SAMPLES, HISTORY_SAMPLES } from './concealment.ts';
import { Lateness } from './lateness.ts';
import { framesMissing, type KnownTick } from './losses.ts';

/** One tick of a source, decoded. */
export interface DecodedTick {
	readonly sequence: number;
	/** 960 samples, or null: nothing was said. */
	readonly samples: Float32Array | null;
	readonly isVoice: boolean;
}

/** A stretch of what is to be played. */
interface Stretch {
	readonly sequence: number;
	/** Null: frames were lost here. */
	readonly samples: Float32Array | null;
	readonly length: number;
	readonly isVoice: boolean;
	readonly beginsSpurt: boolean;
}

/** Most stretches kept, 1.3 s: what is older when more comes will not be played. */
const MAX_KEPT = 64;
/** Later than its time by this much, sound is not caught up with but left out: nobody talks with the past. */
const TOO_LATE_MS = 1000;
/** With less than this ahead the next frame is needed now. */
const SHORT_SAMPLES = SAMPLE_RATE * 0.012;
/** Two sounds that do not belong together change over in 5 ms. */
const BLEND_SAMPLES = SAMPLE_RATE * 0.005;

/** Speech is brought to its time from a deviation of the first, until the second, milliseconds. */
const HURRY_FROM_MS = 10;
const HURRY_UNTIL_MS = 2;
/** Speech that is later than the first hurries by 0.8 % instead of 0.4, than the second by 1.6 %. */
const HURRY_MORE_MS = 60;
const HURRY_MOST_MS = 200;
/** Between words any speed will do. */
const PAUSE_SLACK_MS = 4;
const PAUSE_FASTEST = 0.5;
const PAUSE_SLOWEST = 0.3;

const perMs = SAMPLE_RATE / 1000;

/**
 * What one source says, from frames that come in order but not on time, to sound that does not break off:
 * starts each talkspurt at the delay that `Lateness` asks for, conceals what is missing, and comes back to
 * its time by small changes of speed, greater ones between words, or a later start of the next talkspurt.
 * A drift between the two clocks is a deviation like any other. Pure: time comes in as milliseconds of the
 * clock that plays.
 */
export class JitterBuffer {
	readonly #lateness = new Lateness();
	readonly #queue: Stretch[] = [];
	/** Samples of the first stretch that have been played. */
	#offset = 0;
	#last: KnownTick | null = null;
	#isPlaying = false;
	/** Samples made up since nothing was left to play, in the middle of a talkspurt. */
	#borrowed = 0;
	#concealment: Concealment | null = null;
	/** Samples left of the change from what was made up to what is real. */
	#blend = 0;
	#isHurrying = false;
	#turn = 0;
	#due = 0;
	#missing = 0;
	readonly #past = new Float32Array(HISTORY_SAMPLES);
	#pastAt = 0;
	#input = new Float32Array(0);

	/** Frames that were to be played, and those of them that never came or came too late. */
	get stats(): { readonly due: number; readonly missing: number } {
		return { due: this.#due, missing: this.#missing };
	}

	/** Delay that is aimed at, milliseconds. */
	get targetMs(): number {
		return this.#lateness.targetMs;
	}

	/** Whether a talkspurt is being played. */
	get isPlaying(): boolean {
		return this.#isPlaying;
	}

	/** Stretches waiting to be played. */
	get kept(): number {
		return this.#queue.length;
	}

	/** Sequence number of the newest tick that came. */
	get newest(): number | null {
		return this.#last?.sequence ?? null;
	}

	/** Whether the next frame is needed now, though others be missing before it. */
	get isShort(): boolean {
		if (!this.#isPlaying || this.#last?.isSilent) return false;
		let left = -this.#offset;
		for (const { length } of this.#queue) left += length;
		return left < SHORT_SAMPLES;
	}

	/** Delay of what is played at `nowMs`, from its earliest possible arrival; null between talkspurts. */
	delayMs(nowMs: number): number | null {
		const head = this.#queue[0];
		if (!this.#isPlaying || !head) return null;
		return nowMs - this.#lateness.arrivalOf(head.sequence + this.#offset / TICK_SAMPLES);
	}

	/** Takes the next tick, which arrived at `arrivedMs`. One that is not after the last does nothing. */
	push(tick: DecodedTick, arrivedMs: number): void {
		const known: KnownTick = { ...tick, isSilent: tick.samples === null };
		const before = this.#last;
		if (before && tick.sequence <= before.sequence) return;
		this.#last = known;
		const hole = before ? tick.sequence - before.sequence - 1 : 0;
		const missing = before ? framesMissing(before, known) : 0;
		this.#missing += missing;
		this.#due += missing + (tick.samples ? 1 : 0);
		const isSameSpurt = before !== null && !before.isSilent && missing === hole;
		if (isSameSpurt && missing > 0) this.#queueHole(before.sequence + 1, missing);
		this.#borrowed = 0;
		if (!tick.samples) return;
		this.#lateness.note(tick.sequence, arrivedMs);
		this.#queue.push({
			sequence: tick.sequence,
			samples: tick.samples,
			length: tick.samples.length,
			isVoice: tick.isVoice,
			beginsSpurt: !isSameSpurt
		});
		while (this.#queue.length > MAX_KEPT) this.#drop();
	}

	/** Fills `out` with what is to be heard at `nowMs`; answers whether anything is. */
	read(out: Float32Array, nowMs: number): boolean {
		this.#leaveOut(nowMs);
		if (!this.#isPlaying) this.#begin(nowMs);
		if (!this.#isPlaying && !this.#concealment) {
			out.fill(0);
			return false;
		}
		const wanted = out.length + this.#change(out.length, nowMs);
		if (wanted === out.length && this.#copy(out)) return true;
		if (this.#input.length < wanted) this.#input = new Float32Array(2 * wanted);
		for (let i = 0; i < wanted; i++) this.#input[i] = this.#next();
		stretch(this.#input, wanted, out);
		return true;
	}

	/** Frames that never came have their place in time; what was made up meanwhile is part of it. */
	#queueHole(sequence: number, ticks: number): void {
		const length = ticks * TICK_SAMPLES - this.#borrowed;
		const isBroken = this.#isPlaying || this.#queue.length > 0;
		if (!isBroken || length <= 0) return;
		this.#queue.push({ sequence, samples: null, length, isVoice: true, beginsSpurt: false });
	}

	#begin(nowMs: number): void {
		while (this.#queue[0] && !this.#queue[0].samples) this.#queue.shift();
		const head = this.#queue[0];
		if (!head || nowMs < this.#lateness.arrivalOf(head.sequence) + this.targetMs) return;
		this.#queue[0] = { ...head, beginsSpurt: false };
		this.#isPlaying = true;
		this.#isHurrying = false;
		this.#blend = BLEND_SAMPLES;
	}

	#end(): void {
		this.#isPlaying = false;
		this.#borrowed = 0;
		this.#concealment ??= this.#conceal();
	}

	#drop(): void {
		const { samples } = this.#queue.shift()!;
		if (samples) this.#missing++;
		this.#offset = 0;
	}

	/** After a sleep, or a network that held everything back, the past is not played. */
	#leaveOut(nowMs: number): void {
		if (!this.#isLater(TOO_LATE_MS, nowMs)) return;
		if (this.#isPlaying) this.#end();
		while (this.#isLater(TICK_MS, nowMs)) this.#drop();
	}

	/** Whether what is next to play should have been played this long ago. */
	#isLater(ms: number, nowMs: number): boolean {
		const head = this.#queue[0];
		return head !== undefined && nowMs - this.#lateness.arrivalOf(head.sequence) > this.targetMs + ms;
	}

	/** How many samples more (or less) than are asked for shall be played in their place. */
	#change(length: number, nowMs: number): number {
		const delayMs = this.delayMs(nowMs);
		const head = this.#queue[0];
		if (delayMs === null || !head?.samples) return 0;
		const lateMs = delayMs - this.targetMs;
		if (!head.isVoice) return this.#changeInPause(length, lateMs);
		const off = Math.abs(lateMs);
		this.#isHurrying = off > (this.#isHurrying ? HURRY_UNTIL_MS : HURRY_FROM_MS);
		if (!this.#isHurrying) return 0;
		const isTurn = (this.#turn = 1 - this.#turn) === 0 || off > HURRY_MORE_MS;
		const step = Math.ceil(length / (off > HURRY_MOST_MS ? 64 : 128));
		return isTurn ? Math.sign(lateMs) * step : 0;
	}

	#changeInPause(length: number, lateMs: number): number {
		if (Math.abs(lateMs) < PAUSE_SLACK_MS) return 0;
		const wanted = Math.trunc(lateMs * perMs);
		return Math.max(
			-Math.floor(length * PAUSE_SLOWEST),
			Math.min(Math.floor(length * PAUSE_FASTEST), wanted)
		);
	}

	/** What is nearly always to be done: a piece of one frame, as it is. False where it takes more. */
	#copy(out: Float32Array): boolean {
		const head = this.#queue[0];
		if (!this.#isPlaying || !head?.samples || this.#blend > 0) return false;
		const isBeginning = head.beginsSpurt && this.#offset === 0;
		const end = this.#offset + out.length;
		if (isBeginning || end >= head.length || this.#pastAt + out.length > HISTORY_SAMPLES) return false;
		out.set(head.samples.subarray(this.#offset, end));
		this.#past.set(out, this.#pastAt);
		this.#pastAt = (this.#pastAt + out.length) % HISTORY_SAMPLES;
		this.#offset = end;
		return true;
	}

	/** The next sample in the speaker's time, or one made up in its place. */
	#next(): number {
		const head = this.#isPlaying ? this.#queue[0] : undefined;
		if (this.#isPlaying && (!head || (head.beginsSpurt && this.#offset === 0))) this.#runDry(head);
		const sample = this.#isPlaying && head ? this.#play(head) : this.#madeUp();
		this.#past[this.#pastAt] = sample;
		this.#pastAt = (this.#pastAt + 1) % HISTORY_SAMPLES;
		return sample;
	}

	/** Nothing is left of this talkspurt: it is over, or a frame is late and something is made up meanwhile. */
	#runDry(next: Stretch | undefined): void {
		const mayGoOn = !next && this.#last?.isVoice && this.#borrowed < CONCEALED_SAMPLES;
		if (!mayGoOn) return this.#end();
		this.#borrowed++;
		this.#concealment ??= this.#conceal();
	}

	#play(head: Stretch): number {
		const at = this.#offset++;
		if (this.#offset === head.length) {
			this.#queue.shift();
			this.#offset = 0;
		}
		if (!head.samples) {
			this.#concealment ??= this.#conceal();
			this.#blend = BLEND_SAMPLES;
			return this.#concealment.next();
		}
		if (this.#blend === 0) return head.samples[at]!;
		const share = 1 - this.#blend-- / BLEND_SAMPLES;
		const sample = share * head.samples[at]! + (1 - share) * (this.#concealment?.next() ?? 0);
		if (this.#blend === 0) this.#concealment = null;
		return sample;
	}

	#madeUp(): number {
		this.#blend = BLEND_SAMPLES;
		const concealment = this.#concealment;
		if (!concealment) return 0;
		if (concealment.isOver) this.#concealment = null;
		return concealment.next();
	}

	#conceal(): Concealment {
		const past = new Float32Array(HISTORY_SAMPLES);
		past.set(this.#past.subarray(this.#pastAt));
		past.set(this.#past.subarray(0, this.#pastAt), HISTORY_SAMPLES - this.#pastAt);
		return new Concealment(past);
	}
}

/** Plays `length` samples of `input` in the time of `out`, by linear interpolation; equal lengths are copied. */
function stretch(input: Float32Array, length: number, out: Float32Array): void {
	const step = length / out.length;
	for (let i = 0; i < out.length; i++) {
		const place = i * step;
		const at = Math.floor(place);
		const here = input[at]!;
		const there = input[Math.min(at + 1, length - 1)]!;
		out[i] = here + (place - at) * (there - here);
	}
}
