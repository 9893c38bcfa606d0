import { LiveCommunities } from '../../src/p2p/communities/live-communities.ts';
import type { CommunitySession, NewCommunity } from '../../src/p2p/api.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { memberOf } from '../../src/p2p/community/selectors.ts';
import type { Member } from '../../src/p2p/community/state.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import { makeRoomPerson, type RoomPerson, type World } from '../fixtures/room-people.ts';

/** What a community begins with unless a story is about that. */
export const HARBOUR: NewCommunity = {
	name: 'Harbour radio',
	about: 'Everybody on the quay',
	policy: { hosts: 'members', followers: 1, speakers: 'everyone' }
};

/** Somebody with the communities of their profile. */
export interface CommunityPerson {
	readonly person: RoomPerson;
	readonly id: IdentityId;
	readonly communities: LiveCommunities;
	/** Ends everything that this page has open, as closing the tab does. */
	leave(): void;
}

/** A page of somebody: new, or of a profile that was there before. */
export async function openCommunities(world: World, who: string | RoomPerson): Promise<CommunityPerson> {
	const person = typeof who === 'string' ? await makeRoomPerson(world, who) : who;
	const scope = new Scope(world.clock);
	const communities = await LiveCommunities.open({
		scope,
		random: world.random,
		origin: 'https://hearsay.example',
		store: person.store,
		identity: person.identity,
		verifier: inPlaceVerifier,
		name: () => person.name,
		relays: () => [],
		inTurn: (_, task) => task(),
		meet: async (within, { id }) => {
			const meeting = world.hub.open(id);
			within.add(() => void meeting.close());
			return meeting;
		}
	});
	return { person, id: person.identity.id, communities, leave: () => scope.close() };
}

/** Makes a community. */
export async function found(
	{ communities }: CommunityPerson,
	facts: Partial<NewCommunity> = {}
): Promise<CommunitySession> {
	const made = await communities.create({ ...HARBOUR, ...facts });
	if (!made.ok) throw new Error(made.code);
	return made.value;
}

/** Opens a community's page by its link. */
export async function visit({ communities }: CommunityPerson, link: string): Promise<CommunitySession> {
	const opened = await communities.open(link);
	if (!opened.ok) throw new Error(opened.code);
	return opened.value;
}

/** Somebody as a page of the community shows them. */
export function seen({ view }: CommunitySession, who: CommunityPerson): Member | null {
	return view.state && memberOf(view.state, who.id);
}
