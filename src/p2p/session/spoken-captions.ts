import type { OwnCaptions, RoomCaptions, RoomCaptionsEvents } from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import { fail, ok } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { Microphone, Recogniser, RecogniserKind, Recognisers } from '../ports.ts';
import { isLanguageTag } from '../room/caption-limits.ts';
import type { Captions } from './captions.ts';
import { SpokenLine } from './spoken-line.ts';

/** What this page's captions are made of. */
export interface SpokenCaptionsOptions {
	readonly scope: Scope;
	readonly captions: Captions;
	readonly microphone: Microphone;
	/** None in a process without a browser. */
	readonly recognisers?: Recognisers | undefined;
}

const MISSING = fail('recogniser-missing');

/** The captions of a room, and what turns this page's own microphone, and no other sound, into some of them. */
export class SpokenCaptions extends Emitter<RoomCaptionsEvents> implements RoomCaptions {
	readonly #options: SpokenCaptionsOptions;
	#own: OwnCaptions = { state: 'off', kind: null, language: 'en', fault: null };
	#recogniser: Recogniser | null = null;
	#spoken: SpokenLine | null = null;
	/** What the recogniser listens to. */
	#track: MediaStreamTrack | null = null;
	/** Grows with every choice: what was opened for an earlier one is not used. */
	#choice = 0;

	constructor(options: SpokenCaptionsOptions) {
		super();
		this.#options = options;
		const { scope, captions, microphone } = options;
		scope.add(captions.on('changed', () => this.emit('changed', undefined)));
		scope.add(microphone.on('changed', () => this.#follow()));
		scope.add(() => this.stop());
	}

	get lines() {
		return this.#options.captions.lines;
	}

	get own(): OwnCaptions {
		return this.#own;
	}

	get models() {
		return this.#options.recognisers?.models ?? null;
	}

	write(...typed: Parameters<RoomCaptions['write']>) {
		return this.#options.captions.write(...typed);
	}

	async readiness(kind: RecogniserKind, language: string) {
		return (await this.#options.recognisers?.readiness(kind, language)) ?? 'missing';
	}

	async fetchLanguage(language: string) {
		return (await this.#options.recognisers?.fetchLanguage(language)) ?? MISSING;
	}

	async recognise(kind: RecogniserKind, language: string) {
		this.stop();
		const choice = this.#choice;
		const { scope, captions, recognisers } = this.#options;
		if (!isLanguageTag(language)) return fail('recogniser-language');
		const opened = (await recognisers?.open(kind, language)) ?? MISSING;
		if (choice !== this.#choice) {
			if (opened.ok) opened.value.close();
			return ok(undefined);
		}
		this.#set({
			state: opened.ok ? 'waiting' : 'off',
			kind,
			language,
			fault: opened.ok ? null : opened.code
		});
		if (!opened.ok) return opened;
		const spoken = new SpokenLine({ scope, captions, language });
		[this.#recogniser, this.#spoken] = [opened.value, spoken];
		const { tellsLater } = opened.value;
		opened.value.on('heard', ({ text, isFinal }) => {
			if (this.#track || tellsLater) spoken.take(text, isFinal);
		});
		opened.value.on('failed', (fault) => {
			this.stop();
			this.#set({ ...this.#own, fault });
		});
		this.#follow();
		return ok(undefined);
	}

	stop(): void {
		this.#choice++;
		this.#recogniser?.close();
		this.#spoken?.end();
		this.#recogniser = this.#spoken = this.#track = null;
		this.#set({ ...this.#own, state: 'off', fault: null });
	}

	#set(own: OwnCaptions): void {
		this.#own = own;
		this.emit('changed', undefined);
	}

	/**
	 * The recogniser hears what the room hears: nothing while the microphone is closed. One that takes its time still
	 * tells what the room has heard.
	 */
	#follow(): void {
		const { track } = this.#options.microphone;
		if (!this.#recogniser || track === this.#track) return;
		this.#track = track;
		this.#recogniser.listen(track);
		if (!track && !this.#recogniser.tellsLater) this.#spoken?.end();
		this.#set({ ...this.#own, state: track ? 'listening' : 'waiting' });
	}
}
