import { beforeEach, describe, expect, it } from 'vitest';
import type { RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { Ephemerals } from '../../src/p2p/session/ephemerals.ts';
import type { Ephemeral } from '../../src/p2p/wire/ephemeral.ts';
import { makeRoomPerson, makeWorld, type RoomPerson, type World } from '../fixtures/room-people.ts';

const room = '5e'.repeat(32) as RoomId;
const OTHER_ROOM = '5f'.repeat(32) as RoomId;

let world: World;
let ada: RoomPerson;
let ben: RoomPerson;
let cleo: RoomPerson;
let certified: Set<SessionId>;

beforeEach(async () => {
	world = makeWorld(6);
	ada = await makeRoomPerson(world, 'Ada');
	ben = await makeRoomPerson(world, 'Ben');
	cleo = await makeRoomPerson(world, 'Cleo');
	certified = new Set([ada, ben, cleo].map(({ key }) => key.id));
});

/** One page's ephemerals, in a room, by the world's clock or one that goes wrong. */
function of({ key }: RoomPerson, { skewMs = 0, inRoom = room } = {}) {
	return new Ephemerals({
		room: inRoom,
		key,
		now: () => world.clock.now() + skewMs,
		isCertified: (session) => certified.has(session)
	});
}

const from = ({ key }: RoomPerson) => ({ session: key.id });

describe('H6 what is said in passing', () => {
	it('is taken from the session that signed it, and from whoever passes it on', async () => {
		const [mine, bens] = [of(ada), of(ben)];
		expect(mine.judge(await bens.make('reaction', 'clap'), from(ben))).toBeNull();
		expect(mine.judge(await bens.make('reaction', 'heart'), from(cleo))).toBeNull();
	});

	it('cannot be changed, nor said in the name of another', async () => {
		const mine = of(ada);
		const said = await of(ben).make('reaction', 'heart');
		const changes = [{ body: 'clap' }, { at: said.at + 1 }, { counter: 9 }, { session: cleo.key.id }];
		for (const change of changes)
			expect(mine.judge({ ...said, ...change } as Ephemeral, from(ben))).toBe('ephemeral-forged');
		expect(mine.judge(said, from(ben))).toBeNull();
	});

	it('counts once, whoever tells it again, and never after something newer', async () => {
		const [mine, bens] = [of(ada), of(ben)];
		const [first, second] = [await bens.make('reaction', 'clap'), await bens.make('reaction', 'clap')];
		expect(mine.judge(second, from(ben))).toBeNull();
		expect(mine.judge(first, from(ben))).toBe('ephemeral-replayed');
		for (const said of [first, second]) expect(mine.judge(said, from(cleo))).toBe('ephemeral-replayed');
		// A page may tell its newest word over each of two channels.
		expect(mine.judge(second, from(ben))).toBe('ephemeral-repeated');
	});

	it('expires 45 s after it was signed when somebody passes it on, whatever way the clocks differ', async () => {
		const late = await of(ben).make('reaction', 'clap');
		await world.clock.advance(45_001);
		expect(of(ada).judge(late, from(cleo))).toBe('ephemeral-expired');
		const early = await of(ben, { skewMs: 46_000 }).make('reaction', 'clap');
		expect(of(ada).judge(early, from(cleo))).toBe('ephemeral-expired');
		// From the session itself its clock does not matter.
		expect(of(ada).judge(early, from(ben))).toBeNull();
	});

	it('of another room, of an unknown session, or of oneself is not taken', async () => {
		const mine = of(ada);
		const elsewhere = await of(ben, { inRoom: OTHER_ROOM }).make('reaction', 'clap');
		expect(mine.judge(elsewhere, from(ben))).toBe('ephemeral-foreign');
		expect(mine.judge({ ...elsewhere, room }, from(ben))).toBe('ephemeral-forged');
		expect(mine.judge(await of(ada).make('reaction', 'clap'), from(ben))).toBe('ephemeral-foreign');
		certified.delete(cleo.key.id);
		expect(mine.judge(await of(cleo).make('reaction', 'clap'), from(ben))).toBe('ephemeral-unknown');
	});

	it('is taken at a limited rate from each session, and from each neighbour', async () => {
		const [mine, bens] = [of(ada), of(ben)];
		let taken = 0;
		for (let i = 0; i < 100; i++) if (!mine.judge(await bens.make('reaction', 'heart'), from(ben))) taken++;
		expect(taken).toBe(40);
		await world.clock.advance(1_000);
		expect(mine.judge(await bens.make('reaction', 'heart'), from(ben))).toBeNull();
		const carrier = from(cleo);
		for (let i = 0; i < 210; i++) mine.judge(await bens.make('reaction', 'heart'), carrier);
		const other = await makeRoomPerson(world, 'Dan');
		certified.add(other.key.id);
		const said = await of(other).make('reaction', 'clap');
		expect(mine.judge(said, carrier)).toBe('ephemeral-flood');
		expect(mine.judge(said, from(other))).toBeNull();
	});
});
