import { describe, expect, it } from 'vitest';
import { draftOf, mayDo } from '../../src/p2p/community/permissions.ts';
import { reduceCommunity } from '../../src/p2p/community/reducer.ts';
import { mayHost, maySpeak, membersIn } from '../../src/p2p/community/selectors.ts';
import { CommunityStory } from './story.ts';

const ban = (target: { identity: never } | object) => ({
	target: (target as { identity: never }).identity,
	reason: 'Spam'
});

describe('CO2 who is what', () => {
	it('only the founder appoints and dismisses, and an organiser may resign', () => {
		const story = new CommunityStory();
		const ben = story.organiser('Ben');
		const cleo = story.person('Cleo');
		cleo.signs('organiser.appointed', { target: cleo.identity });
		ben.signs('organiser.appointed', { target: cleo.identity });
		expect(cleo.member!.rank).toBe('member');
		expect(ben.member!.rank).toBe('organiser');
		cleo.signs('organiser.dismissed', { target: ben.identity });
		expect(ben.member!.rank).toBe('organiser');
		ben.signs('organiser.dismissed', { target: ben.identity });
		expect(ben.member!.rank).toBe('member');
	});

	it('what an organiser signed without having seen their dismissal is void', () => {
		const story = new CommunityStory();
		const ben = story.organiser('Ben');
		ben.goesAway();
		story.founder.signs('organiser.dismissed', { target: ben.identity });
		ben.signs('post.pinned', { text: 'Still here' });
		expect(story.state.posts).toEqual([]);
	});
});

describe('CO3 a ban is a fence', () => {
	it('nothing counts that a banned person signed without having been seen, and what was before stays', () => {
		const story = new CommunityStory();
		const ben = story.person('Ben');
		const cleo = story.person('Cleo');
		ben.signs('follow.given', { target: cleo.identity });
		ben.goesAway();
		story.founder.signs('person.banned', ban(ben));
		ben.signs('member.joined', { name: 'Benny' });
		expect(ben.member).toMatchObject({ isBanned: true, reason: 'Spam', name: 'Ben' });
		expect(cleo.member!.followers).toBe(0);
		story.founder.signs('person.unbanned', { target: ben.identity });
		expect(ben.member).toMatchObject({ isBanned: false, name: 'Ben' });
		expect(cleo.member!.followers).toBe(1);
		ben.comesBack().signs('member.joined', { name: 'Ben again' });
		expect(ben.member!.name).toBe('Ben again');
	});

	it('of a ban and its lifting at once the ban stands', () => {
		const story = new CommunityStory();
		const ben = story.organiser('Ben');
		const dan = story.person('Dan');
		story.founder.signs('person.banned', ban(dan));
		ben.goesAway();
		story.founder.signs('person.unbanned', { target: dan.identity });
		story.founder.goesAway();
		ben.comesBack().goesAway();
		ben.signs('person.banned', ban(dan));
		story.founder.signs('person.unbanned', { target: dan.identity });
		expect(dan.member!.isBanned).toBe(true);
	});
});

describe('CO4 who bans whom', () => {
	it('organisers ban members, the founder organisers too, members nobody, and nobody the founder', () => {
		const story = new CommunityStory();
		const [ben, cleo] = [story.organiser('Ben'), story.organiser('Cleo')];
		const [dan, eve] = [story.person('Dan'), story.person('Eve')];
		eve.signs('person.banned', ban(dan));
		ben.signs('person.banned', ban(cleo));
		ben.signs('person.banned', ban(story.founder));
		story.founder.signs('person.banned', ban(story.founder));
		expect(membersIn(story.state)).toHaveLength(5);
		ben.signs('person.banned', ban(dan));
		story.founder.signs('person.banned', ban(cleo));
		expect(membersIn(story.state).map(({ name }) => name)).toEqual(['founder', 'Ben', 'Eve']);
		cleo.signs('person.unbanned', { target: dan.identity });
		expect(dan.member!.isBanned).toBe(true);
	});
});

describe('CO5 what organisers say', () => {
	it('the latest word stands; of two at once the founder’s', () => {
		for (let salt = 0; salt < 8; salt++) {
			const story = new CommunityStory(`${salt}`);
			const ben = story.organiser('Ben');
			ben.signs('community.changed', { name: 'Quay', about: 'Ben' });
			expect(story.state.name).toBe('Quay');
			ben.goesAway();
			story.founder.signs('community.changed', { name: 'Pier', about: 'founder' });
			ben.signs('community.changed', { name: 'Dock', about: 'Ben' });
			expect(story.state.name).toBe('Pier');
			story.person('Eve').signs('policy.set', { hosts: 'anyone', followers: 1, speakers: 'everyone' });
			expect(story.state.policy.hosts).toBe('members');
		}
	});
});

