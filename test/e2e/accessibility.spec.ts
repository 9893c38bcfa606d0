/** axe and the keyboard on every screen, with people who are canned; `keyboard.spec.ts` does the journey on the real engine. */
import { expect, type Page } from '@playwright/test';
import { open, startRoom, test, type Site } from './site.ts';
import { FOREIGN_CALENDAR } from '../fixtures/foreign-calendar.ts';
import { expectAccessible } from './support/axe.ts';

type Step = (page: Page) => Promise<unknown>;
const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();
const pressPerson = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).click();
const pressInSheet = (name: RegExp) => (page: Page) =>
	page.getByRole('dialog').getByRole('button', { name }).click();
const scene =
	(name: string, ...steps: Step[]) =>
	async (page: Page, site: Site) => {
		await open(page, site, `/room/#story-${name}`);
		for (const step of steps) await step(page);
	};

/** The page of one's path in a scene. */
const path = (name: string) => (page: Page, site: Site) => open(page, site, `/room/path/#story-${name}`);

const screens: Readonly<Record<string, (page: Page, site: Site) => Promise<unknown>>> = {
	home: async (page, site) => {
		await open(page, site, '/');
		await page.getByRole('heading', { name: 'You', exact: true }).waitFor();
	},
	'who is live': async (page, site) => {
		await open(page, site, '/?live');
		await page.getByRole('heading', { name: 'Live now' }).waitFor();
	},
	'a room that is live': async (page, site) => {
		await open(page, site, '/?live');
		await press('Kofi is live: Repair café: radios, lamps and a stubborn toaster')(page);
	},
	'who is live is not known': async (page, site) => {
		await open(page, site, '/?unknown');
		await page.getByText('Who is live cannot be seen right now').waitFor();
	},
	'following somebody': (page, site) => open(page, site, '/follow/#aiko'),
	'somebody who is followed': async (page, site) => {
		await open(page, site, '/follow/#aiko');
		await press('Follow')(page);
		await page.getByRole('button', { name: 'Unfollow' }).waitFor();
	},
	'a follow link that is none': async (page, site) => {
		await open(page, site, '/follow/#mangled');
		await page.getByText('This link was cut short').waitFor();
	},
	'one’s own follow link': async (page, site) => {
		await open(page, site, '/settings/');
		await page.getByText('Let others follow you').click();
		await page.getByLabel('Your follow link', { exact: true }).waitFor();
	},
	'a room from a file': async (page, site) => {
		await open(page, site, '/file/');
		const buffer = Buffer.from('a room');
		await page.getByLabel('Choose the file').setInputFiles({ name: 'room.hearsay', mimeType: '', buffer });
		await page.getByRole('button', { name: 'Keep it here' }).waitFor();
	},
	'a room saved as a file': scene('host', press('More'), press('Save this room as a file')),
	'own devices': async (page, site) => {
		await open(page, site, '/settings/?devices');
		await page.getByText('Tablet in the kitchen').waitFor();
	},
	'a device to link': async (page, site) => {
		await open(page, site, '/settings/');
		await press('Link a device')(page);
		await page.getByLabel('Link for the other device', { exact: true }).waitFor();
	},
	'digits of two devices': async (page, site) => {
		await open(page, site, '/devices/#code');
		await press('Link this device')(page);
		await page.getByRole('button', { name: 'They are the same' }).waitFor();
	},
	communities: async (page, site) => {
		await open(page, site, '/communities/');
		await page.getByText('You are in no community on this device.').waitFor();
	},
	'communities that are kept': async (page, site) => {
		await open(page, site, '/communities/?communities');
		await page.getByText('Bird song at dawn').waitFor();
		await page.getByLabel('Link of a community').fill('nonsense');
		await press('Open')(page);
		await page.getByRole('alert').waitFor();
	},
	'a community of one’s own': async (page, site) => {
		await open(page, site, '/community/#harbour');
		await page.getByRole('heading', { name: 'Settings of the community' }).waitFor();
	},
	'a member of a community': async (page, site) => {
		await open(page, site, '/community/#harbour');
		await page.getByRole('button', { name: 'Options' }).first().click();
		await page.getByRole('dialog').waitFor();
	},
	'sharing a community': async (page, site) => {
		await open(page, site, '/community/#birds');
		await press('Share')(page);
		await page.getByRole('dialog').waitFor();
	},
	'a community that nobody has': async (page, site) => {
		await open(page, site, '/community/#unknown');
		await page.getByText('Looking for somebody who has it').waitFor();
	},
	'a room in the name of a community': scene('community'),
	'a room that says so before one comes in': scene('community-preview'),
	'a room in a name that does not allow it': async (page, site) => {
		await open(page, site, '/start/?communities');
		await page.getByLabel('In the name of').selectOption('Bird song at dawn');
	},
	'who may see a new room': async (page, site) => {
		await open(page, site, '/start/');
		await page.getByRole('radio', { name: 'Public' }).check();
		await page.getByRole('radio', { name: 'People who follow you' }).check();
	},
	'a scheduled room': scene('scheduled'),
	'a scheduled room that recurs, planned elsewhere': scene('scheduled-recurring'),
	'a scheduled room of one’s own': scene('scheduled-host'),
	'a room that is called off': scene('called-off'),
	'a room in a zone that nobody knows': scene('odd-zone'),
	'changing a plan': scene('scheduled-host', press('Change time or note')),
	'changing one time': scene('scheduled-host', press('Move or call off one time'), async (page) => {
		await page.getByRole('button', { name: 'Move', exact: true }).first().click();
	}),
	'who comes to a scheduled room': scene('scheduled-host', press('Guests')),
	'planning a room': async (page, site) => {
		await open(page, site, '/start/');
		await page.getByRole('radio', { name: 'Later' }).check();
		await page.getByLabel('Repeat').selectOption('weekly');
		await page.getByLabel('Until').selectOption('after');
	},
	'a room that nobody sees': scene('unseen', (page) =>
		page.getByText('Your relay keeps no directory').waitFor()
	),
	'who may see a room': scene('public', press('More'), press('Who may come in'), (page) =>
		page.getByRole('radio', { name: 'Everybody' }).check()
	),
	agenda: async (page, site) => {
		await open(page, site, '/agenda/?agenda=week');
		await page.getByRole('listitem').first().waitFor();
	},
	'an empty agenda': async (page, site) => {
		await open(page, site, '/agenda/');
		await page.getByText('Nothing is planned').waitFor();
	},
	'a reminder that is chosen': async (page, site) => {
		await open(page, site, '/agenda/?agenda=week');
		await page
			.getByRole('button', { name: /Wednesday on the quay$/ })
			.first()
			.click();
		await page.getByLabel('Remind me', { exact: true }).waitFor();
	},
	'a reminder': async (page, site) => {
		await open(page, site, '/settings/?agenda=due');
		await page.getByRole('region', { name: 'Rooms that begin' }).waitFor();
	},
	'what comes next': async (page, site) => {
		await open(page, site, '/?agenda=week');
		await page.getByText('Next:').waitFor();
	},
	'somebody’s calendar file': async (page, site) => {
		await open(page, site, '/agenda/');
		const buffer = Buffer.from(FOREIGN_CALENDAR);
		await page.getByLabel('Open a calendar file').setInputFiles({ name: 'x.ics', mimeType: '', buffer });
		await page.getByRole('heading', { name: /^In this file/ }).waitFor();
	},
	'a file that is no calendar': async (page, site) => {
		await open(page, site, '/agenda/');
		const buffer = Buffer.from('no calendar');
		await page.getByLabel('Open a calendar file').setInputFiles({ name: 'x.ics', mimeType: '', buffer });
		await page.getByText('This is not a calendar file').waitFor();
	},
	start: (page, site) => open(page, site, '/start/'),
	settings: (page, site) => open(page, site, '/settings/'),
	'somebody’s block list': async (page, site) => {
		await open(page, site, '/settings/');
		const buffer = Buffer.from('a list');
		await page
			.getByLabel('Open somebody’s list')
			.setInputFiles({ name: 'list.hearsay', mimeType: '', buffer });
		await page.getByRole('button', { name: 'Block 2 people' }).waitFor();
	},
	'a file that is no block list': async (page, site) => {
		await open(page, site, '/settings/');
		const buffer = Buffer.alloc(0);
		await page.getByLabel('Open somebody’s list').setInputFiles({ name: 'x', mimeType: '', buffer });
		await page.getByText('This file is not a list of blocked people.').waitFor();
	},
	room: (page, site) => startRoom(page, site),
	'deleting everything': async (page, site) => {
		await open(page, site, '/settings/');
		await press('Delete everything on this device')(page);
	},
	'making an identity that can be saved': async (page, site) => {
		await open(page, site, '/settings/');
		await press('Make an identity that can be saved')(page);
		await page.getByLabel('New passphrase').fill('too short');
		await page.getByLabel('The passphrase once more').fill('too short');
		await press('Make it and save the file')(page);
		await page.getByText('The passphrase is too short.').waitFor();
	},
	'an identity that was made': async (page, site) => {
		await open(page, site, '/settings/');
		await press('Make an identity that can be saved')(page);
		await page.getByLabel('New passphrase').fill('correct horse battery');
		await page.getByLabel('The passphrase once more').fill('correct horse battery');
		await press('Make it and save the file')(page);
		await page.getByText('Is the file in your downloads?').waitFor();
	},
	'opening a saved identity': async (page, site) => {
		await open(page, site, '/settings/');
		await press('Open a saved identity')(page);
	},
	'a player in a frame': (page, site) => open(page, site, '/embed/#story-preview'),
	'nothing to open': (page, site) => open(page, site, '/open/#nothing'),
	'a camera that is missing': async (page, site) => {
		await open(page, site, '/');
		await press('Scan a QR code')(page);
	},
	'other ways in': scene('host', press('Share'), (page) => page.getByText('Other ways in').click()),
	'a link that is none': (page, site) => open(page, site, '/room/#nonsense'),
	join: scene('preview'),
	'a full room as host': scene('host'),
	requests: scene('host', press('Requests')),
	'the chat': scene('chat', press('Chat'), (page) =>
		page.getByRole('complementary').getByRole('button', { name: 'More' }).nth(1).click()
	),
	'an empty chat': scene('alone', press('Chat')),
	'a closed chat': scene('chat-closed', press('Chat')),
	'letters beside a room': scene('letters', press('Chat'), (page) => page.getByText('Noor').last().waitFor()),
	'a letter to a person': scene('letters', pressPerson(/^Mei Lin/), press('Write to them alone'), (page) =>
		page.getByRole('textbox', { name: 'Write to Mei Lin alone' }).waitFor()
	),
	letters: async (page, site) => {
		await open(page, site, '/letters/');
		await page.getByText('Noor').waitFor();
	},
	'letters that are forgotten': async (page, site) => {
		await open(page, site, '/letters/');
		await page.getByRole('button', { name: /Noor/ }).click();
		await press('Forget these letters')(page);
	},
	'no letters': async (page, site) => {
		await open(page, site, '/letters/#none');
		await page.getByText('No letters yet').waitFor();
	},
	'a person': scene('host', pressPerson(/^Tobias/)),
	'a reason in own words': scene('host', pressPerson(/^Tobias/), (page) =>
		page.getByLabel('Reason').selectOption('In my own words…')
	),
	'blocking a person': scene('host', pressPerson(/^Tobias/), press('Block')),
	'blocked people in a room': scene('blocked-people'),
	'a blocked person': scene('blocked-people', pressPerson(/^Tobias/)),
	'blocked people before joining': scene('blocked-preview'),
	'somebody muted for oneself': scene('muted-for-me'),
	'a person muted for oneself': scene('muted-for-me', pressPerson(/^Tobias/)),
	'captions of a room': scene('captions', (page) => page.getByText('nobody slept').waitFor()),
	'captions as somebody types them': scene(
		'captions-host',
		press('More'),
		press('Captions'),
		(page) => page.getByLabel('I type them').check(),
		(page) => page.keyboard.press('Escape'),
		(page) => page.getByRole('textbox', { name: 'Type what is said' }).waitFor()
	),
	'a speech model to fetch': scene(
		'captions-host',
		press('More'),
		press('Captions'),
		(page) => page.getByText('Get a speech model').click(),
		(page) => page.getByText('will be fetched from').waitFor()
	),
	'a speech model that is being fetched': scene(
		'captions-model-host',
		press('More'),
		press('Captions'),
		(page) => page.getByText('Another model').click(),
		press('Fetch the model'),
		(page) => page.getByRole('progressbar').waitFor()
	),
	'how captions are read': scene('captions', press('More'), press('Captions')),
	'own words and the question before a cloud': scene(
		'captions-host',
		press('More'),
		press('Captions'),
		(page) => page.getByLabel('From my voice, by my browser’s maker').check(),
		(page) => page.getByText('Send your voice to your browser’s maker?').waitFor()
	),
	'everything that was said': scene(
		'captions',
		press('More'),
		press('Captions'),
		press('Everything that was said')
	),
	'the sound settings': scene('host', press('More'), press('Sound and microphone')),
	'music mode': scene('host', press('More'), press('Sound and microphone'), (page) =>
		page.getByLabel('Music mode').check()
	),
	'a key that is asked for': scene(
		'host',
		press('More'),
		press('Keyboard shortcuts'),
		press('Change the key: Hold to talk')
	),
	'a recorded room': scene('recorded'),
	'a room that one records': scene('recording'),
	'a recording whose maker is gone': scene('recorded-away'),
	'before joining a recorded room': scene('recorded-preview'),
	'being asked to be recorded': scene('asked', (page) => page.getByText('May your voice').waitFor()),
	'a recording that found no space': scene('recording-full'),
	'starting to record': scene('host', press('More'), press('Record the room'), (page) =>
		page.getByRole('button', { name: 'Start recording' }).waitFor()
	),
	'a room whose last minutes can be heard': scene('minutes', (page) =>
		page.getByRole('button', { name: 'Catch up' }).waitFor()
	),
	'catching up': scene('minutes', press('Catch up (1.5×)'), (page) =>
		page.getByText('2:14 behind').waitFor()
	),
	'waiting to catch up': scene('minutes-waiting', (page) =>
		page.getByText('Others are catching up').waitFor()
	),
	'being asked for the last minutes': scene('minutes-asked', (page) =>
		page.getByText('keeps the last 5 minutes').waitFor()
	),
	'before joining a room with last minutes': scene('minutes-preview'),
	'keeping the last minutes': scene(
		'host',
		press('More'),
		press('Let latecomers hear the last minutes'),
		(page) => page.getByText('Whoever comes late can hear').waitFor()
	),
	recordings: async (page, site) => {
		await open(page, site, '/replay/');
		await page.getByRole('article').first().waitFor();
	},
	'a recording that is played': async (page, site) => {
		await open(page, site, '/replay/');
		await page.getByRole('button', { name: 'Listen' }).first().click();
		await page.getByRole('slider').waitFor();
	},
	'deleting a recording': async (page, site) => {
		await open(page, site, '/replay/');
		await page.getByRole('button', { name: 'Delete' }).first().click();
	},
	'no recordings': async (page, site) => {
		await open(page, site, '/replay/#none');
		await page.getByText('Nothing is recorded here yet').waitFor();
	},
	share: scene('host', press('Share')),
	more: scene('host', press('More')),
	leaving: scene('host', press('Leave')),
	'ending a room': scene('host', press('Leave'), press('End for everyone')),
	'who takes the room': scene('host', press('Leave'), press('Hand over and leave')),
	'waiting for an answer': scene(
		'host',
		press('Leave'),
		press('Hand over and leave'),
		pressInSheet(/^Tobias/)
	),
	'handing the room over': scene('host', pressPerson(/^Tobias/), press('Hand the room over')),
	'an offer that waits': scene(
		'host',
		pressPerson(/^Tobias/),
		press('Hand the room over'),
		press('Offer the room to Tobias')
	),
	'a room that is offered': scene('offered'),
	'the door': scene('host', press('More'), press('Who may come in')),
	'a room by invitation': scene('by-invitation'),
	invites: scene(
		'by-invitation',
		press('Share'),
		press('Make an invite for one person'),
		press('Make an invite for one person')
	),
	'a host who is away': scene('host-away'),
	'nobody who leads': scene('nobody-leads'),
	'who leads until the host is back': scene('acting', press('Choose who leads')),
	'who leads when the host is away': scene('host', press('More'), press('Who leads when I am away')),
	'the log': scene('host', press('More'), press('Log')),
	'what was refused': scene('host', press('More'), press('What was refused')),
	'nothing refused': scene('alone', press('More'), press('What was refused')),
	reactions: scene('reactions', press('React')),
	'a full room as listener': scene('listener', press('Raise hand')),
	'turns with a time': scene('turns', (page) => page.getByText('0:2').first().waitFor()),
	'a turn that is over': scene('my-turn', (page) => page.getByText('The time of your turn is up.').waitFor()),
	'the time of turns': scene('turns', press('More'), press('Time for each turn')),
	'an invitation': scene('invited'),
	'the microphone check': scene('invited', press('Check my microphone')),
	'sound blocked': scene('blocked'),
	reconnecting: scene('reconnecting'),
	'a small room’s path': path('small'),
	'a path with a repair under way': path('deep'),
	'a path that is lost': path('lost'),
	'the whole tree': async (page, site) => {
		await path('planner')(page, site);
		await page.getByText('Who hands this strand on').click();
		await page.getByText('Minute by minute').click();
	},
	'the whole tree of a large room': async (page, site) => {
		await path('crowd-host')(page, site);
		await press('Strand B')(page);
	},
	'a room that has grown': scene('deep'),
	'no place in a large room': scene('no-place'),
	'a line that is too weak': scene('weak'),
	'an audience of ten thousand': scene('crowd'),
	'hundreds of hands': scene('crowd-host', press('Requests')),
	banned: scene('banned'),
	uninvited: scene('uninvited'),
	'offering tickets': scene('tickets-none', press('More'), press('Tickets'), (page) =>
		page.getByRole('heading', { name: 'Offer tickets' }).waitFor()
	),
	'tickets that are sold': scene('tickets-host', press('More'), press('Tickets (2)'), (page) =>
		page.getByRole('heading', { name: 'Say they have paid' }).waitFor()
	),
	'a wallet that does not answer': scene('tickets-wallet', press('More'), press('Tickets'), (page) =>
		page.getByText('Your wallet does not answer').waitFor()
	),
	'a payment that did not come': scene('tickets-host', press('More'), press('Tickets (2)'), async (page) => {
		await page.getByRole('button', { name: 'It did not come' }).first().click();
		await page.getByLabel('A few words for them').waitFor();
	}),
	'one’s own ticket': scene('ticket-holder', press('More'), press('Tickets'), (page) =>
		page.getByRole('heading', { name: 'Your ticket' }).waitFor()
	),
	'the door for tickets': scene('ticketless', (page) =>
		page.getByRole('button', { name: 'Hold one for me' }).waitFor()
	),
	'paying for a ticket': scene('ticketless-pay', (page) => page.getByText('I have paid').waitFor()),
	'paying for a ticket over Lightning': scene('ticketless-lightning', (page) =>
		page.getByRole('link', { name: 'Open in a wallet' }).waitFor()
	),
	'offering tickets for sat': scene('tickets-none', press('More'), press('Tickets'), async (page) => {
		await page.getByLabel('Currency').selectOption('SAT');
		await page.getByLabel('Over Lightning').check();
		await page.getByLabel('Connection to your wallet').waitFor();
	}),
	'tickets of a room that is planned': scene('scheduled-tickets', press('Tickets'), (page) =>
		page.getByRole('button', { name: 'Hold one for me' }).waitFor()
	),
	'waiting for the host with tickets': scene('ticketless-waiting', (page) =>
		page.getByText('Waiting for the host').waitFor()
	),
	'a payment that was refused': scene('ticketless-refused', (page) =>
		page.getByText('The host says').waitFor()
	),
	'not following': scene('not-following'),
	'another version': scene('other-version')
};

