import type { Page } from '@playwright/test';

interface HeardBy {
	onresult: ((event: unknown) => void) | null;
	readonly track: MediaStreamTrack | undefined;
	readonly isAborted: boolean;
	readonly isLocal: boolean;
}

interface SpeechWindow {
	/** Every recogniser that was started, the newest last. */
	readonly speech: HeardBy[];
}

/** Before a page's own scripts: a browser whose speech recognition understands what the test says. */
export function fakeSpeech(): void {
	const speech: FakeSpeech[] = [];
	class FakeSpeech {
		lang = '';
		continuous = false;
		interimResults = false;
		onresult: ((event: unknown) => void) | null = null;
		onerror: ((event: unknown) => void) | null = null;
		onend: (() => void) | null = null;
		track: MediaStreamTrack | undefined;
		isAborted = false;
		isLocal = false;
		static available = async () => 'available';
		static install = async () => true;
		get processLocally() {
			return this.isLocal;
		}
		set processLocally(value: boolean) {
			this.isLocal = value;
		}
		start(track?: MediaStreamTrack) {
			this.track = track;
			speech.push(this);
		}
		abort() {
			this.isAborted = true;
		}
	}
	Object.assign(window, { SpeechRecognition: FakeSpeech, webkitSpeechRecognition: FakeSpeech, speech });
}

/** The page's recogniser understands these, one after the other in one moment. */
export function understand(
	page: Page,
	...said: readonly (readonly [string, 'open' | 'final'])[]
): Promise<void> {
	return page.evaluate((results) => {
		const { speech } = window as unknown as SpeechWindow;
		const running = speech.findLast(({ isAborted }) => !isAborted);
		for (const [transcript, end] of results)
			running?.onresult?.({ resultIndex: 0, results: [{ isFinal: end === 'final', 0: { transcript } }] });
	}, said);
}

/** What the page's recognisers were given: where they may work, and whether their track is live. */
export function recognisers(page: Page) {
	return page.evaluate(() =>
		(window as unknown as SpeechWindow).speech.map(({ isLocal, isAborted, track }) => ({
			isLocal,
			isAborted,
			track: track ? `${track.kind} ${track.readyState}` : null
		}))
	);
}
