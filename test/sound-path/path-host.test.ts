import { beforeEach, describe, expect, it } from 'vitest';
import { Scope } from '../../src/p2p/base/scope.ts';
import { makeSessionKey, type SessionKey } from '../../src/p2p/identity/session-key.ts';
import type { Codec } from '../../src/p2p/media/codec/codec.ts';
import { PathHost, type PathNews } from '../../src/p2p/sound-path/path-host.ts';
import { collect, placeWith, ROOM, session, Speaker } from '../audience/forwarding.ts';
import { framePair } from '../fixtures/fake-frames.ts';
import { seededRandom } from '../fixtures/random.ts';
import { settleCrypto } from '../fixtures/settled-crypto.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

/** A port to a worklet that is not there. */
class FakePort {
	onmessage: unknown = null;
	isClosed = false;
	postMessage(): void {}

	close(): void {
		this.isClosed = true;
	}

	/** Whether somebody reads it. */
	get isRead(): boolean {
		return this.onmessage !== null;
	}

	get asPort(): MessagePort {
		return this as unknown as MessagePort;
	}
}

/** An Opus that is never asked for anything. */
const codec: Codec = {
	name: 'wasm',
	encoder: () => ({ encode: async () => null, close: () => {} }),
	decoder: () => ({ decode: async () => null, close: () => {} })
};

let clock: VirtualClock;
let scope: Scope;
let key: SessionKey;
let answer: (codec: Codec | null) => void;
let asked: number;
let host: PathHost;
let news: PathNews[];

beforeEach(async () => {
	clock = new VirtualClock(settleCrypto);
	scope = new Scope(clock);
	key = await makeSessionKey(seededRandom(1));
	[news, asked] = [[], 0];
	const openCodec = () =>
		new Promise<Codec>((resolve, reject) => {
			asked++;
			answer = (given) => (given ? resolve(given) : reject(new Error('no Opus here')));
		});
	host = new PathHost({ scope, room: ROOM, key, openCodec, tell: (each) => news.push(each) });
});

describe('a path that follows orders', () => {
	it('speaks by the newest port, whatever was asked while the codec was loaded', async () => {
		const [first, second] = [new FakePort(), new FakePort()];
		host.take({ do: 'speak', port: first.asPort });
		host.take({ do: 'speak', port: null });
		host.take({ do: 'speak', port: second.asPort });
		answer(codec);
		await clock.advance(0);
		expect([first.isClosed, first.isRead, second.isClosed, second.isRead]).toEqual([
			true,
			false,
			false,
			true
		]);
		host.take({ do: 'speak', port: null });
		expect([second.isClosed, second.isRead, asked]).toEqual([true, false, 1]);
	});

	it('hears by the port of a playout, until it ends', async () => {
		const port = new FakePort();
		host.take({ do: 'hear', port: port.asPort });
		answer(codec);
		await clock.advance(0);
		expect(port.isRead).toBe(true);
		host.take({ do: 'close' });
		expect([port.isClosed, scope.isClosed]).toEqual([true, true]);
	});

	it('lets a port go that comes when all is over', async () => {
		const port = new FakePort();
		host.take({ do: 'hear', port: port.asPort });
		host.take({ do: 'close' });
		answer(codec);
		await clock.advance(0);
		expect([port.isClosed, port.isRead]).toEqual([true, false]);
	});

	it('hands packets on where nothing speaks Opus, and loads nothing before it must', async () => {
		const [ada, parent, child] = [await Speaker.make(2), session(1), session(2)];
		const [[near, far], [up, below]] = [framePair(clock), framePair(clock)];
		const handedOn = collect(below);
		host.take({ do: 'attach', session: parent, channel: near });
		host.take({ do: 'attach', session: child, channel: up });
		host.take({ do: 'setPlace', place: placeWith({ parents: [[parent], []], children: [[child], []] }) });
		host.take({ do: 'setSources', sources: [{ session: ada.id, floor: 0 }] });
		host.take({ do: 'setCopies', copies: 3 });
		host.take({ do: 'setEpochs', epochs: [] });
		expect(asked).toBe(0);
		const port = new FakePort();
		host.take({ do: 'hear', port: port.asPort });
		host.take({ do: 'setAudible', volumes: new Map([[ada.id, 1]]) });
		answer(null);
		far.send(await ada.packet(100));
		await clock.advance(250);
		expect([handedOn.packets.length, port.isClosed]).toEqual([1, true]);
		expect(news.map(({ name }) => name)).toContain('report');
		host.take({ do: 'detach', session: parent });
		far.send(await ada.packet(102));
		await clock.advance(0);
		expect(handedOn.packets).toHaveLength(1);
	});
});
