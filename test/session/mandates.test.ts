import { expect, it } from 'vitest';
import { createReducer } from '../../src/p2p/room/reducer.ts';
import { Mandates } from '../../src/p2p/session/tree/mandates.ts';
import { signWord } from '../../src/p2p/wire/signed-words.ts';
import { MANDATE } from '../../src/p2p/wire/tree.ts';
import { makeRoom } from '../fixtures/people.ts';
import { makeRoomPerson, makeWorld } from '../fixtures/room-people.ts';

it('T2 other words under a signature that was verified before are forged', async () => {
	const world = makeWorld(3);
	const [ada, ben, mallory] = [
		await makeRoomPerson(world, 'Ada'),
		await makeRoomPerson(world, 'Ben'),
		await makeRoomPerson(world, 'Mallory')
	];
	const { room, document } = await makeRoom(ada);
	const state = createReducer(room).add([...document.events]);
	const { key, certificate } = ada;
	const fields = { room, term: 1, tree: true, planner: key.id, certificate };
	const genuine = await signWord(MANDATE, { ...fields, roots: [key.id, ben.key.id] as const }, key.sign);
	const mandates = new Mandates({ room, key: ben.key, state: () => state });
	expect(mandates.take([genuine])).toBe('taken');
	// Mallory puts herself in as deputy under Ada's signature, and goes on from there.
	const altered = { ...genuine, roots: [key.id, mallory.key.id] as const };
	const going = {
		...fields,
		term: 2,
		planner: mallory.key.id,
		certificate: mallory.certificate,
		roots: [mallory.key.id, key.id] as const
	};
	const chain = [altered, await signWord(MANDATE, going, mallory.key.sign)];
	expect(mandates.take(chain)).toBe('forged');
	expect(mandates.current).toEqual(genuine);
});
