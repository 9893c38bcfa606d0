import { startBrowser, voice } from './support/browser.ts';
import {
	arrive,
	comeToStage,
	expectKept,
	expectTogether,
	joinRoom,
	setMicrophone,
	startRoom,
	tile
} from './support/people.ts';
import { expectVoice } from './support/hearing.ts';
import { expect, test } from './support/test.ts';

test('every kind of broken link gets a sentence', async ({ relay, noVoice }) => {
	const { link } = await startRoom(noVoice, relay.url);
	const page = await arrive(noVoice, relay.url);
	const [before, code] = link.split('#') as [string, string];
	const changed = code.replace(/.$/, code.endsWith('A') ? 'B' : 'A');
	const cases: [string, RegExp][] = [
		[`${before}#${code.slice(0, 40)}`, /cut short/],
		[`${before}#${changed}`, /changed on its way/],
		[`${before}#${code}xyz`, /changed on its way/],
		[`${before}#not a code!`, /not a Hearsay room link/],
		[before!, /no room in this link/]
	];
	for (const [url, words] of cases) {
		await page.goto('about:blank');
		await page.goto(url);
		await expect(page.getByText(words)).toBeVisible();
	}
	await page.goto(relay.url);
	await page.getByLabel('Room link').fill('https://example.org/room');
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByText(/not a Hearsay room link/)).toBeVisible();
});

test('a room that has ended says so, also after a reload', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	await expectTogether([host, second], ['Ada', 'Ben']);
	await host.getByRole('button', { name: 'Leave', exact: true }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'End for everyone' }).click();
	await host
		.getByRole('dialog', { name: 'End the room for everyone' })
		.getByRole('button', { name: 'End for everyone' })
		.click();
	await expect(second.getByText('This room has ended')).toBeVisible();
	await second.reload();
	await expect(second.getByText('This room has ended')).toBeVisible();
});

test('a locked room keeps newcomers out and lets those who were inside return', async ({
	relay,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	await expectTogether([host, second], ['Ada', 'Ben']);
	await host.getByRole('button', { name: 'More', exact: true }).click();
	await host.getByRole('button', { name: 'Who may come in' }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'Locked' }).click();
	await host.keyboard.press('Escape');
	await expect(second.getByText('Locked')).toBeVisible();
	const third = await arrive(noVoice, link);
	await expect(third.getByText('This room is locked')).toBeVisible();
	await second.reload();
	await expectTogether([host, second], ['Ada', 'Ben']);
	await host.getByRole('button', { name: 'More', exact: true }).click();
	await host.getByRole('button', { name: 'Who may come in' }).click();
	await host.getByRole('dialog').getByRole('button', { name: 'Anyone with the link' }).click();
	await host.keyboard.press('Escape');
	// It knocks again by itself.
	await third.getByRole('button', { name: 'Start listening' }).click({ timeout: 40_000 });
	await expectTogether([third], ['Ada', 'Ben']);
});

test('no microphone: the stage says so, and listening goes on', async ({ relay, noVoice }) => {
	const { host } = await startRoom(noVoice, relay.url);
	await host.getByRole('button', { name: 'Microphone', exact: true }).click();
	await expect(host.getByText(/No microphone was found/)).toBeVisible();
	await expect(host.getByRole('button', { name: 'Microphone', exact: true })).toHaveAttribute(
		'aria-pressed',
		'false'
	);
});

test('a denied microphone gets a sentence that says where to allow it', async ({ relay }) => {
	const browser = await startBrowser(voice('voice-1'), ['--deny-permission-prompts']);
	try {
		const { host } = await startRoom(browser, relay.url);
		await host.context().clearPermissions();
		await host.evaluate(() => {
			const denied = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
			navigator.mediaDevices.getUserMedia = denied;
		});
		await host.getByRole('button', { name: 'Microphone', exact: true }).click();
		await expect(host.getByText(/Your microphone is blocked/)).toBeVisible();
	} finally {
		await browser.close();
	}
});

