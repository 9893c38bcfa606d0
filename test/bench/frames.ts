import type { BrowserContext, Page } from '@playwright/test';
import { roomCode, SECRET_BYTES } from '../../src/p2p/wire/invite.ts';
import { previewRoom, startListening } from './rooms.ts';
import { signRoom, type SignedRoom } from './signed-room.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

const EVENTS = 10_000;
/** A frame that comes later than this after the one before is late: at 60 a second two or more are missing. */
const LATE_MS = 50;
/** How often is looked whether everything has arrived; a look costs the page next to nothing. */
const LOOK_EVERY_MS = 1_000;
const GIVE_UP_MS = 300_000;

/** What a page's frames have been like since they are watched. */
export interface Frames {
	readonly late: number;
	/** Time between the late ones and those before them, milliseconds. */
	readonly lateMs: number;
	readonly longestMs: number;
	readonly watchedMs: number;
}

/**
 * What a page's frames are like while all of a large room arrives from one neighbour, which has it in its
 * store, and beside it, in the same time, an idle home page.
 */
export async function framesWhileArriving(bench: Workbench): Promise<Row[]> {
	const url = await bench.url();
	const signed = await signRoom(EVENTS);
	const link = `${url}/room/#${roomCode({ room: signed.room, secret: new Uint8Array(SECRET_BYTES) })}`;
	const contexts = [await bench.machine(), await bench.machine(), await bench.machine()] as const;
	const [neighbour, arriving, resting] = contexts;
	await startListening(await previewKept(neighbour, url, link, signed));
	const idle = await resting.newPage();
	await idle.goto(url);
	const page = await previewRoom(arriving, link);
	await Promise.all([page, idle].map((each) => each.evaluate(watchFrames, LATE_MS)));
	await page.getByRole('button', { name: 'Start listening' }).click();
	const hasAll = await until(async () => (await keptEvents(page)) >= signed.events.length);
	const [here, there] = [await framesOf(page), await framesOf(idle)];
	await Promise.all(contexts.map((context) => context.close()));
	const note = ({ longestMs, watchedMs, lateMs }: Frames) =>
		`over ${LATE_MS} ms; longest ${longestMs.toFixed(0)}; together ${((100 * lateMs) / watchedMs).toFixed(1)} % of ${(watchedMs / 1000).toFixed(0)} s`;
	const count = signed.events.length.toLocaleString('en-GB');
	return [
		row(`late frames while ${count} events arrive`, here.late, 'frames', {
			note: `${note(here)}${hasAll ? '' : '; not all of them came'}`
		}),
		row('  idle home page, same time', there.late, 'frames', { note: note(there) })
	];
}

/** A room page that finds the whole room in its own store. */
async function previewKept(
	context: BrowserContext,
	url: string,
	link: string,
	{ room, events }: SignedRoom
): Promise<Page> {
	const home = await context.newPage();
	await home.goto(`${url}/start/`);
	await home.getByLabel('Your name').waitFor();
	const rows = events.map(({ id, seq, raw }) => ({ id, seq, raw: Buffer.from(raw).toString('base64') }));
	await home.evaluate(keepEvents, { room: room as string, rows });
	await home.close();
	return previewRoom(context, link);
}

/** Writes events into the store of the page that it runs in, as an earlier visit would have. */
async function keepEvents(visit: {
	readonly room: string;
	readonly rows: readonly { readonly id: string; readonly seq: number; readonly raw: string }[];
}): Promise<void> {
	const opening = indexedDB.open('hearsay');
	await new Promise((resolve, reject) => {
		opening.onsuccess = resolve;
		opening.onerror = reject;
	});
	const writing = opening.result.transaction('events', 'readwrite');
	for (const { id, seq, raw } of visit.rows) {
		const bytes = Uint8Array.from(atob(raw), (char) => char.charCodeAt(0));
		writing.objectStore('events').put({ room: visit.room, id, seq, raw: bytes });
	}
	await new Promise((resolve, reject) => {
		writing.oncomplete = resolve;
		writing.onerror = reject;
	});
	opening.result.close();
}

/** How many events the page has kept so far. */
function keptEvents(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('hearsay');
				opening.onerror = reject;
				opening.onsuccess = () => {
					const counting = opening.result.transaction('events').objectStore('events').count();
					counting.onerror = reject;
					counting.onsuccess = () => {
						opening.result.close();
						resolve(counting.result);
					};
				};
			})
	);
}

async function until(isSo: () => Promise<boolean>): Promise<boolean> {
	for (const end = Date.now() + GIVE_UP_MS; Date.now() < end;) {
		if (await isSo()) return true;
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
	}
	return false;
}

/** Begins to watch the frames of the page that it runs in, anew. */
export function watchFrames(lateMs: number): void {
	const frames = { late: 0, lateMs: 0, longestMs: 0, watchedMs: 0 };
	const startedAt = performance.now();
	let last = startedAt;
	const next = () => {
		const now = performance.now();
		const gap = now - last;
		last = now;
		if (gap > lateMs) {
			frames.late++;
			frames.lateMs += gap;
		}
		frames.longestMs = Math.max(frames.longestMs, gap);
		frames.watchedMs = now - startedAt;
		requestAnimationFrame(next);
	};
	requestAnimationFrame(next);
	Object.assign(window, { hearsayFrames: frames });
}

/** What they have been like. */
export function framesOf(page: Page): Promise<Frames> {
	return page.evaluate(() => (window as unknown as { readonly hearsayFrames: Frames }).hearsayFrames);
}
