/** What arrives deep down in an audience tree: the same words, and nothing that somebody on the way made of them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { haveSpeechTools } from '../../scripts/speech-tools.ts';
import type { Mischief } from '../fixtures/altering-listener-process.ts';
import { endProcess } from '../fixtures/child-process.ts';
import { DeepRoom, SHAPES, type Shape } from '../fixtures/deep-room.ts';
import { align } from '../judges/alignment.ts';
import { recognise, say, type Word } from '../judges/speech.ts';
import { readWave, writeWave } from '../judges/wave.ts';
import { startBrowser } from './support/browser.ts';
import { expectVoice } from './support/hearing.ts';
import { joinRoom, setMicrophone } from './support/people.ts';
import { expect, test as base } from './support/test.ts';

const SENTENCE: readonly Word[] = ['tuesday', 'elephant', 'window', 'garden', 'pineapple'];
/** 48 kHz, 16 bit, for so long that the sentence is inside wherever a recording begins: twice, and its pause. */
const RECORDED_BYTES = 48_000 * 2 * 16;

interface Room {
	/** A room hosted by a Node whose tree is narrow. */
	deepRoom: (shape: Shape) => Promise<DeepRoom>;
	/** Starts one of this project's programs in a process of its own, which the test's end ends. */
	start: (...args: readonly string[]) => ChildProcess;
	folder: string;
}

const test = base.extend<Room>({
	deepRoom: async ({ relay }, use) => {
		const rooms: DeepRoom[] = [];
		await use(async (shape) => {
			const room = await DeepRoom.open(relay.url, shape);
			rooms.push(room);
			return room;
		});
		await Promise.all(rooms.map((room) => room.close()));
	},
	start: async ({}, use) => {
		const running: ChildProcess[] = [];
		await use((...args) => {
			const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
			running.push(child);
			return child;
		});
		await Promise.all(running.map(endProcess));
	},
	folder: async ({}, use) => {
		const folder = mkdtempSync(join(tmpdir(), 'hearsay-depth-'));
		await use(folder);
		rmSync(folder, { recursive: true, force: true });
	}
});

/** Comes to the stage of a room whose host lets everybody speak. */
async function speak(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Raise hand' }).click();
	await page.getByRole('button', { name: 'Join the stage' }).click();
	await setMicrophone(page, true);
}

for (const depth of [1, 4] as const)
	test(`every word is understood ${depth} hop${depth > 1 ? 's' : ''} down the tree @heard`, async ({
		deepRoom,
		start,
		folder
	}) => {
		test.skip(!haveSpeechTools(), 'without a recogniser nobody can judge');
		test.setTimeout(240_000);
		const [said, heard] = [join(folder, 'said.wav'), join(folder, 'heard.wav')];
		const source = say(SENTENCE);
		writeFileSync(said, writeWave(source));
		const room = await deepRoom(SHAPES[depth]);
		const browser = await startBrowser(said);
		try {
			await speak(await joinRoom(browser, room.link, 'Ben'));
			await room.fill(SHAPES[depth].guests);
			const ear = start('listener/main.ts', room.link, '--name', 'Ear', '--no-forward', '--wav', heard);
			const lines: string[] = [];
			createInterface({ input: ear.stdout! }).on('line', (line) => lines.push(line));
			const place = () => lines.findLast((line) => /^Stripe 0: from .*; Stripe 1: from /.test(line)) ?? '';
			await expect.poll(place, { timeout: 60_000 }).not.toBe('');
			const from = statSync(heard).size;
			await expect
				.poll(() => statSync(heard).size - from, { timeout: 60_000 })
				.toBeGreaterThan(RECORDED_BYTES);
			const hops = [...place().matchAll(/(\d+) hops?/g)].map(([, count]) => Number(count));
			expect(Math.max(...hops)).toBe(depth);
			const ended = new Promise((resolve) => ear.once('exit', resolve));
			ear.kill('SIGTERM');
			await ended;
		} finally {
			await browser.close();
		}
		const recording = readWave(readFileSync(heard));
		const { correlation, longestGapMs } = align(source, recording);
		expect(correlation).toBeGreaterThan(0.8);
		expect(longestGapMs).toBeLessThanOrEqual(40);
		expect(recognise(recording).join(' ')).toContain(SENTENCE.join(' '));
	});

test('T6 nobody hears what a forwarder altered, and it hands on no more @heard', async ({
	deepRoom,
	start,
	firstVoice,
	noVoice
}) => {
	test.setTimeout(300_000);
	const room = await deepRoom(SHAPES[2]);
	const speaker = await joinRoom(firstVoice, room.link, 'Ben');
	await speak(speaker);
	const mallory = start('test/fixtures/altering-listener-process.ts', room.link);
	const told: Mischief[] = [];
	createInterface({ input: mallory.stdout! }).on('line', (line) => told.push(JSON.parse(line) as Mischief));
	await expect.poll(() => told.length, { timeout: 30_000 }).toBeGreaterThan(4);
	await room.fill(6);
	const listener = await joinRoom(noVoice, room.link, 'Cleo');
	// Somebody took it for a parent, and was given altered packets. One that is slow at first is tried again after 20 s.
	await expect.poll(() => told.at(-1)!.altered, { timeout: 60_000 }).toBeGreaterThan(0);
	await expectVoice([listener], 'voice-1');
	await expect.poll(() => told.at(-1)!.children, { timeout: 30_000 }).toBe(0);
	const { altered } = told.at(-1)!;
	await expectVoice([listener], 'voice-1');
	expect(told.at(-1)!.altered - altered).toBeLessThan(10);
});
