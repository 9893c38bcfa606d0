import type { Page } from '@playwright/test';
import { median } from './statistics.ts';
import { row, type Row } from './table.ts';
import type { Workbench } from './workbench.ts';

const RUNS = 7;

/** Moments in the page, in milliseconds since its navigation began. */
interface Moments {
	/** The form takes a press: the page's script has come to life. */
	readonly pressable: number;
	readonly pressed: number;
	/** The room's screen stands. */
	readonly live: number;
}

/** From nothing to a live room, for the host, each time in a fresh context. */
export async function hostReady(bench: Workbench): Promise<Row[]> {
	const patient: Moments[] = [];
	const hasty: Moments[] = [];
	for (let i = 0; i < RUNS; i++) {
		patient.push(await goLive(bench, { isHasty: false }));
		hasty.push(await goLive(bench, { isHasty: true }));
	}
	const all = [...patient, ...hasty];
	return [
		row(
			'start page opened to Go live pressable, median',
			median(all.map(({ pressable }) => pressable)),
			'ms',
			{
				note: `${all.length} fresh contexts, nothing cached`
			}
		),
		row('Go live pressed to room live', median(patient.map(({ pressed, live }) => live - pressed)), 'ms', {
			note: `${RUNS} runs, names typed first`
		}),
		row('start page opened to room live, no waiting', median(hasty.map(({ live }) => live)), 'ms', {
			note: `${RUNS} runs, pressed by a script as soon as it can be`
		})
	];
}

async function goLive(bench: Workbench, { isHasty }: { readonly isHasty: boolean }): Promise<Moments> {
	const context = await bench.machine();
	try {
		await context.addInitScript(noteMoments, isHasty);
		const page = await context.newPage();
		await page.goto(`${await bench.url()}/start/`);
		if (!isHasty) {
			await page.getByLabel('Your name').fill('Ada');
			await page.getByLabel('Room title').fill('Evening room');
			await page.getByRole('button', { name: 'Go live' }).click();
		}
		await page.getByRole('heading', { name: 'Stage' }).waitFor();
		return await momentsOf(page);
	} finally {
		await context.close();
	}
}

function momentsOf(page: Page): Promise<Moments> {
	return page.evaluate(() => (window as unknown as { moments: Moments }).moments);
}

/** Runs in the page, before its own scripts. */
function noteMoments(isHasty: boolean): void {
	const moments = { pressable: 0, pressed: 0, live: 0 };
	Object.assign(window, { moments });
	const listen = EventTarget.prototype.addEventListener;
	// The form is in the page from the start; the moment it is listened to, a press has an effect.
	EventTarget.prototype.addEventListener = function (type, ...rest) {
		listen.call(this, type, ...rest);
		if (type !== 'submit' || !(this instanceof HTMLFormElement) || moments.pressable) return;
		moments.pressable = performance.now();
		if (isHasty) setTimeout(() => this.requestSubmit());
	};
	listen.call(window, 'submit', () => (moments.pressed ||= performance.now()), { capture: true });
	new MutationObserver(() => {
		if (!moments.live && document.getElementById('room-title')) moments.live = performance.now();
	}).observe(document, { childList: true, subtree: true });
}
