import { beforeEach, describe, expect, it } from 'vitest';
import type { CommunitySession } from '../../src/p2p/api.ts';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { Author } from '../../src/p2p/document/author.ts';
import {
	found,
	openCommunities,
	seen,
	visit,
	type CommunityPerson
} from '../communities/community-people.ts';
import {
	comeIn,
	hostRoom,
	loadPage,
	makeWorld,
	phase,
	SOON_MS,
	type World
} from '../fixtures/room-people.ts';

let world: World;
const profiles = new Map<IdentityId, CommunityPerson>();

beforeEach(() => {
	profiles.clear();
	world = {
		...makeWorld(20261125),
		communitiesOf: ({ identity }) => profiles.get(identity.id)?.communities
	};
});

/** Somebody whose rooms know their communities. */
async function come(name: string): Promise<CommunityPerson> {
	const person = await openCommunities(world, name);
	profiles.set(person.id, person);
	return person;
}

/** A community of these people, the first its founder, whose pages of it are closed again. */
async function community(...people: CommunityPerson[]): Promise<{ id: RoomId; link: string }> {
	const first = await found(people[0]!);
	await world.clock.advance(SOON_MS);
	const open: CommunitySession[] = [first];
	for (const person of people.slice(1)) {
		const page = await visit(person, first.link);
		open.push(page);
		await world.clock.advance(SOON_MS);
		expect((await page.act({ do: 'join', name: person.person.name })).ok).toBe(true);
		await world.clock.advance(SOON_MS);
	}
	const { id } = first.view;
	for (const page of open) page.close();
	await world.clock.advance(SOON_MS);
	return { id, link: first.link };
}

const stateOf = ({ communities }: CommunityPerson) => communities.known[0]?.state ?? null;
const memberAs = (page: CommunityPerson, who: CommunityPerson) => stateOf(page)?.members.get(who.id);

/** A room whose host says that it is held in the name of a community. */
async function roomIn(host: CommunityPerson, id: RoomId) {
	const room = await hostRoom(world, host.person);
	const { document, person } = room.page;
	const author = new Author(document, person.key, person.certificate);
	await author.write('community.claimed', { community: id, name: 'Harbour radio' });
	await world.clock.advance(SOON_MS);
	return room;
}

describe('CO11 communities go on over the links of any room', () => {
	it('two members who are in one room bring each other up to date, and a third person learns of nothing', async () => {
		const [ada, ben, cleo] = [await come('Ada'), await come('Ben'), await come('Cleo')];
		const { id } = await community(ada, ben);
		const { invite } = await hostRoom(world, cleo.person);
		for (const { person } of [ada, ben]) await comeIn(world, invite, person);
		expect(memberAs(ben, ben)?.followers).toBe(0);
		expect((await ada.communities.act(id, { do: 'follow', target: ben.id })).ok).toBe(true);
		await world.clock.advance(SOON_MS);
		expect(memberAs(ben, ben)?.followers).toBe(1);
		expect(cleo.communities.known).toEqual([]);
	});

	it('what each signed while they were apart comes together as they meet', async () => {
		const [ada, ben] = [await come('Ada'), await come('Ben')];
		const { id } = await community(ada, ben);
		await ada.communities.act(id, { do: 'post', text: 'From Ada' });
		await ben.communities.act(id, { do: 'follow', target: ada.id });
		const { invite } = await hostRoom(world, ada.person);
		await comeIn(world, invite, ben.person);
		await world.clock.advance(SOON_MS);
		expect(stateOf(ben)?.posts.map(({ text }) => text)).toEqual(['From Ada']);
		expect(memberAs(ada, ada)?.followers).toBe(1);
	});
});

