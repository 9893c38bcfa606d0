/** Captions by a speech model of one's own: fetched when asked, from where one says, and run by the page. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from '@playwright/test';
import { change, makeModelFolder, MOONSHINE } from '../fixtures/speech-model/model-folder.ts';
import { hugeNetwork } from '../fixtures/speech-model/tiny-model.ts';
import type { Tones } from '../fixtures/speech-model/tones.ts';
import { startBrowser } from './support/browser.ts';
import { inCaptions, log, strip } from './support/captions.ts';
import {
	comeToStage,
	expectKept,
	expectTogether,
	joinRoom,
	setMicrophone,
	startRoom
} from './support/people.ts';
import { RelayProcess } from './support/relay.ts';
import { expect, test } from './support/test.ts';
import { toneRecording } from './support/tones.ts';

const WAY = 'From my voice, by a speech model that I keep';
const ENCODER = 'onnx/encoder_model.onnx';

/** Runs a test with a browser whose microphone plays tones. */
async function withTones(tones: Tones, run: (browser: Browser) => Promise<void>): Promise<void> {
	const recording = await toneRecording(tones);
	const browser = await startBrowser(recording.path);
	try {
		await run(browser);
	} finally {
		await browser.close();
		await recording.close();
	}
}

/** Where a page asks for something outside of its own origin. */
function asksElsewhere(page: Page, origin: string): string[] {
	const asked: string[] = [];
	page.context().on('request', (request) => {
		const url = request.url();
		if (/^https?:/.test(url) && !url.startsWith(origin)) asked.push(url);
	});
	return asked;
}

/** Opens what there is to choose for a new model, and says where it comes from. */
async function chooseModel(sheet: Locator, address: string): Promise<void> {
	const summary = sheet.getByText(/^(Get a speech model|Another model)$/);
	if (!(await sheet.getByLabel('Fetch it from').isVisible())) await summary.click();
	await sheet.getByLabel('Model', { exact: true }).selectOption({ value: MOONSHINE.id });
	await sheet.getByLabel('Fetch it from').fill(address);
}

const fetchIt = (sheet: Locator) => sheet.getByRole('button', { name: 'Fetch the model' }).click();

/** What runs a model: a worker and its WebAssembly. */
const MODELS_PROGRAM = /transcriber\.worker|ort-wasm/;

/** What the service worker keeps of the app. */
function filesOfShell(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const names = (await caches.keys()).filter((name) => name.startsWith('hearsay-shell-'));
		const files = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return files.flat().map(({ url }) => url);
	});
}

/** What a page keeps of models, by the ends of the addresses. */
function keptFiles(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const cache = await caches.open('hearsay-speech-model');
		return (await cache.keys()).map(({ url }) => url);
	});
}

