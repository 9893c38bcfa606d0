import type { Page } from '@playwright/test';
import { giveMicrophone } from './made-microphone.ts';
import { openRoom, previewRoom, startListening } from './rooms.ts';
import { median } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

const PRESSES = 30;
/** Between two presses, so that each finds the page at rest: a person's pace, and below every limit of the room. */
const PAUSE_MS = 400;
/** What shows nothing by then is broken, and the benchmark says so. */
const GIVE_UP_MS = 5_000;

/** One way to do something, and where it shows. */
interface Deed {
	readonly what: string;
	readonly key: string;
	/** What changes when it is done, by a CSS selector; `new`: an element appears, else `aria-pressed` changes. */
	readonly shows: string;
	readonly isNew: boolean;
}

const MUTE: Deed = { what: 'mute, unmute', key: 'm', shows: '.bar button[aria-pressed]', isNew: false };
const HAND: Deed = { what: 'hand up, down', key: 'h', shows: '.bar button[aria-pressed]', isNew: false };
const REACTION: Deed = { what: 'reaction', key: '1', shows: '.mark', isNew: true };

/**
 * In a room of three, from the press of a key (the event's own time) to the frame that shows what it did: the host
 * mutes, a listener raises a hand and reacts.
 */
export async function inputToPaint(bench: Workbench): Promise<Row[]> {
	const room = await openRoom(bench, (context) => giveMicrophone(context, 'bursts'));
	const guests = [await bench.machine(), await bench.machine()];
	const pages: Page[] = [];
	for (const guest of guests) {
		pages.push(await previewRoom(guest, room.link));
		await startListening(pages.at(-1)!);
	}
	const rows = [
		...(await pressedToPainted(room.host, MUTE)),
		...(await pressedToPainted(pages[0]!, HAND)),
		...(await pressedToPainted(pages[0]!, REACTION))
	];
	await Promise.all(guests.map((guest) => guest.close()));
	await room.close();
	return rows;
}

async function pressedToPainted(page: Page, deed: Deed): Promise<Row[]> {
	// Once before it counts: the first hand asks to be let write, the first microphone opens the device.
	await timePress(page, deed);
	const taken: number[] = [];
	for (let i = 0; i < PRESSES; i++) taken.push(await timePress(page, deed));
	const note = `${PRESSES} presses of “${deed.key}” in a room of three; worst ${Math.max(...taken).toFixed(0)} ms`;
	return [row(`${deed.what}: key pressed to painted, median`, median(taken), 'ms', { target: '≤ 50', note })];
}

async function timePress(page: Page, deed: Deed): Promise<number> {
	await page.waitForTimeout(PAUSE_MS);
	await page.evaluate(watchPress, deed);
	await page.keyboard.press(deed.key);
	const painted = await page.waitForFunction(
		() => (window as unknown as { readonly hearsayPressMs: number | null }).hearsayPressMs,
		null,
		{ timeout: GIVE_UP_MS }
	);
	return Number(await painted.jsonValue());
}

/** In the page: the next press of the key is timed, until what it changes is in a frame that was drawn. */
function watchPress({ key, shows, isNew }: Deed): void {
	const result = window as unknown as { hearsayPressMs: number | null };
	result.hearsayPressMs = null;
	const stateOf = () =>
		isNew ? document.querySelector(shows) : document.querySelector(shows)?.getAttribute('aria-pressed');
	const before = stateOf();
	const pressed = ({ timeStamp, key: name }: KeyboardEvent) => {
		if (name !== key) return;
		removeEventListener('keydown', pressed, true);
		const changes = new MutationObserver(() => {
			const now = stateOf();
			if (now === before || now === null) return;
			changes.disconnect();
			requestAnimationFrame(() => {
				// What is posted in a frame is heard after it was drawn.
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => (result.hearsayPressMs = performance.now() - timeStamp);
				port2.postMessage(null);
			});
		});
		changes.observe(document.body, { subtree: true, childList: true, attributes: true });
	};
	addEventListener('keydown', pressed, true);
}
