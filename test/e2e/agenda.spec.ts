/** The agenda without a network, reminders as time goes on, and calendar files, on the real engine. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import ical, { type VEvent } from 'node-ical';
import { arrive, expectKept, type Arrival } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Noon in London, one o'clock in Paris. */
const NOON = '2027-01-10T12:00:00Z';
const TITLE = 'Night ferries';

/** Writes down what number the app's icon shows: the page has looked for reminders whenever it writes one. */
function noteBadges(): void {
	const badges: number[] = [];
	const note = async (count = 0) => void badges.push(count);
	Object.assign(window, { badges });
	Object.assign(navigator, { setAppBadge: note, clearAppBadge: () => note(0) });
}

const badges = (page: Page) => page.evaluate(() => (window as unknown as { badges: number[] }).badges);
const toast = (page: Page) =>
	page.getByRole('region', { name: 'Rooms that begin' }).filter({ hasText: TITLE });

/** Somebody whose clock is made, and who planned a room of theirs for two o'clock in Paris. */
async function planRoom(browser: Browser, relay: string, arrival: Arrival = {}): Promise<Page> {
	const host = await arrive(browser, `${relay}/start/#later`, {
		timezoneId: 'Europe/Paris',
		scripts: [noteBadges],
		prepare: (context) => context.clock.install({ time: NOON }),
		...arrival
	});
	await host.getByLabel('Your name').fill('Ada');
	await host.getByLabel('Room title').fill(TITLE);
	await host.getByLabel('Date').fill('2027-01-10');
	await host.getByLabel('Time', { exact: true }).fill('14:00');
	await host.getByRole('button', { name: 'Schedule the room' }).click();
	await expect(host.getByRole('heading', { name: TITLE })).toBeVisible();
	return host;
}

/** Waits until the page has looked for reminders. */
async function expectLooked(page: Page): Promise<void> {
	await expect.poll(async () => (await badges(page)).length).toBeGreaterThan(0);
}

test('the agenda opens without a network, is searched, and says on home what comes next', async ({
	relay,
	noVoice
}) => {
	const host = await planRoom(noVoice, relay.url);
	await expectKept(host);
	await relay.kill();
	await host.context().setOffline(true);
	await host.goto(`${relay.url}/agenda/`);
	await expect(host.getByRole('heading', { name: 'Today, Sunday 10 January' })).toBeVisible();
	const entry = host.getByRole('listitem').filter({ hasText: TITLE });
	await expect(entry).toContainText('14:00');
	await expect(entry).toContainText('You host');
	await host.getByLabel('Search the agenda').fill('submarines');
	await expect(host.getByText('Nothing in your agenda has these words.')).toBeVisible();
	await host.getByLabel('Search the agenda').fill('FERRIES night');
	await expect(entry).toBeVisible();
	await host.getByRole('link', { name: 'Home' }).click();
	await expect(host.getByText(/^Next: Night ferries,\s+in (60|59|58) minutes/)).toBeVisible();
	await host.getByRole('link', { name: 'Your agenda' }).click();
	await entry.getByRole('link', { name: TITLE }).click();
	await expect(host.getByRole('heading', { name: TITLE })).toBeVisible();
});

test('one of two tabs reminds when the time has come, by toast and notification, and the badge counts', async ({
	relay,
	noVoice
}) => {
	const host = await planRoom(noVoice, relay.url);
	const context = host.context();
	await context.grantPermissions(['notifications']);
	await expectKept(host);
	await host.goto(`${relay.url}/settings/`);
	const other = await context.newPage();
	await other.goto(`${relay.url}/agenda/`);
	for (const page of [host, other]) await expectLooked(page);
	await expect.poll(async () => (await badges(other)).at(-1)).toBe(1);
	const toasts = async () => (await toast(host).count()) + (await toast(other).count());
	await context.clock.fastForward('49:00');
	expect(await toasts()).toBe(0);
	await context.clock.fastForward('01:30');
	await expect.poll(toasts).toBe(1);
	const told = (await toast(host).count()) > 0 ? host : other;
	await expect(toast(told)).toContainText(/starts in (9|10) minutes/);
	await expect(told.getByRole('status').filter({ hasText: /starts in (9|10) minutes/ })).toHaveCount(1);
	const notified = await other.evaluate(async () => {
		const { getNotifications } = await navigator.serviceWorker.ready.then((worker) => ({
			getNotifications: () => worker.getNotifications()
		}));
		return (await getNotifications()).map(({ title }) => title);
	});
	expect(notified).toEqual([TITLE]);
	await context.clock.fastForward('05:00');
	expect(await toasts()).toBe(1);
	await toast(told).getByRole('link', { name: 'Open the room' }).click();
	await expect(told.getByRole('heading', { name: TITLE })).toBeVisible();
	expect(await toasts()).toBe(0);
});

