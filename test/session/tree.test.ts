import { describe, expect, it } from 'vitest';
import {
	act,
	areLinked,
	bringToStage,
	comeIn,
	gather,
	hears,
	hostRoom,
	makeRoomPerson,
	openPage,
	phase,
	type Page
} from '../fixtures/room-people.ts';
import type { Invite } from '../../src/p2p/wire/invite.ts';
import { makeTreeWorld, type TreeWorld } from '../fixtures/tree-world.ts';

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal'];
const MORE = ['Ida', 'Jo', 'Kim', 'Lou', 'Mia', 'Ned'];

const sessionOf = (page: Page) => page.person.key.id;
const idOf = (page: Page) => page.person.identity.id;

/** Everybody opens the room, looks, and comes in at once. */
async function allComeIn(world: TreeWorld, invite: Invite, names: readonly string[]): Promise<Page[]> {
	const people = await Promise.all(names.map((name) => makeRoomPerson(world, name)));
	const pages = await Promise.all(people.map((person) => openPage(world, invite, person)));
	await world.clock.advance(2_000);
	await Promise.all(pages.map(({ session }) => session.join()));
	await world.clock.advance(4_000);
	return pages;
}

/** A room in which the host speaks and 13 listen, so few of them at the roots that the trees are deep. */
async function largeRoom(seed: number, more: readonly string[] = MORE) {
	const world: TreeWorld = { ...makeTreeWorld(seed), rootCapacity: 3 };
	const { invite, page: host } = await hostRoom(world, await makeRoomPerson(world, NAMES[0]!));
	const pages = [host, ...(await allComeIn(world, invite, NAMES.slice(1)))];
	pages.push(...(await allComeIn(world, invite, more)));
	await world.clock.advance(6_000);
	await host.session.openMicrophone();
	await world.clock.advance(3_000);
	return { world, invite, pages };
}

/** Pages that hear in packets: neither the host nor the deputy, who hear tracks. */
function listenersOf(pages: readonly Page[]): Page[] {
	return pages.filter(({ session }) => session.path().stripes?.every(({ state }) => state !== 'root'));
}

function isRoot(page: Page): boolean {
	return page.session.path().stripes?.some(({ state }) => state === 'root') ?? false;
}

/** Frames of a voice that a page did not get, of those that came after `from`. */
function missing(world: TreeWorld, page: Page, voice: Page): number {
	return world.ears.get(sessionOf(page))!.missingOf(sessionOf(voice));
}

function frames(world: TreeWorld, page: Page, voice: Page): number {
	return world.ears.get(sessionOf(page))!.heard.get(sessionOf(voice))?.size ?? 0;
}

/** Checks that every one of these pages gets the voice's packets now, and has missed none since it began. */
async function expectHeard(world: TreeWorld, pages: readonly Page[], voice: Page): Promise<void> {
	const before = pages.map((page) => frames(world, page, voice));
	await world.clock.advance(1_000);
	const heard = pages.map((page, i) => [page.person.name, frames(world, page, voice) - before[i]! >= 45]);
	expect(heard).toEqual(pages.map(({ person }) => [person.name, true]));
	expect(pages.map((page) => [page.person.name, missing(world, page, voice)])).toEqual(
		pages.map(({ person }) => [person.name, 0])
	);
}

/** The page is gone from one moment to the next: no farewell, nothing answers. */
function kill(world: TreeWorld, page: Page): void {
	const me = sessionOf(page);
	const mayConnect = world.network.mayConnect;
	world.network.mayConnect = (a, b) => a !== me && b !== me && mayConnect(a, b);
	world.paths.get(me)!.close();
	for (const link of [...world.network.links]) if (link.me === me || link.peer === me) link.isAlive = false;
	for (const link of [...world.network.links]) if (link.me === me) link.close();
	void page.meeting.close();
}

