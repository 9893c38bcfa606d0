/**
 * Pictures of every screen on the scripted engine, phone and desktop, light and dark:
 * `HEARSAY_VARIANT=stage-set vite build && node test/e2e/screens.ts <folder> [part of a name]`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumOptions } from './browser.ts';
import { FOREIGN_CALENDAR } from '../fixtures/foreign-calendar.ts';
import { serveFolder } from './static-server.ts';

const [folder = 'test-results/screens', only = ''] = process.argv.slice(2);

interface Screen {
	readonly path: string;
	readonly steps?: (page: Page) => Promise<void>;
	readonly french?: boolean;
}

/** Screens longer than one, taken whole. */
const isWhole = (name: string) =>
	['path-', 'agenda', 'schedule-', 'tickets-', 'record-replay', 'communities-'].some((part) =>
		name.startsWith(part)
	);

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();
const pressPerson = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).last().click();
const pressSummary = (name: string) => async (page: Page) => {
	await page.getByText(name).click();
	await page.getByRole('group', { name: /^(Speech model|Modèle vocal)$/ }).scrollIntoViewIfNeeded();
};
const listen = press('Start listening');
const inRoom =
	(...steps: ((page: Page) => Promise<void>)[]) =>
	async (page: Page) => {
		await page.getByRole('heading', { name: 'Stage' }).waitFor();
		for (const step of steps) await step(page);
	};

const offerSats = async (page: Page) => {
	await page.getByLabel('Currency').selectOption('SAT');
	await page.getByLabel('With ecash').check();
	await page.getByLabel('Over Lightning').check();
	await page.getByLabel('Connection to your wallet').scrollIntoViewIfNeeded();
};
const strip = (page: Page) => page.locator('section li button').first().waitFor();

const chooseList = (page: Page) =>
	page
		.getByLabel('Open somebody’s list')
		.setInputFiles({ name: 'list.hearsay', mimeType: '', buffer: Buffer.from('a list') });

const reminder = (page: Page) =>
	page.getByRole('region', { name: /^(Rooms that begin|Salons qui commencent)$/ }).waitFor();
const chooseCalendar = (page: Page, label: string) =>
	page
		.getByLabel(label)
		.setInputFiles({ name: 'x.ics', mimeType: '', buffer: Buffer.from(FOREIGN_CALENDAR) });

