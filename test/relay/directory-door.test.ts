import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../relay/limits.ts';
import { decodeDirectory } from '../../src/p2p/wire/directory.ts';
import { announce, newIdentity } from '../fixtures/announced.ts';
import { openRelay, type RelayFixture } from './relay-fixture.ts';

let fixture: RelayFixture | null = null;

afterEach(async () => {
	await fixture?.close();
	fixture = null;
});

async function open(...options: Parameters<typeof openRelay>): Promise<string> {
	fixture = await openRelay(...options);
	return `http://127.0.0.1:${fixture.relay.port}/announcements`;
}

const bring = async (url: string, body: Uint8Array, headers: Record<string, string> = {}) => {
	const answer = await fetch(url, { method: 'POST', body: body as Uint8Array<ArrayBuffer>, headers });
	return [answer.status, await answer.text()] as const;
};

describe('D4 the directory of a relay over HTTP', () => {
	it('takes an announcement and gives it to pages of any origin, and nothing when there is none', async () => {
		const url = await open();
		const ada = await newIdentity();
		const now = Date.now();
		const bytes = await announce(ada, { at: now });
		const none = await fetch(url);
		expect([none.status, none.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
		expect(await bring(url, bytes)).toEqual([204, '']);
		expect(await bring(url, bytes)).toEqual([409, 'announcement-older']);
		expect(fixture!.relay.counts().announcements).toBe(1);
		await expect.poll(async () => (await fetch(url)).status, { timeout: 5_000 }).toBe(200);
		const answer = await fetch(url);
		expect(answer.headers.get('content-type')).toBe('application/cbor');
		expect(answer.headers.get('cache-control')).toBe('no-store');
		expect(answer.headers.get('access-control-allow-origin')).toBe('*');
		const read = decodeDirectory(new Uint8Array(await answer.arrayBuffer()));
		expect(read).toMatchObject({ ok: true, value: { listed: [bytes] } });
		expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(
			answer.headers.get('content-length')
		);
		expect(await bring(url, await announce(ada, { at: now + 1, isLive: false }))).toEqual([204, '']);
		await expect.poll(async () => (await fetch(url)).status, { timeout: 5_000 }).toBe(204);
	});

	it('says what is wrong with what was brought, and reads no more of it than an announcement has', async () => {
		const url = await open();
		const ada = await newIdentity();
		const forged = (await announce(ada, { at: Date.now() })).slice();
		forged[forged.length - 1]! ^= 1;
		expect(await bring(url, forged)).toEqual([403, 'announcement-forged']);
		expect(await bring(url, await announce(ada, { at: Date.now() - 86_400_000 }))).toEqual([
			422,
			'announcement-untimely'
		]);
		expect(await bring(url, new TextEncoder().encode('{}'))).toEqual([400, 'announcement-malformed']);
		const long = await fetch(url, { method: 'POST', body: new Uint8Array(3_000) });
		expect([long.status, long.headers.get('connection')]).toEqual([400, 'close']);
		expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
	});

	it('slows down one address and not another', async () => {
		const limits = { ...DEFAULT_LIMITS, announcementsPerSecond: 1, directoryReadsPerSecond: 1 };
		const url = await open({ trustProxy: true }, { limits });
		const from = (address: string) => ({ 'x-forwarded-for': address });
		const read = async (address: string) => (await fetch(url, { headers: from(address) })).status;
		const junk = new Uint8Array(9);
		const reads: number[] = [];
		for (let n = 0; n < 5; n += 1) reads.push(await read('10.0.0.1'));
		expect(reads.slice(0, 3)).toEqual([204, 204, 204]);
		expect(reads).toContain(429);
		expect(await read('10.0.0.2')).toBe(204);
		const codes: string[] = [];
		for (let n = 0; n < 5; n += 1) codes.push((await bring(url, junk, from('10.0.0.1')))[1]);
		expect(codes).toContain('announcement-too-many');
		expect((await bring(url, junk, from('10.0.0.2')))[1]).toBe('announcement-malformed');
	});

	it('is not there with --no-directory', async () => {
		const url = await open({ directory: false });
		expect((await fetch(url)).status).toBe(404);
		const [status] = await bring(url, await announce(await newIdentity(), { at: Date.now() }));
		expect(status).toBe(405);
		expect(fixture!.relay.counts().announcements).toBe(0);
	});
});