test('a device that slept is told what began meanwhile, once, also after a reload', async ({
	relay,
	noVoice
}) => {
	const host = await planRoom(noVoice, relay.url);
	const context = host.context();
	await expectLooked(host);
	await context.clock.fastForward('01:05:00');
	await expect(toast(host)).toContainText(/started \d minutes ago/);
	await host.reload();
	await expectLooked(host);
	await expect(toast(host)).toHaveCount(0);
});

test('what began while no tab was open is told by the first that opens', async ({ relay, noVoice }) => {
	const host = await planRoom(noVoice, relay.url);
	const context = host.context();
	await host.goto('about:blank');
	await context.clock.fastForward('01:05:00');
	await host.goto(`${relay.url}/`);
	await expect(toast(host)).toContainText(/started \d minutes ago/);
	await host.getByRole('button', { name: 'Dismiss' }).click();
	await host.goto(`${relay.url}/agenda/`);
	await expect(host.getByText('Now', { exact: true })).toBeVisible();
	await expectLooked(host);
	await expect(toast(host)).toHaveCount(0);
});

test('a reminder is chosen for a room, and the agenda becomes a file that other calendars read', async ({
	relay,
	noVoice
}) => {
	const host = await planRoom(noVoice, relay.url);
	const link = host.url();
	await host.goto(`${relay.url}/agenda/`);
	await host.getByRole('button', { name: `Reminder and calendar file: ${TITLE}` }).click();
	await host.getByLabel('Remind me', { exact: true }).selectOption('1 hour before');
	await host.keyboard.press('Escape');
	await expect(toast(host)).toBeVisible();

	const saving = host.waitForEvent('download');
	await host.getByRole('button', { name: 'Save the agenda as a file' }).click();
	const saved = await saving;
	expect(saved.suggestedFilename()).toBe('Hearsay.ics');
	const path = await saved.path();
	const text = await readFile(path, 'utf8');
	const events = Object.values(ical.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT') as VEvent[];
	expect(events).toHaveLength(1);
	expect(events[0]!.summary).toBe(TITLE);
	expect(new Date(events[0]!.start).toISOString()).toBe('2027-01-10T13:00:00.000Z');
	expect(text).toContain('TRIGGER:-PT1H');

	await host.getByLabel('Open a calendar file').setInputFiles(path);
	await expect(host.getByRole('heading', { name: 'In this file: 1 event' })).toBeFocused();
	const toRoom = host
		.getByRole('region', { name: /^In this file/ })
		.getByRole('link', { name: 'Open the room' });
	expect(new URL((await toRoom.getAttribute('href'))!, host.url()).href).toBe(link);
});

test('an event of another calendar becomes a room, and files that are none are told in sentences', async ({
	relay,
	noVoice
}) => {
	const host = await arrive(noVoice, `${relay.url}/agenda/`, { timezoneId: 'Europe/Paris' });
	let asked = 0;
	host.on('dialog', (dialog) => void (asked++, dialog.dismiss()));
	const open = (content: string) =>
		host
			.getByLabel('Open a calendar file')
			.setInputFiles({ name: 'x.ics', mimeType: 'text/calendar', buffer: Buffer.from(content) });
	const event = (...lines: string[]) =>
		['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
	const start = 'DTSTART;TZID=America/New_York:20310304T180000';
	for (const [content, sentence] of [
		['x'.repeat(1_100_000), 'This file is larger than 1 MB.'],
		[event(start).repeat(1_001), 'more than 1,000 events'],
		['<html>', 'This is not a calendar file'],
		[event('SUMMARY:Never'), 'holds no event with a time']
	] as const) {
		await open(content);
		await expect(host.getByRole('alert')).toContainText(sentence);
	}
	await open(
		event(start, 'RRULE:FREQ=SECONDLY', 'SUMMARY:<img src=x onerror=alert(1)>', 'URL:javascript:alert(1)')
	);
	await expect(host.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
	await expect(host.getByText('How it recurs is not taken along.')).toBeVisible();
	await open(event(start, 'DURATION:PT45M', 'RRULE:FREQ=WEEKLY;BYDAY=TU', 'SUMMARY:Harbour council'));
	await host.getByRole('button', { name: 'Plan a room from it' }).click();
	await expect(host.getByLabel('Room title')).toHaveValue('Harbour council');
	await expect(host.getByLabel('Date')).toHaveValue('2031-03-04');
	await expect(host.getByLabel('Time', { exact: true })).toHaveValue('18:00');
	await expect(host.getByLabel('Repeat')).toHaveValue('weekly');
	await expect(host.getByLabel('Time zone')).toHaveValue('America/New_York');
	await host.getByLabel('Your name').fill('Ada');
	await host.getByRole('button', { name: 'Schedule the room' }).click();
	await expect(host.getByRole('heading', { name: 'Harbour council' })).toBeVisible();
	await host.goto(`${relay.url}/agenda/`);
	await expect(host.getByRole('listitem').filter({ hasText: 'Harbour council' }).first()).toContainText(
		'00:00'
	);
	expect(asked).toBe(0);
});
