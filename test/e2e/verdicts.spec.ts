/** One verdict everywhere: the guard's own verifier in Chromium, Firefox and Node, on input that others disagree about. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFirefox } from '../../scripts/browser.ts';
import { bundleForPage } from '../fixtures/bundle.ts';
import { craftedRoom, torsionSignature } from '../fixtures/crafted.ts';
import { expect, test } from './support/test.ts';
import { judge, nativeVerdict } from './verdicts/judge.ts';

/** What an engine says: of each crafted event, and its own cryptography of a torsion signature. */
interface Verdicts {
	readonly guard: readonly string[];
	readonly native: boolean | string;
}

/** A page that judges as soon as it is opened and posts what it found. */
async function judgingServer() {
	const [room, signature] = [await craftedRoom(), await torsionSignature()];
	const judging = fileURLToPath(new URL('verdicts/judge.ts', import.meta.url));
	const script = `${await bundleForPage(judging, 'verdicts')}
	(async () => {
		const guard = await verdicts.judge(${JSON.stringify(room)});
		const native = await verdicts.nativeVerdict(${JSON.stringify(signature)}).catch(String);
		await fetch('/verdicts', { method: 'POST', body: JSON.stringify({ guard, native }) });
	})();`;
	let told!: (verdicts: Verdicts) => void;
	const verdicts = new Promise<Verdicts>((resolve) => (told = resolve));
	const server = createServer((request, response) => {
		if (request.method !== 'POST')
			return void response
				.setHeader('content-type', 'text/html')
				.end(`<!doctype html><script type="module">${script.replaceAll('</script', '<\\/script')}</script>`);
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			told(JSON.parse(Buffer.concat(parts).toString()) as Verdicts);
			response.end();
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/`, verdicts, close: () => server.close() };
}

async function expectedVerdicts(): Promise<string[]> {
	const room = await craftedRoom();
	return room.cases.map(({ name, verdict }) => `${name}: ${verdict}`);
}

async function named(guard: readonly string[]): Promise<string[]> {
	const room = await craftedRoom();
	return room.cases.map(({ name }, i) => `${name}: ${guard[i]}`);
}

test('the guard gives the verdicts of PROTOCOL.md in Node, where WebCrypto gives another', async () => {
	expect(await named(await judge(await craftedRoom()))).toEqual(await expectedVerdicts());
	expect(await nativeVerdict(await torsionSignature()), 'WebCrypto on a torsion signature').toBe(false);
});

test('the guard gives the same verdicts in Chromium', async ({ noVoice }) => {
	const server = await judgingServer();
	const page = await noVoice.newPage();
	await page.goto(server.url);
	const { guard } = await server.verdicts;
	server.close();
	expect(await named(guard)).toEqual(await expectedVerdicts());
});

test('the guard gives the same verdicts in Firefox', async () => {
	const firefox = findFirefox();
	// Firefox is not otherwise needed here, and installing one takes rights that not every machine gives.
	test.skip(firefox === null, 'no Firefox is here and none could be installed');
	const server = await judgingServer();
	const profile = await mkdtemp(join(tmpdir(), 'hearsay-firefox-'));
	const browser = spawn(firefox!, ['--headless', '--no-remote', '--profile', profile, server.url], {
		stdio: 'ignore'
	});
	const { guard } = await server.verdicts;
	browser.kill();
	await once(browser, 'exit');
	server.close();
	await rm(profile, { recursive: true, force: true });
	expect(await named(guard)).toEqual(await expectedVerdicts());
});
