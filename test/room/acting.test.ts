import { describe, expect, it } from 'vitest';
import { Story, underManyIds } from './story.ts';

/** Three co-hosts, of whom alice and bob back alice; carol is the third, dave listens. */
function actingRoom(story = new Story()) {
	const [alice, bob, carol] = [story.cohost('alice'), story.cohost('bob'), story.cohost('carol')];
	const dave = story.person('dave');
	alice.backs(alice);
	bob.backs(alice);
	return { story, alice, bob, carol, dave };
}

describe('R15 acting host', () => {
	it('R15 acting host: it takes more than half of the co-hosts', () => {
		const story = new Story();
		const cohosts = ['alice', 'bob', 'carol', 'dave'].map((name) => story.cohost(name));
		const alice = cohosts[0]!;
		const acting = cohosts.slice(0, 3).map((cohost) => {
			cohost.backs(alice);
			return story.state.actingHost;
		});
		expect(acting).toEqual([null, null, alice.identity]);
		expect(story.state.backings).toHaveLength(3);
		expect(alice.person.role).toBe('cohost');
	});

	it('R15 acting host: the latest backing of each counts, and can be taken back', () => {
		const { story, alice, bob, carol } = actingRoom();
		expect(story.state.actingHost).toBe(alice.identity);
		bob.backs(carol);
		expect(story.state.actingHost).toBeNull();
		alice.backs(carol);
		expect(story.state.actingHost).toBe(carol.identity);
		alice.backs(null);
		expect(story.state.backings).toEqual([{ by: bob.identity, target: carol.identity }]);
	});

	it('R15 acting host: of two backings at once by one person neither counts', () =>
		underManyIds((story) => {
			const { alice, bob, carol } = actingRoom(story);
			const phone = bob.device('phone').goesAway();
			bob.goesAway();
			bob.backs(alice);
			phone.backs(carol);
			alice.backs(alice);
			expect(story.state.backings.map(({ by }) => by)).toEqual([alice.identity]);
		}));

	it('R15 acting host: a backing falls with the rank of either, and does not come back with it', () => {
		const { story, alice, bob, carol } = actingRoom();
		const phone = story.host.device('phone');
		phone.removes(alice, 'out');
		expect(story.state.backings).toEqual([]);
		phone.appoints(alice);
		expect(story.state.backings).toEqual([]);
		bob.backs(carol);
		phone.dismisses(bob);
		phone.appoints(bob);
		expect(story.state.backings).toEqual([]);
		bob.backs(alice);
		expect(story.state.backings).toEqual([{ by: bob.identity, target: alice.identity }]);
	});

	it('R15 acting host: listeners back nobody, and nobody but a co-host is backed', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		bob.backs(alice);
		alice.backs(bob);
		expect(story.state).toMatchObject({ actingHost: null, backings: [] });
	});

	it('R15 acting host: whatever the host signs, in any session, ends it', () => {
		const { story, alice, bob, carol } = actingRoom();
		story.host.device('phone');
		expect(story.state.actingHost).toBeNull();
		alice.mutes(carol);
		expect(carol.person.muted).toBe(false);
		alice.backs(alice);
		expect(story.state.actingHost).toBeNull();
		bob.backs(alice);
		expect(story.state.actingHost).toBe(alice.identity);
	});

	it('R15 acting host: taking the room over ends it too', () => {
		const story = new Story();
		const { alice, dave } = actingRoom(story);
		const offer = story.host.offersRoom(dave);
		story.events.slice(-1);
		alice.goesAway();
		dave.takesRoom(offer);
		alice.comesBack();
		expect(story.state.actingHost).toBeNull();
	});

	it('R15 acting host: may mute co-hosts, and neither remove, ban nor dismiss those of the host', () => {
		const { story, alice, bob, carol } = actingRoom();
		alice.mutes(carol);
		alice.bans(carol);
		alice.removes(bob);
		alice.dismisses(bob);
		expect(carol.person).toMatchObject({ role: 'cohost', access: 'in', muted: true });
		expect(bob.person).toMatchObject({ role: 'cohost', access: 'in' });
		expect(story.state.actingHost).toBe(alice.identity);
	});

	it('R15 acting host: other co-hosts gain nothing', () => {
		const { bob, carol, dave } = actingRoom();
		bob.mutes(carol);
		bob.appoints(dave);
		expect(carol.person.muted).toBe(false);
		expect(dave.person.role).toBe('listener');
	});

	it('R15 acting host: appoints co-hosts who act, and dismisses those', () => {
		const { story, alice, dave } = actingRoom();
		const erin = story.stranger('erin');
		alice.appoints(dave);
		expect(dave.person.role).toBe('cohost');
		expect(story.state.deputies).toEqual([dave.identity]);
		dave.admits(erin);
		erin.raisesHand();
		expect(erin.hasHandUp).toBe(true);
		alice.dismisses(dave);
		dave.bans(erin);
		expect(dave.person.role).toBe('listener');
		expect(erin.person.access).toBe('in');
	});

	it('R15 acting host: whom an acting host appointed neither backs nor counts', () => {
		const { story, alice, bob, dave } = actingRoom();
		alice.appoints(dave);
		bob.backs(null);
		dave.backs(alice);
		expect(story.state).toMatchObject({ actingHost: null, deputies: [dave.identity] });
		expect(story.state.backings).toEqual([{ by: alice.identity, target: alice.identity }]);
	});

	it('R15 acting host: never ends the room, hands it over, or touches the host', () => {
		const { story, alice, dave } = actingRoom();
		alice.endsTheRoom();
		dave.takesRoom(alice.offersRoom(dave));
		alice.setsSuccession(alice);
		alice.mutes(story.host);
		alice.dismisses(story.host);
		expect(story.state).toMatchObject({ ended: false, host: story.host.identity, succession: [] });
		expect(story.host.person).toMatchObject({ role: 'host', muted: false });
	});

	it('R15 acting host: an act beside one of the host about the same person is void', () =>
		underManyIds((story) => {
			const { alice, carol, dave } = actingRoom(story);
			alice.goesAway();
			story.host.dismisses(dave);
			story.host.invites(carol);
			alice.appoints(dave);
			alice.mutes(carol);
			alice.mutesStage();
			expect(dave.person.role).toBe('listener');
			expect(carol.person.muted).toBe(false);
		}));

	it('R15 acting host: the host dismisses whom an acting host appointed', () => {
		const { story, alice, dave } = actingRoom();
		alice.appoints(dave);
		story.host.dismisses(dave);
		expect(dave.person.role).toBe('listener');
		expect(story.state.deputies).toEqual([]);
	});

	it('R15 acting host: a muting of the stage meets co-hosts too, but not the one who signs', () => {
		const { story, alice, bob } = actingRoom();
		alice.mutesStage();
		expect([alice.person.muted, bob.person.muted, story.host.person.muted]).toEqual([false, true, false]);
	});
});

