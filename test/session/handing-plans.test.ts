import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { ANNOUNCED_PLANS } from '../../src/p2p/calendar/kept-plan.ts';
import { KeptCarriedPlans } from '../../src/p2p/carried-plans.ts';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import type { AnnouncedPlan } from '../../src/p2p/planned-rooms.ts';
import { MAX_CARRIED_PLANS, MAX_PLANNED_OF_HOST } from '../../src/p2p/wire/directory-limits.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { inviteOf, newIdentity, plan } from '../fixtures/announced.ts';
import {
	comeIn,
	hostRoom,
	makeRoomPerson,
	makeWorld,
	phase,
	SOON_MS,
	type RoomPerson,
	type World
} from '../fixtures/room-people.ts';

let world: World;
/** The host whose rooms this is about, who is in none of the pages' rooms. */
let zoe: Identity;
const carriers = new Map<IdentityId, KeptCarriedPlans>();

beforeEach(async () => {
	carriers.clear();
	world = { ...makeWorld(20261126), plansOf: ({ identity }) => carriers.get(identity.id) };
	zoe = await newIdentity();
});

/** Somebody who follows these hosts. */
async function come(name: string, ...followed: readonly IdentityId[]): Promise<RoomPerson> {
	const person = await makeRoomPerson(world, name);
	const { store } = person;
	const follows = async () => new Set(followed);
	carriers.set(person.identity.id, await KeptCarriedPlans.open({ store, clock: world.clock, follows }));
	return person;
}

const carriedBy = ({ identity }: RoomPerson) => carriers.get(identity.id)!;
const said = (changes: Parameters<typeof plan>[1] = {}, host = zoe) =>
	plan(host, {
		audience: 'everybody',
		at: world.clock.now(),
		until: world.clock.now() + 30 * 86_400_000,
		...changes
	});

/** What stands in somebody's agenda of rooms whose document they never saw. */
async function agendaOf({ store }: RoomPerson): Promise<string[]> {
	const rows = await store.loadValuesUnder<AnnouncedPlan | null>(ANNOUNCED_PLANS);
	return [...rows.values()].flatMap((row) => row?.title ?? []);
}

describe('D12 what hosts plan goes from page to page', () => {
	it('through people who do not follow the host, to who does, and the later word after it', async () => {
		const [ada, ben, cleo] = [await come('Ada'), await come('Ben'), await come('Cleo', zoe.id)];
		await carriedBy(ada).take([await said()]);
		const first = await hostRoom(world, ada);
		const there = await comeIn(world, first.invite, ben);
		await there.session.leave();
		await first.page.session.leave();
		const second = await hostRoom(world, ben);
		await comeIn(world, second.invite, cleo);
		await world.clock.advance(SOON_MS);
		expect(await agendaOf(cleo)).toEqual(['Tuesdays']);
		expect(await agendaOf(ben)).toEqual([]);
		await carriedBy(ben).take([await said({ title: 'Wednesdays' })]);
		await world.clock.advance(SOON_MS);
		expect(await agendaOf(cleo)).toEqual(['Wednesdays']);
		await carriedBy(ben).take([await said({ isShown: false })]);
		await world.clock.advance(SOON_MS);
		expect(await agendaOf(cleo)).toEqual([]);
	});

	it('what is for followers alone, forged, old or run out is carried by nobody', async () => {
		const ada = await come('Ada', zoe.id);
		const forged = await said();
		forged[forged.length - 1]! ^= 1;
		const now = world.clock.now();
		await carriedBy(ada).take([
			forged,
			await said({ audience: 'followers' }),
			await said({ at: now - 40 * 86_400_000, until: now - 10 * 86_400_000 }),
			new Uint8Array([1, 2, 3])
		]);
		expect(carriedBy(ada).all).toEqual([]);
		const later = await said({ at: now + 10 });
		await carriedBy(ada).take([later, await said()]);
		expect(carriedBy(ada).all).toEqual([later]);
	});

	it('strangers fill a browser to its bound and no further, and keep no followed host out', async () => {
		const ada = await come('Ada', zoe.id);
		for (let n = 0; n < MAX_CARRIED_PLANS / MAX_PLANNED_OF_HOST + 1; n++) {
			const stranger = await newIdentity();
			const many = Array.from({ length: MAX_PLANNED_OF_HOST + 1 }, (_, i) =>
				said({ invite: inviteOf(i + 1) }, stranger)
			);
			await carriedBy(ada).take(await Promise.all(many));
			expect(carriedBy(ada).all).toHaveLength(Math.min((n + 1) * MAX_PLANNED_OF_HOST, MAX_CARRIED_PLANS));
		}
		await carriedBy(ada).take([await said()]);
		expect(carriedBy(ada).all).toHaveLength(MAX_CARRIED_PLANS);
		expect(await agendaOf(ada)).toEqual(['Tuesdays']);
	});

	it('of a flood of it no more is read, and the room goes on', async () => {
		const [ada, ben] = [await come('Ada'), await come('Ben')];
		const { invite, page } = await hostRoom(world, ada);
		const there = await comeIn(world, invite, ben);
		await world.clock.advance(SOON_MS);
		const flood = encodeMessage({ kind: 'plans', plans: [new Uint8Array(2)] });
		const link = [...world.network.links].find(
			({ me, peer }) => me === there.person.key.id && peer === page.person.key.id
		)!;
		for (let i = 0; i < 200; i++) link.send(flood);
		await world.clock.advance(10_000);
		expect(page.session.view.refused).toContainEqual(expect.objectContaining({ code: 'message-flood' }));
		expect(carriedBy(ada).all).toEqual([]);
		expect(phase(page)).toBe('live');
	});

	it('is there again after the browser was closed', async () => {
		const ada = await come('Ada');
		const word = await said();
		await carriedBy(ada).take([word]);
		const { store } = ada;
		const again = await KeptCarriedPlans.open({ store, clock: world.clock, follows: async () => new Set() });
		expect(again.all).toEqual([word]);
		await world.clock.advance(0);
	});
});
