import { browser } from '$app/env';
import type { RoomView } from '../../p2p/api.ts';
import { announcementsBetween, type AnnouncementKind } from './announcements.ts';
import type { Messages } from './messages.ts';
import { readPreference, writePreference } from './preferences.ts';

/** How long events are gathered before they are said together. */
const GATHER_MS = 1200;

/** The text of the page's one polite live region. Bursts are gathered, so that nobody is talked over. */
export class Announcer {
	#text = $state('');
	#off = $state.raw<readonly string[]>(browser ? readPreference<string[]>('announce-off', []) : []);
	#start: RoomView | null = null;
	#timer: ReturnType<typeof setTimeout> | null = null;

	get text(): string {
		return this.#text;
	}

	isOn(kind: AnnouncementKind): boolean {
		return !this.#off.includes(kind);
	}

	set(kind: AnnouncementKind, isOn: boolean): void {
		const others = this.#off.filter((name) => name !== kind);
		this.#off = isOn ? others : [...others, kind];
		writePreference('announce-off', this.#off);
	}

	/** Says a sentence now, in place of whatever was said last. */
	say(sentence: string): void {
		/* A no-break space makes the same sentence news again. */
		this.#text = sentence === this.#text ? `${sentence}\u00a0` : sentence;
	}

	/** Tells of the step from one view to the next; steps within a moment are told together. */
	follow(words: Messages, before: RoomView, latest: () => RoomView): void {
		this.#start ??= before;
		this.#timer ??= setTimeout(() => {
			const start = this.#start as RoomView;
			this.#start = null;
			this.#timer = null;
			const sentences = announcementsBetween(words, start, latest(), (kind) => this.isOn(kind));
			if (sentences.length > 0) this.say(sentences.join(' '));
		}, GATHER_MS);
	}
}
