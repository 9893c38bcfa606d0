import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scope } from '../../src/p2p/base/scope.ts';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { openCodec } from '../../src/p2p/media/codec/open-codec.ts';
import type { CapturedBlock } from '../../src/p2p/media/voice/block-cutter.ts';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { wholeOf } from '../../src/p2p/recording/opus-file.ts';
import { TakeHost, type TakeNews, type TakeOrder } from '../../src/p2p/recording/take-host.ts';
import type { AppendedFile } from '../../src/p2p/recording/take-writer.ts';
import { readTimeline } from '../../src/p2p/recording/timeline.ts';
import { toneBlock } from '../media/sounds.ts';

const HEAD = {
	kind: 'voice',
	room: '1'.repeat(64) as RoomId,
	title: 'Evening room',
	topics: [],
	host: '',
	startedAt: 0
} as const;

function memoryFile(): AppendedFile & { bytes: Uint8Array<ArrayBuffer> } {
	return {
		bytes: new Uint8Array(),
		append(bytes) {
			this.bytes = new Uint8Array([...this.bytes, ...bytes]);
		},
		flush() {},
		truncate(length) {
			this.bytes = this.bytes.slice(0, length);
		},
		close() {}
	};
}

let scope: Scope;
beforeEach(() => {
	scope = new Scope(systemClock);
});
afterEach(() => scope.close());

/** A thread with files in memory, and what it tells, one after the other. */
function openHost(open: () => Promise<void> = async () => {}) {
	const [sound, timeline] = [memoryFile(), memoryFile()];
	const told: TakeNews[] = [];
	const waiting: ((news: TakeNews) => void)[] = [];
	let isRemoved = false;
	const remove = async () => void (isRemoved = true);
	const host = new TakeHost({
		scope,
		openCodec,
		openFiles: () => open().then(() => ({ sound, timeline, remove })),
		tell: (news) => {
			told.push(news);
			waiting.shift()?.(news);
		}
	});
	const answer = (order: TakeOrder) =>
		new Promise<TakeNews>((resolve) => {
			waiting.push(resolve);
			host.take(order);
		});
	return { host, answer, sound, timeline, isRemoved: () => isRemoved };
}

/** Posts blocks of a tone as a page's worklet does, and waits until they have arrived. */
async function hear(host: TakeHost, blocks: number): Promise<void> {
	const { port1, port2 } = new MessageChannel();
	host.take({ do: 'hear', port: port1 as unknown as globalThis.MessagePort });
	for (let i = 0; i < blocks; i++)
		port2.postMessage({ samples: toneBlock(i), at: i / 50 } satisfies CapturedBlock);
	// What follows on the same channel comes after them.
	await new Promise<void>((resolve) => {
		port2.onmessage = () => resolve();
		port1.postMessage('echo');
	});
	await new Promise((resolve) => setImmediate(resolve));
	port2.close();
}

describe('The thread that writes', () => {
	it('encodes what it hears, in order, and ends whole', async () => {
		const { host, answer, sound, timeline } = openHost();
		expect(await answer({ do: 'begin', id: 'x', head: HEAD, serial: 1 })).toEqual({ told: 'begun' });
		await hear(host, 120);
		host.take({ do: 'note', moment: { what: 'pin', text: 'The list' } });
		expect(await answer({ do: 'end', keep: true })).toEqual({ told: 'ended' });
		expect((await wholeOf(new Blob([sound.bytes])))!.lengthMs).toBeCloseTo(2400 - 6.5, 3);
		const read = readTimeline(new TextDecoder().decode(timeline.bytes))!;
		expect(read.head.kind).toBe('voice');
		expect(read.moments.map(({ what }) => what)).toEqual(['pin', 'end']);
	});

	it('leaves nothing of what is discarded', async () => {
		const { answer, isRemoved } = openHost();
		await answer({ do: 'begin', id: 'x', head: HEAD, serial: 1 });
		expect(await answer({ do: 'end', keep: false })).toEqual({ told: 'ended' });
		expect(isRemoved()).toBe(true);
	});

	it('says why it cannot begin', async () => {
		const fault = async (name: string) => {
			const { answer } = openHost(() => Promise.reject(new DOMException('no', name)));
			return answer({ do: 'begin', id: 'x', head: HEAD, serial: 1 });
		};
		expect(await fault('QuotaExceededError')).toEqual({ told: 'broken', fault: 'recording-full' });
		expect(await fault('SecurityError')).toEqual({ told: 'broken', fault: 'recording-unsupported' });
	});

	it('hears nothing more once the disk is full, and says so once', async () => {
		const { host, answer, sound } = openHost();
		await answer({ do: 'begin', id: 'x', head: HEAD, serial: 1 });
		sound.append = () => {
			throw new DOMException('full', 'QuotaExceededError');
		};
		const broken = answer({ do: 'note', moment: { what: 'pin', text: 'The list' } });
		await hear(host, 60);
		expect(await broken).toEqual({ told: 'broken', fault: 'recording-full' });
		expect(await wholeOf(new Blob([sound.bytes]))).toMatchObject({ lengthMs: 0 });
	});
});
