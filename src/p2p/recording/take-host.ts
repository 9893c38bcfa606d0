import type { Scope } from '../base/scope.ts';
import type { Codec, Encoder } from '../media/codec/codec.ts';
import type { CapturedBlock } from '../media/voice/block-cutter.ts';
import type { Moment, RecordingFault } from '../ports.ts';
import { faultOf, TakeWriter, type AppendedFile } from './take-writer.ts';
import type { TimelineHead } from './timeline.ts';

/** How long the last packets are waited for. */
const LAST_PACKETS_MS = 500;

/** What the page asks of the thread that writes. */
export type TakeOrder =
	| { readonly do: 'begin'; readonly id: string; readonly head: TimelineHead; readonly serial: number }
	/** Brings `CapturedBlock`s. */
	| { readonly do: 'hear'; readonly port: MessagePort }
	| { readonly do: 'note'; readonly moment: Moment }
	| { readonly do: 'end'; readonly keep: boolean };

/** What it tells. */
export type TakeNews =
	{ readonly told: 'begun' | 'ended' } | { readonly told: 'broken'; readonly fault: RecordingFault };

/** The files of one recording, as the thread has them. */
export interface TakeFiles {
	readonly sound: AppendedFile;
	readonly timeline: AppendedFile;
	/** Takes both away, once they are closed. */
	remove(): Promise<void>;
}

/** What the thread works with. */
export interface TakeHostOptions {
	readonly scope: Scope;
	readonly openCodec: () => Promise<Codec>;
	/** Opens two new files. Throws what the file system throws. */
	readonly openFiles: (id: string) => Promise<TakeFiles>;
	readonly tell: (news: TakeNews) => void;
}

/** Encodes what a page captures and writes it, in the thread that may wait for the disk. One recording each. */
export class TakeHost {
	readonly #options: TakeHostOptions;
	#files: TakeFiles | null = null;
	#encoder: Encoder | null = null;
	#writer: TakeWriter | null = null;
	#port: MessagePort | null = null;
	/** The newest packet that is on its way to the file. */
	#newest: Promise<void> = Promise.resolve();
	#isEnding = false;

	constructor(options: TakeHostOptions) {
		this.#options = options;
	}

	/** Carries an order out. */
	take(order: TakeOrder): void {
		switch (order.do) {
			case 'begin':
				return void this.#begin(order);
			case 'hear':
				this.#port = order.port;
				order.port.onmessage = ({ data }: MessageEvent<CapturedBlock>) => this.#hear(data);
				return;
			case 'note':
				return this.#follow(this.#writer?.note(order.moment) ?? null);
			case 'end':
				return void this.#end(order.keep);
		}
	}

	async #begin({ id, head, serial }: TakeOrder & { do: 'begin' }): Promise<void> {
		const { openCodec, openFiles, tell } = this.#options;
		try {
			const codec = await openCodec();
			this.#files = await openFiles(id);
			this.#writer = new TakeWriter(this.#files, head, serial);
			this.#encoder = codec.encoder();
			tell({ told: 'begun' });
		} catch (error) {
			await this.#files?.remove();
			tell({ told: 'broken', fault: faultOf(error, 'recording-unsupported') });
		}
	}

	#hear({ samples }: CapturedBlock): void {
		if (!this.#encoder || this.#isEnding) return;
		this.#newest = this.#encoder.encode(samples).then((packet) => {
			// What the encoder still held when it was closed is not silence: it is left out.
			if (packet || !this.#isEnding) this.#follow(this.#writer?.packet(packet) ?? null);
		});
	}

	async #end(keep: boolean): Promise<void> {
		this.#stopHearing();
		const { scope, tell } = this.#options;
		await Promise.race([this.#newest, new Promise<void>((done) => scope.after(LAST_PACKETS_MS, done))]);
		this.#isEnding = true;
		this.#encoder?.close();
		this.#follow(this.#writer?.end() ?? null);
		if (!keep) await this.#files?.remove();
		tell({ told: 'ended' });
	}

	#follow(fault: RecordingFault | null): void {
		if (!fault) return;
		this.#stopHearing();
		this.#options.tell({ told: 'broken', fault });
	}

	#stopHearing(): void {
		if (this.#port) this.#port.onmessage = null;
		this.#port?.close();
		this.#port = null;
	}
}