for (const [name, show] of Object.entries(screens)) {
	test(`axe finds nothing on ${name}`, async ({ page, site }) => {
		await show(page, site);
		await expectAccessible(page);
	});
}

/** Tabs until the named button has the focus, so that only what a keyboard reaches is used. */
async function tabTo(page: Page, name: string | RegExp, role: 'button' | 'link' | 'textbox' = 'button') {
	const exact = typeof name === 'string';
	const target = page.getByRole(role, { name, exact }).first();
	await target.waitFor();
	for (let presses = 0; presses < 80; presses++) {
		await page.keyboard.press('Tab');
		if (await target.evaluate((node) => node === document.activeElement)) return target;
	}
	throw new Error(`Tab never reached ${name}`);
}

test.describe('By keyboard alone', () => {
	test('a room is started, shared and left', async ({ page, site }) => {
		await open(page, site, '/');
		await tabTo(page, 'Start a room');
		await page.keyboard.press('Enter');
		await tabTo(page, 'Room title', 'textbox');
		await page.keyboard.type('By hand, no mouse');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

		const share = await tabTo(page, 'Share');
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog', { name: 'Share this room' });
		await expect(dialog).toBeVisible();
		for (let presses = 0; presses < 8; presses++) {
			await page.keyboard.press('Tab');
			const isInside = await page.evaluate(
				() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null
			);
			expect(isInside, 'the focus stays in the dialog').toBe(true);
		}
		await page.keyboard.press('Escape');
		await expect(dialog).toBeHidden();
		await expect(share).toBeFocused();

		await tabTo(page, 'More');
		await page.keyboard.press('Enter');
		await tabTo(page, 'Pin something');
		await page.keyboard.press('Enter');
		await page.getByLabel('Text or link').focus();
		await page.keyboard.type('Bring a lamp');
		await tabTo(page, 'Pin it');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('list', { name: 'Pinned' })).toContainText('Bring a lamp');
		await expect(page.getByRole('button', { name: 'More', exact: true })).toBeFocused();

		await tabTo(page, 'Leave');
		await page.keyboard.press('Enter');
		await tabTo(page, 'Leave, the room goes on');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('button', { name: 'Start a room' })).toBeVisible();
	});

	test('the focus is always to be seen', async ({ page, site }) => {
		await open(page, site, '/');
		for (let presses = 0; presses < 12; presses++) {
			await page.keyboard.press('Tab');
			const outline = await page.evaluate(() => {
				const focused = document.activeElement as HTMLElement;
				const shown = focused.matches('input[type="file"]') ? focused.parentElement : focused;
				return shown === document.body ? '3px' : getComputedStyle(shown ?? focused).outlineWidth;
			});
			expect(parseFloat(outline)).toBeGreaterThanOrEqual(2);
		}
	});

	test('the letters work in the room and rest in a text field', async ({ page, site }) => {
		await open(page, site, '/room/#story-listener');
		const hand = page.getByRole('button', { name: 'Raise hand', exact: true });
		await page.keyboard.press('h');
		await expect(hand).toHaveAttribute('aria-pressed', 'true');
		await page.keyboard.press('?');
		await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
		await page.keyboard.press('Escape');

		await open(page, site, '/room/#story-host');
		const microphone = page.getByRole('button', { name: 'Microphone', exact: true });
		await page.keyboard.press('m');
		await expect(microphone).toHaveAttribute('aria-pressed', 'false');
		await page.keyboard.down(' ');
		await expect(microphone).toHaveAttribute('aria-pressed', 'true');
		await page.keyboard.up(' ');
		await expect(microphone).toHaveAttribute('aria-pressed', 'false');
		await page.getByRole('button', { name: 'More', exact: true }).click();
		await page.getByRole('button', { name: 'Pin something' }).click();
		await page.getByLabel('Text or link').fill('');
		await page.keyboard.type('hum mmm');
		await expect(page.getByLabel('Text or link')).toHaveValue('hum mmm');
		await page.keyboard.press('Escape');
		await expect(microphone).toHaveAttribute('aria-pressed', 'false');
	});

	test('a shortcut gets another key, and is switched off', async ({ page, site }) => {
		await open(page, site, '/room/#story-host');
		await page.keyboard.press('?');
		const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
		await tabTo(page, 'Change the key: Hold to talk');
		for (const [key, answer] of [
			['F2', /cannot be used/],
			['h', /Another shortcut has this key/],
			['v', /“Hold to talk” has the key V now/]
		] as const) {
			if (key === 'F2') await page.keyboard.press('Enter');
			await page.keyboard.press(key);
			await expect(help.getByRole('status')).toHaveText(answer);
		}
		await page.keyboard.press(' ');
		await page.keyboard.press('Escape');
		await expect(help, 'Escape keeps the key, and the list is still open').toBeVisible();
		await expect(help.getByText('V', { exact: true })).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(help).toBeHidden();

		const microphone = page.getByRole('button', { name: 'Microphone', exact: true });
		await page.keyboard.press('m');
		await expect(microphone).toHaveAttribute('aria-pressed', 'false');
		await page.keyboard.down('v');
		await expect(microphone).toHaveAttribute('aria-pressed', 'true');
		await page.keyboard.up('v');
		await expect(microphone).toHaveAttribute('aria-pressed', 'false');

		await open(page, site, '/settings/');
		await expect(page.getByText(/while you hold the key V or/)).toBeVisible();
		await page.getByLabel('Hold to talk', { exact: true }).uncheck();
		await expect(page.getByText(/only while you hold the Microphone button/)).toBeVisible();
		await page.getByRole('button', { name: 'Give all of them their first keys' }).click();
		await page.getByLabel('Hold to talk', { exact: true }).check();
		await expect(page.getByText(/while you hold the key Space or/)).toBeVisible();
	});

	test('a hand is let up, and somebody put out is let back in', async ({ page, site }) => {
		await open(page, site, '/room/#story-host');
		const requests = await tabTo(page, 'Requests');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { name: 'Requests', exact: true })).toBeFocused();
		await tabTo(page, 'Let speak');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('button', { name: 'Let speak', exact: true })).toHaveCount(1);
		await page.keyboard.press('Escape');
		await expect(requests).toHaveAttribute('aria-expanded', 'false');

		await tabTo(page, /^Mei Lin/);
		await page.keyboard.press('Enter');
		await tabTo(page, 'Remove');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('button', { name: /^Mei Lin/ })).toHaveCount(0);
		await tabTo(page, 'Let back in');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('button', { name: 'Let back in' })).toHaveCount(0);
	});

	test('the order of succession is changed, said and kept', async ({ page, site }) => {
		await open(page, site, '/room/#story-host');
		await tabTo(page, /^Mei Lin/);
		await page.keyboard.press('Enter');
		await tabTo(page, 'Make co-host');
		await page.keyboard.press('Enter');
		await tabTo(page, 'More');
		await page.keyboard.press('Enter');
		await tabTo(page, 'Who leads when I am away');
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog', { name: 'Who leads when I am away' });
		await expect(dialog.getByRole('listitem').first()).toContainText('Tobias');
		const down = await tabTo(page, 'Move Tobias down');
		await page.keyboard.press('Enter');
		await expect(dialog.getByText('Tobias is 2nd now.')).toBeVisible();
		await expect(down).toBeFocused();
		await tabTo(page, 'Save the order');
		await page.keyboard.press('Enter');
		await tabTo(page, 'More');
		await page.keyboard.press('Enter');
		await tabTo(page, 'Who leads when I am away');
		await page.keyboard.press('Enter');
		await expect(dialog.getByRole('listitem').first()).toContainText('Mei Lin');
	});

	test('a host hands the room over and leaves, and no slip ends it', async ({ page, site }) => {
		await open(page, site, '/room/#story-host');
		await tabTo(page, 'Leave');
		await page.keyboard.press('Enter');
		await tabTo(page, 'End for everyone');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('dialog', { name: 'End the room for everyone' })).toBeVisible();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { name: 'Stage' })).toBeVisible();

		await tabTo(page, 'Leave');
		await page.keyboard.press('Enter');
		await tabTo(page, 'Hand over and leave');
		await page.keyboard.press('Enter');
		const sheet = page.getByRole('dialog', { name: 'Who takes the room?' });
		await sheet.getByRole('button', { name: /^Tobias/ }).focus();
		await page.keyboard.press('Enter');
		await expect(sheet.getByText('Waiting for Tobias to accept…')).toBeFocused();
		await page.keyboard.press('Tab');
		await expect(sheet.getByRole('button', { name: 'Take it back' })).toBeFocused();
		await page.keyboard.press('Enter');
		await sheet.getByRole('button', { name: /^Mei Lin/ }).focus();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('button', { name: 'Start a room' })).toBeVisible();
	});

	test('an invite is made and cancelled', async ({ page, site }) => {
		await open(page, site, '/room/#story-by-invitation');
		await tabTo(page, 'Share');
		await page.keyboard.press('Enter');
		const make = await tabTo(page, 'Make an invite for one person');
		await page.keyboard.press('Enter');
		await expect(page.getByLabel('Invite link', { exact: true })).toHaveValue(/#story-preview&i=/);
		await tabTo(page, 'Cancel');
		await page.keyboard.press('Enter');
		await expect(page.getByLabel('Invite link', { exact: true })).toBeHidden();
		await expect(make).toBeFocused();
	});

	test('a path is opened from the room and from its address, and left again', async ({ page, site }) => {
		await open(page, site, '/room/#story-planner');
		await tabTo(page, 'Your path', 'link');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 1, name: 'Your path' })).toBeVisible();
		await expect(page.getByRole('img', { name: /^Strand A with 150 pages/ })).toBeVisible();
		const strand = await tabTo(page, 'Strand B');
		await page.keyboard.press('Enter');
		await expect(strand).toHaveAttribute('aria-pressed', 'true');
		await expect(page.getByRole('img', { name: /^Strand B with 150 pages/ })).toBeVisible();
		await page.reload();
		await expect(page.getByRole('row', { name: /^State/ })).toContainText('You are its root');
		await tabTo(page, 'Back to the room', 'link');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { name: 'Stage' })).toBeVisible();
	});

	test('a budget for giving is set and kept', async ({ page, site }) => {
		await open(page, site, '/settings/');
		const budget = page.getByRole('slider', { name: 'Upload for it, at most' });
		await budget.focus();
		await page.keyboard.press('ArrowRight');
		await expect(budget).toHaveAttribute('aria-valuetext', '500 kbit/s, about 5 listeners');
		await expect(page.getByText('Saved on this device.')).toBeVisible();
		await page.getByLabel('Hand sound on to other listeners').focus();
		await page.keyboard.press(' ');
		await expect(budget).toBeHidden();
		await expect(page.getByText(/^You only listen/)).toBeVisible();
	});

	test('a number key sends a reaction', async ({ page, site }) => {
		await open(page, site, '/room/#story-host');
		// The keys of the room come a moment after its picture.
		await expect(async () => {
			await page.keyboard.press('4');
			await expect(page.getByText('🔥').filter({ visible: true })).toBeVisible({ timeout: 1_000 });
		}).toPass();
	});
});

