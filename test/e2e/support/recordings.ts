import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { wholeOf } from '../../../src/p2p/recording/opus-file.ts';
import { STEP_MS, type Envelope } from './ear.ts';

/** Names of the files of sound that a page's device keeps, the newest first. */
function soundFiles(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle('recordings').catch(() => null);
		const names: string[] = [];
		if (folder) for await (const name of folder.keys()) if (name.endsWith('.ogg')) names.push(name);
		return names.sort().reverse();
	});
}

/** The newest recording as it lies on a page's disk now. */
export async function newestRecording(page: Page): Promise<Buffer> {
	const [name] = await soundFiles(page);
	if (!name) return Buffer.alloc(0);
	const base64 = await page.evaluate(async (name) => {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle('recordings');
		const file = await (await folder.getFileHandle(name)).getFile();
		const bytes = new Uint8Array(await file.arrayBuffer());
		let text = '';
		for (const byte of bytes) text += String.fromCharCode(byte);
		return btoa(text);
	}, name);
	return Buffer.from(base64, 'base64');
}

/** Seconds of sound in a file. */
export async function secondsOf(file: Buffer): Promise<number> {
	return ((await wholeOf(new Blob([new Uint8Array(file)])))?.lengthMs ?? 0) / 1000;
}

/** Waits until so many seconds are on the disk of whoever records. */
export async function expectRecorded(page: Page, seconds: number): Promise<void> {
	await expect
		.poll(async () => secondsOf(await newestRecording(page)), { timeout: 60_000 + 1_000 * seconds })
		.toBeGreaterThan(seconds);
}

/** What a browser decodes from a file: how long it is, and how loud step by step. */
export async function decode(page: Page, file: Buffer): Promise<{ seconds: number; envelope: Envelope }> {
	return page.evaluate(
		async ({ base64, stepMs }) => {
			const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
			const context = new OfflineAudioContext(1, 1, 48_000);
			const sound = await context.decodeAudioData(bytes.buffer);
			const samples = sound.getChannelData(0);
			const length = Math.round((sound.sampleRate * stepMs) / 1000);
			const envelope: number[] = [];
			for (let at = 0; at + length <= samples.length; at += length) {
				let sum = 0;
				for (let i = at; i < at + length; i++) sum += samples[i]! ** 2;
				envelope.push(Math.sqrt(sum / length));
			}
			return { seconds: sound.duration, envelope };
		},
		{ base64: file.toString('base64'), stepMs: STEP_MS }
	);
}

/** The part of what was heard from one second to another. */
export function between(envelope: Envelope, from: number, to: number): Envelope {
	return envelope.slice((from * 1000) / STEP_MS, (to * 1000) / STEP_MS);
}

/** Presses a button that saves a file, and reads it. */
export async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; file: Buffer }> {
	const [download] = await Promise.all([page.waitForEvent('download'), press()]);
	return { name: download.suggestedFilename(), file: await readFile(await download.path()) };
}

/**
 * The disk of a page that records takes a part of the next second, and no more. (A browser reserves space ahead, so that
 * a smaller quota would show only after minutes.)
 */
export async function fillDisk(page: Page): Promise<void> {
	const writer = page.workers().find((worker) => worker.url().includes('take.worker'));
	await writer!.evaluate(() => {
		interface Handle {
			write(bytes: Uint8Array, options: { at: number }): number;
		}
		const { prototype } = (globalThis as unknown as { FileSystemSyncAccessHandle: { prototype: Handle } })
			.FileSystemSyncAccessHandle;
		const write = prototype.write;
		prototype.write = function (bytes, options) {
			if (bytes.length < 300) return write.call(this, bytes, options);
			write.call(this, bytes.subarray(0, 100), options);
			throw new DOMException('full', 'QuotaExceededError');
		};
	});
}

/** Ends a page's process, as when a machine loses power. */
export async function kill(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	session.send('Page.crash').catch(() => {});
	await crashed;
}