test('a model is fetched from where one says and when one says, and the voice becomes words by it for everybody @heard', async ({
	relay,
	noVoice
}) => {
	const folder = await makeModelFolder({ good: () => {} });
	const models = await RelayProcess.start({ MODELS: folder.path });
	try {
		await withTones(
			[
				[300, 3],
				[0, 2],
				[1_200, 3],
				[0, 2]
			],
			async (tones) => {
				const { host, link } = await startRoom(noVoice, relay.url);
				const ben = await joinRoom(tones, link, 'Ben');
				const cleo = await joinRoom(noVoice, link, 'Cleo');
				await expectTogether([host, ben, cleo], ['Ada', 'Ben', 'Cleo']);
				await comeToStage(ben, host);
				const asked = asksElsewhere(ben, relay.url);
				await ben.getByRole('button', { name: 'More', exact: true }).click();
				await ben.getByRole('button', { name: 'Sound and microphone' }).click();
				await ben.getByLabel('Music mode').check();
				await ben.keyboard.press('Escape');
				await inCaptions(ben, async (sheet) => {
					await expect(sheet.getByLabel(WAY)).toBeDisabled();
					await expect(sheet.getByText('You have none yet')).toBeVisible();
					await sheet.getByText('Get a speech model').click();
					await expect(sheet.getByText('MB will be fetched from huggingface.co when')).toBeVisible();
					await chooseModel(sheet, `${models.url}/models/good`);
					await expect(
						sheet.getByText(`55 MB will be fetched from localhost:${models.port} when you press`)
					).toBeVisible();
					await expect(sheet.getByText('sees your network address and which model you fetch')).toBeVisible();
					expect(asked).toEqual([]);
					expect(ben.workers().filter((worker) => worker.url().includes('transcriber'))).toEqual([]);
					await fetchIt(sheet);
					await expect(sheet.getByText('The model is here and works.')).toBeVisible({ timeout: 60_000 });
					expect(asked.every((url) => url.startsWith(`${models.url}/models/good/${MOONSHINE.id}/`))).toBe(
						true
					);
					expect(asked).toHaveLength(5);
					await expect(sheet.getByText(`Moonshine tiny is kept in this browser`)).toBeVisible();
					await sheet.getByLabel(WAY).check();
					await expect(sheet.getByText('as soon as your microphone is on')).toBeVisible();
				});
				await setMicrophone(ben, true);
				for (const page of [host, ben, cleo]) await expect(strip(page)).toContainText(/Ben: [a-z ]+…/);
				for (const page of [host, ben, cleo]) {
					await expect(log(page)).toContainText(/Ben: (hush )?low low low( low)*( hush)*/);
					await expect(log(page)).toContainText(/Ben: (hush )?high high high( high)*( hush)*/);
				}
				// Nothing was heard that was not there, and nobody but the models' relay was asked.
				await expect(log(cleo)).not.toContainText(/low high low|high low high/);
				expect(asked).toHaveLength(5);
				await setMicrophone(ben, false);
				await inCaptions(ben, async (sheet) => {
					await sheet.getByRole('button', { name: 'Remove it' }).click();
					await expect(sheet.getByText('The model is removed.')).toBeVisible();
					await expect(sheet.getByLabel(WAY)).toBeDisabled();
					await expect(sheet.getByLabel('Not shown')).toBeChecked();
				});
				expect(await ben.evaluate(() => caches.has('hearsay-speech-model'))).toBe(false);
			}
		);
	} finally {
		await models.close();
		await folder.close();
	}
});

test('wrong addresses, broken files and hostile models end in sentences, and nothing of them is kept', async ({
	relay,
	noVoice
}) => {
	const cut = (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, bytes.length / 2);
	const page = new TextEncoder().encode('<!doctype html><title>Sign in</title>');
	const folder = await makeModelFolder({
		truncated: (files) => files.set(ENCODER, cut(files.get(ENCODER)!)),
		page: (files) => files.set('config.json', page),
		shapes: (files) => change(files, 'config.json', { hidden_size: 2 ** 40, decoder_num_hidden_layers: 1e9 }),
		types: (files) => change(files, 'generation_config.json', { eos_token_id: { toString: 1 } }),
		pieces: (files) => change(files, 'tokenizer.json', { model: { type: 'BPE', vocab: [1], merges: 3 } }),
		large: (files) => files.set('config.json', new Uint8Array(300 * 1024).fill(32)),
		huge: (files) => files.set(ENCODER, hugeNetwork())
	});
	const models = await RelayProcess.start({ MODELS: folder.path });
	const broken = 'is not this model, or not the whole of it';
	const faults: readonly (readonly [string, string])[] = [
		['http://models.example.org', 'Models are not fetched from such an address'],
		['https://me:secret@models.example.org', 'Models are not fetched from such an address'],
		[`${models.url}/models/nowhere`, 'There is no such model at this address'],
		['http://localhost:9', 'The address is not reached'],
		...['truncated', 'page', 'shapes', 'types', 'pieces', 'large'].map(
			(name) => [`${models.url}/models/${name}`, broken] as const
		),
		[`${models.url}/models/huge`, 'asks for more memory than this device']
	];
	try {
		const { host } = await startRoom(noVoice, relay.url);
		await inCaptions(host, async (sheet) => {
			for (const [address, sentence] of faults) {
				await chooseModel(sheet, address);
				await fetchIt(sheet);
				await expect(sheet.getByRole('alert').getByText(sentence), address).toBeVisible({ timeout: 60_000 });
				await expect(sheet.getByRole('button', { name: 'Fetch the model' })).toBeFocused();
				expect(
					(await keptFiles(host)).filter((url) => url.includes('invalid')),
					address
				).toEqual([]);
				await expect(sheet.getByLabel(WAY)).toBeDisabled();
			}
		});
	} finally {
		await models.close();
		await folder.close();
	}
});

