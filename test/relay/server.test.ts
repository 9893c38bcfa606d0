import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stream } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRelay } from '../../relay/server.ts';
import { systemClock } from '../../src/p2p/base/clock.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Libp2pMeetingPoint } from '../../src/p2p/transport/libp2p-meeting-point.ts';
import { startSessionNode, type SessionNode } from '../../src/p2p/transport/libp2p-node.ts';
import { PrefixReader, prefixed } from '../../src/p2p/wire/length-prefix.ts';
import {
	decodeAnswer,
	encodeRequest,
	RENDEZVOUS_PROTOCOL,
	type Answer
} from '../../src/p2p/wire/rendezvous.ts';
import { connected, next } from '../contract/meeting-point.ts';
import { openRelay, type RelayFixture } from './relay-fixture.ts';

let fixture: RelayFixture;
let scope: Scope;
const nodes: SessionNode[] = [];
const points: Libp2pMeetingPoint[] = [];
const topic = new Uint8Array(32).fill(3);

beforeEach(async () => {
	fixture = await openRelay({}, { limits: { greetingMs: 400 } });
	scope = new Scope(systemClock);
});

afterEach(async () => {
	scope.close();
	await Promise.all(nodes.splice(0).map(async (node) => node.libp2p.stop()));
	await Promise.all(points.splice(0).map((point) => point.close()));
	await fixture.close();
});

async function openPoint(): Promise<Libp2pMeetingPoint> {
	const seed = systemRandom.bytes(32);
	const point = await Libp2pMeetingPoint.open(scope, {
		seed,
		relays: [fixture.address],
		random: systemRandom
	});
	points.push(point);
	return point;
}

async function connectRaw() {
	const node = await startSessionNode(systemRandom.bytes(32));
	nodes.push(node);
	return node.libp2p.dial(multiaddr(fixture.address));
}

/** A rendezvous stream spoken by hand; `ended` resolves with every answer it got. */
async function openStream(): Promise<{ stream: Stream; ended: Promise<Answer[]> }> {
	const connection = await connectRaw();
	const stream = await connection.newStream(RENDEZVOUS_PROTOCOL);
	const reader = new PrefixReader(65_536);
	const answers: Answer[] = [];
	stream.addEventListener('message', ({ data }) => {
		const messages = reader.push(data.subarray());
		for (const message of messages.ok ? messages.value : []) {
			const answer = decodeAnswer(message);
			if (answer.ok) answers.push(answer.value);
		}
	});
	const ended = new Promise<Answer[]>((resolve) => {
		stream.addEventListener('remoteCloseWrite', () => resolve(answers));
		stream.addEventListener('close', () => resolve(answers));
	});
	return { stream, ended };
}

