import { describe, expect, it } from 'vitest';
import { personOf } from '../../src/p2p/room/selectors.ts';
import { Story, underManyIds } from './story.ts';

describe('R8 admission', () => {
	it('R8 admission: what a session signs means nothing until a moderator lets it in', () => {
		const story = new Story();
		const bob = story.stranger('bob');
		bob.raisesHand();
		expect(personOf(story.state, bob.identity)).toBeNull();
		story.cohost('alice').admits(bob);
		expect(bob.hasHandUp).toBe(false);
		bob.raisesHand();
		expect(bob.hasHandUp).toBe(true);
		expect(bob.person).toMatchObject({ name: 'bob', admitted: [bob.session], invitedBy: null });
	});

	it('R8 admission: it holds for the one session that it names, of the one person', () => {
		const story = new Story();
		const [bob, mallory] = [story.person('bob'), story.stranger('mallory')];
		const phone = bob.unknownDevice('phone');
		phone.opens();
		phone.raisesHand();
		expect(bob.hasHandUp).toBe(false);
		story.host.signs('person.admitted', { target: bob.identity, session: mallory.session, invite: null });
		mallory.raisesHand();
		expect(story.state.hands).toEqual([]);
	});

	it('R8 admission: what was signed beside it does not count', () => {
		const story = new Story();
		const bob = story.stranger('bob').goesAway();
		story.host.admits(bob);
		bob.raisesHand();
		expect(bob.hasHandUp).toBe(false);
	});

	it('R8 admission: nobody but moderators lets in, and a dismissed one no longer does', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		const strangers = [story.stranger('carol'), story.stranger('dave')];
		bob.admits(strangers[0]!);
		story.host.dismisses(alice);
		alice.admits(strangers[1]!);
		for (const stranger of strangers) stranger.raisesHand();
		expect(story.state.hands).toEqual([]);
		expect(story.state.spentInvites).toEqual([]);
	});

	it('R8 admission: host and co-hosts need none, in any session', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		for (const moderator of [alice, story.host]) {
			const phone = moderator.unknownDevice('phone');
			phone.opens();
			phone.mutes(bob);
			phone.pins(moderator.name);
		}
		expect(bob.person.muted).toBe(true);
		expect(story.state.pins.map(({ text }) => text)).toEqual(['alice', 'host']);
	});

	it('R8 admission: it grants nothing else, and no ban gives way to it', () => {
		const story = new Story();
		const bob = story.person('bob');
		story.host.bans(bob);
		story.host.admits(bob);
		bob.raisesHand();
		expect(bob.person).toMatchObject({ role: 'listener', access: 'banned' });
		expect(bob.hasHandUp).toBe(false);
	});

	it('R8 admission: rank has no say, since it takes nothing from anybody', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
		const phone = bob.unknownDevice('phone');
		alice.admits(phone);
		phone.opens();
		story.host.dismisses(bob);
		phone.raisesHand();
		expect(bob.hasHandUp).toBe(true);
	});
});

describe('R8 invites', () => {
	it('R8 invites: an invite serves the person who comes with it first, again and again', () => {
		const story = new Story();
		const invite = story.cohost('alice').makesInvite('one');
		const [bob, carol] = [story.stranger('bob'), story.stranger('carol')];
		story.host.admits(bob, invite);
		story.host.admits(carol, invite);
		const phone = bob.unknownDevice('phone');
		story.host.admits(phone, invite);
		phone.opens();
		for (const guest of [phone, carol]) guest.raisesHand();
		expect(story.state.hands.map(({ identity }) => identity)).toEqual([bob.identity]);
		expect(bob.person).toMatchObject({ admitted: [bob.session, phone.session].sort() });
		expect(bob.person.invitedBy).toBe(
			invite && story.state.people.find(({ name }) => name === 'alice')!.identity
		);
		expect(story.state.spentInvites).toEqual([invite.key]);
	});

	it('R8 invites: two people let in at once by one invite both stay out, whatever the ids', () =>
		underManyIds((story) => {
			const alice = story.cohost('alice');
			const invite = story.host.makesInvite('one');
			const [bob, carol] = [story.stranger('bob'), story.stranger('carol')];
			alice.goesAway();
			story.host.admits(bob, invite);
			alice.admits(carol, invite);
			alice.comesBack();
			for (const guest of [bob, carol]) guest.raisesHand();
			expect(story.state.hands).toEqual([]);
			expect(story.state.spentInvites).toEqual([invite.key]);
			story.host.admits(bob, invite);
			bob.raisesHand();
			expect(bob.hasHandUp).toBe(false);
		}));

	it('R8 invites: a late admission of another person does not spoil the first', () =>
		underManyIds((story) => {
			const alice = story.cohost('alice');
			const invite = story.host.makesInvite('one');
			const [bob, carol] = [story.stranger('bob'), story.stranger('carol')];
			story.host.admits(bob, invite);
			alice.goesAway();
			story.host.admits(bob.unknownDevice('phone'), invite);
			alice.admits(carol, invite);
			bob.raisesHand();
			expect(bob.hasHandUp).toBe(true);
			expect(bob.person.admitted).toHaveLength(2);
		}));

	it('R8 invites: a revoked one opens nothing, also beside the revocation', () => {
		const story = new Story();
		const alice = story.cohost('alice').goesAway();
		const invites = ['one', 'two'].map((name) => story.host.makesInvite(name));
		const [bob, carol] = [story.stranger('bob'), story.stranger('carol')];
		alice.sees(story.events);
		for (const invite of invites) story.host.revokesInvite(invite);
		alice.admits(bob, invites[0]);
		story.host.admits(carol, invites[1]);
		for (const guest of [bob, carol]) guest.raisesHand();
		expect(story.state.hands).toEqual([]);
		expect(story.state.spentInvites).toEqual(invites.map(({ key }) => key).sort());
	});

	it('R8 invites: who came before the revocation stays, and a listener revokes nothing', () => {
		const story = new Story();
		const [invite, other] = ['one', 'two'].map((name) => story.host.makesInvite(name));
		const [bob, carol] = [story.stranger('bob'), story.stranger('carol')];
		story.host.admits(bob, invite);
		story.host.revokesInvite(invite!);
		bob.revokesInvite(other!);
		story.host.admits(carol, other);
		for (const guest of [bob, carol]) guest.raisesHand();
		expect(story.state.hands).toHaveLength(2);
	});

	it('R8 invites: whoever made it must be a moderator when somebody comes with it', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.stranger('bob'), story.person('carol')];
		const invites = [alice.makesInvite('one'), carol.makesInvite('two')];
		story.host.dismisses(alice);
		for (const invite of invites) story.host.admits(bob, invite);
		bob.raisesHand();
		expect(bob.hasHandUp).toBe(false);
		expect(story.state.spentInvites).toEqual([]);
	});

	it('R8 invites: one of a session that nobody knows is worth nothing', () => {
		const story = new Story();
		const [phone, bob] = [story.host.unknownDevice('phone'), story.stranger('bob')];
		story.host.admits(bob, phone.makesInvite('one'));
		bob.raisesHand();
		expect(bob.hasHandUp).toBe(false);
	});
});