const screens: Readonly<Record<string, Screen>> = {
	'communities-list': {
		path: '/communities/?communities',
		steps: (page) => page.getByText('Bird song').waitFor()
	},
	'communities-list-french': {
		path: '/communities/?communities',
		french: true,
		steps: (page) => page.getByText('Bird song').waitFor()
	},
	'communities-own': { path: '/community/#harbour', steps: (page) => page.getByText('Loud Larry').waitFor() },
	'communities-own-french': {
		path: '/community/#harbour',
		french: true,
		steps: (page) => page.getByText('Loud Larry').waitFor()
	},
	'communities-member': { path: '/community/#birds', steps: (page) => page.getByText('Mei Lin').waitFor() },
	'communities-sheet': {
		path: '/community/#harbour',
		steps: (page) => page.getByRole('button', { name: 'Options' }).first().click()
	},
	'communities-unknown': {
		path: '/community/#unknown',
		steps: (page) => page.getByText('Looking for').waitFor()
	},
	'communities-start': {
		path: '/start/?communities',
		steps: async (page) => {
			await page.getByLabel('In the name of').selectOption('Bird song at dawn');
			await page.getByLabel('In the name of').scrollIntoViewIfNeeded();
		}
	},
	'communities-room': {
		path: '/room/#story-community',
		steps: (page) => page.getByText('In the name of').waitFor()
	},
	'communities-door': {
		path: '/room/#story-community-preview',
		steps: (page) => page.getByText('cannot tell').waitFor()
	},
	home: { path: '/' },
	'home-french': { path: '/', french: true },
	'live-home': { path: '/?live', steps: strip },
	'live-home-french': { path: '/?live', french: true, steps: strip },
	'live-sheet': {
		path: '/?live',
		steps: async (page) => {
			await strip(page);
			await page.getByRole('button', { name: /^Amina Diallo/ }).click();
		}
	},
	'live-sheet-french': {
		path: '/?live',
		french: true,
		steps: async (page) => {
			await strip(page);
			await page.getByRole('button', { name: /^Kofi/ }).click();
		}
	},
	'live-nobody': { path: '/', steps: (page) => page.getByText('None of the 3').waitFor() },
	'live-start': {
		path: '/start/',
		steps: async (page) => {
			await page.getByRole('radio').first().check();
			await page.getByRole('radio', { name: 'People who follow you' }).check();
			await page.mouse.wheel(0, 2_000);
		}
	},
	'live-start-french': {
		path: '/start/',
		french: true,
		steps: async (page) => {
			await page.getByRole('radio').first().check();
			await page.mouse.wheel(0, 2_000);
		}
	},
	'live-door': {
		path: '/room/#story-public',
		steps: inRoom(press('More'), press('Who may come in'), (page) =>
			page.getByRole('radio', { name: 'Everybody' }).check()
		)
	},
	'live-unseen': {
		path: '/room/#story-unseen',
		steps: inRoom((page) => page.getByText('Your relay keeps no directory').waitFor())
	},
	'live-person': { path: '/room/#story-listener', steps: inRoom(pressPerson(/^Amina Diallo/)) },
	'live-follow': { path: '/follow/#aiko' },
	'live-followed': { path: '/follow/#aiko', steps: press('Follow') },
	'live-follow-french': { path: '/follow/#aiko', french: true },
	'live-follow-me': { path: '/follow/#me' },
	'live-follow-mangled': { path: '/follow/#mangled' },
	'live-settings': {
		path: '/settings/',
		steps: (page) =>
			page.getByRole('heading', { name: 'People you follow' }).evaluate((node) => node.scrollIntoView())
	},
	'live-my-link': {
		path: '/settings/',
		steps: async (page) => {
			await page.getByText('Let others follow you').click();
			await page.getByLabel('Your follow link', { exact: true }).waitFor();
		}
	},
	file: {
		path: '/file/',
		steps: async (page) => {
			const buffer = Buffer.from('a room');
			await page.getByLabel('Choose the file').setInputFiles({ name: 'room.hearsay', mimeType: '', buffer });
			await page.getByRole('button', { name: 'Keep it here' }).waitFor();
		}
	},
	'file-save': {
		path: '/room/#story-host',
		steps: inRoom(press('More'), press('Save this room as a file'))
	},
	devices: {
		path: '/settings/?devices',
		steps: (page) =>
			page.getByRole('heading', { name: 'Your devices' }).evaluate((node) => node.scrollIntoView())
	},
	'devices-french': {
		path: '/settings/?devices',
		french: true,
		steps: (page) =>
			page.getByRole('heading', { name: 'Vos appareils' }).evaluate((node) => node.scrollIntoView())
	},
	'devices-offer': { path: '/settings/', steps: press('Link a device') },
	'devices-digits': { path: '/devices/#code', steps: press('Link this device') },
	agenda: { path: '/agenda/?agenda=week', steps: (page) => page.getByRole('listitem').first().waitFor() },
	'agenda-french': {
		path: '/agenda/?agenda=week',
		french: true,
		steps: (page) => page.getByRole('listitem').first().waitFor()
	},
	'agenda-none': {
		path: '/agenda/',
		steps: (page) => page.getByText('Nothing is planned').waitFor()
	},
	'agenda-entry': {
		path: '/agenda/?agenda=week',
		steps: (page) =>
			page
				.getByRole('button', { name: /Wednesday on the quay$/ })
				.first()
				.click()
	},
	'agenda-home': { path: '/?agenda=week', steps: (page) => page.getByText('Next:').waitFor() },
	'agenda-due': { path: '/settings/?agenda=due', steps: reminder },
	'agenda-due-french': { path: '/?agenda=due', french: true, steps: reminder },
	'agenda-file': {
		path: '/agenda/',
		steps: async (page) => {
			await chooseCalendar(page, 'Open a calendar file');
			await page.getByRole('heading', { name: /^In this file/ }).scrollIntoViewIfNeeded();
		}
	},
	'agenda-file-french': {
		path: '/agenda/',
		french: true,
		steps: async (page) => {
			await chooseCalendar(page, 'Ouvrir un fichier de calendrier');
			await page.getByRole('heading', { name: /^Dans ce fichier/ }).scrollIntoViewIfNeeded();
		}
	},
	start: { path: '/start/' },
	'schedule-plan': {
		path: '/start/',
		steps: async (page) => {
			await page.getByRole('radio', { name: 'Later' }).check();
			await page.getByLabel('Repeat').selectOption('weekly');
			await page.getByLabel('Date').scrollIntoViewIfNeeded();
		}
	},
	'schedule-page': { path: '/room/#story-scheduled' },
	'schedule-page-french': { path: '/room/#story-scheduled', french: true },
	'schedule-recurring': { path: '/room/#story-scheduled-recurring' },
	'schedule-host': { path: '/room/#story-scheduled-host' },
	'schedule-host-french': { path: '/room/#story-scheduled-host', french: true },
	'schedule-off': { path: '/room/#story-called-off' },
	'schedule-odd': { path: '/room/#story-odd-zone' },
	'schedule-edit': { path: '/room/#story-scheduled-host', steps: press('Change time or note') },
	'schedule-times': { path: '/room/#story-scheduled-host', steps: press('Move or call off one time') },
	'schedule-guests': { path: '/room/#story-scheduled-host', steps: press('Guests') },
	settings: { path: '/settings/' },
	erase: { path: '/settings/', steps: press('Delete everything on this device') },
	embed: { path: '/embed/#story-preview' },
	'embed-live': { path: '/embed/#story-listener' },
	open: { path: '/open/#nothing' },
	scan: { path: '/', steps: press('Scan a QR code') },
	'share-ways': {
		path: '/room/#story-host',
		steps: inRoom(press('Share'), (page) => page.getByText('Other ways in').click())
	},
	'settings-identity': {
		path: '/settings/',
		steps: async (page) => {
			await press('Make an identity that can be saved')(page);
			await page.getByRole('heading', { name: 'Your identity' }).evaluate((node) => node.scrollIntoView());
		}
	},
	'settings-identity-french': {
		path: '/settings/',
		french: true,
		steps: async (page) => {
			await press('Ouvrir une identité enregistrée')(page);
			await page.getByRole('heading', { name: 'Votre identité' }).evaluate((node) => node.scrollIntoView());
		}
	},
	'settings-blocked': {
		path: '/settings/',
		steps: (page) =>
			page.getByRole('heading', { name: 'Blocked people' }).evaluate((node) => node.scrollIntoView())
	},
	'settings-block-list': {
		path: '/settings/',
		steps: async (page) => {
			await chooseList(page);
			await page.getByRole('button', { name: /^Block 2/ }).scrollIntoViewIfNeeded();
		}
	},
	'join-blocked-people': { path: '/room/#story-blocked-preview' },
	'room-blocked-people': { path: '/room/#story-blocked-people', steps: inRoom() },
	'room-blocked-person': {
		path: '/room/#story-blocked-people',
		steps: inRoom(pressPerson(/^Tobias/))
	},
	'room-blocking': {
		path: '/room/#story-host',
		steps: inRoom(pressPerson(/^Mei Lin/), press('Block'))
	},
	'room-blocking-french': {
		path: '/room/#story-host',
		french: true,
		steps: async (page) => {
			await pressPerson(/^Mei Lin/)(page);
			await press('Bloquer')(page);
		}
	},
	'record-room': { path: '/room/#story-recorded', steps: inRoom() },
	'record-mine': { path: '/room/#story-recording', steps: inRoom() },
	'record-away': { path: '/room/#story-recorded-away', steps: inRoom() },
	'record-asked': {
		path: '/room/#story-asked',
		steps: inRoom((page) => page.getByText('May your voice').waitFor())
	},
	'record-asked-french': {
		path: '/room/#story-asked',
		french: true,
		steps: (page) => page.getByText('Votre voix peut-elle').waitFor()
	},
	'record-join': { path: '/room/#story-recorded-preview' },
	'record-full': { path: '/room/#story-recording-full', steps: inRoom() },
	'record-sheet': {
		path: '/room/#story-host',
		steps: inRoom(press('More'), press('Record the room'), (page) =>
			page.getByRole('button', { name: 'Start recording' }).waitFor()
		)
	},
	'record-replay': {
		path: '/replay/',
		steps: async (page) => {
			await page.getByRole('button', { name: 'Listen' }).first().click();
			await page.getByRole('slider').waitFor();
			await page.getByRole('button', { name: /Pinned/ }).click();
		}
	},
	'record-replay-french': {
		path: '/replay/',
		french: true,
		steps: async (page) => {
			await page.getByRole('button', { name: 'Écouter' }).first().click();
			await page.getByRole('slider').waitFor();
		}
	},
	'minutes-room': { path: '/room/#story-minutes', steps: inRoom() },
	'minutes-catching-up': { path: '/room/#story-minutes', steps: inRoom(press('Catch up (1.5×)')) },
	'minutes-asked-french': {
		path: '/room/#story-minutes-asked',
		french: true,
		steps: (page) => page.getByText('dernières minutes dans la mémoire').waitFor()
	},
	'minutes-sheet': {
		path: '/room/#story-host',
		steps: inRoom(press('More'), press('Let latecomers hear the last minutes'))
	},
	'minutes-join': { path: '/room/#story-minutes-preview' },
	'record-list': { path: '/replay/', steps: (page) => page.getByRole('article').first().waitFor() },
	'record-none': {
		path: '/replay/#none',
		steps: (page) => page.getByText('Nothing is recorded here yet').waitFor()
	},
	'record-minimised': {
		path: '/room/#story-recording',
		steps: async (page) => {
			await page.getByRole('link', { name: 'Home' }).click();
			await page.getByRole('button', { name: /Back to the room/ }).waitFor();
		}
	},
	join: { path: '/room/#story-preview' },
	waiting: { path: '/room/#story-waiting' },
	'room-host': { path: '/room/#story-host', steps: inRoom() },
	'room-alone': { path: '/room/#story-alone', steps: inRoom() },
	'room-listener': { path: '/room/#story-listener', steps: inRoom() },
	'room-hand': { path: '/room/#story-listener', steps: inRoom(press('Raise hand')) },
	'room-speaker': { path: '/room/#story-speaker', steps: inRoom() },
	'room-invited': { path: '/room/#story-invited', steps: inRoom() },
	'path-small': { path: '/room/path/#story-small' },
	'path-deep': { path: '/room/path/#story-deep' },
	'path-deep-french': { path: '/room/path/#story-deep', french: true },
	'path-lost': { path: '/room/path/#story-lost' },
	'path-host': { path: '/room/path/#story-planner' },
	'path-host-french': { path: '/room/path/#story-planner', french: true },
	'path-many': {
		path: '/room/path/#story-crowd-host',
		steps: async (page) => {
			await page.getByRole('button', { name: 'Strand B' }).click();
		}
	},
	'path-stage': { path: '/room/path/#story-reactions' },
	'large-deep': { path: '/room/#story-deep', steps: inRoom() },
	'large-no-place': { path: '/room/#story-no-place', steps: inRoom() },
	'room-weak-line': { path: '/room/#story-weak', steps: inRoom() },
	'large-crowd': { path: '/room/#story-crowd', steps: inRoom() },
	'large-crowd-end': {
		path: '/room/#story-crowd',
		steps: inRoom((page) => page.evaluate(() => scrollTo(0, document.body.scrollHeight)))
	},
	'large-requests': { path: '/room/#story-crowd-host', steps: inRoom(press('Requests')) },
	giving: {
		path: '/settings/',
		steps: (page) => page.getByRole('heading', { name: 'Giving' }).evaluate((node) => node.scrollIntoView())
	},
	'room-requests': { path: '/room/#story-host', steps: inRoom(press('Requests')) },
	'room-person': {
		path: '/room/#story-host',
		steps: inRoom(pressPerson(/^Tobias/))
	},
	'room-pins': {
		path: '/room/#story-host',
		steps: inRoom((page) => page.getByText('Pinned', { exact: true }).scrollIntoViewIfNeeded())
	},
	'room-reason-french': {
		path: '/room/#story-host',
		french: true,
		steps: async (page) => {
			await pressPerson(/^Mei Lin/)(page);
			await page.getByLabel('Raison').selectOption('Avec mes mots…');
		}
	},
	'room-muted-for-me': { path: '/room/#story-muted-for-me', steps: inRoom() },
	'room-person-muted': {
		path: '/room/#story-muted-for-me',
		steps: inRoom(pressPerson(/^Tobias/))
	},
	'room-captions': {
		path: '/room/#story-captions',
		steps: inRoom((page) => page.getByText('nobody slept').waitFor())
	},
	'room-captions-french': {
		path: '/room/#story-captions',
		french: true,
		steps: (page) => page.getByText('nobody slept').waitFor()
	},
	'room-captions-sheet': { path: '/room/#story-captions', steps: inRoom(press('More'), press('Captions')) },
	'room-captions-own': {
		path: '/room/#story-captions-host',
		steps: inRoom(press('More'), press('Captions'), (page) =>
			page.getByLabel('From my voice, by my browser’s maker').check()
		)
	},
	'room-captions-own-french': {
		path: '/room/#story-captions-host',
		french: true,
		steps: async (page) => {
			await press('Plus')(page);
			await press('Sous-titres')(page);
		}
	},
	'room-captions-model': {
		path: '/room/#story-captions-host',
		steps: inRoom(press('More'), press('Captions'), pressSummary('Get a speech model'))
	},
	'room-captions-model-kept': {
		path: '/room/#story-captions-model-host',
		steps: inRoom(press('More'), press('Captions'), (page) =>
			page.getByRole('group', { name: 'Speech model' }).scrollIntoViewIfNeeded()
		)
	},
	'room-captions-model-fetching': {
		path: '/room/#story-captions-model-host',
		steps: inRoom(press('More'), press('Captions'), pressSummary('Another model'), press('Fetch the model'))
	},
	'room-captions-model-french': {
		path: '/room/#story-captions-host',
		french: true,
		steps: async (page) => {
			await press('Plus')(page);
			await press('Sous-titres')(page);
			await pressSummary('Obtenir un modèle vocal')(page);
		}
	},
	'room-captions-typed': {
		path: '/room/#story-captions-host',
		steps: inRoom(
			press('More'),
			press('Captions'),
			(page) => page.getByLabel('I type them').check(),
			(page) => page.keyboard.press('Escape'),
			(page) => page.getByRole('textbox', { name: 'Type what is said' }).waitFor()
		)
	},
	'room-captions-transcript': {
		path: '/room/#story-captions',
		steps: inRoom(press('More'), press('Captions'), press('Everything that was said'))
	},
	'room-sound': { path: '/room/#story-host', steps: inRoom(press('More'), press('Sound and microphone')) },
	'room-shortcuts': {
		path: '/room/#story-host',
		steps: inRoom(press('More'), press('Keyboard shortcuts'), press('Change the key: Hold to talk'))
	},
	'room-share': { path: '/room/#story-host', steps: inRoom(press('Share')) },
	'room-more': { path: '/room/#story-host', steps: inRoom(press('More')) },
	'room-leave': { path: '/room/#story-host', steps: inRoom(press('Leave')) },
	'room-end': {
		path: '/room/#story-host',
		steps: inRoom(press('Leave'), press('End for everyone'))
	},
	'room-door': { path: '/room/#story-host', steps: inRoom(press('More'), press('Who may come in')) },
	'room-by-invitation': { path: '/room/#story-by-invitation', steps: inRoom() },
	'room-invites': {
		path: '/room/#story-by-invitation',
		steps: inRoom(press('Share'), press('Make an invite for one person'))
	},
	'room-successor': {
		path: '/room/#story-host',
		steps: inRoom(press('Leave'), press('Hand over and leave'))
	},
	'room-waiting': {
		path: '/room/#story-host',
		steps: inRoom(press('Leave'), press('Hand over and leave'), pressPerson(/^Tobias/))
	},
	'room-handover': {
		path: '/room/#story-host',
		steps: inRoom(pressPerson(/^Tobias/), press('Hand the room over'))
	},
	'room-offering': {
		path: '/room/#story-host',
		steps: inRoom(pressPerson(/^Tobias/), press('Hand the room over'), press('Offer the room to Tobias'))
	},
	'room-offered': { path: '/room/#story-offered', steps: inRoom() },
	'room-host-away': { path: '/room/#story-host-away', steps: inRoom() },
	'room-nobody-leads': { path: '/room/#story-nobody-leads', steps: inRoom() },
	'room-lead': { path: '/room/#story-host-away', steps: inRoom(press('Choose who leads')) },
	'room-lead-french': {
		path: '/room/#story-acting',
		french: true,
		steps: async (page) => page.getByRole('button', { name: 'Choisir qui mène' }).click()
	},
	'room-succession': {
		path: '/room/#story-host',
		steps: inRoom(
			pressPerson(/^Mei Lin/),
			press('Make co-host'),
			press('More'),
			press('Who leads when I am away')
		)
	},
	'room-log': { path: '/room/#story-host', steps: inRoom(press('More'), press('Log')) },
	'room-refused': {
		path: '/room/#story-host',
		steps: inRoom(press('More'), press('What was refused'))
	},
	'room-refused-nothing': {
		path: '/room/#story-alone',
		steps: inRoom(press('More'), press('What was refused'))
	},
	'room-chat': { path: '/room/#story-chat', steps: inRoom(press('Chat')) },
	'room-chat-message': {
		path: '/room/#story-chat',
		steps: inRoom(press('Chat'), (page) =>
			page.getByRole('complementary').getByRole('button', { name: 'More' }).last().click()
		)
	},
	'room-chat-french': {
		path: '/room/#story-chat-closed',
		french: true,
		steps: async (page) => press('Chat')(page)
	},
	'room-letters': {
		path: '/room/#story-letters',
		steps: inRoom(press('Chat'), (page) => page.getByText('Noor').last().waitFor())
	},
	'room-letters-person': {
		path: '/room/#story-letters',
		steps: inRoom(pressPerson(/^Mei Lin/), press('Write to them alone'), (page) =>
			page.getByRole('textbox', { name: 'Write to Mei Lin alone' }).waitFor()
		)
	},
	letters: { path: '/letters/', steps: (page) => page.getByText('Noor').waitFor() },
	'letters-french': {
		path: '/letters/',
		french: true,
		steps: (page) => page.getByRole('button', { name: /Mei Lin/ }).click()
	},
	'settings-letters-french': {
		path: '/settings/',
		french: true,
		steps: (page) => page.getByText('Qui peut vous écrire en privé').scrollIntoViewIfNeeded()
	},
	'room-turns': {
		path: '/room/#story-turns',
		steps: inRoom((page) => page.getByText(/over/).first().waitFor())
	},
	'room-turns-sheet': {
		path: '/room/#story-turns',
		steps: inRoom(press('More'), press('Time for each turn'), (page) => page.getByText('3 minutes').waitFor())
	},
	'room-turns-french': {
		path: '/room/#story-my-turn',
		french: true,
		steps: (page) => page.getByText('Votre temps de parole').waitFor()
	},
	'room-reactions': { path: '/room/#story-reactions', steps: inRoom(press('React')) },
	'room-check': { path: '/room/#story-invited', steps: inRoom(press('Check my microphone')) },
	'room-reconnecting': { path: '/room/#story-reconnecting', steps: inRoom() },
	'room-blocked': { path: '/room/#story-blocked', steps: inRoom() },
	'room-denied': { path: '/room/#story-denied', steps: inRoom() },
	minimised: {
		path: '/room/#story-preview',
		steps: async (page) => {
			await listen(page);
			await page.getByRole('heading', { name: 'Stage' }).waitFor();
			await page.getByRole('link', { name: 'Home' }).click();
			await page.getByRole('button', { name: /Back to the room/ }).waitFor();
		}
	},
	ended: { path: '/room/#story-ended' },
	banned: { path: '/room/#story-banned' },
	locked: { path: '/room/#story-locked' },
	uninvited: { path: '/room/#story-uninvited' },
	'tickets-offer': { path: '/room/#story-tickets-none', steps: inRoom(press('More'), press('Tickets')) },
	'tickets-offer-french': {
		path: '/room/#story-tickets-none',
		french: true,
		steps: async (page) => {
			await page.getByRole('heading', { name: 'Scène' }).waitFor();
			await press('Plus')(page);
			await press('Billets')(page);
		}
	},
	'tickets-sales': { path: '/room/#story-tickets-host', steps: inRoom(press('More'), press('Tickets (2)')) },
	'tickets-wallet': { path: '/room/#story-tickets-wallet', steps: inRoom(press('More'), press('Tickets')) },
	'tickets-yours': { path: '/room/#story-ticket-holder', steps: inRoom(press('More'), press('Tickets')) },
	'tickets-door': { path: '/room/#story-ticketless' },
	'tickets-door-french': { path: '/room/#story-ticketless', french: true },
	'tickets-free': { path: '/room/#story-ticketless-free' },
	'tickets-pay': { path: '/room/#story-ticketless-pay' },
	'tickets-waiting': { path: '/room/#story-ticketless-waiting' },
	'tickets-lightning': { path: '/room/#story-ticketless-lightning' },
	'tickets-lightning-french': { path: '/room/#story-ticketless-lightning', french: true },
	'tickets-unreachable': { path: '/room/#story-ticketless-unreachable' },
	'tickets-offer-sat': {
		path: '/room/#story-tickets-none',
		steps: inRoom(press('More'), press('Tickets'), offerSats)
	},
	'tickets-scheduled': { path: '/room/#story-scheduled-tickets' },
	'tickets-scheduled-french': { path: '/room/#story-scheduled-tickets', french: true },
	'tickets-scheduled-buy': { path: '/room/#story-scheduled-tickets', steps: press('Tickets') },
	'tickets-refused': { path: '/room/#story-ticketless-refused' },
	'not-following': { path: '/room/#story-not-following' },
	'other-version': { path: '/room/#story-other-version' },
	elsewhere: { path: '/room/#story-elsewhere' },
	'bad-link': { path: '/room/#nonsense' }
};

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

