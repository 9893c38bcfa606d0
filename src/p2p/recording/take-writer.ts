import type { Moment, RecordingFault } from '../ports.ts';
import { OpusPages, SILENCE, type Comments } from './opus-file.ts';
import { headLine, MAX_CAPTION_BYTES, MAX_CAPTIONS, momentLine, type TimelineHead } from './timeline.ts';

/** A file to which bytes are appended. The methods throw what the file system throws. */
export interface AppendedFile {
	append(bytes: Uint8Array<ArrayBuffer>): void;
	/** What was appended outlives this page from now on. */
	flush(): void;
	/** Cuts the file to so many bytes. */
	truncate(bytes: number): void;
	close(): void;
}

/** What it means that a file could not be written, and `otherwise` where that was not for want of space. */
export function faultOf(error: unknown, otherwise: RecordingFault): RecordingFault {
	const isFull = (error as Partial<DOMException> | null)?.name === 'QuotaExceededError';
	return isFull ? 'recording-full' : otherwise;
}

/** What a file says about itself without the time line. */
export function commentsOf({ title, host, startedAt }: TimelineHead): Comments {
	return [
		['TITLE', title],
		...(host === '' ? [] : [['ARTIST', host] as const]),
		['DATE', new Date(startedAt).toISOString().slice(0, 10)]
	];
}

/**
 * Writes one recording: pages of sound, and beside them the moments at their places in it. Each page goes to the disk
 * as it is full, a second at a time. What does not fit is taken back to the last whole page, and nothing follows.
 */
export class TakeWriter {
	readonly #sound: AppendedFile;
	readonly #line: AppendedFile;
	readonly #pages: OpusPages;
	#soundBytes = 0;
	#lineBytes = 0;
	/** Of the captions among it. */
	#captions = { count: 0, bytes: 0 };
	#isOver = false;

	/** Throws what the file system throws. `serial` is any u32. */
	constructor(files: { sound: AppendedFile; timeline: AppendedFile }, head: TimelineHead, serial: number) {
		this.#sound = files.sound;
		this.#line = files.timeline;
		this.#pages = new OpusPages(serial);
		this.#soundBytes = this.#append(this.#sound, this.#pages.begin(commentsOf(head)));
		this.#lineBytes = this.#append(this.#line, new TextEncoder().encode(headLine(head)));
	}

	/** The next 20 ms, encoded; null where the encoder failed. */
	packet(packet: Uint8Array | null): RecordingFault | null {
		if (this.#isOver) return null;
		return this.#tried(() => {
			const page = this.#pages.add(packet ?? SILENCE);
			if (page) this.#soundBytes += this.#append(this.#sound, page);
		});
	}

	/** Notes a moment at the place of the newest packet; captions up to `MAX_CAPTION_BYTES` and `MAX_CAPTIONS`. */
	note(moment: Moment): RecordingFault | null {
		const isFull = this.#captions.bytes >= MAX_CAPTION_BYTES || this.#captions.count >= MAX_CAPTIONS;
		if (this.#isOver || (moment.what === 'caption' && isFull)) return null;
		const before = this.#lineBytes;
		const fault = this.#tried(() => this.#note({ ...moment, at: this.#pages.lengthMs }));
		if (moment.what === 'caption') {
			const { count, bytes } = this.#captions;
			this.#captions = { count: count + 1, bytes: bytes + this.#lineBytes - before };
		}
		return fault;
	}

	/** Writes the rest and closes the files; whole, whatever is answered. */
	end(): RecordingFault | null {
		if (this.#isOver) return null;
		const fault = this.#tried(() => {
			this.#soundBytes += this.#append(this.#sound, this.#pages.end());
			this.#note({ what: 'end', fault: null, at: this.#pages.lengthMs });
		});
		if (!fault) this.#close();
		return fault;
	}

	#note(moment: Parameters<typeof momentLine>[0]): void {
		this.#lineBytes += this.#append(this.#line, new TextEncoder().encode(momentLine(moment)));
	}

	#append(file: AppendedFile, bytes: Uint8Array<ArrayBuffer>): number {
		file.append(bytes);
		file.flush();
		return bytes.length;
	}

	/** Does it, or ends the recording where it was whole last. */
	#tried(write: () => void): RecordingFault | null {
		try {
			write();
			return null;
		} catch (error) {
			const fault = faultOf(error, 'recording-failed');
			this.#giveUp(fault);
			return fault;
		}
	}

	#giveUp(fault: RecordingFault): void {
		const attempts = [
			() => this.#sound.truncate(this.#soundBytes),
			() => this.#line.truncate(this.#lineBytes),
			() => this.#note({ what: 'end', fault, at: this.#pages.lengthMs })
		];
		for (const attempt of attempts) {
			try {
				attempt();
			} catch {
				// A disk that takes nothing may not take this either; what is there can be read without it.
			}
		}
		this.#close();
	}

	#close(): void {
		this.#isOver = true;
		for (const file of [this.#sound, this.#line]) {
			try {
				file.close();
			} catch {
				// It is closed then.
			}
		}
	}
}
