import type { BrowserContext, Page } from '@playwright/test';
import { setMicrophone } from '../e2e/support/people.ts';
import { giveMicrophone, type Sound } from './made-microphone.ts';
import type { Workbench } from './workbench.ts';

/** A room whose host is there. */
export interface OpenRoom {
	readonly host: Page;
	readonly link: string;
	close(): Promise<void>;
}

/** Starts a room on the bench, its host silent. */
export async function openRoom(
	bench: Workbench,
	prepare?: (context: BrowserContext) => Promise<void>
): Promise<OpenRoom> {
	const context = await bench.machine({ bypassCSP: true });
	await prepare?.(context);
	const host = await context.newPage();
	await host.goto(`${await bench.url()}/start/`);
	await host.getByLabel('Your name').fill('Ada');
	await host.getByLabel('Room title').fill('Evening room');
	await host.getByRole('button', { name: 'Go live' }).click();
	await host.getByRole('heading', { name: 'Stage' }).waitFor();
	return { host, link: host.url(), close: () => context.close() };
}

/** Starts a room whose host's microphone is open and plays `sound`. */
export async function openTalkingRoom(bench: Workbench, sound: Sound): Promise<OpenRoom> {
	const room = await openRoom(bench, (context) => giveMicrophone(context, sound));
	await setMicrophone(room.host, true);
	return room;
}

/** Opens the link and waits until the room's title shows that it was found. */
export async function previewRoom(context: BrowserContext, link: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(link);
	await page.getByRole('heading', { name: 'Evening room' }).waitFor();
	return page;
}

/** Comes in as a listener. */
export async function startListening(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Start listening' }).click();
	await page.getByRole('heading', { name: 'Audience' }).waitFor();
}
