import type { SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { CodedMix, Recorder, RecordingFault, Take, TakeAbout } from '../ports.ts';
import { hasPlace } from './place.ts';

/** What a recorder works with. */
export interface BrowserRecorderOptions {
	/** Every take ends with it. */
	readonly scope: Scope;
	readonly random: Random;
	/** The page's one audio context, made when first needed. */
	readonly context: () => AudioContext;
}

/** Records in a page; the code that does it is loaded with the first take. */
export class BrowserRecorder implements Recorder {
	readonly #options: BrowserRecorderOptions;
	readonly #tracks = new Map<SessionId, MediaStreamTrack>();

	constructor(options: BrowserRecorderOptions) {
		this.#options = options;
	}

	attach(session: SessionId, track: MediaStreamTrack): void {
		this.#tracks.set(session, track);
	}

	detach(session: SessionId): void {
		this.#tracks.delete(session);
	}

	async mix(): Promise<Result<CodedMix, RecordingFault>> {
		const { scope, context } = this.#options;
		try {
			const { BrowserMix } = await import('./browser-mix.ts');
			return ok(await BrowserMix.open({ scope, context: context(), tracks: this.#tracks }));
		} catch {
			// No worklet, no codec, or their code could not be loaded.
			return fail('recording-unsupported');
		}
	}

	async begin(about: TakeAbout): Promise<Result<Take, RecordingFault>> {
		if (!hasPlace()) return fail('recording-unsupported');
		const { scope, random, context } = this.#options;
		const bytes = random.bytes(8);
		const [serial, salt] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
		const startedAt = scope.clock.now();
		const id = `${startedAt}-${salt!.toString(16).padStart(8, '0')}`;
		const head = { ...about, startedAt };
		try {
			const { BrowserTake } = await import('./browser-take.ts');
			return await BrowserTake.open({
				scope,
				context,
				tracks: this.#tracks,
				id,
				head,
				serial: serial!
			});
		} catch {
			// The code could not be loaded, or the browser has no worker of this kind.
			return fail('recording-failed');
		}
	}
}
