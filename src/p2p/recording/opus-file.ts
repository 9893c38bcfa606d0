import { SAMPLE_RATE, TICK_MS, TICK_SAMPLES } from '../media/frames.ts';
import { BEGINS, encodePage, ENDS, lastPage, pageAt } from './ogg-page.ts';

/*
 * Opus in Ogg (RFC 7845): a page with the head, one with comments, then pages of a second each. The comments stand
 * in exactly one page, so other comments can take their place without a change of any page after them.
 */

/** Samples that the encoder adds before the first one it was given: libopus, 6.5 ms at 48 kHz. */
const PRE_SKIP = 312;
/** A second: what a machine that dies loses at most. */
const PACKETS_A_PAGE = 1000 / TICK_MS;
/** The most that one page of comments holds, with room for the rest of its packet. */
const MAX_COMMENTS_BYTES = 60_000;
/** Longer than any page: whole pages are found in a tail of this length. */
const TAIL_BYTES = 256 * 1024;
const VENDOR = 'Hearsay';
/** A packet of 20 ms without any sound: CELT, fullband, mono (RFC 6716, section 3.1), for what an encoder refused. */
export const SILENCE = new Uint8Array([0xf8, 0xff, 0xfe]);

/** Comments of a file by their names, which may repeat; RFC 7845, section 5.2, and the CHAPTER convention of Xiph. */
export type Comments = readonly (readonly [name: string, text: string])[];

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

function u32(value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
}

function head(): Uint8Array {
	const tail = new Uint8Array(11);
	const view = new DataView(tail.buffer);
	view.setUint8(0, 1); // version
	view.setUint8(1, 1); // channels
	view.setUint16(2, PRE_SKIP, true);
	view.setUint32(4, SAMPLE_RATE, true);
	return concat([new TextEncoder().encode('OpusHead'), tail]);
}

/** The comments as a packet; those that find no room in one page are left out, the last ones first. */
function tags(comments: Comments): Uint8Array {
	const encoder = new TextEncoder();
	const lengthFirst = (text: string) => {
		const bytes = encoder.encode(text);
		return concat([u32(bytes.length), bytes]);
	};
	const lines: Uint8Array[] = [];
	let size = 0;
	for (const [name, text] of comments) {
		const line = lengthFirst(`${name}=${text}`);
		if ((size += line.length) > MAX_COMMENTS_BYTES) break;
		lines.push(line);
	}
	return concat([encoder.encode('OpusTags'), lengthFirst(VENDOR), u32(lines.length), ...lines]);
}

function headerPages(serial: number, comments: Comments): Uint8Array<ArrayBuffer> {
	return concat([
		encodePage({ flags: BEGINS, granule: 0, serial, sequence: 0, packets: [head()] }),
		encodePage({ flags: 0, granule: 0, serial, sequence: 1, packets: [tags(comments)] })
	]);
}

/** Makes the pages of one file, in order; the caller appends them. */
export class OpusPages {
	readonly #serial: number;
	#sequence = 2;
	#ticks = 0;
	#waiting: Uint8Array[] = [];

	/** `serial` names the stream, any u32. */
	constructor(serial: number) {
		this.#serial = serial;
	}

	/** Sound taken so far, milliseconds. */
	get lengthMs(): number {
		return this.#ticks * TICK_MS;
	}

	/** The first two pages. */
	begin(comments: Comments): Uint8Array<ArrayBuffer> {
		return headerPages(this.#serial, comments);
	}

	/** Takes the next 20 ms, encoded; a page when there is enough for one. The last packet waits, so that the end has one. */
	add(packet: Uint8Array): Uint8Array<ArrayBuffer> | null {
		const page = this.#waiting.length >= PACKETS_A_PAGE ? this.#page(0) : null;
		this.#waiting.push(packet);
		this.#ticks++;
		return page;
	}

	/** The last page. */
	end(): Uint8Array<ArrayBuffer> {
		return this.#page(ENDS);
	}

	#page(flags: number): Uint8Array<ArrayBuffer> {
		const packets = this.#waiting;
		this.#waiting = [];
		const granule = this.#ticks * TICK_SAMPLES;
		return encodePage({ flags, granule, serial: this.#serial, sequence: this.#sequence++, packets });
	}
}

/** What is whole of a file: how many of its bytes, and how much sound that is. */
export interface Whole {
	readonly bytes: number;
	readonly lengthMs: number;
}

/** How much of a file is whole, by its last whole page; null where there is none. Reads its end only. */
export async function wholeOf(file: Blob): Promise<Whole | null> {
	const from = Math.max(0, file.size - TAIL_BYTES);
	const page = lastPage(new Uint8Array(await file.slice(from).arrayBuffer()));
	if (!page) return null;
	const lengthMs = Math.max(0, ((page.granule - PRE_SKIP) * 1000) / SAMPLE_RATE);
	return { bytes: from + page.end, lengthMs };
}

/** The same sound under other comments, without what is not whole; null where the file is none of ours. */
export async function recomment(file: Blob, comments: Comments): Promise<Blob | null> {
	const whole = await wholeOf(file);
	const start = new Uint8Array(await file.slice(0, TAIL_BYTES).arrayBuffer());
	const first = pageAt(start, 0);
	const second = first && pageAt(start, first.end);
	if (!whole || !second) return null;
	const serial = new DataView(start.buffer).getUint32(14, true);
	return new Blob([headerPages(serial, comments), file.slice(second.end, whole.bytes)], {
		type: 'audio/ogg'
	});
}
