import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Listener } from '../../listener/listener.ts';
import type { RoomView } from '../../src/p2p/api.ts';
import { NodeEngine, openNodeThreads, type NodeThreads } from '../../src/p2p/node-engine.ts';
import { openRelay, type RelayFixture } from '../relay/relay-fixture.ts';

let relay: RelayFixture;
let threads: NodeThreads;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
	relay = await openRelay();
	threads = openNodeThreads();
});

afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

afterAll(async () => {
	await relay.close();
	threads.close();
});

interface Seen {
	readonly view: RoomView;
	on(name: 'changed', listener: () => void): () => void;
}

/** Resolves as soon as the view is as wanted. */
function until(room: Seen, isWanted: (view: RoomView) => boolean): Promise<void> {
	return new Promise((resolve) => {
		const look = () => {
			if (!isWanted(room.view)) return;
			stop();
			resolve();
		};
		const stop = room.on('changed', look);
		queueMicrotask(look);
	});
}

const options = (name: string) => ({
	origin: new URL(relay.relay.url).origin,
	profile: { name, picture: null },
	verifier: threads.verifier
});

async function host() {
	const engine = await NodeEngine.open(options('Ada'));
	closers.push(() => engine.close());
	return engine.createRoom({ title: 'Evening', topics: [], door: 'open' });
}

/** A listener, and its room's changes. */
async function listener(link: string, name: string) {
	const listeners = new Set<() => void>();
	const opened = await Listener.open({
		...options(name),
		link,
		changed: () => {
			for (const tell of [...listeners]) tell();
		}
	});
	if (!opened.ok) throw new Error(opened.code);
	const one = opened.value;
	closers.push(() => one.close());
	const seen: Seen = {
		get view() {
			return one.view;
		},
		on: (_, tell) => {
			listeners.add(tell);
			return () => listeners.delete(tell);
		}
	};
	return { one, seen };
}

const names = ({ audience, stage }: RoomView) =>
	[...stage, ...audience]
		.filter(({ link }) => link === 'connected')
		.map(({ name }) => name)
		.sort();
const together = (...expected: string[]) => {
	return (view: RoomView) => view.phase.name === 'live' && String(names(view)) === String(expected);
};

describe('listeners in Node', () => {
	it('meet in a room that a Node hosts, agree on it, and follow what is signed there', async () => {
		const room = await host();
		const [first, second] = [await listener(room.link, 'Ben'), await listener(room.link, 'Cleo')];
		await Promise.all(
			[room, first.seen, second.seen].map((seen) => until(seen, together('Ada', 'Ben', 'Cleo')))
		);
		expect(await room.act({ do: 'retitle', title: 'Late evening', topics: [] })).toEqual({
			ok: true,
			value: undefined
		});
		await Promise.all(
			[first.seen, second.seen].map((seen) => until(seen, ({ state }) => state?.title === 'Late evening'))
		);
		expect(first.one.view.state).toEqual(second.one.view.state);
		expect(first.one.view.state).toEqual(room.view.state);
	});

	it('say goodbye when they are stopped, and are not kept on the screen as lost', async () => {
		const room = await host();
		const { one, seen } = await listener(room.link, 'Ben');
		await Promise.all([until(room, together('Ada', 'Ben')), until(seen, together('Ada', 'Ben'))]);
		const gone = until(room, ({ audience }) => audience.length === 0);
		await one.close();
		await gone;
		expect(await one.ended).toBe('over');
	});

	it('end with the room', async () => {
		const room = await host();
		const { one, seen } = await listener(room.link, 'Ben');
		await until(seen, together('Ada', 'Ben'));
		await room.act({ do: 'end' });
		expect(await one.ended).toBe('over');
	});

	it('outlive the relay, and let newcomers in again when it is back', async () => {
		const room = await host();
		const { seen } = await listener(room.link, 'Ben');
		await Promise.all([room, seen].map((one) => until(one, together('Ada', 'Ben'))));
		const lost = until(seen, ({ relay }) => relay !== 'connected');
		await relay.stop();
		await lost;
		await room.act({ do: 'retitle', title: 'Without a relay', topics: [] });
		await until(seen, ({ state }) => state?.title === 'Without a relay');
		await relay.start();
		await Promise.all([room, seen].map((one) => until(one, ({ relay }) => relay === 'connected')));
		const third = await listener(room.link, 'Cleo');
		await Promise.all([room, seen, third.seen].map((one) => until(one, together('Ada', 'Ben', 'Cleo'))));
	});

	it('have no microphone, and say so', async () => {
		const room = await host();
		expect(await room.openMicrophone()).toEqual({ ok: false, code: 'microphone-unsupported' });
	});
});
