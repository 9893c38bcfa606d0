/** Who is live: announced by hosts who want that, seen on home, by followers or by everybody. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import {
	encodeAnnouncement,
	signAnnouncement,
	type AnnouncementFields
} from '../../src/p2p/wire/announcement.ts';
import { encodeDirectory } from '../../src/p2p/wire/directory.ts';
import { announce, announcedBy, newIdentity } from '../fixtures/announced.ts';
import { serveFolder } from './static-server.ts';
import { expectVoice } from './support/hearing.ts';
import { arrive, expectKept, expectTogether, setMicrophone, tile } from './support/people.ts';
import { expect, test } from './support/test.ts';

type Seen = 'Nobody' | 'People who follow you' | 'Everybody';

/** Starts a public room that these can see. */
async function startPublic(
	browser: Browser,
	relay: string,
	{ name, title, seenBy }: { readonly name: string; readonly title: string; readonly seenBy: Seen }
): Promise<Page> {
	const host = await arrive(browser, `${relay}/start/`);
	await host.getByLabel('Your name').fill(name);
	await host.getByLabel('Room title').fill(title);
	await host.getByRole('radio', { name: 'Public' }).check();
	await host.getByRole('radio', { name: seenBy }).check();
	await host.getByRole('button', { name: 'Go live' }).click();
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	return host;
}

/** A room in the strip of home. */
const inStrip = (page: Page, title: string) =>
	page.getByRole('button', { name: new RegExp(`live: ${title}$`) });

/** What home shows once its person has looked again: a page asks when it gets the focus. */
async function expectStrip(page: Page, title: string, { isShown }: { readonly isShown: boolean }) {
	await expect(async () => {
		await page.evaluate(() => window.dispatchEvent(new Event('focus')));
		await expect(inStrip(page, title)).toHaveCount(isShown ? 1 : 0, { timeout: 2_000 });
	}).toPass({ timeout: 40_000 });
}

async function chooseWhoSees(host: Page, seenBy: Seen): Promise<void> {
	await host.getByRole('button', { name: 'More', exact: true }).click();
	await host.getByRole('button', { name: 'Who may come in' }).click();
	await host.getByRole('radio', { name: seenBy }).check();
}

test('a listed room is seen on home, joined from there and heard, and gone when it ends @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const ada = await startPublic(firstVoice, relay.url, {
		name: 'Ada',
		title: 'Harbour at night',
		seenBy: 'Everybody'
	});
	const ben = await arrive(noVoice, relay.url);
	const cleo = await arrive(noVoice, relay.url);
	for (const page of [ben, cleo]) await expectStrip(page, 'Harbour at night', { isShown: true });
	await inStrip(ben, 'Harbour at night').click();
	const sheet = ben.getByRole('dialog', { name: 'Harbour at night' });
	await expect(sheet).toContainText('Hosted by Ada');
	await expect(sheet).toContainText('1 person inside');
	await sheet.getByRole('button', { name: 'Follow' }).click();
	await expect(sheet.getByText('You follow Ada')).toBeVisible();
	await sheet.getByRole('button', { name: 'Start listening' }).click();
	await expect(ben.getByRole('heading', { name: 'Audience' })).toBeVisible();
	await expect(tile(ada, 'Guest')).toBeVisible({ timeout: 30_000 });
	await setMicrophone(ada, true);
	await expectVoice([ben], 'voice-1');
	// Whoever follows is told so when they are back on home.
	await ben.getByRole('button', { name: 'Leave', exact: true }).click();
	await expect(
		ben.getByRole('button', { name: 'Ada (you follow them) is live: Harbour at night' })
	).toBeVisible();
	await ada.getByRole('button', { name: 'Leave', exact: true }).click();
	await ada.getByRole('button', { name: 'End for everyone' }).click();
	await ada.getByRole('dialog').getByRole('button', { name: 'End for everyone' }).click();
	for (const page of [ben, cleo]) await expectStrip(page, 'Harbour at night', { isShown: false });
	await expect(ben.getByText('The person you follow is not live right now.')).toBeVisible();
});