describe('T1 a room that outgrows the mesh', () => {
	it('becomes a tree at nine people, and everybody is fed by two different parents', async () => {
		const { world, pages } = await largeRoom(1);
		const [host] = pages;
		expect(pages.map(({ session }) => session.view.paths)).toEqual(pages.map(() => 'tree'));
		expect(pages.map(({ session }) => session.view.count)).toEqual(pages.map(() => 14));
		expect(pages.filter(isRoot)).toHaveLength(2);
		expect(isRoot(host!)).toBe(true);
		for (const { session } of listenersOf(pages)) {
			const [a, b] = session.path().stripes!;
			expect([a.state, b.state]).toEqual(['steady', 'steady']);
			expect(a.parent!.session).not.toBe(b.parent!.session);
		}
		await expectHeard(world, listenersOf(pages), host!);
		expect(host!.session.path().tree).toMatchObject({ listeners: 13 });
		expect(host!.session.path().tree!.depth).toBeGreaterThan(1);
	});

	it('tells whom it has no place for, and seats them as soon as somebody brings room', async () => {
		let brings = 0;
		const world: TreeWorld = { ...makeTreeWorld(3), rootCapacity: 8, capacityOf: () => brings };
		const { invite, page: host } = await hostRoom(world, await makeRoomPerson(world, NAMES[0]!));
		const pages = [host, ...(await allComeIn(world, invite, NAMES.slice(1)))];
		pages.push(...(await allComeIn(world, invite, MORE.slice(0, 3))));
		await world.clock.advance(6_000);
		const isLeftOut = ({ session }: Page) => session.view.notices.some(({ code }) => code === 'no-place');
		expect(pages.filter(isLeftOut).length).toBeGreaterThan(0);
		brings = 8;
		pages.push(...(await allComeIn(world, invite, MORE.slice(3))));
		await world.clock.advance(30_000);
		for (const { session } of listenersOf(pages))
			expect(session.path().stripes!.map(({ state }) => state)).toEqual(['steady', 'steady']);
	});

	it('leaves each listener a few links, and tracks to nobody', async () => {
		const { world, pages } = await largeRoom(2);
		await world.clock.advance(12_000);
		const listeners = listenersOf(pages);
		const links = listeners.map(({ session }) => session.path().links.length);
		// In a mesh each of them would have 13.
		expect(links.reduce((sum, count) => sum + count, 0) / links.length).toBeLessThanOrEqual(7);
		for (const page of listeners) expect(page.playback.audible.size).toBe(0);
	});

	it('plays whoever a listener muted for themselves to everybody but them, from that moment on', async () => {
		const { world, pages } = await largeRoom(2, ['Ida', 'Jo']);
		const [host] = pages;
		const [ida, jo] = listenersOf(pages).slice(-2);
		const volumeAt = (page: Page) => world.ears.get(sessionOf(page))!.volumeOf(sessionOf(host!));
		ida!.session.muteForMe(idOf(host!), true);
		expect([volumeAt(ida!), volumeAt(jo!)]).toEqual([0, 1]);
		ida!.session.muteForMe(idOf(host!), false);
		expect(volumeAt(ida!)).toBe(1);
	});

	it('changes over without a gap: a listener hears the track until packets play', async () => {
		const world: TreeWorld = { ...makeTreeWorld(3), rootCapacity: 3 };
		const { invite, pages } = await gather(world, ...NAMES);
		const [host, ben] = pages;
		await host!.session.openMicrophone();
		await world.clock.advance(2_000);
		expect(hears(world, ben!, host!)).toBe(true);
		const ida = await makeRoomPerson(world, 'Ida');
		const joining = comeIn(world, invite, ida);
		const silences: string[] = [];
		for (let i = 0; i < 300; i++) {
			await world.clock.advance(50);
			for (const page of pages.slice(1)) {
				const byTrack = page.playback.audible.has(sessionOf(host!)) && hears(world, page, host!);
				const path = world.paths.get(sessionOf(page))!;
				const byPackets = world.ears.get(sessionOf(page))!.volumeOf(sessionOf(host!)) > 0;
				if (byTrack === byPackets)
					silences.push(`${page.person.name} ${i * 50} ${byTrack} ${path.isBlocked}`);
			}
		}
		await joining;
		expect(silences).toEqual([]);
		expect(pages[0]!.session.view.paths).toBe('tree');
	});

	it('becomes a mesh again when it shrank, and is heard by tracks', async () => {
		const { world, pages } = await largeRoom(4, ['Ida']);
		const [host] = pages;
		for (const page of pages.slice(5)) await page.session.leave();
		await world.clock.advance(40_000);
		const rest = pages.slice(0, 5);
		expect(rest.map(({ session }) => session.view.paths)).toEqual(rest.map(() => 'mesh'));
		for (const page of rest.slice(1)) expect(hears(world, page, host!)).toBe(true);
		for (const a of rest) for (const b of rest) if (a !== b) expect(areLinked(world, a, b)).toBe(true);
	});
});

