import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { directoryBeside, directoryOf } from '../../src/p2p/directory/directory-address.ts';
import { bringTo, readDirectory } from '../../src/p2p/directory/directory-client.ts';
import { encodeDirectory } from '../../src/p2p/wire/directory.ts';
import { MAX_DIRECTORY_BYTES } from '../../src/p2p/wire/directory-limits.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

const directory = { salt: new Uint8Array(16), now: 5, listed: [new Uint8Array(9)], sealed: [] };
const cbor = { 'content-type': 'application/cbor' };

describe('D4 where a directory is', () => {
	it('is beside the relay’s WebSocket', () => {
		expect(directoryOf('https://hearsay.example')).toBe('https://hearsay.example/announcements');
		const cases: Readonly<Record<string, string | null>> = {
			'/dns4/localhost/tcp/8787/ws/http-path/p2p': 'http://localhost:8787/announcements',
			'/dns4/relay.example/tcp/443/tls/ws/http-path/p2p/p2p/12D3Koo': 'https://relay.example/announcements',
			'/dns4/relay.example/tcp/443/wss/http-path/a%2Fp2p': 'https://relay.example/a/announcements',
			'/ip4/10.0.0.7/tcp/80/ws': 'http://10.0.0.7/announcements',
			'/ip6/::1/tcp/8787/ws/http-path/p2p': 'http://[::1]:8787/announcements',
			'/ip4/10.0.0.7/udp/9090/webrtc-direct/certhash/uEi': null,
			'/dns4/relay.example@evil.example/tcp/443/wss': null,
			'/dns4/a b/tcp/443/wss': null,
			'/dns4/relay.example/tcp/99999/wss': null,
			'/dns4/relay.example/tcp/443/wss/http-path/%E0%A4%A': null,
			'javascript:alert(1)': null,
			'': null
		};
		for (const [relay, url] of Object.entries(cases)) expect(directoryBeside(relay), relay).toBe(url);
	});
});

describe('D4 reading a directory', () => {
	it('gives what the relay answered, or that nothing is announced', async () => {
		const url = await serve((request, response) =>
			request.url === '/none'
				? response.writeHead(204).end()
				: response.writeHead(200, cbor).end(encodeDirectory(directory))
		);
		expect(await readDirectory(`${url}/`, systemClock)).toEqual({
			ok: true,
			value: encodeDirectory(directory)
		});
		expect(await readDirectory(`${url}/none`, systemClock)).toEqual({ ok: true, value: null });
	});

	it('tells a place without one, or with something else, from a relay that does not answer now', async () => {
		const url = await serve((request, response) => {
			const answers: Readonly<Record<string, () => unknown>> = {
				'/404': () => response.writeHead(404).end(),
				'/page': () => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'),
				'/busy': () => response.writeHead(429).end(),
				'/broken': () => response.writeHead(502).end(),
				'/away': () => response.writeHead(302, { location: '/page' }).end(),
				'/cut': () => {
					response.writeHead(200, { ...cbor, 'content-length': '100' });
					response.write('x');
					response.destroy();
				}
			};
			answers[request.url ?? '']?.();
		});
		const codes = ['404', 'page', 'busy', 'broken', 'away', 'cut'].map(async (path) => {
			const read = await readDirectory(`${url}/${path}`, systemClock);
			return read.ok ? 'ok' : read.code;
		});
		expect(await Promise.all(codes)).toEqual([
			...['no-directory', 'no-directory'],
			...['relay-unreachable', 'relay-unreachable', 'relay-unreachable', 'relay-unreachable']
		]);
	});

	it('stops reading past its limit, and waiting past its patience', async () => {
		let sent = 0;
		const url = await serve((request, response) => {
			if (request.url === '/silent') return;
			response.writeHead(200, cbor);
			const more = () => {
				if (response.destroyed || sent > 100 * MAX_DIRECTORY_BYTES) return void response.end();
				sent += 65_536;
				response.write(new Uint8Array(65_536), more);
			};
			more();
		});
		expect(await readDirectory(`${url}/endless`, systemClock)).toEqual({ ok: false, code: 'no-directory' });
		expect(sent).toBeLessThan(20 * MAX_DIRECTORY_BYTES);
		const clock = new VirtualClock();
		const waiting = readDirectory(`${url}/silent`, clock);
		await clock.advance(8_000);
		expect(await waiting).toEqual({ ok: false, code: 'relay-unreachable' });
	});
});

describe('D3 bringing an announcement', () => {
	it('went well if one relay took it, and else says what can be done about it first', async () => {
		const url = await serve((request, response) => {
			response.writeHead(Number(request.url!.slice(1))).end();
		});
		const bring = async (...statuses: number[]) => {
			const brought = await bringTo(
				statuses.map((status) => `${url}/${status}`),
				systemClock
			)(new Uint8Array(9), { isLast: false });
			return brought.ok ? 'ok' : brought.code;
		};
		expect(await bring(204)).toBe('ok');
		expect(await bring(409)).toBe('ok');
		expect(await bring(405, 204)).toBe('ok');
		expect(await bring(404)).toBe('no-directory');
		expect(await bring(404, 503)).toBe('directory-full');
		expect(await bring(429, 422)).toBe('clock-apart');
		const nowhere = bringTo(['http://127.0.0.1:1/announcements'], systemClock);
		expect(await nowhere(new Uint8Array(9), { isLast: true })).toEqual({
			ok: false,
			code: 'relay-unreachable'
		});
	});
});