test('what a followed host plans stands in the agenda, also when the host is gone and the network too', async ({
	relay,
	noVoice
}) => {
	const ada = await startPublic(noVoice, relay.url, {
		name: 'Ada',
		title: 'Live first',
		seenBy: 'People who follow you'
	});
	const ben = await arrive(noVoice, ada.url());
	await expect(ben.getByText(/\d person inside/)).toBeVisible();
	await ben.getByRole('button', { name: 'Start listening' }).click();
	await expectTogether([ben], ['Ada']);
	await tile(ben, 'Ada').click();
	await ben.getByRole('dialog').getByRole('button', { name: 'Follow' }).click();
	await expect(ben.getByText('You follow Ada')).toBeVisible();
	await ada.goto(`${relay.url}/start/`);
	await ada.getByLabel('Room title').fill('Night ferries');
	await ada.getByRole('radio', { name: 'Later' }).check();
	await ada.getByLabel('Date').fill('2031-03-04');
	await ada.getByLabel('Time', { exact: true }).fill('18:00');
	await ada.getByRole('radio', { name: 'Public' }).check();
	await ada.getByRole('radio', { name: 'People who follow you' }).check();
	const told = ada.waitForResponse((response) => response.url().endsWith('/planned'));
	await ada.getByRole('button', { name: 'Schedule the room' }).click();
	expect((await told).status()).toBe(204);
	await ada.context().close();
	const cleo = await arrive(noVoice, `${relay.url}/agenda/`);
	await expect(cleo.getByRole('heading', { level: 1, name: 'Agenda' })).toBeVisible();
	await ben.goto(`${relay.url}/agenda/`);
	await expect(ben.getByText('Night ferries')).toBeVisible();
	await expect(cleo.getByText('Night ferries')).toHaveCount(0);
	await expectKept(ben);
	await relay.kill();
	await ben.reload();
	await expect(ben.getByText('Night ferries')).toBeVisible();
});

test('a room for followers is seen by followers alone, and one for nobody by nobody', async ({
	relay,
	noVoice
}) => {
	const ada = await startPublic(noVoice, relay.url, {
		name: 'Ada',
		title: 'Among friends',
		seenBy: 'People who follow you'
	});
	await startPublic(noVoice, relay.url, { name: 'Eve', title: 'By link only', seenBy: 'Nobody' });
	const dan = await startPublic(noVoice, relay.url, {
		name: 'Dan',
		title: 'Open to all',
		seenBy: 'Everybody'
	});
	// Ben follows her from her room, by a tap on her picture.
	const ben = await arrive(noVoice, ada.url());
	await expect(ben.getByText(/\d person inside/)).toBeVisible();
	await ben.getByRole('button', { name: 'Start listening' }).click();
	await expectTogether([ben], ['Ada']);
	await tile(ben, 'Ada').click();
	await ben.getByRole('dialog').getByRole('button', { name: 'Follow' }).click();
	await expect(ben.getByText('You follow Ada')).toBeVisible();
	await ben.keyboard.press('Escape');
	await ben.getByRole('button', { name: 'Leave', exact: true }).click();
	const cleo = await arrive(noVoice, relay.url);
	for (const page of [ben, cleo]) await expectStrip(page, 'Open to all', { isShown: true });
	await expectStrip(ben, 'Among friends', { isShown: true });
	await expectStrip(cleo, 'Among friends', { isShown: false });
	for (const page of [ben, cleo]) await expectStrip(page, 'By link only', { isShown: false });
	// Whoever hosts can change their mind while live, and so can a room's door.
	await chooseWhoSees(ada, 'Nobody');
	await expectStrip(ben, 'Among friends', { isShown: false });
	await ada.getByRole('radio', { name: 'Everybody' }).check();
	await expect(ada.getByText('The relay shows your room.')).toBeVisible();
	await expectStrip(cleo, 'Among friends', { isShown: true });
	await ada.getByRole('button', { name: 'Anyone with the link' }).click();
	await expectStrip(cleo, 'Among friends', { isShown: false });
	// A reload changes nothing of what a host chose; a closed page takes its room along.
	await dan.reload();
	await expect(dan.getByRole('heading', { name: 'Stage' })).toBeVisible({ timeout: 30_000 });
	await expectStrip(cleo, 'Open to all', { isShown: true });
	await dan.close();
	await expectStrip(cleo, 'Open to all', { isShown: false });
});

test('a hostile publisher shows nothing: what is forged, old or huge stays out, at the relay and on the page', async ({
	relay,
	noVoice
}) => {
	const now = Date.now();
	const [ada, dan, mallory] = await Promise.all([newIdentity(), newIdentity(), newIdentity()]);
	const forged = async (host: Identity, changes: Partial<AnnouncementFields>) =>
		encodeAnnouncement(await signAnnouncement(announcedBy(host.id, changes), mallory.sign));
	const hostile = [
		await forged(ada, { at: now, title: 'Forged' }),
		await announce(mallory, { at: now - 3_600_000, title: 'Old' }),
		await announce(mallory, { at: now + 3_600_000, title: 'From tomorrow' }),
		new Uint8Array(1_900)
	];
	const honest = await announce(dan, { at: now, title: 'Honest', name: 'Dan' });
	const bring = async (body: Uint8Array) =>
		(await fetch(`${relay.url}/announcements`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> }))
			.status;
	const statuses: number[] = [];
	for (const body of hostile) statuses.push(await bring(body));
	expect(statuses).toEqual([403, 422, 422, 400]);
	expect(await bring(honest)).toBe(204);
	// A relay that checks nothing, and one that never stops: a person may have set them as their own.
	const careless = await serveDirectory(async (url) =>
		url === '/endless/announcements'
			? null
			: encodeDirectory({
					salt: new Uint8Array(16),
					now,
					listed: [...hostile, await announce(ada, { at: now, title: 'Genuine', name: 'Ada' })],
					sealed: [{ tag: new Uint8Array(8), box: new Uint8Array(99) }]
				})
	);
	try {
		const page = await arrive(noVoice, `${relay.url}/settings/`);
		const faults: string[] = [];
		page.on('pageerror', ({ message }) => faults.push(message));
		await page.getByLabel('Your own relays').fill(`${careless.url} ${careless.url}/endless`);
		await page.getByLabel('Your own relays').blur();
		await expect(page.getByText('Your relays are saved')).toBeVisible();
		await page.goto(relay.url);
		for (const title of ['Honest', 'Genuine']) await expectStrip(page, title, { isShown: true });
		for (const title of ['Forged', 'Old', 'From tomorrow'])
			await expectStrip(page, title, { isShown: false });
		expect(faults).toEqual([]);
	} finally {
		await careless.close();
	}
});