describe('T14 a line that is too weak', () => {
	/** Every other page says from now on that it loses such a share of this one's sound. */
	function lose(world: TreeWorld, page: Page, share: number | null): void {
		for (const link of world.network.links) if (link.me === sessionOf(page)) link.lostShare = share;
	}

	const isTold = ({ session }: Page) => session.view.notices.some(({ code }) => code === 'weak-line');

	it('makes a tree of a small room, tells the speaker, and keeps it while the strain is remembered', async () => {
		const world = makeTreeWorld(21);
		const { pages } = await gather(world, ...NAMES.slice(0, 5));
		const [host, ben] = pages as [Page, Page];
		await bringToStage(world, host, ben);
		await world.clock.advance(20_000);
		expect(pages.map(({ session }) => session.view.paths)).toEqual(pages.map(() => 'mesh'));
		lose(world, ben, 0.2);
		await world.clock.advance(16_000);
		expect(pages.map(({ session }) => session.view.paths)).toEqual(pages.map(() => 'tree'));
		expect(pages.map(isTold)).toEqual([false, true, false, false, false]);
		await expectHeard(world, listenersOf(pages), ben);
		lose(world, ben, 0);
		await world.clock.advance(60_000);
		expect(isTold(ben)).toBe(false);
		expect(host.session.view.paths).toBe('tree');
		await world.clock.advance(300_000);
		expect(host.session.view.paths).toBe('mesh');
	});

	it('changes nothing where a tree would take nothing off the speaker, or one listener alone hears badly', async () => {
		const world = makeTreeWorld(22);
		const { pages } = await gather(world, ...NAMES.slice(0, 5));
		const [host, ben] = pages as [Page, Page];
		const link = [...world.network.links].find(({ me }) => me === sessionOf(host))!;
		link.lostShare = 0.9;
		await world.clock.advance(30_000);
		expect(host.session.view.paths).toBe('mesh');
		for (const page of pages.slice(2)) await page.session.leave();
		lose(world, ben, 0.5);
		lose(world, host, 0.5);
		await world.clock.advance(30_000);
		expect(host.session.view.paths).toBe('mesh');
	});

	it('gives a root fewer children, and they hear on without a gap', async () => {
		const world: TreeWorld = { ...makeTreeWorld(23), rootCapacity: 8 };
		const { invite, page: host } = await hostRoom(world, await makeRoomPerson(world, NAMES[0]!));
		const pages = [host, ...(await allComeIn(world, invite, [...NAMES.slice(1), ...MORE]))];
		await world.clock.advance(6_000);
		await host.session.openMicrophone();
		await world.clock.advance(3_000);
		const fed = () => host.session.path().stripes!.map(({ children }) => children.length);
		expect(Math.max(...fed())).toBeGreaterThan(5);
		lose(world, host, 0.2);
		await world.clock.advance(20_000);
		// The other root is one of them.
		expect(Math.max(...fed())).toBeLessThanOrEqual(5);
		await expectHeard(world, listenersOf(pages), host);
	});
});