await mkdir(folder, { recursive: true });
const site = await serveFolder('dist/stage-set');
const browser = await chromium.launch(chromiumOptions);
for (const [size, viewport] of Object.entries(sizes)) {
	for (const colorScheme of ['light', 'dark'] as const) {
		const context = await browser.newContext({
			viewport,
			colorScheme,
			deviceScaleFactor: 1,
			locale: 'en-GB'
		});
		for (const [name, screen] of Object.entries(screens)) {
			if (!name.includes(only)) continue;
			const page = await context.newPage();
			page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
			page.on('console', (message) => {
				if (message.type() === 'error') console.error(`${name}: ${message.text()}`);
			});
			await page.goto(`${site.origin}/`);
			await page.evaluate((french) => {
				if (french) localStorage.setItem('hearsay.language', '"fr"');
				else localStorage.removeItem('hearsay.language');
			}, screen.french ?? false);
			await page.goto(site.origin + screen.path);
			await page.locator('h1').waitFor();
			await screen.steps?.(page);
			await page.evaluate(() => document.fonts.ready);
			await page.waitForTimeout(400);
			await page.screenshot({
				path: join(folder, `${name}-${size}-${colorScheme}.png`),
				fullPage: isWhole(name)
			});
			await page.close();
		}
		await context.close();
	}
}
await browser.close();
await site.close();
