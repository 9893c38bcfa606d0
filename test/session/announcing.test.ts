import { beforeEach, describe, expect, it } from 'vitest';
import { Announcements, LIVE_ROOMS } from '../../relay/announcements.ts';
import { DEFAULT_LIMITS } from '../../relay/limits.ts';
import { fail, ok } from '../../src/p2p/base/result.ts';
import type { RoomSessionParts } from '../../src/p2p/session/session-parts.ts';
import { decodeAnnouncement, type Announcement } from '../../src/p2p/wire/announcement.ts';
import { decodeDirectory } from '../../src/p2p/wire/directory.ts';
import {
	act,
	comeIn,
	hostRoom,
	loadPage,
	makeRoomPerson,
	makeWorld,
	SOON_MS,
	type Page,
	type World
} from '../fixtures/room-people.ts';

let world: World;
let relay: Announcements;
/** What was brought to the relay, and whether the page might have been closing. */
let brought: { readonly announcement: Announcement; readonly isLast: boolean }[];
let answer: Awaited<ReturnType<RoomSessionParts['bring']>>;

beforeEach(() => {
	const base = makeWorld(20261124);
	const { clock, random } = base;
	relay = new Announcements(LIVE_ROOMS, { clock, random, limits: DEFAULT_LIMITS });
	brought = [];
	answer = ok(undefined);
	world = {
		...base,
		bring: async (bytes, { isLast }) => {
			const read = decodeAnnouncement(bytes);
			if (!read.ok) throw new Error(read.code);
			brought.push({ announcement: read.value, isLast });
			if (!answer.ok) return answer;
			const kept = relay.keep(bytes, 'a');
			if (!kept.ok) throw new Error(kept.code);
			return ok(undefined);
		}
	};
});

/** Titles that the relay shows to everybody, after the second for which an answer holds. */
async function listed(): Promise<string[]> {
	await world.clock.advance(1_001);
	const bytes = await relay.answer();
	const directory = bytes && decodeDirectory(bytes);
	if (!directory?.ok) return [];
	return directory.value.listed.map((one) => {
		const read = decodeAnnouncement(one);
		return read.ok ? read.value.title : read.code;
	});
}

async function hostPublicRoom(): Promise<Page & { readonly invite: Parameters<typeof comeIn>[1] }> {
	const { invite, page } = await hostRoom(world, await makeRoomPerson(world, 'Ada'));
	await act(world, page, { do: 'set-door', door: 'open', inside: [] });
	return Object.assign(page, { invite });
}

const announced = (page: Page) => page.session.view.announced;
const soon = () => world.clock.advance(SOON_MS + 1_000);

describe('D1 a host who wants to be seen', () => {
	it('is announced as long as the room goes on, and says nothing unasked', async () => {
		const ada = await hostPublicRoom();
		await world.clock.advance(60_000);
		expect(brought).toEqual([]);
		expect(announced(ada)).toEqual({ to: 'nobody', standing: 'off' });
		ada.session.announce('everybody');
		await soon();
		expect(announced(ada)).toEqual({ to: 'everybody', standing: 'shown' });
		expect(await listed()).toEqual(['Evening room']);
		await world.clock.advance(10 * 60_000);
		expect(await listed()).toEqual(['Evening room']);
		expect(brought.length).toBeLessThan(25);
		const { announcement } = brought.at(-1)!;
		expect(announcement).toMatchObject({ name: 'Ada', inside: 1, isLive: true, audience: 'everybody' });
		expect(announcement.invite).toEqual(ada.invite);
		await ada.session.leave();
		expect(brought.at(-1)).toMatchObject({ announcement: { isLive: false }, isLast: true });
		expect(await listed()).toEqual([]);
		const { length } = brought;
		await world.clock.advance(120_000);
		expect(brought).toHaveLength(length);
	});

	it('tells how many are inside, and another title within seconds', async () => {
		const ada = await hostPublicRoom();
		ada.session.announce('everybody');
		await comeIn(world, ada.invite, await makeRoomPerson(world, 'Ben'));
		await act(world, ada, { do: 'retitle', title: 'Later', topics: ['Harbour'] });
		await soon();
		expect(await listed()).toEqual(['Later']);
		expect(brought.at(-1)!.announcement).toMatchObject({ inside: 2, topics: ['Harbour'] });
	});

	it('can change their mind, at once', async () => {
		const ada = await hostPublicRoom();
		ada.session.announce('everybody');
		await soon();
		ada.session.announce('followers');
		expect(await listed()).toEqual([]);
		expect((await relay.answer())?.length).toBeGreaterThan(300);
		ada.session.announce('nobody');
		await world.clock.advance(1_001);
		expect(await relay.answer()).toBeNull();
		expect(announced(ada)).toEqual({ to: 'nobody', standing: 'off' });
	});

	it('is announced again after a reload, without being asked', async () => {
		const ada = await hostPublicRoom();
		ada.session.announce('everybody');
		await soon();
		await ada.session.leave();
		expect(await listed()).toEqual([]);
		const again = await comeIn(world, ada.invite, await loadPage(world, ada.person));
		expect(announced(again)).toEqual({ to: 'everybody', standing: 'shown' });
		expect(await listed()).toEqual(['Evening room']);
	});

	it('learns why nobody sees it, and is seen as soon as a relay takes it', async () => {
		const ada = await hostPublicRoom();
		for (const code of ['relay-unreachable', 'no-directory', 'clock-apart', 'directory-full'] as const) {
			answer = fail(code);
			ada.session.announce('everybody');
			await soon();
			expect(announced(ada)?.standing).toBe(code);
		}
		answer = ok(undefined);
		await world.clock.advance(30_000);
		expect(announced(ada)?.standing).toBe('shown');
	});
});

describe('D1 what is not announced', () => {
	it('is a room that is not public, or no longer', async () => {
		const ada = await hostPublicRoom();
		await act(world, ada, { do: 'set-door', door: 'link', inside: [] });
		ada.session.announce('everybody');
		await soon();
		expect(brought).toEqual([]);
		await act(world, ada, { do: 'set-door', door: 'open', inside: [] });
		expect(await listed()).toEqual(['Evening room']);
		await act(world, ada, { do: 'set-door', door: 'locked', inside: [] });
		expect(await listed()).toEqual([]);
		expect(announced(ada)?.standing).toBe('off');
	});

	it('is a room that ended', async () => {
		const ada = await hostPublicRoom();
		ada.session.announce('everybody');
		await soon();
		await act(world, ada, { do: 'end' });
		expect(await listed()).toEqual([]);
	});

	it('is a room of somebody else, whatever a page says', async () => {
		const ada = await hostPublicRoom();
		const ben = await comeIn(world, ada.invite, await makeRoomPerson(world, 'Ben'));
		await ben.person.store.saveValue(`announced:${ada.invite.room}`, 'everybody');
		ben.session.announce('everybody');
		await soon();
		expect(announced(ben)).toBeNull();
		expect(brought).toEqual([]);
	});

	it('is a room that was handed over: who hosts it now was not asked', async () => {
		const ada = await hostPublicRoom();
		const ben = await comeIn(world, ada.invite, await makeRoomPerson(world, 'Ben'));
		ada.session.announce('everybody');
		await soon();
		await act(world, ada, { do: 'offer-host', target: ben.person.identity.id });
		await act(world, ben, { do: 'answer-host', accept: true });
		expect(await listed()).toEqual([]);
		expect(announced(ada)).toBeNull();
		expect(announced(ben)).toEqual({ to: 'nobody', standing: 'off' });
		await world.clock.advance(60_000);
		expect(await listed()).toEqual([]);
	});
});
