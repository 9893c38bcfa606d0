import { beforeEach, describe, expect, it } from 'vitest';
import { Scope } from '../../src/p2p/base/scope.ts';
import { makeSessionKey, type SessionKey } from '../../src/p2p/identity/session-key.ts';
import type { PathNews } from '../../src/p2p/sound-path/path-host.ts';
import { movesChannels, openPathThread, type PathWorker } from '../../src/p2p/sound-path/path-thread.ts';
import { placeWith, ROOM } from '../audience/forwarding.ts';
import { framePair } from '../fixtures/fake-frames.ts';
import { seededRandom } from '../fixtures/random.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

/** A worker in this thread, which answers when told to. */
class FakeWorker extends EventTarget {
	readonly told: unknown[] = [];
	readonly given: unknown[] = [];
	isTerminated = false;

	postMessage(message: unknown, transfer: Transferable[] = []): void {
		this.told.push(message);
		this.given.push(...transfer);
	}

	say(data: PathNews | 'ready'): void {
		this.dispatchEvent(new MessageEvent('message', { data }));
	}

	terminate(): void {
		this.isTerminated = true;
	}
}

let clock: VirtualClock;
let scope: Scope;
let key: SessionKey;
let news: PathNews[];
let worker: FakeWorker;

beforeEach(async () => {
	clock = new VirtualClock();
	scope = new Scope(clock);
	key = await makeSessionKey(seededRandom(1));
	news = [];
	worker = new FakeWorker();
});

const open = (start: () => PathWorker | null) =>
	openPathThread({ scope, room: ROOM, key, tell: (each) => news.push(each) }, start);

describe('the thread of a path', () => {
	it('is the worker once it is ready, and ends with its scope', async () => {
		const opening = open(() => worker as unknown as PathWorker);
		expect(worker.told).toEqual([{ room: ROOM, seed: key.seed }]);
		worker.say('ready');
		const thread = await opening;
		expect(thread.kind).toBe('worker');
		const [channel] = framePair();
		thread.order({ do: 'attach', session: key.id, channel }, [channel as unknown as Transferable]);
		expect([worker.told.at(-1), worker.given]).toEqual([
			{ do: 'attach', session: key.id, channel },
			[channel]
		]);
		const silent: PathNews = { name: 'silent', payload: { stripe: 1, parent: key.id } };
		worker.say(silent);
		expect(news).toEqual([silent]);
		scope.close();
		expect(worker.isTerminated).toBe(true);
	});

	const failures: [string, () => PathWorker | null, () => void][] = [
		['no channel can be moved', () => null, () => {}],
		['no worker can start', () => fail(), () => {}],
		[
			'the worker fails',
			() => worker as unknown as PathWorker,
			() => worker.dispatchEvent(new Event('error'))
		],
		['the worker says nothing', () => worker as unknown as PathWorker, () => void clock.advance(5_000)]
	];

	it.each(failures)('is the page where %s, and works there', async (_, start, happen) => {
		const opening = open(start);
		happen();
		const thread = await opening;
		expect(thread.kind).toBe('page');
		const [near, far] = framePair(clock);
		thread.order({ do: 'attach', session: key.id, channel: near });
		thread.order({ do: 'setPlace', place: placeWith({ parents: [[key.id], []] }) });
		far.send(Uint8Array.of(2, 0));
		await clock.advance(250);
		expect(news.map(({ name }) => name)).toEqual(['fed', 'silent', 'report']);
		thread.order({ do: 'close' });
		await clock.advance(1_000);
		expect(news).toHaveLength(3);
	});

	it('is the page in Node, which has no data channels to move', () => {
		expect(movesChannels()).toBe(false);
	});
});

function fail(): never {
	throw new DOMException('blocked', 'SecurityError');
}
