import { describe, expect, it } from 'vitest';
import { Story, underManyIds } from './story.ts';

/** A room whose host has offered it to alice. */
function offered(story = new Story()) {
	const alice = story.person('alice');
	return { story, alice, offer: story.host.offersRoom(alice) };
}

/** A room that alice has taken over. */
function handedOver(story = new Story()) {
	const { alice, offer } = offered(story);
	alice.takesRoom(offer);
	return { story, alice, founder: story.host };
}

describe('R13 handover', () => {
	it('R13 handover: an offer and its acceptance make a new host, and the old one a co-host', () => {
		const { story, alice, offer } = offered();
		expect(story.state.offer).toEqual({ event: offer.id, target: alice.identity });
		expect(story.state.host).toBe(story.host.identity);
		alice.takesRoom(offer);
		expect(story.state).toMatchObject({ host: alice.identity, offer: null });
		expect([alice.person.role, story.host.person.role]).toEqual(['host', 'cohost']);
		expect(story.state.log.map(({ type }) => type)).toEqual(['host.offered', 'host.answered']);
	});

	it('R13 handover: the new host appoints, dismisses the old one and ends the room', () => {
		const { story, alice, founder } = handedOver();
		const bob = story.person('bob');
		alice.appoints(bob);
		expect(bob.person.role).toBe('cohost');
		alice.dismisses(founder);
		expect(founder.person.role).toBe('listener');
		founder.bans(bob);
		founder.endsTheRoom();
		expect(bob.person.access).toBe('in');
		alice.endsTheRoom();
		expect(story.state.ended).toBe(true);
	});

	it('R13 handover: the old host acts as a co-host: on listeners, not on the host or co-hosts', () => {
		const { story, alice, founder } = handedOver();
		const [bob, carol] = [story.person('bob'), story.person('carol')];
		alice.appoints(bob);
		for (const target of [alice, bob, carol]) founder.bans(target);
		founder.appoints(carol);
		expect([alice, bob, carol].map(({ person }) => [person.role, person.access])).toEqual([
			['host', 'in'],
			['cohost', 'in'],
			['listener', 'banned']
		]);
	});

	it('R13 handover: what the old host signs as host beside the acceptance is void, from any session', () =>
		underManyIds((story) => {
			const [bob, carol] = [story.cohost('bob'), story.person('carol')];
			const { alice, offer } = offered(story);
			const phone = story.host.device('phone').goesAway();
			alice.takesRoom(offer);
			story.host.pins('welcome');
			phone.dismisses(bob);
			phone.appoints(carol);
			phone.endsTheRoom();
			phone.mutes(carol);
			expect(story.state).toMatchObject({ host: alice.identity, ended: false });
			expect([bob.person.role, carol.person.role, carol.person.muted]).toEqual(['cohost', 'listener', true]);
		}));

	it('R13 handover: what the host did before it stays', () => {
		const story = new Story();
		const bob = story.cohost('bob');
		story.host.bans(story.person('carol'));
		handedOver(story);
		expect(bob.person.role).toBe('cohost');
		expect(story.state.people.find(({ name }) => name === 'carol')).toMatchObject({ access: 'banned' });
	});

	it('R13 handover: declined, withdrawn or superseded, an offer makes nobody host', () => {
		const endings: ((story: Story, alice: ReturnType<Story['person']>, offer: never) => unknown)[] = [
			(_, alice, offer) => alice.refusesRoom(offer),
			(story) => story.host.offersRoom(null),
			(story) => story.host.offersRoom(story.person('bob')),
			(story, alice) => story.host.bans(alice),
			(story, alice) => story.host.removes(alice),
			(story) => story.host.endsTheRoom()
		];
		for (const ending of endings) {
			const { story, alice, offer } = offered();
			ending(story, alice, offer as never);
			alice.takesRoom(offer);
			expect(story.state.host).toBe(story.host.identity);
		}
	});

	it('R13 handover: nobody else accepts, nobody else offers, and the host not to themselves', () => {
		const { story, offer } = offered();
		const [bob, carol] = [story.cohost('bob'), story.person('carol')];
		carol.takesRoom(offer);
		carol.takesRoom(bob.offersRoom(carol));
		carol.takesRoom(carol.offersRoom(carol));
		story.host.takesRoom(story.host.offersRoom(story.host));
		expect(story.state).toMatchObject({ host: story.host.identity, offer: { event: offer.id } });
	});

	it('R13 handover: an offer that its target had not seen is not accepted', () => {
		const story = new Story();
		const alice = story.person('alice').goesAway();
		alice.takesRoom(story.host.offersRoom(alice));
		expect(story.state.host).toBe(story.host.identity);
	});

	it('R13 handover: whom the host put out or passed over cannot take the room "from before"', () => {
		const acts: ((story: Story, alice: ReturnType<Story['person']>) => unknown)[] = [
			(story, alice) => story.host.bans(alice),
			(story, alice) => story.host.removes(alice),
			(story) => story.host.offersRoom(null),
			(story) => story.host.endsTheRoom()
		];
		for (const act of acts) {
			const { story, alice, offer } = offered();
			alice.goesAway();
			act(story, alice);
			alice.takesRoom(offer);
			alice.bans(story.host);
			expect(story.state.host).toBe(story.host.identity);
			expect(story.host.person).toMatchObject({ role: 'host', access: 'in' });
			story.host.pins('still mine');
			expect(story.state.host).toBe(story.host.identity);
		}
	});

	it('R13 handover: once the old host signed on top of it, nothing that they backdate takes it back', () => {
		const { story, alice, offer } = offered();
		const phone = story.host.device('phone').goesAway();
		alice.takesRoom(offer);
		story.host.pins('welcome');
		phone.offersRoom(null);
		phone.bans(alice);
		expect(story.state.host).toBe(alice.identity);
		expect(alice.person).toMatchObject({ role: 'host', access: 'in' });
	});

	it('R13 handover: of two offers the later wins over an acceptance of the earlier beside it', () =>
		underManyIds((story) => {
			const { alice, offer } = offered(story);
			const bob = story.person('bob');
			alice.goesAway();
			const second = story.host.offersRoom(bob);
			alice.takesRoom(offer);
			bob.sees(story.events.slice(0, -1)).takesRoom(second);
			expect(story.state.host).toBe(bob.identity);
		}));

	it('R13 handover: of two offers at once both accepted, neither counts, whatever the ids', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.person('alice'), story.person('bob')];
			const phone = story.host.device('phone');
			for (const actor of [phone, story.host, alice, bob]) actor.goesAway();
			const before = [...story.events];
			const offers = [story.host.offersRoom(alice), phone.offersRoom(bob)];
			alice.sees([...before, offers[0]!]).takesRoom(offers[0]!);
			bob.sees([...before, offers[1]!]).takesRoom(offers[1]!);
			expect(story.state).toMatchObject({ host: story.host.identity, offer: null });
		}));

	it('R13 handover: accepting on two devices begins one reign', () =>
		underManyIds((story) => {
			const { alice, offer } = offered(story);
			const phone = alice.device('phone').goesAway();
			alice.goesAway();
			for (const device of [alice, phone]) device.takesRoom(offer);
			const bob = story.person('bob');
			for (const device of [alice, phone]) device.comesBack().appoints(bob);
			expect(story.state.host).toBe(alice.identity);
			expect(bob.person.role).toBe('cohost');
		}));

	it('R13 handover: reigns form a chain, and the room can come back', () => {
		const { story, alice, founder } = handedOver();
		const bob = story.person('bob');
		bob.takesRoom(alice.offersRoom(bob));
		expect([founder, alice, bob].map(({ person }) => person.role)).toEqual(['cohost', 'cohost', 'host']);
		founder.takesRoom(bob.offersRoom(founder));
		expect([founder, alice, bob].map(({ person }) => person.role)).toEqual(['host', 'cohost', 'cohost']);
		founder.dismisses(bob);
		expect(bob.person.role).toBe('listener');
	});

	it('R13 handover: in the second reign of the founder nothing of the first comes to life', () => {
		const { story, alice, founder } = handedOver();
		const bob = story.person('bob');
		const phone = founder.device('phone').goesAway();
		phone.appoints(bob);
		founder.takesRoom(alice.offersRoom(founder));
		expect(bob.person.role).toBe('listener');
	});

	it('R13 handover: what the founder offers after having given the room away means nothing', () => {
		const { story, alice, founder } = handedOver();
		const bob = story.person('bob');
		bob.takesRoom(founder.offersRoom(bob));
		expect(story.state.host).toBe(alice.identity);
	});

	it("R13 handover: a co-host's ban does not hold up the host's offer, and taking the room over lets in", () => {
		const story = new Story();
		const bob = story.cohost('bob');
		const { alice, offer } = offered(story);
		bob.bans(alice);
		alice.takesRoom(offer);
		bob.goesBackTo(offer).bans(alice);
		expect(alice.person).toMatchObject({ role: 'host', access: 'in' });
	});

	it('R13 handover: a co-host cannot act on the new host beside the acceptance', () =>
		underManyIds((story) => {
			const bob = story.cohost('bob');
			const { alice, offer } = offered(story);
			bob.goesAway();
			alice.takesRoom(offer);
			bob.bans(alice);
			bob.mutes(alice);
			expect(alice.person).toMatchObject({ role: 'host', access: 'in', muted: false });
		}));

	it('R13 handover: a fork at the acceptance voids it', () => {
		const { story, alice, offer } = offered();
		const before = [...story.events];
		alice.takesRoom(offer);
		alice.forked(1).sees(before).raisesHand();
		expect(story.state.host).toBe(story.host.identity);
	});
});
