import type { BrowserContext, Page } from '@playwright/test';
import { id } from '../fixtures/cast.ts';
import { planned } from '../fixtures/plans.ts';
import { KEPT_PLANS, keptPlan } from '../../src/p2p/calendar/kept-plan.ts';
import { localTimeOf } from '../../src/p2p/calendar/local-time.ts';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { median } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

const ROOMS = 10_000;
const RUNS = 5;
const QUARTER_MS = 900_000;
/** A word in one of a hundred titles, one in all of them, and one in none. */
const SEARCHES = ['choir', 'room', 'submarine'];
const SUBJECTS = ['choir', ...Array.from({ length: 99 }, (_, n) => `subject ${n}`)];
const RULES = ['', '', '', '', '', '', '', 'FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2', 'FREQ=MONTHLY;BYDAY=1MO'];

/** What somebody waits for, in milliseconds. */
interface Waits {
	/** From the opening of the page, its code kept by the service worker, to the first entry. */
	readonly opened: number;
	/** From a press on Agenda on home to the first entry. */
	readonly pressed: number;
	/** From a word in the search field to the frame that shows what was found. */
	readonly searched: number;
}

/** Opening and searching an agenda of thousands in a browser, and one of a single room beside it. */
export async function agendaOfThousands(bench: Workbench): Promise<Row[]> {
	const many = await waits(bench, ROOMS);
	const one = await waits(bench, 1);
	const beside = (name: keyof Waits) =>
		`of one room in the same run ${one[name].toFixed(0)} ms, ${(many[name] / one[name]).toFixed(1)} ×`;
	const count = ROOMS.toLocaleString('en');
	return [
		row(`agenda of ${count} rooms: page opened to first entry`, many.opened, 'ms', {
			note: `median of ${RUNS}, everything of the page included; ${beside('opened')}`
		}),
		row('  more than one room takes', many.opened - one.opened, 'ms', { target: '≤ 200' }),
		row('  pressed on home to first entry', many.pressed, 'ms', {
			target: '≤ 200',
			note: beside('pressed')
		}),
		row('  searched, to the frame', many.searched, 'ms', { target: '≤ 50', note: beside('searched') })
	];
}

async function waits(bench: Workbench, rooms: number): Promise<Waits> {
	const url = await bench.url();
	const context = await bench.machine({ timezoneId: 'Europe/Paris' });
	try {
		await fill(context, url, rooms);
		const opened: number[] = [];
		const pressed: number[] = [];
		const searched: number[] = [];
		for (let run = 0; run < RUNS; run++) {
			const page = await context.newPage();
			await page.addInitScript(noteFirstEntry);
			await page.goto(`${url}/agenda/`);
			opened.push(await firstEntry(page));
			for (const word of SEARCHES) searched.push(await search(page, word));
			await page.goto(`${url}/`);
			await page.getByText('Next:').waitFor();
			await page.evaluate(() => Object.assign(window, { firstEntry: 0 }));
			const at = await page.evaluate(() => {
				const now = performance.now();
				document.querySelector<HTMLAnchorElement>('a[href$="/agenda/"]')!.click();
				return now;
			});
			pressed.push((await firstEntry(page)) - at);
			await page.close();
		}
		return { opened: median(opened), pressed: median(pressed), searched: median(searched) };
	} finally {
		await context.close();
	}
}

/** Puts rooms into the store of a browser, as the engine keeps them. */
async function fill(context: BrowserContext, url: string, rooms: number): Promise<void> {
	const now = Date.now();
	const page = await context.newPage();
	await page.goto(`${url}/agenda/`);
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
	const rows = Array.from({ length: rooms }, (_, n) => {
		const start = localTimeOf(Math.ceil(now / QUARTER_MS + n / 20) * QUARTER_MS);
		const title = `Room ${n}: ${SUBJECTS[n % SUBJECTS.length]}`;
		const facts = planned(n, {
			title,
			timing: { start, zone: 'Europe/Paris', rule: RULES[n % RULES.length]! }
		});
		return { name: `${KEPT_PLANS}${id<RoomId>(n)}`, value: keptPlan(facts, now) };
	});
	for (let from = 0; from < rows.length; from += 1_000)
		await page.evaluate(put, rows.slice(from, from + 1_000));
	await page.close();
}

/** Runs in the page. */
function put(rows: readonly { readonly name: string; readonly value: unknown }[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open('hearsay');
		opening.onerror = () => reject(opening.error);
		opening.onsuccess = () => {
			const database = opening.result;
			const transaction = database.transaction('values', 'readwrite');
			for (const one of rows) transaction.objectStore('values').put(one);
			transaction.oncomplete = () => (database.close(), resolve());
			transaction.onerror = () => reject(transaction.error);
		};
	});
}

/** Runs in the page, before its own scripts: notes when the first entry was in a frame. */
function noteFirstEntry(): void {
	Object.assign(window, { firstEntry: 0 });
	const moments = window as unknown as { firstEntry: number };
	new MutationObserver(() => {
		if (moments.firstEntry === 0 && document.querySelector('main li time'))
			requestAnimationFrame(() => (moments.firstEntry ||= performance.now()));
	}).observe(document, { childList: true, subtree: true });
}

async function firstEntry(page: Page): Promise<number> {
	const found = await page.waitForFunction(() => (window as unknown as { firstEntry: number }).firstEntry);
	return (await found.jsonValue()) as number;
}

function search(page: Page, word: string): Promise<number> {
	return page.getByRole('searchbox').evaluate(async (field: HTMLInputElement, word) => {
		const begin = performance.now();
		field.value = word;
		field.dispatchEvent(new Event('input', { bubbles: true }));
		// The frame after the one that draws begins when that one is done.
		for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
		return performance.now() - begin;
	}, word);
}
