import { describe, expect, it } from 'vitest';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { Story, underManyIds } from './story.ts';

describe('R6 forks', () => {
	it('R6 forks: two events in one slot void the feed from there on, in every order of ids', () =>
		underManyIds((story) => {
			const bob = story.person('bob');
			bob.raisesHand();
			const branch = bob.forked(1).goesAway();
			expect(bob.hasHandUp).toBe(true);
			branch.lowersHandOf(bob);
			expect(story.state.forks).toEqual([{ session: bob.session, identity: bob.identity, seq: 1 }]);
			expect(bob.hasHandUp).toBe(false);
			bob.raisesHand();
			branch.raisesHand();
			expect(bob.hasHandUp).toBe(false);
			bob.device('phone').raisesHand();
			expect(bob.hasHandUp).toBe(true);
		}));

	it('R6 forks: what the host has seen of one branch stays, and nothing after it', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.speaker('bob')];
			alice.bans(bob, 'noise');
			const branch = alice.forked(1).goesAway();
			story.host.pins('I saw the ban');
			branch.pins('what ban?');
			alice.retitles('after the host saw');
			expect(bob.person).toMatchObject({ access: 'banned', reason: 'noise' });
			expect(story.state.pins.map(({ text }) => text)).toEqual(['I saw the ban']);
			story.host.pins('I saw both');
			expect(story.state.title).toBe('A room');
			expect(bob.person.access).toBe('banned');
		}));

	it('R6 forks: of two branches that the host sees at once neither counts', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice').goesAway(), story.person('bob')];
		const branch = alice.forked(1);
		alice.pins('one');
		branch.pins('two');
		story.host.mutes(bob);
		expect(story.state.pins).toEqual([]);
	});

	it('R6 forks: of two branches that two sessions of the host saw neither counts', () =>
		underManyIds((story) => {
			const alice = story.cohost('alice').goesAway();
			const phone = story.host.device('phone');
			const branch = alice.forked(1);
			const before = [...story.events];
			const one = alice.pins('one');
			phone.sees([...before, one]).pins('phone');
			const two = branch.pins('two');
			story.host.sees([...before, two]).pins('host');
			expect(story.state.pins.map(({ text }) => text).sort()).toEqual(['host', 'phone']);
		}));

	it('R6 forks: a fork behind a sealed entry leaves that one alone', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		alice.pins('one');
		story.host.pins('seen');
		const branch = alice.forked(2).goesAway();
		alice.pins('two');
		branch.pins('three');
		const later = branch.forked(3);
		branch.pins('four');
		later.pins('five');
		expect(story.state.pins.map(({ text }) => text)).toEqual(['one', 'seen']);
	});

	it('R6 forks: a branch of a sealed branch counts as far as the host saw it alone', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		const other = alice.forked(1).goesAway();
		alice.pins('one');
		const branch = alice.forked(2).goesAway();
		alice.pins('two');
		story.host.pins('seen');
		branch.pins('three');
		other.pins('four');
		expect(story.state.forks[0]!.seq).toBe(1);
		expect(story.state.pins.map(({ text }) => text)).toEqual(['one', 'two', 'seen']);
	});

	it('R6 forks: what others saw and signed seals nothing', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
		story.host.goesAway();
		alice.pins('one');
		bob.pins('I saw it');
		alice.forked(1).goesBackTo(story.events[3]!).pins('two');
		expect(story.state.pins.map(({ text }) => text)).toEqual(['I saw it']);
	});

	it('R6 forks: a forked dismissal or ban fences nobody', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice').goesAway(), story.person('bob')];
		alice.sees(story.events).bans(bob);
		alice.forked(1).goesBackTo(story.events[3]!).pins('x');
		bob.goesAway().raisesHand();
		expect(bob.hasHandUp).toBe(true);
		expect(bob.person.access).toBe('in');
	});

	it('R6 forks: a fork of one session of the host voids that session, and the others go on', () => {
		const story = new Story();
		const phone = story.host.device('phone');
		const alice = story.person('alice');
		const [one, two] = [phone.pins('one'), phone.forked(1).pins('two')];
		story.host.pins('seen');
		phone.bans(alice);
		expect(one.seq).toBe(two.seq);
		expect(story.state.pins.map(({ text }) => text)).toEqual(['seen']);
		expect(alice.person.access).toBe('in');
		story.host.bans(alice);
		expect(alice.person.access).toBe('banned');
	});

	it('R6 forks: the founding stands even when its session forks at the first entry', () => {
		const story = new Story();
		story.host.own.length = 0;
		story.host.opens();
		expect(story.state).toMatchObject({ title: 'A room', host: story.host.identity });
		expect(story.state.forks).toEqual([
			{ session: story.host.session, identity: story.host.identity, seq: 0 }
		]);
		story.host.pins('no more');
		expect(story.state.pins).toEqual([]);
	});

	it('R6 forks: the proof alone is enough, whichever branch came first', () => {
		const story = new Story();
		const bob = story.person('bob').goesAway();
		const hands = [bob.raisesHand(), bob.forked(1).raisesHand()];
		for (const order of [hands, [...hands].reverse()]) {
			const rest = story.events.filter((event) => !hands.includes(event));
			expect(reduceRoom(story.room, [...order, ...rest])).toMatchObject({ hands: [], forks: [{ seq: 1 }] });
		}
	});
});