test.describe('An audience of thousands', () => {
	/** Names of the tiles in the document, and whether they stand in as many columns as the list is wide. */
	const tiles = (page: Page) =>
		page.evaluate(() => {
			// In one task: while the list scrolls, tiles come and go.
			const items = [...document.querySelectorAll('[data-index]')];
			return {
				indices: items.map((item) => Number(item.getAttribute('data-index'))),
				sticksOut: items.some(
					(item) => item.getBoundingClientRect().right > item.parentElement!.getBoundingClientRect().right + 1
				)
			};
		});

	test('has few tiles in the document, in order, and says how many there are', async ({ page, site }) => {
		await open(page, site, '/room/#story-crowd');
		await expect(page.getByText('and 9,000 more listeners')).toBeVisible();
		await expect(page.getByRole('list', { name: 'Reactions in the last seconds' })).toContainText('34');
		for (const width of [1280, 320, 800]) {
			await page.setViewportSize({ width, height: 800 });
			for (const part of [0, 0.5, 1]) {
				await page.evaluate((part) => scrollTo(0, document.body.scrollHeight * part), part);
				await expect
					.poll(async () => (await tiles(page)).indices.includes(part === 1 ? 999 : part === 0 ? 0 : 480))
					.toBe(true);
				const { indices, sticksOut } = await tiles(page);
				expect(indices.length).toBeLessThan(300);
				expect(indices).toEqual(indices.toSorted((a, b) => a - b));
				expect(sticksOut, `${width} px`).toBe(false);
			}
		}
		await expect(page.locator('[data-index="999"]')).toHaveAttribute('aria-posinset', '1000');
	});

	test('is walked through by Tab without losing the place', async ({ page, site }) => {
		await page.setViewportSize({ width: 320, height: 700 });
		await open(page, site, '/room/#story-crowd');
		const focused = () =>
			page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset['index']);
		await page.locator('[data-index="0"] button').focus();
		for (let index = 1; index <= 90; index++) {
			await page.keyboard.press('Tab');
			expect(await focused()).toBe(String(index));
		}
		await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
		await expect(page.locator('[data-index="999"]')).toBeVisible();
		expect(await focused(), 'scrolled away, the focus stays').toBe('90');
		await page.keyboard.press('Shift+Tab');
		expect(await focused()).toBe('89');
	});

	test('shows hundreds of hands in parts, the longest waiting first', async ({ page, site }) => {
		await open(page, site, '/room/#story-crowd-host');
		await press('Requests')(page);
		const drawer = page.getByRole('complementary', { name: 'Requests' });
		await expect(drawer.getByText('340 hands up')).toBeVisible();
		await expect(drawer.getByRole('listitem')).toHaveCount(40);
		await drawer.getByRole('button', { name: 'Show 40 more' }).click();
		await expect(drawer.getByRole('listitem')).toHaveCount(80);
		await drawer.getByRole('button', { name: 'Let speak' }).first().click();
		await expect(drawer.getByText('339 hands up')).toBeVisible();
	});
});
