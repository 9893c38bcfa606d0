import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRelay, type RelayFixture } from './relay-fixture.ts';

let fixture: RelayFixture;
let folder: string;

/** A raw request, because fetch would tidy the path. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
	return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
		(resolve, reject) => {
			const sent = request(
				{ port: fixture.relay.port, host: '127.0.0.1', path, headers, method },
				(response) => {
					const chunks: Buffer[] = [];
					response.on('data', (chunk: Buffer) => chunks.push(chunk));
					response.on('end', () =>
						resolve({
							status: response.statusCode ?? 0,
							headers: response.headers,
							body: Buffer.concat(chunks)
						})
					);
				}
			);
			sent.on('error', reject);
			sent.end();
		}
	);
}

/** The first line the server answers to an upgrade. */
function upgrade(path: string, port = fixture.relay.port): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, '127.0.0.1', () =>
			socket.write(
				`GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
			)
		);
		socket.once('data', (chunk) => {
			resolve(chunk.toString().split('\r\n')[0]!);
			socket.destroy();
		});
		socket.once('error', reject);
	});
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'hearsay-build-'));
	const build = join(folder, 'build');
	await mkdir(join(build, '_app', 'immutable'), { recursive: true });
	await mkdir(join(build, 'about'), { recursive: true });
	await writeFile(join(folder, 'secret.txt'), 'secret');
	await writeFile(join(build, 'index.html'), '<h1>home</h1>');
	await writeFile(join(build, 'index.html.br'), 'packed-br');
	await writeFile(join(build, 'index.html.gz'), 'packed-gz');
	await writeFile(join(build, 'about', 'index.html'), '<h1>about</h1>');
	await writeFile(join(build, '404.html'), '<h1>fallback</h1>');
	await writeFile(join(build, '_app', 'immutable', 'a.js'), 'export {}');
	await symlink(join(folder, 'secret.txt'), join(build, 'link.txt'));
	const models = join(folder, 'models');
	await mkdir(join(models, 'someone', 'tiny', 'onnx'), { recursive: true });
	await writeFile(join(models, 'someone', 'tiny', 'config.json'), '{}');
	await writeFile(join(models, 'someone', 'tiny', 'index.html'), '<script>alert(1)</script>');
	await writeFile(join(models, 'someone', 'tiny', '.gitattributes'), 'x');
	await writeFile(join(models, 'someone', 'tiny', 'onnx', 'encoder.onnx'), new Uint8Array([8, 8]));
	await symlink(join(folder, 'secret.txt'), join(models, 'link.txt'));
	fixture = await openRelay({ buildDir: build, modelsDir: models });
});

afterAll(async () => {
	await fixture.close();
	await rm(folder, { recursive: true, force: true });
});

describe('the server in front', () => {
	it('serves the app with its types and security headers', async () => {
		const home = await get('/');
		expect(home.status).toBe(200);
		expect(home.body.toString()).toBe('<h1>home</h1>');
		expect(home.headers).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'cache-control': 'no-cache',
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'content-security-policy': "frame-ancestors 'self'"
		});
	});

	it('serves speech models to pages of any site, as plain files and nothing else', async () => {
		const encoder = await get('/models/someone/tiny/onnx/encoder.onnx?x=1');
		expect(encoder).toMatchObject({ status: 200, body: Buffer.from([8, 8]) });
		expect(encoder.headers).toMatchObject({
			'access-control-allow-origin': '*',
			'content-type': 'application/octet-stream',
			'content-length': '2',
			'x-content-type-options': 'nosniff'
		});
		const missing = await get('/models/someone/tiny/absent.json');
		expect(missing).toMatchObject({ status: 404, body: Buffer.from('Not found\n') });
		// A page must be able to tell that there is nothing from not being let read the answer.
		expect(missing.headers['access-control-allow-origin']).toBe('*');
		expect((await get('/models/someone/tiny/config.json', {}, 'POST')).status).toBe(405);
		expect((await get('/models/someone/tiny/config.json', {}, 'HEAD')).body).toHaveLength(0);
	});

	it('serves of the models’ folder neither folders nor what is outside of it', async () => {
		for (const path of [
			'/models/',
			'/models/someone/tiny',
			'/models/someone/tiny/',
			'/models/someone/tiny/.gitattributes',
			'/models/link.txt',
			'/models/../secret.txt',
			'/models/%2e%2e/secret.txt',
			'/models/someone/..%2f..%2f..%2fsecret.txt',
			'/models/someone/tiny/..%5c..%5csecret.txt',
			'/models/%00',
			'/models/%zz',
			'/models//etc/passwd'
		]) {
			const answer = await get(path);
			expect(answer.status, path).toBe(404);
			expect(answer.body.toString(), path).not.toContain('secret');
		}
	});

	it('lets other sites frame the page that is made for it, and no other', async () => {
		for (const path of ['/', '/about/', '/embed/x', '/embed', '/nothing'])
			expect((await get(path)).headers['content-security-policy'], path).toBe("frame-ancestors 'self'");
		expect((await get('/embed/')).headers['content-security-policy']).toBeUndefined();
	});

	it('lets only hashed files be cached for ever', async () => {
		const script = await get('/_app/immutable/a.js');
		expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
		expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
	});

	it('serves the packed file that the browser accepts', async () => {
		const br = await get('/', { 'accept-encoding': 'gzip, deflate, br' });
		expect([br.headers['content-encoding'], br.body.toString()]).toEqual(['br', 'packed-br']);
		const gzip = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
		expect([gzip.headers['content-encoding'], gzip.body.toString()]).toEqual(['gzip', 'packed-gz']);
		expect(br.headers['content-type']).toBe('text/html; charset=utf-8');
	});

	it('answers 304 to a page that has the file, and only the head to HEAD', async () => {
		const first = await get('/about/');
		const again = await get('/about/', { 'if-none-match': String(first.headers.etag) });
		expect(again.status).toBe(304);
		const head = await get('/about/', {}, 'HEAD');
		expect([head.status, head.body.length]).toEqual([200, 0]);
	});

	it('leads a folder without its slash to the folder, never to another site', async () => {
		expect((await get('/about?x=1')).headers.location).toBe('/about/?x=1');
		expect((await get('//about')).headers.location ?? '').not.toMatch(/^\/\//);
	});

	it('shows the fallback page for what is not there', async () => {
		const missing = await get('/room/');
		expect([missing.status, missing.body.toString()]).toEqual([404, '<h1>fallback</h1>']);
	});

	it('never leaves the folder', async () => {
		const tries = ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/about/../../secret.txt'];
		const odd = ['/link.txt', '/..%5csecret.txt', '/%00', '/%', '/.env', '/about/..;/..;/secret.txt'];
		for (const path of [...tries, ...odd]) {
			const answer = await get(path);
			expect(answer.status, path).toBe(404);
			expect(answer.body.toString(), path).not.toContain('secret');
		}
	});

	it('takes only GET and HEAD', async () => {
		expect((await get('/', {}, 'POST')).status).toBe(405);
	});

	it('describes itself to any site', async () => {
		const answer = await get('/relay.json');
		expect(answer.headers['access-control-allow-origin']).toBe('*');
		expect(JSON.parse(answer.body.toString())).toEqual({
			version: 1,
			peerId: fixture.relay.peerId,
			addresses: [],
			ws: '/p2p',
			iceServers: []
		});
	});

	it('hands WebSockets on at /p2p and at /, and nowhere else', async () => {
		expect(await upgrade('/p2p')).toBe('HTTP/1.1 101 Switching Protocols');
		expect(await upgrade('/')).toBe('HTTP/1.1 101 Switching Protocols');
		expect(await upgrade('/other')).toBe('HTTP/1.1 404 Not Found');
	});

	it('turns away an address that has too many connections', async () => {
		const small = await openRelay({}, { limits: { connectionsPerAddress: 2 } });
		const { port } = small.relay;
		const open = Array.from({ length: 2 }, () => new WebSocket(`ws://127.0.0.1:${port}/p2p`));
		await Promise.all(
			open.map((socket) => new Promise((resolve) => socket.addEventListener('open', resolve)))
		);
		expect(await upgrade('/p2p', port)).toBe('HTTP/1.1 429 Too Many Requests');
		for (const socket of open) socket.close();
		await small.close();
	});
});