test('what is being fetched is shown, goes on while the sheet is closed, can be stopped, and may find no room', async ({
	relay,
	noVoice
}) => {
	/* A host that begins and does not go on. */
	const waiting: ServerResponse[] = [];
	const slow = createServer((request, response) => {
		response.setHeader('access-control-allow-origin', '*');
		if (!request.url!.endsWith('/config.json')) return void response.end('{}');
		response.writeHead(200, { 'content-length': 200_000 });
		response.write(new Uint8Array(100_000));
		waiting.push(response);
	});
	await new Promise<void>((resolve) => slow.listen(0, resolve));
	const address = `http://localhost:${(slow.address() as AddressInfo).port}`;
	try {
		const { host } = await startRoom(noVoice, relay.url);
		await inCaptions(host, async (sheet) => {
			await chooseModel(sheet, address);
			await fetchIt(sheet);
			await expect(sheet.getByText('Fetching: 0.1 of about 55 MB.')).toBeVisible();
			await expect(sheet.getByRole('progressbar', { name: 'Fetching: 0.1 of about 55 MB.' })).toBeVisible();
			await expect(sheet.getByRole('button', { name: 'Cancel' })).toBeFocused();
		});
		await inCaptions(host, async (sheet) => {
			await expect(sheet.getByRole('progressbar')).toBeVisible();
			const gone = new Promise((resolve) => waiting[0]!.once('close', resolve));
			await sheet.getByRole('button', { name: 'Cancel' }).click();
			await expect(sheet.getByText('Stopped. Nothing of it is kept.')).toBeVisible();
			await gone;
			expect(await keptFiles(host)).toEqual([]);
			await host.evaluate(() => {
				Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
			});
			await fetchIt(sheet);
			await expect.poll(() => waiting.length).toBe(2);
			waiting[1]!.end(new Uint8Array(100_000));
			await expect(sheet.getByRole('alert')).toContainText('The browser has no room to keep the model');
		});
	} finally {
		slow.closeAllConnections();
		slow.close();
	}
});

test('a kept model is shown in the settings, removed there, or deleted with everything', async ({
	relay,
	noVoice
}) => {
	const folder = await makeModelFolder({ good: () => {} });
	const models = await RelayProcess.start({ MODELS: folder.path });
	try {
		const { host } = await startRoom(noVoice, relay.url);
		await expectKept(host);
		const shellFiles = await filesOfShell(host);
		expect(shellFiles.filter((url) => MODELS_PROGRAM.test(url))).toEqual([]);
		expect(shellFiles.filter((url) => url.includes('/workers/')).length).toBeGreaterThan(2);
		const fetchAgain = () =>
			inCaptions(host, async (sheet) => {
				await chooseModel(sheet, `${models.url}/models/good`);
				await fetchIt(sheet);
				await expect(sheet.getByText('The model is here and works.')).toBeVisible({ timeout: 60_000 });
			});
		await fetchAgain();
		// With the model its program is kept: it starts again without a network.
		expect((await keptFiles(host)).filter((url) => MODELS_PROGRAM.test(url))).toHaveLength(2);
		const settings = await host.context().newPage();
		await settings.goto(`${relay.url}/settings/`);
		await expect(settings.getByText('Moonshine tiny is kept:')).toBeVisible();
		await settings.getByRole('button', { name: 'Remove the speech model' }).click();
		await expect(settings.getByText('The speech model is removed.')).toBeVisible();
		expect(await settings.evaluate(() => caches.has('hearsay-speech-model'))).toBe(false);
		await inCaptions(host, (sheet) => expect(sheet.getByLabel(WAY)).toBeDisabled());
		await fetchAgain();
		await settings.close();
		await host.goto(`${relay.url}/settings/`);
		await host.getByRole('button', { name: 'Delete everything on this device' }).click();
		await host.getByRole('button', { name: 'Delete everything', exact: true }).click();
		await expect(host.getByText('Talk, and let it pass on')).toBeVisible();
		expect(await host.evaluate(() => caches.has('hearsay-speech-model'))).toBe(false);
	} finally {
		await models.close();
		await folder.close();
	}
});
