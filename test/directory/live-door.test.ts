import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { identityFrom, generateIdentityPair, type Identity } from '../../src/p2p/identity/identity.ts';
import { LiveDoor } from '../../src/p2p/live.ts';
import type { Clock, Store } from '../../src/p2p/ports.ts';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';
import { encodeDirectory, sealEntry } from '../../src/p2p/wire/directory.ts';
import { parseInvite } from '../../src/p2p/wire/invite.ts';
import { announce, newIdentity, NOW } from '../fixtures/announced.ts';

/** What a relay answers: bytes, nothing announced, or a fault. */
type Answer = Uint8Array | number;

let now = NOW;
const clock: Clock = { ...systemClock, now: () => now };
const servers: Server[] = [];
let asked: string[];
let store: Store;
let ada: Identity;
let ben: Identity;

async function relay(answer: () => Answer): Promise<string> {
	const server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		const given = answer();
		if (typeof given === 'number') response.writeHead(given).end();
		else response.writeHead(200, { 'content-type': 'application/cbor' }).end(given);
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
	now = NOW;
	asked = [];
	store = memoryStore();
	[ada, ben] = await Promise.all([newIdentity(), newIdentity()]);
});

afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

const salt = systemRandom.bytes(16);
const listing = async (...people: Identity[]) =>
	encodeDirectory({
		salt,
		now: NOW,
		listed: await Promise.all(people.map((one) => announce(one))),
		sealed: []
	});
const open = (address: string) => LiveDoor.open({ origin: `http://${address}`, store, clock });
const hosts = async (door: LiveDoor) => (await door.look()).rooms.map(({ host }) => host);

describe('D4 asking who is live', () => {
	it('asks for everything, so that no relay learns whom one follows', async () => {
		const sealed = [
			await sealEntry(salt, ada.id, [await announce(ada, { audience: 'followers', name: 'Ada L.' })])
		];
		const answer = encodeDirectory({ salt, now: NOW, listed: [await announce(ben)], sealed });
		const door = await open(await relay(() => answer));
		expect(await hosts(door)).toEqual([ben.id]);
		await door.follows.follow({ identity: ada.id, name: 'Ada' });
		const { rooms, isKnown } = await door.look();
		expect(isKnown).toBe(true);
		expect(rooms.map(({ host, isFollowed }) => [host, isFollowed])).toEqual([
			[ada.id, true],
			[ben.id, false]
		]);
		expect(asked).toEqual(['GET /announcements', 'GET /announcements']);
		await expect.poll(() => door.follows.known.get(ada.id)?.name).toBe('Ada L.');
	});

	it('shows neither one’s own room nor those of people whom one blocks', async () => {
		const pair = await generateIdentityPair();
		const me = await identityFrom(pair);
		const answer = await listing(ada, ben, me);
		const door = await open(await relay(() => answer));
		await store.saveIdentity(pair);
		await store.saveValue('blocks', [{ identity: ben.id, name: 'Ben', reason: '', at: 1, from: null }]);
		expect(await hosts(door)).toEqual([ada.id]);
	});

	it('asks one’s own relays too, and finds a room through the relay that told of it', async () => {
		const [here, there] = await Promise.all([listing(ada), listing(ben)]);
		const [origin, own] = [await relay(() => here), await relay(() => there)];
		const address = `/ip4/127.0.0.1/tcp/${own.split(':')[1]}/ws/http-path/p2p`;
		await store.saveValue('relays', [address, '/ip4/10.0.0.7/udp/9/webrtc-direct']);
		const { rooms } = await (await open(origin)).look();
		const relays = rooms.map(({ code }) => {
			const invite = parseInvite(code);
			return invite.ok ? invite.value.relays : null;
		});
		expect(rooms.map(({ host }) => host)).toEqual([ada.id, ben.id]);
		expect(relays).toEqual([[], [address]]);
	});
});

describe('D7 a relay that does not answer as it should', () => {
	it('empties nothing for a moment, and what it said before ends by itself', async () => {
		let answer: Answer = await listing(ada);
		const door = await open(await relay(() => answer));
		expect(await hosts(door)).toEqual([ada.id]);
		answer = 502;
		now += 60_000;
		expect(await door.look()).toMatchObject({ rooms: [{ host: ada.id }], isKnown: false });
		now += 60_000;
		expect(await door.look()).toEqual({ rooms: [], isKnown: false });
	});

	it('is taken at its word that nobody is live, and not asked again where there is no directory', async () => {
		let answer: Answer = await listing(ada);
		const door = await open(await relay(() => answer));
		await door.look();
		answer = 204;
		expect(await door.look()).toEqual({ rooms: [], isKnown: true });
		answer = 404;
		await door.look();
		await door.look();
		expect(asked).toHaveLength(3);
	});

	it('shows nothing of what is no directory', async () => {
		const door = await open(await relay(() => new Uint8Array(5_000)));
		expect(await door.look()).toEqual({ rooms: [], isKnown: true });
	});
});

describe('D9 one’s own link', () => {
	it('is read back by others', async () => {
		const door = await open('hearsay.example');
		const link = await door.followLink({ identity: ada.id, name: 'Ada' });
		expect(link).toMatch(/^http:\/\/hearsay\.example\/follow\/#[\w-]+$/);
		expect(await door.readFollowLink(link)).toEqual({
			ok: true,
			value: { identity: ada.id, name: 'Ada' }
		});
		expect(await door.readFollowLink(link.slice(0, -2))).toEqual({ ok: false, code: 'follow-mangled' });
	});
});