describe('R15 succession', () => {
	it("R15 succession: the host's latest order stands, of those who are co-hosts", () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.cohost('bob'), story.person('carol')];
		story.host.setsSuccession(alice);
		story.host.setsSuccession(bob, carol, alice, bob);
		alice.setsSuccession(alice);
		expect(story.state.succession).toEqual([bob.identity, alice.identity]);
		story.host.dismisses(bob);
		expect(story.state.succession).toEqual([alice.identity]);
	});

	it('R15 succession: whoever lost the rank and got it back, or got it later, has no place in an older order', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.cohost('bob'), story.person('carol')];
		story.host.setsSuccession(carol, bob, alice);
		story.host.dismisses(bob);
		story.host.appoints(bob);
		story.host.appoints(carol);
		expect(story.state.succession).toEqual([alice.identity]);
		story.host.setsSuccession(carol, bob, alice);
		expect(story.state.succession).toEqual([carol.identity, bob.identity, alice.identity]);
	});

	it('R15 a co-host who is appointed again backs, is backed and stands in the order as before', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
		story.host.setsSuccession(bob, alice);
		alice.backs(bob);
		bob.backs(alice);
		const { succession, backings } = story.state;
		expect([succession.length, backings.length]).toEqual([2, 2]);
		story.host.appoints(alice);
		expect(story.state).toMatchObject({ succession, backings });
	});

	it('R15 succession: a host who named themselves has no place in it after handing the room over', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		story.host.setsSuccession(story.host, alice);
		alice.takesRoom(story.host.offersRoom(alice));
		expect(story.host.person.role).toBe('cohost');
		expect(story.state.succession).toEqual([]);
	});

	it('R15 succession: of two orders at once neither stands', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
			const phone = story.host.device('phone').goesAway();
			story.host.goesAway();
			story.host.setsSuccession(alice, bob);
			phone.setsSuccession(bob, alice);
			expect(story.state.succession).toEqual([]);
		}));
});