test('a host whose relay keeps no directory is told that nobody sees the room', async ({ noVoice }) => {
	const site = await serveFolder('build');
	try {
		const host = await startPublic(noVoice, site.origin, {
			name: 'Ada',
			title: 'Unheard of',
			seenBy: 'Everybody'
		});
		const told = host.getByRole('status').filter({ hasText: 'Your relay keeps no directory' });
		await expect(told).toBeVisible();
		await told.getByRole('button', { name: 'Dismiss' }).click();
		await expect(told).toHaveCount(0);
		await host.getByRole('button', { name: 'More', exact: true }).click();
		await host.getByRole('button', { name: 'Who may come in' }).click();
		await expect(host.getByRole('dialog').getByText('Your relay keeps no directory')).toBeVisible();
		// Where there is nothing to ask, home says nothing.
		const guest = await arrive(noVoice, site.origin);
		await expect(guest.getByRole('heading', { name: 'Your rooms' })).toBeVisible();
		await expect(guest.getByRole('heading', { name: 'Live now' })).toHaveCount(0);
	} finally {
		await site.close();
	}
});

test('a follow link opens by paste, and the list of followed people is kept, shown and undone', async ({
	relay,
	noVoice
}) => {
	const ada = await arrive(noVoice, `${relay.url}/settings/`);
	await ada.getByLabel('Your name').fill('Ada');
	await ada.getByLabel('Your name').blur();
	await ada.getByText('Let others follow you').click();
	const field = ada.getByLabel('Your follow link', { exact: true });
	await expect(field).toHaveValue(/\/follow\/#[\w-]+$/);
	const link = await field.inputValue();
	// Her own link tells her so.
	await ada.goto(link);
	await expect(ada.getByText('This is your own link')).toBeVisible();

	const ben = await arrive(noVoice, relay.url);
	await ben.getByLabel('Room link').fill(link);
	await ben.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(ben.getByRole('heading', { name: 'Ada' })).toBeVisible();
	await ben.getByRole('button', { name: 'Follow' }).click();
	await expect(ben.getByText('You follow Ada')).toBeVisible();
	// A link that was cut short is told apart.
	await ben.goto(link.slice(0, -4));
	await expect(ben.getByRole('alert').filter({ hasText: 'This link was cut short' })).toBeVisible();
	await ben.goto(`${relay.url}/settings/`);
	await expect(ben.getByText('You follow 1 person.')).toBeVisible();
	await expect(ben.getByText('1 person is followed.')).toBeVisible();
	await ben.getByRole('button', { name: 'Unfollow' }).click();
	await expect(ben.getByText('You no longer follow Ada.')).toBeVisible();
	await ben.reload();
	await expect(ben.getByText('You follow nobody.')).toBeVisible();

	// Deleting everything takes the list along.
	await ben.goto(link);
	await ben.getByRole('button', { name: 'Follow' }).click();
	await expect(ben.getByText('You follow Ada')).toBeVisible();
	await ben.goto(`${relay.url}/settings/`);
	await ben.getByRole('button', { name: 'Delete everything on this device' }).click();
	await ben.getByRole('button', { name: 'Delete everything', exact: true }).click();
	await expect(ben.getByRole('heading', { name: 'Your rooms' })).toBeVisible();
	await ben.goto(link);
	await expect(ben.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
});

/** A relay that answers what it is told for its directory; null is an answer that never ends. */
async function serveDirectory(answer: (url: string) => Promise<Uint8Array | null>) {
	const server: Server = createServer((request, response) => {
		void answer(request.url ?? '').then((bytes) => {
			response.writeHead(200, { 'content-type': 'application/cbor', 'access-control-allow-origin': '*' });
			if (bytes) return void response.end(bytes);
			const more = () => !response.destroyed && response.write(new Uint8Array(65_536), () => more());
			more();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () =>
			new Promise<void>((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	};
}