describe('a relay under hostile hands', () => {
	it.each([
		['bytes that are no request', prefixed(Uint8Array.of(9, 9, 9))],
		['an empty message', prefixed(new Uint8Array(0))],
		['a frame that announces too much', Uint8Array.of(0xff, 0xff, 0xff, 0xff)]
	])('refuses %s with a code, ends the stream, and serves the others on', async (_, bytes) => {
		const honest = await openPoint();
		await connected(honest);
		const { stream, ended } = await openStream();
		stream.send(bytes);
		expect(await ended).toEqual([{ kind: 'refused', code: 'malformed' }]);
		const other = await openPoint();
		const found = next(honest, 'found');
		for (const point of [honest, other]) point.watch(topic);
		other.announce();
		await found;
		expect(honest.state).toBe('connected');
	});

	it('ends a stream that asks too fast', async () => {
		const { stream, ended } = await openStream();
		for (let n = 0; n < 100; n += 1) stream.send(prefixed(encodeRequest({ kind: 'ping', n })));
		const answers = await ended;
		expect(answers.at(-1)).toEqual({ kind: 'refused', code: 'too-fast' });
		expect(answers.length).toBeLessThan(50);
	});

	it('ends a connection that never greets', async () => {
		const connection = await connectRaw();
		await new Promise((resolve) => connection.addEventListener('close', resolve));
	});

	it('gives no reservation to a peer without a rendezvous stream', async () => {
		const connection = await connectRaw();
		await expect(nodes[0]!.reserve(connection.remotePeer)).rejects.toThrow();
	});

	it('forgets a session when its stream ends', async () => {
		const [host, guest] = [await openPoint(), await openPoint()];
		const found = next(guest, 'found');
		for (const point of [host, guest]) point.watch(topic);
		host.announce();
		const session = await found;
		expect(fixture.relay.counts().registrations).toBe(1);
		await host.close();
		const never = new AbortController().signal;
		expect(await guest.dial(session, never)).toEqual({ ok: false, code: 'unreachable' });
		expect(fixture.relay.counts().registrations).toBe(0);
	});

	it('cuts a circuit that carries more than its bytes', async () => {
		await fixture.close();
		fixture = await openRelay({}, { limits: { circuitBytes: 200_000 } });
		const [host, guest] = [await openPoint(), await openPoint()];
		const found = next(guest, 'found');
		for (const point of [host, guest]) point.watch(topic);
		host.announce();
		const accepted = next(host, 'accepted');
		const dialled = await guest.dial(await found, new AbortController().signal);
		if (!dialled.ok) throw new Error('the dial failed');
		const inner = await accepted;
		const closed = new Promise<void>((resolve) => inner.on('closed', () => resolve()));
		inner.on('received', () => {});
		for (let i = 0; i < 4; i += 1) dialled.value.send(new Uint8Array(100_000));
		await closed;
	});
});

describe('a relay from start to stop', () => {
	it('keeps its key for its owner only, over restarts', async () => {
		const before = fixture.relay.peerId;
		await fixture.stop();
		await fixture.start();
		expect(fixture.relay.peerId).toBe(before);
		expect((await stat(join(fixture.dataDir, 'relay.key'))).mode & 0o777).toBe(0o600);
	});

	it('survives its own restart without anybody asking: the session registers again by itself', async () => {
		const [host, guest] = [await openPoint(), await openPoint()];
		const found = next(guest, 'found');
		for (const point of [host, guest]) point.watch(topic);
		host.announce();
		const session: SessionId = await found;
		const foundAgain = next(guest, 'found', (again) => again === session);
		await fixture.stop();
		await fixture.start();
		await foundAgain;
		expect((await guest.dial(session, new AbortController().signal)).ok).toBe(true);
	});

	it('never overwrites a damaged key', async () => {
		await fixture.stop();
		await writeFile(join(fixture.dataDir, 'relay.key'), 'short');
		await expect(fixture.start()).rejects.toThrow('data-damaged');
	});

	it('says that a port is taken', async () => {
		const { port } = fixture.relay;
		const config = {
			host: '127.0.0.1',
			dataDir: fixture.dataDir,
			buildDir: 'build',
			modelsDir: null,
			directPort: null
		};
		const second = await startRelay({ ...config, port, trustProxy: false, directory: true, iceServers: [] });
		expect(second).toEqual({ ok: false, code: 'port-taken' });
	});

	it('says as a program, in one sentence, what to do about a taken port', async () => {
		const { port } = fixture.relay;
		const args = ['relay/main.ts', '--host', '127.0.0.1', '--port', String(port), '--data', fixture.dataDir];
		const program = spawn(process.execPath, [...args, '--no-direct']);
		let said = '';
		program.stderr.on('data', (chunk) => (said += String(chunk)));
		const [code] = await once(program, 'close');
		expect(code).toBe(1);
		expect(said).toContain(`Port ${port} is already in use`);
	});

	it('prints where it is, and stops when asked', async () => {
		const program = spawn(process.execPath, [
			'relay/main.ts',
			'--port',
			'0',
			'--data',
			fixture.dataDir,
			'--no-direct'
		]);
		const [line] = await once(program.stdout, 'data');
		expect(String(line)).toMatch(/^Hearsay is ready: http:\/\/localhost:\d+\n$/);
		program.kill('SIGTERM');
		expect(await once(program, 'close')).toEqual([0, null]);
	});
});
