import { describe, expect, it } from 'vitest';
import { personOf } from '../../src/p2p/room/selectors.ts';
import { Actor, Story, underManyIds } from './story.ts';

describe('threats to the authority', () => {
	it('a backdated act after a ban does nothing, from an old session or a fresh one', () => {
		const story = new Story();
		const bob = story.speaker('bob');
		const known = story.events.at(-1)!;
		const invite = story.host.invites(bob);
		story.host.bans(bob);
		const before = story.state;
		for (const session of [bob.goesBackTo(known), bob.goesBackTo(known).device('phone')]) {
			session.raisesHand();
			session.unmutes();
			session.accepts(invite);
			session.stepsDown();
		}
		const now = { ...bob.person, sessions: [], admitted: [] };
		expect(now).toEqual({ ...personOf(before, bob.identity), sessions: [], admitted: [] });
		expect(story.state.hands).toEqual([]);
	});

	it('a dismissed co-host does not fork away the bans they made', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.person('bob')];
			alice.bans(bob);
			story.host.dismisses(alice);
			const fork = alice.forked(1).goesBackTo(story.events[3]!);
			fork.unbans(bob);
			expect(bob.person.access).toBe('banned');
			expect(story.state.forks).toHaveLength(1);
		}));

	it('a co-host does not backdate a ban on a peer to before the peer had a rank', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.person('bob')];
			const known = bob.raisesHand();
			story.host.appoints(bob);
			alice.goesBackTo(known).bans(bob);
			alice.device('phone').bans(bob);
			expect(bob.person).toMatchObject({ role: 'cohost', access: 'in' });
		}));

	it('nobody wins a tie by grinding ids', () => {
		const outcomes = new Set<string>();
		underManyIds((story) => {
			const [alice, bob, carol] = [story.cohost('alice'), story.cohost('bob'), story.speaker('carol')];
			for (const actor of [alice, bob, carol]) actor.goesAway();
			alice.bans(carol);
			bob.unbans(carol);
			bob.invites(carol);
			carol.unmutes();
			story.host.offersRoom(alice);
			const { access, role, muted } = carol.person;
			outcomes.add(JSON.stringify([access, role, muted, story.state.host, story.state.door]));
		});
		expect([...outcomes]).toEqual([
			JSON.stringify(['banned', 'listener', false, new Story().state.host, 'link'])
		]);
	});

	it('a promotion that races a ban across a partition loses', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.person('bob')];
			const invite = story.host.invites(bob);
			alice.goesAway();
			bob.accepts(invite);
			alice.bans(bob);
			expect(bob.person).toMatchObject({ role: 'listener', access: 'banned' });
		}));

	it('two stories told to two partitions: the one that the host saw counts, or none', () =>
		underManyIds((story) => {
			const [alice, bob, carol] = [story.cohost('alice'), story.person('bob'), story.person('carol')];
			const fork = alice.forked(1).goesAway();
			alice.goesAway();
			carol.goesAway();
			alice.bans(bob);
			carol.sees([...story.events]);
			fork.bans(carol);
			expect([bob, carol].map(({ person }) => person.access)).toEqual(['in', 'in']);
			story.host.sees(story.events.filter((event) => event !== fork.own.at(-1))).pins('seen');
			expect([bob, carol].map(({ person }) => person.access)).toEqual(['banned', 'in']);
		}));

	it('an old host changes nothing as host after giving the room away', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.cohost('bob')];
		const offer = story.host.offersRoom(alice);
		const laptop = story.host.device('laptop').goesAway();
		alice.takesRoom(offer);
		story.host.pins('it is yours');
		for (const old of [laptop, story.host, story.host.goesBackTo(offer).device('phone')]) {
			old.dismisses(bob);
			old.bans(alice);
			old.offersRoom(null);
			old.setsSuccession(bob);
			old.endsTheRoom();
		}
		expect(story.state).toMatchObject({ host: alice.identity, ended: false, succession: [] });
		expect(bob.person.role).toBe('cohost');
	});

	it('a banned person does not come back by the invite they came with, nor does anybody else', () => {
		const story = new Story();
		const invite = story.host.makesInvite('one');
		const [bob, fresh] = [story.stranger('bob'), story.stranger('a fresh key')];
		story.host.admits(bob, invite);
		story.host.bans(bob);
		const phone = bob.unknownDevice('phone');
		story.host.admits(phone, invite);
		story.host.admits(fresh, invite);
		phone.opens();
		for (const session of [phone, fresh]) session.raisesHand();
		expect(bob.person.access).toBe('banned');
		expect(story.state.hands).toEqual([]);
	});

	it('a flood of a thousand keys has no effect', () => {
		const story = new Story();
		const known = story.events.at(-1)!;
		const before = JSON.stringify(story.state);
		for (let i = 0; i < 1000; i++) {
			const key = new Actor(story, `key ${i}`, `key ${i}`).sees([known]);
			key.opens();
			key.raisesHand();
			key.pins('spam');
		}
		expect(JSON.stringify(story.state)).toBe(before);
	});
});