describe('T2 deaths', () => {
	it('loses no frame at anybody when an interior page dies, and closes the gap', async () => {
		const { world, pages } = await largeRoom(5);
		const [host] = pages;
		const victim = listenersOf(pages).find(({ session }) =>
			session.path().stripes!.some(({ children }) => children.length > 0)
		)!;
		expect(victim).toBeDefined();
		kill(world, victim);
		await world.clock.advance(5_000);
		const rest = listenersOf(pages).filter((page) => page !== victim);
		await expectHeard(world, rest, host!);
		await world.clock.advance(10_000);
		for (const { session } of rest)
			expect(session.path().stripes!.map(({ state }) => state)).toEqual(['steady', 'steady']);
		expect(host!.session.path().tree!.nodes.map(({ session }) => session)).not.toContain(sessionOf(victim));
	});

	it('goes on when the host dies: a speaker is heard without a gap, and the deputy plans', async () => {
		const { world, pages } = await largeRoom(6);
		const [host] = pages;
		const speaker = pages[5]!;
		await bringToStage(world, host!, speaker);
		await world.clock.advance(10_000);
		const before = listenersOf(pages).filter((page) => page !== speaker);
		await expectHeard(world, before, speaker);
		kill(world, host!);
		await world.clock.advance(6_000);
		const rest = listenersOf(pages.slice(1)).filter((page) => page !== speaker);
		expect(rest.length).toBeGreaterThan(8);
		await expectHeard(world, rest, speaker);
		await world.clock.advance(15_000);
		for (const { session, person } of rest)
			expect([person.name, ...session.path().stripes!.map(({ state }) => state)]).toEqual([
				person.name,
				'steady',
				'steady'
			]);
		expect(pages.slice(1).filter(({ session }) => session.path().tree !== null)).toHaveLength(1);
	});

	it('goes on when the deputy dies: another one is named', async () => {
		const { world, pages } = await largeRoom(7);
		const [host] = pages;
		const deputy = pages.slice(1).find(isRoot)!;
		kill(world, deputy);
		await world.clock.advance(15_000);
		const rest = pages.filter((page) => page !== deputy);
		expect(rest.filter(isRoot)).toHaveLength(2);
		await expectHeard(
			world,
			listenersOf(rest).filter((page) => frames(world, page, host!) > 0),
			host!
		);
	});
});

describe('T3 the room in a large room', () => {
	it('a hand raised deep in the tree reaches the host, who can bring that listener to the stage', async () => {
		const { world, pages } = await largeRoom(9);
		const [host] = pages;
		const deepest = listenersOf(pages).reduce((a, b) =>
			b.session.path().stripes![0].hops > a.session.path().stripes![0].hops ? b : a
		);
		await act(world, deepest, { do: 'raise-hand' });
		expect(host!.session.view.requests.map(({ name }) => name)).toEqual([deepest.person.name]);
		await bringToStage(world, host!, deepest);
		await world.clock.advance(10_000);
		await expectHeard(
			world,
			listenersOf(pages).filter((page) => page !== deepest),
			deepest
		);
		expect(hears(world, host!, deepest)).toBe(true);
	});

	it('counts reactions of everybody', async () => {
		const { world, pages } = await largeRoom(10);
		for (const page of listenersOf(pages)) page.session.react('clap');
		await world.clock.advance(9_000);
		const counted = pages[0]!.session.view.reactionCounts.get('clap') ?? 0;
		expect(counted).toBeGreaterThan(0);
	});

	it('a turn runs down alike on the pages of the tree, and on a page that comes late', async () => {
		const { world, invite, pages } = await largeRoom(12);
		const [host] = pages;
		const speaker = listenersOf(pages).at(-1)!;
		await bringToStage(world, host!, speaker);
		await act(world, host!, { do: 'limit-turns', minutes: 1 });
		await speaker.session.openMicrophone();
		world.levels.set(sessionOf(speaker), 0.3);
		const late = await comeIn(world, invite, await makeRoomPerson(world, 'Zoe'));
		await world.clock.advance(45_000);
		const states = () =>
			[...listenersOf(pages), late]
				.filter((page) => page !== speaker)
				.map(
					({ session }) => session.view.stage.find(({ identity }) => identity === idOf(speaker))?.turn?.state
				);
		expect(new Set(states())).toEqual(new Set(['ending']));
		await world.clock.advance(30_000);
		expect(new Set(states())).toEqual(new Set(['over']));
	});

	it('what a listener writes everybody reads', async () => {
		const { world, pages } = await largeRoom(10);
		const writer = listenersOf(pages).at(-1)!;
		await act(world, writer, { do: 'say', text: 'From the last row' });
		await world.clock.advance(5_000);
		for (const page of pages)
			expect(page.session.view.chat.map(({ text, by }) => [text, by])).toEqual([
				['From the last row', idOf(writer)]
			]);
	});

	it('a banned listener is out, and no longer fed', async () => {
		const { world, pages } = await largeRoom(11);
		const [host] = pages;
		const victim = listenersOf(pages).at(-1)!;
		await act(world, host!, { do: 'ban', target: idOf(victim), reason: '' });
		await world.clock.advance(5_000);
		expect(phase(victim)).toBe('banned');
		expect(host!.session.path().tree!.nodes.map(({ session }) => session)).not.toContain(sessionOf(victim));
	});
});