test('a microphone that is unplugged fails over to another one @heard', async ({
	relay,
	firstVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(firstVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	await host.evaluate(() => {
		const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = async (constraints) => {
			const stream = await open(constraints);
			Object.assign(window, { lastMicrophone: stream.getAudioTracks()[0] });
			return stream;
		};
	});
	await setMicrophone(host, true);
	await expectVoice([second], 'voice-1');
	await host.evaluate(() => {
		const { lastMicrophone } = window as unknown as { lastMicrophone: MediaStreamTrack };
		lastMicrophone.stop();
		lastMicrophone.dispatchEvent(new Event('ended'));
	});
	await expect(host.getByText(/Your microphone was lost\. You speak through/)).toBeVisible();
	await expectVoice([second], 'voice-1');
});

test('a browser without WebRTC is told so', async ({ relay, noVoice }) => {
	const context = await noVoice.newContext({ locale: 'en-GB' });
	await context.addInitScript(() => {
		Reflect.deleteProperty(window, 'RTCPeerConnection');
	});
	const page = await context.newPage();
	await page.goto(`${relay.url}/start/`);
	await page.getByLabel('Your name').fill('Ada');
	await page.getByLabel('Room title').fill('No way');
	await page.getByRole('button', { name: 'Go live' }).click();
	await expect(page.getByText(/cannot connect to others/).first()).toBeVisible();
});

test('a browser that keeps nothing can still host', async ({ relay, noVoice }) => {
	const context = await noVoice.newContext({ locale: 'en-GB' });
	await context.addInitScript(() => {
		indexedDB.open = () => {
			throw new DOMException('A mutation operation was attempted on a database', 'InvalidStateError');
		};
	});
	const host = await context.newPage();
	await host.goto(`${relay.url}/start/`);
	await host.getByLabel('Your name').fill('Ada');
	await host.getByLabel('Room title').fill('Private window');
	await host.getByRole('button', { name: 'Go live' }).click();
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	const second = await joinRoom(noVoice, host.url(), 'Ben');
	await expectTogether([host, second], ['Ada', 'Ben']);
});

test('a full disk is told and the room goes on', async ({ relay, noVoice }) => {
	const context = await noVoice.newContext({ locale: 'en-GB' });
	await context.addInitScript(() => {
		const refuse = () => {
			throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
		};
		Object.assign(window, {
			fillDisk: () => Object.assign(IDBObjectStore.prototype, { put: refuse, add: refuse })
		});
	});
	const host = await context.newPage();
	await host.goto(`${relay.url}/start/`);
	await host.getByLabel('Your name').fill('Ada');
	await host.getByLabel('Room title').fill('Full disk');
	await host.getByRole('button', { name: 'Go live' }).click();
	await expect(host.getByRole('heading', { name: 'Stage' })).toBeVisible();
	const second = await joinRoom(noVoice, host.url(), 'Ben');
	await host.evaluate(() => (window as unknown as { fillDisk: () => void }).fillDisk());
	await second.getByRole('button', { name: 'Raise hand' }).click();
	await expect(host.getByText(/no space left/)).toBeVisible();
	await expect(second.getByRole('button', { name: 'Raise hand' })).toHaveAttribute('aria-pressed', 'true');
});

test('a relay that is down before joining is said, tried again, and found', async ({ relay, noVoice }) => {
	const { link } = await startRoom(noVoice, relay.url);
	const second = await arrive(noVoice, relay.url);
	await expectKept(second);
	await relay.kill();
	await second.goto('about:blank');
	await second.goto(link);
	await expect(second.getByText(/relay/i).first()).toBeVisible();
	await relay.start();
	await expect(second.getByText('Evening room').first()).toBeVisible({ timeout: 40_000 });
	await second.getByRole('button', { name: 'Start listening' }).click();
	await expect(tile(second, 'Ada')).toBeVisible();
});

test('two tabs of one profile: one has the room, the other can take it over', async ({ relay, noVoice }) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(noVoice, link, 'Ben');
	const other = await second.context().newPage();
	await other.goto(link);
	await other.getByRole('button', { name: 'Start listening' }).click();
	await expect(other.getByText('This room is open in another tab')).toBeVisible();
	await other.getByRole('button', { name: 'Use it here' }).click();
	await expect(tile(other, 'Ben')).toBeVisible();
	await expect(second.getByText('This room is open in another tab')).toBeVisible();
	await expect(host.getByText('2 people')).toBeVisible();
});

test('a member that sends malicious bytes is dropped, and nobody else is harmed @heard', async ({
	relay,
	secondVoice,
	noVoice
}) => {
	const { host, link } = await startRoom(noVoice, relay.url);
	const second = await joinRoom(secondVoice, link, 'Ben');
	const context = await noVoice.newContext({ locale: 'en-GB' });
	await context.addInitScript(() => {
		const channels: RTCDataChannel[] = [];
		Object.assign(window, { channels });
		const create = RTCPeerConnection.prototype.createDataChannel;
		RTCPeerConnection.prototype.createDataChannel = function (...args) {
			const channel = create.apply(this, args);
			channels.push(channel);
			return channel;
		};
		addEventListener('datachannel', () => {}, true);
		const Original = RTCPeerConnection;
		window.RTCPeerConnection = class extends Original {
			constructor(configuration?: RTCConfiguration) {
				super(configuration);
				this.addEventListener('datachannel', ({ channel }) => channels.push(channel));
			}
		};
	});
	const mallory = await context.newPage();
	await mallory.goto(link);
	await mallory.getByLabel('Your name').fill('Mallory');
	await mallory.getByRole('button', { name: 'Start listening' }).click();
	await expectTogether([host, second, mallory], ['Ada', 'Ben', 'Mallory']);
	await comeToStage(second, host);
	// A sync message (2) whose update overwrites a map key with an empty delete set, and plain noise.
	await mallory.evaluate(() => {
		const { channels } = window as unknown as { channels: RTCDataChannel[] };
		const attack = [2, 2, 16, 1, 1, 7, 0, 40, 1, 1, 97, 1, 98, 1, 119, 1, 99, 0, 0];
		for (const channel of channels)
			if (channel.readyState === 'open' && channel.label !== 'frames')
				for (const bytes of [attack, [255, 1, 2, 3]]) channel.send(Uint8Array.from(bytes));
	});
	await expect(tile(host, 'Mallory')).toBeHidden({ timeout: 60_000 });
	await expect(tile(second, 'Mallory')).toBeHidden({ timeout: 60_000 });
	await expect(host.getByText(/Mallory sent something this room does not allow/)).toBeVisible();
	await setMicrophone(second, true);
	await expectVoice([host], 'voice-2');
});

/** Before a page's own scripts: whatever picture is chosen, it sends one that moves, under the name of one that does not. */
function sendsMovingPictures(): void {
	const frame = [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
	const head = [...'GIF89a'].map((letter) => letter.charCodeAt(0));
	const gif = Uint8Array.from([
		...head,
		1,
		0,
		1,
		0,
		0x80,
		0,
		0,
		255,
		0,
		0,
		0,
		0,
		255,
		...frame,
		...frame,
		0x3b
	]);
	HTMLCanvasElement.prototype.toBlob = (told, type = 'image/webp') => told(new Blob([gif], { type }));
}

test('a picture is seen by others, and one that moves, or is none, is drawn over', async ({
	relay,
	noVoice
}) => {
	const withPicture = async (scripts: readonly (() => void)[] = []) => {
		const page = await arrive(noVoice, `${relay.url}/settings/`, { scripts });
		await page.locator('input[type=file][accept="image/*"]').setInputFiles('static/icon-192.png');
		await expect(page.getByRole('button', { name: 'Use the drawn one' })).toBeVisible();
		return page;
	};
	const { host, link } = await startRoom(noVoice, relay.url);
	const ben = await withPicture();
	const mallory = await withPicture([sendsMovingPictures]);
	for (const [page, name] of [
		[ben, 'Ben'],
		[mallory, 'Mallory']
	] as const) {
		await page.goto(link);
		await page.getByLabel('Your name').fill(name);
		await page.getByRole('button', { name: 'Start listening' }).click();
		await expect(page.getByRole('heading', { name: 'Audience' })).toBeVisible();
		// What is sent after the picture is there: so is the picture.
		await page.getByRole('button', { name: 'Raise hand' }).click();
	}
	for (const page of [host, ben]) {
		for (const name of ['Ben', 'Mallory'])
			await expect(tile(page, name)).toHaveAccessibleDescription(/[Hh]and/);
		await expect(tile(page, 'Ben').locator('img')).toBeVisible();
		await expect(tile(page, 'Mallory').locator('svg').first()).toBeVisible();
		await expect(tile(page, 'Mallory').locator('img')).toHaveCount(0);
	}
	expect(
		await tile(host, 'Ben')
			.locator('img')
			.evaluate((image: HTMLImageElement) => image.naturalWidth)
	).toBe(96);
});
