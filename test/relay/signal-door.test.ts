import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DEFAULT_LIMITS } from '../../relay/limits.ts';
import { openRelay, type RelayFixture } from './relay-fixture.ts';

let fixture: RelayFixture;

beforeAll(async () => {
	fixture = await openRelay();
});
afterAll(() => fixture.close());

/** A device's socket, and what it heard. */
async function device(...topics: string[]) {
	const socket = new WebSocket(`ws://127.0.0.1:${fixture.relay.port}/signal`);
	const heard: string[] = [];
	socket.on('message', (data: Buffer) => heard.push(data.toString()));
	const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
	await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
	const say = (said: unknown) => socket.send(typeof said === 'string' ? said : JSON.stringify(said));
	say({ type: 'subscribe', topics });
	/** Everything that was said before is taken in once the answer is there. */
	const answered = async () => {
		const answer = new Promise((resolve) => socket.once('message', resolve));
		say({ type: 'ping' });
		await answer;
	};
	await answered();
	heard.length = 0;
	return { socket, heard, say, closed, answered };
}

describe('where own devices find each other', () => {
	it('passes on what is published to the others under the same topic, as it is', async () => {
		const [phone, laptop, stranger] = [await device('a'), await device('a', 'b'), await device('b')];
		phone.say({ type: 'publish', topic: 'a', data: 'sealed' });
		await phone.answered();
		await laptop.answered();
		await stranger.answered();
		expect(laptop.heard[0]).toBe('{"type":"publish","topic":"a","data":"sealed"}');
		expect(stranger.heard).toEqual(['{"type":"pong"}']);
		expect(phone.heard).toEqual(['{"type":"pong"}']);
		phone.say({ type: 'unsubscribe', topics: ['a'] });
		phone.say({ type: 'publish', topic: 'a' });
		phone.say({ type: 'publish', topic: 'b' });
		await phone.answered();
		await laptop.answered();
		expect(laptop.heard.filter((text) => text.includes('publish'))).toHaveLength(1);
		for (const { socket } of [phone, laptop, stranger]) socket.terminate();
	});

	it('ends with whoever speaks another language', async () => {
		for (const said of [
			'{',
			'null',
			'{"type":"publish"}',
			'{"type":"subscribe","topics":"a"}',
			JSON.stringify({ type: 'subscribe', topics: ['x'.repeat(101)] }),
			JSON.stringify({ type: 'subscribe', topics: Array(17).fill('a') }),
			JSON.stringify({ type: 'publish', topic: 'a', data: 'x'.repeat(DEFAULT_LIMITS.signalBytes) })
		]) {
			const hostile = await device('a');
			hostile.say(said);
			await hostile.closed;
		}
	});

	it('bounds topics of one device, devices of one topic, and how much one says', async () => {
		const many = await device(...Array.from({ length: 16 }, (_, i) => `t${i}`));
		const last = await device('t15');
		last.say({ type: 'publish', topic: 't15' });
		await last.answered();
		await many.answered();
		expect(many.heard).toEqual(['{"type":"pong"}']);
		many.socket.terminate();
		last.socket.terminate();
		const crowd = await Promise.all(
			Array.from({ length: DEFAULT_LIMITS.signalDevices + 1 }, () => device('c'))
		);
		const [first] = crowd;
		first!.say({ type: 'publish', topic: 'c' });
		await first!.answered();
		await Promise.all(crowd.slice(1).map((one) => one.answered()));
		const reached = crowd.filter(({ heard }) => heard.some((text) => text.includes('publish')));
		expect(reached.length).toBeLessThanOrEqual(DEFAULT_LIMITS.signalDevices - 1);
		for (const { socket } of crowd) socket.terminate();
		const flood = await device('f');
		for (let i = 0; i < DEFAULT_LIMITS.signalsPerSecond * 3 + 50; i++) flood.say({ type: 'ping' });
		await flood.closed;
	});
});