describe('CO12 a room held in the name of a community', () => {
	it('whoever has its document sees whether the host may; who has not sees what the host says', async () => {
		const [ada, ben, cleo] = [await come('Ada'), await come('Ben'), await come('Cleo')];
		const { id } = await community(ada, ben);
		await ada.communities.act(id, {
			do: 'set-policy',
			policy: { hosts: 'followers', followers: 1, speakers: 'members' }
		});
		const { invite, page } = await roomIn(ben, id);
		const hers = await comeIn(world, invite, ada.person);
		const other = await comeIn(world, invite, cleo.person);
		expect(hers.session.view.community).toMatchObject({ name: 'Harbour radio', community: id });
		expect(other.session.view.community).toMatchObject({ community: id, state: null });
		// Ben is not entitled, so nobody keeps anybody from speaking.
		expect((await other.session.act({ do: 'raise-hand' })).ok).toBe(true);
		await ada.communities.act(id, { do: 'follow', target: ben.id });
		await world.clock.advance(SOON_MS);
		expect((await page.session.act({ do: 'invite', target: cleo.id })).ok).toBe(false);
		expect((await page.session.act({ do: 'invite', target: ada.id })).ok).toBe(true);
	});

	it('a ban holds in two of its rooms: who is in is put out, and who comes is turned away', async () => {
		const [ada, ben, mallory] = [await come('Ada'), await come('Ben'), await come('Mallory')];
		const { id } = await community(ada, ben, mallory);
		const first = await roomIn(ada, id);
		const inside = await comeIn(world, first.invite, mallory.person);
		expect(phase(inside)).toBe('live');
		await comeIn(world, first.invite, ben.person);
		expect((await ada.communities.act(id, { do: 'ban', target: mallory.id, reason: 'Spam' })).ok).toBe(true);
		await world.clock.advance(SOON_MS);
		expect(inside.session.view.phase).toEqual({ name: 'banned', reason: 'Harbour radio: Spam' });
		// Ben learned of it in the first room.
		const second = await roomIn({ ...ben, person: await loadPage(world, ben.person) }, id);
		const tried = await comeIn(world, second.invite, await loadPage(world, mallory.person));
		await world.clock.advance(SOON_MS);
		expect(phase(tried)).toBe('banned');
	});

	it('its bans are the room’s as it begins, so that pages keep to them that do not have its document', async () => {
		const [ada, cleo, mallory] = [await come('Ada'), await come('Cleo'), await come('Mallory')];
		const { id } = await community(ada, mallory);
		await ada.communities.act(id, { do: 'ban', target: mallory.id, reason: 'Spam' });
		const { invite } = await roomIn(ada, id);
		const page = await comeIn(world, invite, cleo.person);
		const known = page.session.view.state?.people.find(({ identity }) => identity === mallory.id);
		expect(known).toMatchObject({ access: 'banned', reason: 'Harbour radio: Spam' });
	});

	it('a ban of a community says nothing in a room that is not held in its name', async () => {
		const [ada, mallory] = [await come('Ada'), await come('Mallory')];
		const { id } = await community(ada, mallory);
		await ada.communities.act(id, { do: 'ban', target: mallory.id, reason: '' });
		const { invite } = await hostRoom(world, ada.person);
		expect(phase(await comeIn(world, invite, mallory.person))).toBe('live');
	});

	it('a rogue member’s signed ban and policy change nothing on anybody’s page', async () => {
		const [ada, mallory] = [await come('Ada'), await come('Mallory')];
		const { link } = await community(ada, mallory);
		const { document } = mallory.communities.shared[0]!;
		const { identity, key, certificate } = mallory.person;
		const rogue = new Author(document, key, certificate);
		await rogue.write('person.banned', { target: ada.id, reason: 'coup' });
		await rogue.write('organiser.appointed', { target: identity.id });
		await rogue.write('policy.set', { hosts: 'anyone', followers: 1, speakers: 'everyone' });
		const [hers] = [await visit(ada, link), await visit(mallory, link)];
		await world.clock.advance(SOON_MS);
		expect([...ada.communities.shared[0]!.document.events].some(({ type }) => type === 'policy.set')).toBe(
			true
		);
		expect(hers.view.state?.policy.hosts).toBe('members');
		expect(seen(hers, ada)).toMatchObject({ rank: 'founder', isBanned: false });
		expect(seen(hers, mallory)).toMatchObject({ rank: 'member' });
	});
});
