import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/p2p/base/clock.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { DirectLink } from '../../src/p2p/ports.ts';
import { nativeIceServers } from '../../src/p2p/transport/node-ice-servers.ts';
import { nodeLinks } from '../../src/p2p/transport/node-link.ts';
import { MAX_MESSAGE_BYTES } from '../../src/p2p/wire/limits.ts';

const open = nodeLinks({ iceServers: [], clock: systemClock });
const links: DirectLink[] = [];
/** As a browser offers a link: its microphone first, then its messages. */
const BROWSER_OFFER = [
	'v=0',
	'o=- 1 2 IN IP4 127.0.0.1',
	's=-',
	't=0 0',
	'a=group:BUNDLE 0 1',
	'm=audio 9 UDP/TLS/RTP/SAVPF 111',
	'c=IN IP4 0.0.0.0',
	'a=rtcp:9 IN IP4 0.0.0.0',
	'a=ice-ufrag:abcd',
	'a=ice-pwd:abcdefghijklmnopqrstuvwx',
	`a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
	'a=setup:actpass',
	'a=mid:0',
	'a=sendrecv',
	'a=rtcp-mux',
	'a=rtpmap:111 opus/48000/2',
	'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
	'c=IN IP4 0.0.0.0',
	'a=ice-ufrag:abcd',
	'a=ice-pwd:abcdefghijklmnopqrstuvwx',
	`a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
	'a=setup:actpass',
	'a=mid:1',
	'a=sctp-port:5000',
	'a=max-message-size:262144',
	''
].join('\r\n');

afterEach(() => {
	for (const link of links.splice(0)) link.close();
});

function one(initiator: boolean): DirectLink {
	const link = open({ peer: (initiator ? 'aa' : 'bb').repeat(32) as SessionId, initiator });
	links.push(link);
	return link;
}

/** Two links that tell each other their signals. */
function pair(): readonly [DirectLink, DirectLink] {
	const [first, second] = [one(true), one(false)];
	first.on('signal', (data) => second.signal(data));
	second.on('signal', (data) => first.signal(data));
	return [first, second];
}

function opened(link: DirectLink): Promise<void> {
	return new Promise((resolve) => link.on('opened', resolve));
}

function closed(link: DirectLink): Promise<void> {
	return new Promise((resolve) => link.on('closed', resolve));
}

/** The lengths of what a link receives, until there are `count`. */
function received(link: DirectLink, count: number): Promise<number[]> {
	const lengths: number[] = [];
	return new Promise((resolve) =>
		link.on('received', ({ length }) => lengths.push(length) === count && resolve(lengths))
	);
}

const encode = (value: object) => new TextEncoder().encode(JSON.stringify([value]));
const kinds = (data: Uint8Array) =>
	(JSON.parse(new TextDecoder().decode(data)) as { type: string }[]).map(({ type }) => type);
const decode = (data: Uint8Array) =>
	(JSON.parse(new TextDecoder().decode(data)) as Record<string, string>[])[0]!;

describe('a direct link in Node', () => {
	it('carries messages whole and in order, up to the longest that is allowed', async () => {
		const [first, second] = pair();
		const lengths = received(second, 3);
		await Promise.all([opened(first), opened(second)]);
		for (const length of [1, MAX_MESSAGE_BYTES, 3]) first.send(new Uint8Array(length));
		expect(await lengths).toEqual([1, MAX_MESSAGE_BYTES, 3]);
		expect([first.isAlive, second.isAlive]).toEqual([true, true]);
	});

	it('says where it can be reached only once its offer is answered', async () => {
		const [first, second] = [one(true), one(false)];
		const told: string[] = [];
		first.on('signal', (data) => {
			told.push(...kinds(data));
			second.signal(data);
		});
		const answer = await new Promise<Uint8Array>((resolve) => second.on('signal', resolve));
		expect(told).toEqual(['offer']);
		const isOpen = Promise.all([opened(first), opened(second)]);
		first.signal(answer);
		await isOpen;
		expect(told).toContain('candidate');
	});

	it('delivers what was said before it closed, and then tells the other side', async () => {
		const [first, second] = pair();
		await Promise.all([opened(first), opened(second)]);
		const heard: string[] = [];
		const isClosed = closed(second);
		second.on('received', () => heard.push('farewell'));
		second.on('closed', () => heard.push('closed'));
		first.send(new Uint8Array(200));
		first.close();
		await isClosed;
		expect(heard).toEqual(['farewell', 'closed']);
		expect([first.isAlive, second.isAlive]).toEqual([false, false]);
	});

	it('carries frames beside its messages, also views into larger buffers', async () => {
		const [first, second] = pair();
		const [from, to] = [first.frames, second.frames];
		const open = new Promise<void>((resolve) => from.addEventListener('open', () => resolve()));
		const frame = new Promise<unknown>((resolve) => to.addEventListener('message', (e) => resolve(e.data)));
		expect(from.readyState).toBe('connecting');
		await Promise.all([open, opened(second)]);
		from.send(Uint8Array.of(0, 1, 2, 3, 4, 5).subarray(2, 4));
		expect(new Uint8Array((await frame) as ArrayBuffer)).toEqual(Uint8Array.of(2, 3));
		expect(from.bufferedAmount).toBe(0);
		first.close();
		expect(from.readyState).toBe('closed');
		from.send(Uint8Array.of(1));
	});

	it('answers a browser that offers its microphone, and asks it to send none', async () => {
		const link = one(false);
		const answer = new Promise<string>((resolve) =>
			link.on('signal', (data) => decode(data)['type'] === 'answer' && resolve(decode(data)['sdp']!))
		);
		link.signal(encode({ type: 'offer', sdp: BROWSER_OFFER }));
		const [, sound, messages] = (await answer).split(/^m=/m);
		expect(sound).toMatch(/^audio 9 [\s\S]*a=inactive/);
		expect(messages).toMatch(/^application 9 [\s\S]*a=sendrecv/);
	});

	it('takes one description and no nonsense, and closes on one that it cannot use', () => {
		const link = one(false);
		let isClosed = false;
		link.on('closed', () => (isClosed = true));
		for (const nonsense of ['', '{', '[]', '{}', '[null]', '"offer"', '{"type":"renegotiate"}'])
			link.signal(new TextEncoder().encode(nonsense));
		expect(isClosed).toBe(false);
		link.signal(encode({ type: 'offer', sdp: 'this is no description' }));
		expect(isClosed).toBe(true);
		link.signal(encode({ type: 'offer', sdp: BROWSER_OFFER }));
	});
});

describe('STUN and TURN servers in Node', () => {
	it('come as addresses with their secrets inside', () => {
		expect(
			nativeIceServers([
				{ urls: 'stun:stun.example.org:3478' },
				{
					urls: ['turn:turn.example.org:3478?transport=tcp', 'turns:turn.example.org'],
					username: 'ada@home',
					credential: 'a:b'
				},
				{ urls: ['https://example.org'] }
			])
		).toEqual([
			'stun:stun.example.org:3478',
			'turn:ada%40home:a%3Ab@turn.example.org:3478?transport=tcp',
			'turns:ada%40home:a%3Ab@turn.example.org'
		]);
	});
});
