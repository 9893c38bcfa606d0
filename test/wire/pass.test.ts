import { describe, expect, it } from 'vitest';
import { idOf, type IdentityId, type RoomId, type SessionId } from '../../src/p2p/base/ids.ts';
import {
	isFollow,
	isInviteGenuine,
	isPassUsedBy,
	makePass,
	passKey,
	signedInvite,
	signFollow,
	usePass
} from '../../src/p2p/wire/pass.ts';
import { makePerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(7);
const room = idOf<RoomId>(random.bytes(32));
const otherRoom = idOf<RoomId>(random.bytes(32));
const session = idOf<SessionId>(random.bytes(32));
const thief = idOf<SessionId>(random.bytes(32));

describe('L8 passes', () => {
	it('are genuine by the session that made them alone', async () => {
		const [ada, ben] = [await makePerson('Ada', random), await makePerson('Ben', random)];
		const invite = signedInvite(await makePass(ada.key, random));
		const other = signedInvite(await makePass(ada.key, random));
		expect(isInviteGenuine(invite)).toBe(true);
		expect(isInviteGenuine({ ...invite, issuer: ben.key.id })).toBe(false);
		expect(isInviteGenuine({ ...invite, key: other.key })).toBe(false);
	});

	it('name the session that uses them, so that who reads the use cannot use them', async () => {
		const ada = await makePerson('Ada', random);
		const pass = await makePass(ada.key, random);
		const use = usePass(room, pass, session);
		expect(isPassUsedBy(room, passKey(pass), session, use)).toBe(true);
		expect(isPassUsedBy(room, passKey(pass), thief, use)).toBe(false);
		expect(isPassUsedBy(otherRoom, passKey(pass), session, use)).toBe(false);
	});
});

describe('L9 follows', () => {
	it('are one person’s word about one room', async () => {
		const { identity } = await makePerson('Ben', random);
		const somebody = idOf<IdentityId>(random.bytes(32));
		const follow = await signFollow(identity.sign, room, identity.id);
		expect(isFollow(room, identity.id, follow)).toBe(true);
		expect(isFollow(otherRoom, identity.id, follow)).toBe(false);
		expect(isFollow(room, somebody, follow)).toBe(false);
	});
});
