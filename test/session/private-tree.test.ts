import { expect, it } from 'vitest';
import type { Epoch } from '../../src/p2p/ports.ts';
import { decodeDatagram, sourceTag } from '../../src/p2p/wire/packet.ts';
import { decryptSFrame, speakerKey } from '../../src/p2p/wire/sframe.ts';
import { comeIn, gather, makeRoomPerson, type Page } from '../fixtures/room-people.ts';
import { makeTreeWorld, type TreeWorld } from '../fixtures/tree-world.ts';

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim', 'Lou'];

const sessionOf = (page: Page) => page.person.key.id;
/** Every epoch that a page was ever given. */
const everHeld = (page: Page) => page.tracks.told.flatMap((epochs) => epochs ?? []);
const framesOf = (world: TreeWorld, page: Page, voice: Page) =>
	world.ears.get(sessionOf(page))!.heard.get(sessionOf(voice))?.size ?? 0;

/** What all pages have sent over their frames channels since it was asked last. */
function tapOf(world: TreeWorld): () => Uint8Array[] {
	const counts = new Map<object, number>();
	return () =>
		[...world.network.links].flatMap(({ frames }) => {
			const from = counts.get(frames) ?? 0;
			counts.set(frames, frames.sent.length);
			return frames.sent.slice(from);
		});
}

/** How many frames of a voice in these messages can be read with these epochs, and how many there are. */
async function readable(messages: readonly Uint8Array[], voice: Page, epochs: readonly Epoch[]) {
	const keys = await Promise.all(epochs.map((epoch) => speakerKey(epoch, sessionOf(voice), 'packets')));
	const tag = sourceTag(sessionOf(voice));
	let [all, read] = [0, 0];
	for (const message of messages) {
		const decoded = decodeDatagram(message);
		if (!decoded.ok || decoded.value.kind !== 'packet') continue;
		const { packet } = decoded.value;
		if (packet.source !== tag) continue;
		for (const [i, bytes] of packet.frames.entries()) {
			if (!bytes) continue;
			all++;
			const opened = await Promise.all(keys.map((key) => decryptSFrame(key, packet.sequence - i, bytes)));
			if (opened.some(({ ok }) => ok)) read++;
		}
	}
	return { all, read };
}

it('Q6 a ban in a tree of twelve: nobody misses a frame, and the banned page can read none after two seconds', async () => {
	const world = makeTreeWorld(41);
	const { invite, pages } = await gather(world, ...NAMES.slice(0, 8));
	for (const name of NAMES.slice(8))
		pages.push(await comeIn(world, invite, await makeRoomPerson(world, name)));
	await world.clock.advance(10_000);
	const [host] = pages as [Page];
	await host.session.openMicrophone();
	await world.clock.advance(2_000);
	const listeners = pages.filter(({ session }) =>
		session.path().stripes?.every(({ state }) => state !== 'root')
	);
	expect(listeners.length).toBe(10);
	const banned = listeners.at(-1)!;
	const others = listeners.filter((page) => page !== banned);
	const before = listeners.map((page) => framesOf(world, page, host));
	expect(Math.min(...before)).toBeGreaterThan(50);
	expect(banned.session.view.protection).toBe('end-to-end');

	expect(listeners.map((page) => world.ears.get(sessionOf(page))!.missingOf(sessionOf(host)))).toEqual(
		listeners.map(() => 0)
	);
	const tap = tapOf(world);
	tap();
	const banning = host.session.act({ do: 'ban', target: banned.person.identity.id, reason: '' });
	await world.clock.advance(2_050);
	await banning;
	tap();
	await world.clock.advance(1_500);
	const sent = tap();
	const known = await readable(sent, host, everHeld(banned));
	expect(known.all).toBeGreaterThan(500);
	expect(known.read).toBe(0);
	expect(await readable(sent, host, everHeld(host).slice(-1))).toEqual({ all: known.all, read: known.all });

	for (const page of others) {
		expect(page.tracks.epochs).toEqual(host.tracks.epochs);
		expect(page.session.view.protection).toBe('end-to-end');
	}
	const names = others.map(({ person }) => person.name);
	const missing = others.map((page) => world.ears.get(sessionOf(page))!.missingOf(sessionOf(host)));
	expect(Object.fromEntries(names.map((name, i) => [name, missing[i]]))).toEqual(
		Object.fromEntries(names.map((name) => [name, 0]))
	);
	for (const page of others) expect(framesOf(world, page, host)).toBeGreaterThan(before[0]! + 150);
}, 180_000);