describe('CO6 CO7 membership and follows', () => {
	it('whoever leaves follows nobody any more and may come back; one counts once, and never for oneself', () => {
		const story = new CommunityStory();
		const [ben, cleo] = [story.person('Ben'), story.person('Cleo')];
		const bensPhone = story.person('Ben', 'Ben’s phone');
		for (const device of [ben, bensPhone]) device.signs('follow.given', { target: cleo.identity });
		cleo.signs('follow.given', { target: cleo.identity });
		expect(cleo.member!.followers).toBe(1);
		bensPhone.signs('member.left', {});
		expect(ben.member!.standing).toBe('left');
		expect(cleo.member!.followers).toBe(0);
		ben.signs('member.joined', { name: 'Ben' });
		expect(cleo.member!.followers).toBe(1);
	});

	it('a follow and its withdrawal at once on two devices: it is withdrawn', () => {
		const story = new CommunityStory();
		const [ben, cleo] = [story.person('Ben'), story.person('Cleo')];
		const phone = story.person('Ben', 'phone');
		for (const device of [ben, phone]) device.goesAway();
		ben.signs('follow.given', { target: cleo.identity });
		phone.signs('follow.withdrawn', { target: cleo.identity });
		expect(cleo.member!.followers).toBe(0);
	});
});

describe('CO8 rooms and the policy', () => {
	it('a policy of N followers refuses a host, says how many are missing, and admits them then', () => {
		const story = new CommunityStory();
		const [ben, cleo, dan] = ['Ben', 'Cleo', 'Dan'].map((name) => story.person(name));
		story.founder.signs('policy.set', { hosts: 'followers', followers: 2, speakers: 'members' });
		ben!.signs('room.listed', { code: 'a'.repeat(71), title: 'Evening', start: 0 });
		expect(mayHost(story.state, ben!.identity)).toEqual({ may: false, why: 'followers', missing: 2 });
		expect(story.state.rooms).toEqual([]);
		cleo!.signs('follow.given', { target: ben!.identity });
		expect(mayHost(story.state, ben!.identity)).toEqual({ may: false, why: 'followers', missing: 1 });
		dan!.signs('follow.given', { target: ben!.identity });
		expect(mayHost(story.state, ben!.identity)).toEqual({ may: true });
		expect(story.state.rooms).toHaveLength(1);
		expect(mayHost(story.state, story.founder.identity)).toEqual({ may: true });
		const stranger = new CommunityStory('other').person('Stranger').identity;
		expect(mayHost(story.state, stranger)).toEqual({ may: false, why: 'not-member' });
		expect(maySpeak({ state: story.state }, ben!.identity, stranger)).toBe(false);
		expect(maySpeak({ state: story.state }, ben!.identity, cleo!.identity)).toBe(true);
		expect(maySpeak({ state: story.state }, stranger, stranger)).toBe(true);
	});

	it('whoever listed a room takes it off again, or an organiser, and nobody else', () => {
		const story = new CommunityStory();
		const [ben, cleo] = [story.person('Ben'), story.person('Cleo')];
		const one = ben.signs('room.listed', { code: 'a'.repeat(71), title: 'One', start: 0 });
		const two = ben.signs('room.listed', { code: 'b'.repeat(71), title: 'Two', start: 0 });
		cleo.signs('room.unlisted', { listing: one.id });
		expect(story.state.rooms).toHaveLength(2);
		ben.signs('room.unlisted', { listing: one.id });
		story.founder.signs('room.unlisted', { listing: two.id });
		expect(story.state.rooms).toEqual([]);
	});
});

describe('CO1 forks', () => {
	it('a feed that says two things in one place counts for nothing from there on', () => {
		const story = new CommunityStory();
		const ben = story.organiser('Ben');
		const pinned = ben.signs('post.pinned', { text: 'One' });
		const other = { ...pinned, id: story.nextId(), body: { text: 'Two' } };
		expect(story.state.posts).toHaveLength(1);
		const state = reduceCommunity(story.id, [...story.events, other])!;
		expect(state.posts).toEqual([]);
		expect(state.forked).toEqual([ben.session]);
	});
});

describe('what the interface offers', () => {
	it('is what the reducer then lets count', () => {
		const story = new CommunityStory();
		const [ben, cleo] = [story.organiser('Ben'), story.person('Cleo')];
		const { state } = story;
		const dismissal = { do: 'dismiss', target: ben.identity } as const;
		expect(mayDo(state, cleo.identity, dismissal)).toBe(false);
		expect(mayDo(state, ben.identity, dismissal)).toBe(true);
		expect(mayDo(state, cleo.identity, { do: 'ban', target: ben.identity, reason: '' })).toBe(false);
		expect(mayDo(state, ben.identity, { do: 'ban', target: cleo.identity, reason: '' })).toBe(true);
		expect(mayDo(state, story.founder.identity, { do: 'leave' })).toBe(false);
		expect(draftOf(dismissal)).toEqual({ type: 'organiser.dismissed', body: { target: ben.identity } });
	});
});
