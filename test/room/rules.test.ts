import { describe, expect, it } from 'vitest';
import { MAX_MESSAGES } from '../../src/p2p/room/chat.ts';
import { TEXT_LIMITS } from '../../src/p2p/room/events.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { reduceRoom } from '../../src/p2p/room/reducer.ts';
import { Story, underManyIds } from './story.ts';

describe('R1 closed past', () => {
	it('R1 closed past: there is no state before the first event', () => {
		const story = new Story();
		story.person('alice');
		expect(reduceRoom(story.room, story.events.slice(1))).toBeNull();
	});

	it.each<[string, object]>([
		['names a room', { room: 'f'.repeat(64) }],
		['is no founding', { type: 'session.opened' }],
		['has a past', { deps: ['f'.repeat(64)] }],
		['is not the first of its feed', { seq: 1 }]
	])('R1 closed past: there is no state from a first event that %s', (_, change) => {
		const story = new Story();
		const genesis = { ...story.events[0]!, ...change } as RoomEvent;
		expect(reduceRoom(story.room, [genesis])).toBeNull();
	});

	it('R1 closed past: an event waits until everything that it has seen is there', () => {
		const story = new Story();
		const alice = story.person('alice');
		story.host.invites(alice);
		alice.raisesHand();
		const without = story.events.filter((event) => event.type !== 'stage.invited');
		expect(reduceRoom(story.room, without)).toMatchObject({ hands: [], pending: 1 });
		expect(story.state).toMatchObject({ hands: [{ identity: alice.identity }], pending: 0 });
	});

	it('R1 closed past: a feed with a gap in its numbers counts up to the gap', () => {
		const story = new Story();
		const alice = story.person('alice');
		const hand = alice.raisesHand();
		const events = story.events.map((event) => (event === hand ? { ...event, seq: 5 } : event));
		expect(reduceRoom(story.room, events)).toMatchObject({ hands: [], pending: 0 });
	});

	it.each<[string, (event: RoomEvent, story: Story) => object]>([
		['of another room', () => ({ room: 'f'.repeat(64) })],
		['that claims to found the room', () => ({ room: null })],
		['that founds the room again', (_, story) => ({ type: 'room.created', body: story.events[0]!.body })],
		['that opens its session twice', (_, story) => ({ type: 'session.opened', body: story.events[1]!.body })],
		['that names its own feed as dep', (event) => ({ deps: [event.prev] })],
		["that continues another session's feed", (_, story) => ({ prev: story.events[0]!.id })],
		['that is not an opening at 0', () => ({ seq: 0, prev: null })]
	])('R1 closed past: an event %s is void with all that follows', (_, change) => {
		const story = new Story();
		const alice = story.person('alice');
		const hand = alice.raisesHand();
		const pin = story.host.pins('after it');
		const events = story.events.map((event) =>
			event === hand ? ({ ...event, ...change(event, story) } as RoomEvent) : event
		);
		expect(reduceRoom(story.room, events)).toMatchObject({ hands: [], pins: [], pending: 0 });
		expect(pin.deps).toContain(hand.id);
	});

	it('R1 closed past: an opening that names no dep still follows the first event', () => {
		const story = new Story();
		const alice = story.person('alice');
		const events = story.events.map((event, i) => (i === 1 ? ({ ...event, deps: [] } as RoomEvent) : event));
		expect(reduceRoom(story.room, events)!.people).toContainEqual(alice.person);
	});
});

describe('R2 host', () => {
	it('R2 host: whoever made the room is its host, in every later session too', () => {
		const story = new Story();
		const alice = story.person('alice');
		story.host.device('phone').appoints(alice);
		expect(story.host.person.role).toBe('host');
		expect(alice.person.role).toBe('cohost');
	});

	it('R2 host: nobody else appoints or dismisses co-hosts', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.cohost('bob'), story.person('carol')];
		alice.appoints(carol);
		alice.dismisses(bob);
		carol.appoints(carol);
		expect(bob.person.role).toBe('cohost');
		expect(carol.person.role).toBe('listener');
	});

	it('R2 host: an appointment and a dismissal from two devices of the host leave no co-host', () =>
		underManyIds((story) => {
			const alice = story.person('alice');
			const phone = story.host.device('phone').goesAway();
			story.host.appoints(alice);
			phone.dismisses(alice);
			expect(alice.person.role).toBe('listener');
		}));

	it('R2 host: the host cannot step down, be muted or put out, not even by themselves', () => {
		const story = new Story();
		const before = JSON.stringify(story.host.person);
		story.host.bans(story.host);
		story.host.mutes(story.host);
		story.host.dismisses(story.host);
		story.host.stepsDown();
		expect(JSON.stringify(story.host.person)).toBe(before);
	});

	it('R2 host: only the host ends the room', () => {
		const story = new Story();
		story.cohost('alice').endsTheRoom();
		expect(story.state.ended).toBe(false);
		story.host.endsTheRoom();
		expect(story.state.ended).toBe(true);
	});

	it('R2 host: a co-host who resigns goes to the audience and acts for nobody', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		alice.resigns();
		alice.mutes(bob);
		expect(alice.person.role).toBe('listener');
		expect(bob.person.muted).toBe(false);
	});

	it('R2 host: a resignation signed before the appointment means nothing', () => {
		const story = new Story();
		const alice = story.person('alice').goesAway();
		story.host.appoints(alice);
		alice.resigns();
		expect(alice.person.role).toBe('cohost');
	});
});

describe('R3 fence', () => {
	it('R3 fence: a dismissal keeps what the co-host did before it', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		alice.bans(bob);
		story.host.dismisses(alice);
		expect(bob.person.access).toBe('banned');
	});

	it('R3 fence: what a co-host signs beside their dismissal is void', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice').goesAway(), story.person('bob')];
		story.host.dismisses(alice);
		alice.bans(bob);
		alice.pins('still here');
		expect(bob.person.access).toBe('in');
		expect(story.state.pins).toEqual([]);
	});

	it('R3 fence: a fresh session backdated before the dismissal is void too', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		const known = bob.raisesHand();
		story.host.dismisses(alice);
		alice.goesBackTo(known).device('phone').bans(bob);
		expect(bob.person.access).toBe('in');
	});

	it('R3 fence: after the dismissal the person is a listener like others', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		story.host.dismisses(alice);
		alice.raisesHand();
		alice.pins('still here');
		expect(alice.hasHandUp).toBe(true);
		expect(story.state.pins).toEqual([]);
	});

	it('R3 fence: a new appointment does not bring back what the dismissal voided', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		alice.goesAway();
		story.host.dismisses(alice);
		alice.bans(bob);
		alice.comesBack();
		story.host.appoints(alice);
		expect(bob.person.access).toBe('in');
		alice.mutes(bob);
		expect(bob.person.muted).toBe(true);
	});

	it('R3 fence: a ban voids the hand that was raised beside it, and those after', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob').goesAway()];
		alice.bans(bob);
		bob.raisesHand();
		bob.comesBack().raisesHand();
		expect(bob.hasHandUp).toBe(false);
	});

	it('R3 fence: who is let back in counts again from there', () => {
		const story = new Story();
		const bob = story.person('bob');
		story.host.removes(bob);
		bob.raisesHand();
		story.host.unbans(bob);
		expect(bob.hasHandUp).toBe(false);
		bob.raisesHand();
		expect(bob.hasHandUp).toBe(true);
	});

	it('R3 fence: a banned person opening a new session changes neither name nor access', () => {
		const story = new Story();
		const bob = story.person('bob');
		story.host.bans(bob, 'noise');
		const before = bob.person;
		const phone = bob.device('phone');
		phone.raisesHand();
		const after = { ...bob.person, sessions: before.sessions, admitted: before.admitted };
		expect(after).toEqual(before);
	});

	it('R3 fence: a co-host who resigned cannot sign acts from before', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		const known = bob.raisesHand();
		alice.resigns();
		alice.goesBackTo(known).device('phone').bans(bob);
		expect(bob.person.access).toBe('in');
	});

	it('R3 fence: a dismissed co-host cannot fork away own bans with a backdated resignation', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		const known = bob.raisesHand();
		alice.bans(bob);
		story.host.dismisses(alice);
		alice.goesBackTo(known).device('phone').resigns();
		expect(bob.person.access).toBe('banned');
	});
});

describe('R3 fence, on what people do for themselves', () => {
	it('R3 fence: who was put out beside it cannot unmute, by whichever moderator', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.speaker('bob')];
		story.host.mutes(bob);
		bob.goesAway();
		alice.bans(bob);
		story.host.unbans(bob);
		bob.unmutes();
		expect(bob.person.muted).toBe(true);
		bob.comesBack().unmutes();
		expect(bob.person.muted).toBe(false);
	});

	it('R3 fence: a dismissal voids what the person does for themselves beside it too', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		story.host.mutes(alice);
		const invite = story.host.invites(bob);
		alice.goesAway();
		bob.goesAway();
		story.host.dismisses(alice);
		story.host.dismisses(bob);
		alice.unmutes();
		bob.accepts(invite);
		expect(alice.person.muted).toBe(true);
		expect(bob.person.role).toBe('listener');
	});

	it('R3 fence: a resignation beside a dismissal does not undo the next appointment', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		const phone = alice.device('phone').goesAway();
		story.host.dismisses(alice);
		story.host.appoints(alice);
		phone.resigns();
		expect(alice.person.role).toBe('cohost');
	});

	it('R3 fence: stepping down or lowering the hand beside a ban does not undo what comes after it', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.speaker('bob'), story.person('carol')];
		const phones = [bob.device('phone').goesAway(), carol.device('phone').goesAway()];
		for (const person of [bob, carol]) {
			alice.bans(person);
			alice.unbans(person);
		}
		bob.accepts(alice.invites(bob));
		carol.raisesHand();
		phones[0]!.stepsDown();
		phones[1]!.lowersHandOf(carol);
		expect(bob.person.role).toBe('speaker');
		expect(carol.hasHandUp).toBe(true);
	});
});

describe('R4 strict rank', () => {
	it('R4 strict rank: a co-host is not below themselves', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		const before = alice.person;
		alice.mutes(alice);
		alice.bans(alice);
		expect(alice.person).toEqual(before);
	});

	it('R4 strict rank: nobody but moderators lowers the hands of others', () => {
		const story = new Story();
		const bob = story.person('bob');
		bob.raisesHand();
		story.person('carol').lowersHandOf(bob);
		expect(bob.hasHandUp).toBe(true);
	});

	it('R4 strict rank: a co-host alters neither the host nor another co-host', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
		const before = [story.host.person, bob.person];
		for (const target of [story.host, bob]) {
			alice.bans(target);
			alice.mutes(target);
			alice.demotes(target);
			alice.removes(target);
		}
		expect([story.host.person, bob.person]).toEqual(before);
	});

	it("R4 strict rank: a co-host's ban beside the appointment of its target is void", () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice').goesAway(), story.person('bob')];
			story.host.appoints(bob);
			alice.goesBackTo(story.events.at(-2)!).bans(bob);
			expect(bob.person).toMatchObject({ role: 'cohost', access: 'in' });
		}));

	it("R4 strict rank: a co-host backdating a ban on a peer to before the peer's appointment fails", () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		const before = bob.raisesHand();
		story.host.appoints(bob);
		alice.goesBackTo(before).device('phone').bans(bob);
		expect(bob.person).toMatchObject({ role: 'cohost', access: 'in' });
	});

	it('R4 strict rank: a former co-host can be acted on again', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.cohost('bob'), story.cohost('carol')];
		story.host.dismisses(bob);
		carol.resigns();
		alice.bans(bob);
		alice.bans(carol);
		expect(bob.person.access).toBe('banned');
		expect(carol.person.access).toBe('banned');
	});

	it("R4 strict rank: the host's ban takes a co-host's rank", () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		story.host.bans(alice);
		story.host.unbans(alice);
		alice.mutes(bob);
		expect(alice.person).toMatchObject({ role: 'listener', access: 'in' });
		expect(bob.person.muted).toBe(false);
	});

	it('R4 strict rank: listeners and speakers change nobody else', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.person('alice'), story.speaker('bob'), story.speaker('carol')];
		alice.raisesHand();
		const before = JSON.stringify(story.state);
		bob.lowersHandOf(alice);
		bob.bans(alice);
		bob.demotes(carol);
		alice.mutes(carol);
		bob.pins('mine');
		bob.retitles('mine');
		alice.locks();
		expect(JSON.stringify(story.state)).toBe(before);
	});
});

describe('R5 severer wins', () => {
	it('R5 severer wins: a ban beside an unban bans', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.person('bob')];
			story.host.bans(bob);
			alice.goesAway();
			story.host.unbans(bob);
			alice.bans(bob, 'again');
			expect(bob.person).toMatchObject({ access: 'banned', reason: 'again' });
		}));

	it('R5 severer wins: a ban beside a removal bans', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.person('bob')];
			alice.goesAway();
			story.host.removes(bob, 'loud');
			alice.bans(bob, 'rude');
			expect(bob.person).toMatchObject({ access: 'banned', reason: 'rude' });
		}));

	it("R5 severer wins: the host's ban beside the host's appointment bans", () =>
		underManyIds((story) => {
			const bob = story.person('bob');
			const phone = story.host.device('phone').goesAway();
			story.host.appoints(bob);
			phone.bans(bob);
			expect(bob.person).toMatchObject({ role: 'listener', access: 'banned' });
		}));

	it('R5 severer wins: a move to the audience beside an acceptance keeps the audience', () =>
		underManyIds((story) => {
			const bob = story.person('bob');
			const invite = story.host.invites(bob);
			bob.goesAway();
			story.host.demotes(bob);
			bob.accepts(invite);
			expect(bob.person.role).toBe('listener');
		}));

	it('R5 severer wins: muting beside unmuting mutes', () =>
		underManyIds((story) => {
			const bob = story.speaker('bob');
			story.host.mutes(bob);
			bob.goesAway();
			story.host.mutes(bob);
			bob.unmutes();
			expect(bob.person.muted).toBe(true);
		}));

	it('R5 severer wins: a hand raised beside its lowering is down', () =>
		underManyIds((story) => {
			const bob = story.person('bob');
			bob.raisesHand();
			bob.goesAway();
			story.host.lowersHandOf(bob);
			bob.raisesHand();
			expect(bob.hasHandUp).toBe(false);
		}));

	it('R5 severer wins: locking beside unlocking locks, and the lists of those inside join', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
			const carol = story.person('carol');
			alice.goesAway();
			bob.goesAway();
			story.host.unlocks();
			alice.locks(alice, carol);
			bob.locks(bob, carol);
			expect(story.state.door).toBe('locked');
			expect(story.state.inside).toEqual([alice, bob, carol].map(({ identity }) => identity).sort());
		}));

	it('R5 severer wins: what comes later wins over what it has seen', () => {
		const story = new Story();
		const bob = story.speaker('bob');
		story.host.mutes(bob);
		bob.unmutes();
		story.host.bans(bob);
		story.host.unbans(bob);
		story.host.locks();
		story.host.unlocks();
		expect(bob.person).toMatchObject({ muted: false, access: 'in', reason: '' });
		expect(story.state).toMatchObject({ door: 'link', inside: [] });
	});
});

describe('R7 appointment', () => {
	it('R7 appointment: it lets a banned person back in', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		story.host.bans(alice);
		story.host.appoints(alice);
		alice.mutes(bob);
		expect(alice.person).toMatchObject({ role: 'cohost', access: 'in' });
		expect(bob.person.muted).toBe(true);
	});

	it('R7 appointment: it lowers the hand and closes the invitation', () => {
		const story = new Story();
		const alice = story.person('alice');
		alice.raisesHand();
		story.host.invites(alice);
		story.host.appoints(alice);
		story.host.dismisses(alice);
		expect(alice.hasHandUp).toBe(false);
		expect(alice.person.invite).toBeNull();
	});

	it('R7 appointment: on dismissal a former speaker goes to the audience', () => {
		const story = new Story();
		const alice = story.speaker('alice');
		story.host.appoints(alice);
		story.host.dismisses(alice);
		expect(alice.person.role).toBe('listener');
		alice.accepts(story.host.invites(alice));
		expect(alice.person.role).toBe('speaker');
	});
});

describe('R9 stage', () => {
	it('R9 stage: an invitation makes nobody a speaker until it is accepted', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		const invite = alice.invites(bob);
		expect(bob.person).toMatchObject({ role: 'listener', invite: invite.id });
		bob.accepts(invite);
		expect(bob.person).toMatchObject({ role: 'speaker', invite: null });
	});

	it('R9 stage: an answer to an invitation that its author had not seen means nothing', () => {
		const story = new Story();
		const bob = story.person('bob').goesAway();
		bob.accepts(story.host.invites(bob));
		expect(bob.person.role).toBe('listener');
	});

	it('R9 stage: stepping down from the audience is no step, and leaves an invitation open', () => {
		const story = new Story();
		const bob = story.person('bob');
		const invite = story.host.invites(bob);
		bob.stepsDown();
		expect(bob.person.invite).toBe(invite.id);
	});

	it('R9 stage: dismissing somebody who is no co-host leaves a speaker on the stage', () => {
		const story = new Story();
		const bob = story.speaker('bob');
		story.host.dismisses(bob);
		expect(bob.person.role).toBe('speaker');
	});

	it('R9 stage: declining closes the invitation and leaves the hand up', () => {
		const story = new Story();
		const bob = story.person('bob');
		bob.raisesHand();
		const invite = story.host.invites(bob);
		bob.declines(invite);
		bob.accepts(invite);
		expect(bob.person).toMatchObject({ role: 'listener', invite: null });
		expect(bob.hasHandUp).toBe(true);
	});

	it('R9 stage: accepting lowers the hand', () => {
		const story = new Story();
		const bob = story.person('bob');
		bob.raisesHand();
		bob.accepts(story.host.invites(bob));
		bob.stepsDown();
		expect(bob.hasHandUp).toBe(false);
	});

	it("R9 stage: nobody accepts another person's invitation, or one from a listener", () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		alice.accepts(story.host.invites(bob));
		alice.accepts(bob.invites(alice));
		alice.accepts(story.events[0]!);
		expect(alice.person.role).toBe('listener');
	});

	it('R9 stage: an invitation is used once; stepping down closes the old one', () => {
		const story = new Story();
		const bob = story.person('bob');
		const invite = story.host.invites(bob);
		bob.accepts(invite);
		bob.stepsDown();
		bob.accepts(invite);
		expect(bob.person.role).toBe('listener');
	});

	it.each<[string, (story: Story, bob: ReturnType<Story['person']>) => void]>([
		['a ban and unban', (story, bob) => [story.host.bans(bob), story.host.unbans(bob)]],
		['a removal and return', (story, bob) => [story.host.removes(bob), story.host.unbans(bob)]],
		['a move to the audience', (story, bob) => story.host.demotes(bob)]
	])('R9 stage: an invitation does not outlive %s', (_, happens) => {
		const story = new Story();
		const bob = story.person('bob');
		const invite = story.host.invites(bob);
		happens(story, bob);
		expect(bob.person.invite).toBeNull();
		bob.accepts(invite);
		expect(bob.person.role).toBe('listener');
	});

	it('R9 stage: a move to the audience beside an invitation kills it', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.person('bob')];
			alice.goesAway();
			story.host.demotes(bob);
			const invite = alice.invites(bob);
			expect(bob.person.invite).toBeNull();
			bob.accepts(invite);
			expect(bob.person.role).toBe('listener');
		}));

	it('R9 stage: inviting a banned person opens nothing for later', () => {
		const story = new Story();
		const bob = story.person('bob');
		story.host.bans(bob);
		story.host.invites(bob);
		story.host.unbans(bob);
		expect(bob.person.invite).toBeNull();
	});

	it('R9 stage: removal and ban take the place on the stage for good', () => {
		const story = new Story();
		const bob = story.speaker('bob');
		story.host.removes(bob);
		expect(bob.person).toMatchObject({ role: 'listener', access: 'removed' });
		story.host.unbans(bob);
		expect(bob.person).toMatchObject({ role: 'listener', access: 'in' });
	});

	it('R9 stage: a muting of the stage meets everybody on it below who signs', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
		const [carol, dave] = [story.speaker('carol'), story.person('dave')];
		const muted = () => [story.host, alice, bob, carol, dave].map(({ person }) => person.muted);
		dave.mutesStage();
		expect(muted()).toEqual([false, false, false, false, false]);
		alice.mutesStage();
		expect(muted()).toEqual([false, false, false, true, false]);
		carol.unmutes();
		story.host.mutesStage();
		expect(muted()).toEqual([false, true, true, true, false]);
		dave.accepts(story.host.invites(dave));
		expect(dave.person.muted).toBe(false);
	});

	it('R9 stage: nobody unmutes another person', () => {
		const story = new Story();
		const bob = story.speaker('bob');
		story.cohost('alice').mutes(bob);
		story.host.unmutes();
		expect(bob.person.muted).toBe(true);
		bob.unmutes();
		expect(bob.person.muted).toBe(false);
	});
});

describe('R10 hands', () => {
	it('R10 hands: they queue in the order they went up, and raising again keeps the place', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		bob.raisesHand();
		alice.raisesHand();
		bob.raisesHand();
		expect(story.state.hands.map((hand) => hand.identity)).toEqual([bob.identity, alice.identity]);
	});

	it('R10 hands: down and up again goes to the back', () => {
		const story = new Story();
		const [alice, bob] = [story.person('alice'), story.person('bob')];
		bob.raisesHand();
		alice.raisesHand();
		bob.lowersHandOf(bob);
		bob.raisesHand();
		expect(story.state.hands.map((hand) => hand.identity)).toEqual([alice.identity, bob.identity]);
	});

	it('R10 hands: all hands go down at once, those raised beside it too', () => {
		const story = new Story();
		const [alice, bob, carol] = [story.cohost('alice'), story.person('bob'), story.person('carol')];
		bob.raisesHand();
		carol.goesAway().lowersAllHands();
		expect(story.state.hands).toHaveLength(1);
		alice.lowersAllHands();
		carol.raisesHand();
		expect(story.state.hands).toEqual([]);
		bob.raisesHand();
		expect(bob.hasHandUp).toBe(true);
	});

	it('R10 hands: who is on the stage has none, now or after a demotion', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.speaker('bob')];
		for (const actor of [story.host, alice, bob]) actor.raisesHand();
		story.host.demotes(bob);
		story.host.dismisses(alice);
		expect(story.state.hands).toEqual([]);
	});

	it.each<[string, (story: Story, bob: ReturnType<Story['person']>) => void]>([
		['a moderator', (story, bob) => story.host.lowersHandOf(bob)],
		['a removal', (story, bob) => [story.host.removes(bob), story.host.unbans(bob)]],
		['a ban', (story, bob) => [story.host.bans(bob), story.host.unbans(bob)]]
	])('R10 hands: %s takes a hand down', (_, happens) => {
		const story = new Story();
		const bob = story.person('bob');
		bob.raisesHand();
		happens(story, bob);
		expect(bob.hasHandUp).toBe(false);
	});
});

describe('R11 board', () => {
	it('R11 board: pins stand in causal order until a moderator takes them down', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		const first = story.host.pins('one');
		alice.pins('two');
		alice.unpins(first);
		expect(story.state.pins.map((pin) => pin.text)).toEqual(['two']);
	});

	it('R11 board: of too many pins the first drop out', () => {
		const story = new Story();
		for (let i = 0; i < TEXT_LIMITS.pins + 2; i++) story.host.pins(`pin ${i}`);
		expect(story.state.pins).toHaveLength(TEXT_LIMITS.pins);
		expect(story.state.pins[0]!.text).toBe('pin 2');
	});

	it('R11 board: moderators put pins in an order; those it leaves out follow, and so does a new one', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.speaker('bob')];
		const [one, two, three] = ['one', 'two', 'three'].map((text) => story.host.pins(text));
		const shown = () => story.state.pins.map(({ text }) => text);
		alice.ordersPins(three!, one!, two!);
		expect(shown()).toEqual(['three', 'one', 'two']);
		story.host.pins('four');
		expect(shown()).toEqual(['three', 'one', 'two', 'four']);
		story.host.ordersPins(two!);
		expect(shown()).toEqual(['two', 'three', 'one', 'four']);
		bob.ordersPins(one!);
		alice.ordersPins(two!, two!, story.events[0]!);
		expect(shown()).toEqual(['two', 'three', 'one', 'four']);
		expect(story.state.pins[0]!.by).toBe(story.host.identity);
	});

	it('R11 board: of two orders at once every page shows the same', () =>
		underManyIds((story) => {
			const alice = story.cohost('alice');
			const [one, two, three] = ['one', 'two', 'three'].map((text) => story.host.pins(text));
			alice.sees(story.events).goesAway();
			story.host.ordersPins(two!, one!, three!);
			alice.ordersPins(three!, two!, one!);
			const { pins } = story.state;
			expect(new Set(pins.map(({ text }) => text)).size).toBe(3);
			expect(reduceRoom(story.room, story.events.toReversed())!.pins).toEqual(pins);
		}));

	it("R11 board: of concurrent titles the host's stands, and the latest over all it has seen", () =>
		underManyIds((story) => {
			const alice = story.cohost('alice').goesAway();
			story.host.retitles('by the host');
			alice.retitles('by a co-host');
			expect(story.state.title).toBe('by the host');
			alice.comesBack().retitles('later');
			expect(story.state.title).toBe('later');
		}));

	it('R11 board: of concurrent titles of co-hosts the larger id stands', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
			alice.goesAway();
			bob.goesAway();
			const titles = [alice.retitles('a'), bob.retitles('b')];
			expect(story.state.title).toBe(titles[0]!.id > titles[1]!.id ? 'a' : 'b');
		}));

	it('R11 board: of several doors at once the narrowest stands', () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice').goesAway(), story.cohost('bob')];
			bob.goesAway();
			alice.sees(story.events);
			story.host.opensDoor('open');
			alice.opensDoor('invite');
			bob.opensDoor('followers');
			expect(story.state.door).toBe('invite');
		}));

	it('R11 board: the log quotes reasons, pins, titles and doors, and leaves admissions out', () => {
		const story = new Story();
		const bob = story.person('bob');
		story.host.pins('a card');
		story.host.retitles('a title');
		story.host.opensDoor('invite');
		story.host.bans(bob, 'noise');
		story.host.unbans(bob);
		expect(story.state.log.map(({ text }) => text)).toEqual(['a card', 'a title', 'invite', 'noise', '']);
	});

	it('R11 board: the log lists accepted acts only, each with its author and target', () => {
		const story = new Story();
		const [alice, bob] = [story.cohost('alice'), story.person('bob')];
		bob.bans(alice);
		alice.mutes(bob);
		alice.resigns();
		expect(story.state.log.map(({ by, type, target }) => [by, type, target])).toEqual([
			[story.host.identity, 'role.granted', alice.identity],
			[alice.identity, 'mic.muted', bob.identity],
			[alice.identity, 'role.revoked', alice.identity]
		]);
	});
});

describe('R17 chat', () => {
	const shown = ({ state }: Story) => state.chat.messages.map(({ text }) => text);

	it('R17 chat: what people say stands in causal order, and only what those say who were let in', () => {
		const story = new Story();
		const [bob, carol] = [story.person('bob'), story.person('carol')];
		bob.says('one');
		carol.says('two');
		story.host.says('three');
		story.stranger('dan').says('four');
		expect(shown(story)).toEqual(['one', 'two', 'three']);
		expect(story.state.chat.messages.map(({ by }) => by)).toEqual([
			bob.identity,
			carol.identity,
			story.host.identity
		]);
	});

	it('R17 chat: authors edit and take back their own messages, and nobody others’', () => {
		const story = new Story();
		const [bob, carol] = [story.person('bob'), story.person('carol')];
		const [first, second] = [bob.says('one'), bob.says('two')];
		bob.edits(first, 'one, rather');
		carol.edits(first, 'nonsense');
		story.host.edits(first, 'nonsense');
		carol.hides(second, bob);
		carol.hides(second, carol);
		expect(story.state.chat.messages).toEqual([
			{ id: first.id, by: bob.identity, text: 'one, rather', isEdited: true },
			{ id: second.id, by: bob.identity, text: 'two', isEdited: false }
		]);
		bob.hides(second, bob);
		expect(shown(story)).toEqual(['one, rather']);
	});

	it('R17 chat: moderators hide what those below them said, and the log says who did', () => {
		const story = new Story();
		const [alice, ann, bob] = [story.cohost('alice'), story.cohost('ann'), story.person('bob')];
		const [byHost, byAnn, byBob] = [story.host.says('host'), ann.says('ann'), bob.says('bob')];
		alice.hides(byHost, story.host);
		alice.hides(byAnn, ann);
		alice.hides(byAnn, bob);
		alice.hides(byBob, bob);
		expect(shown(story)).toEqual(['host', 'ann']);
		expect(story.state.log.at(-1)).toMatchObject({
			by: alice.identity,
			type: 'chat.removed',
			target: bob.identity
		});
		story.host.hides(byAnn, ann);
		expect(shown(story)).toEqual(['host']);
	});

	it('R17 chat: a closed chat takes nothing, not even from who claims not to have seen it closed', () =>
		underManyIds((story) => {
			const [bob, carol] = [story.person('bob'), story.person('carol')];
			const before = bob.says('before');
			carol.goesAway();
			story.host.switchesChat(false);
			bob.says('after');
			bob.edits(before, 'edited after');
			carol.says('beside');
			expect(story.state.chat.isOn).toBe(false);
			expect(shown(story)).toEqual(['before']);
			story.host.switchesChat(true);
			expect(story.state.chat.isOn).toBe(true);
			bob.says('open again');
			carol.says('still away');
			expect(shown(story)).toEqual(['before', 'open again']);
		}));

	it('R17 chat: of a closing and an opening at once the closing stands', () =>
		underManyIds((story) => {
			const alice = story.cohost('alice');
			story.host.switchesChat(false);
			alice.goesAway();
			alice.switchesChat(true);
			story.host.switchesChat(false);
			expect(story.state.chat.isOn).toBe(false);
		}));

	it('R17 chat: only moderators close it', () => {
		const story = new Story();
		story.speaker('bob').switchesChat(false);
		expect(story.state.chat.isOn).toBe(true);
	});

	it('R17 chat: what was said before a ban stays, what is said after it does not count', () => {
		const story = new Story();
		const bob = story.person('bob');
		bob.says('before');
		bob.goesAway();
		story.host.bans(bob);
		bob.says('after');
		expect(shown(story)).toEqual(['before']);
	});

	it('R17 chat: of many messages the newest are shown', () => {
		const story = new Story();
		for (let i = 0; i < MAX_MESSAGES + 2; i++) story.host.says(`${i}`);
		expect(shown(story)).toHaveLength(MAX_MESSAGES);
		expect(shown(story)[0]).toBe('2');
	});
});

describe('R18 turns', () => {
	it('R18 turns: moderators say how long a turn shall be, and the latest word stands', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		expect(story.state.turnMinutes).toBe(0);
		story.host.limitsTurns(3);
		expect(story.state.turnMinutes).toBe(3);
		alice.limitsTurns(5);
		expect(story.state.turnMinutes).toBe(5);
		alice.limitsTurns(0);
		expect(story.state.turnMinutes).toBe(0);
		expect(story.state.log.slice(-3).map(({ type, text }) => [type, text])).toEqual([
			['turns.limited', '3'],
			['turns.limited', '5'],
			['turns.limited', '0']
		]);
	});

	it('R18 turns: nobody else limits them', () => {
		const story = new Story();
		story.host.limitsTurns(10);
		story.speaker('bob').limitsTurns(1);
		story.person('carol').limitsTurns(0);
		story.stranger('dan').limitsTurns(2);
		expect(story.state.turnMinutes).toBe(10);
	});

	it("R18 turns: of two at once the host's stands, and of two co-hosts' the larger id", () =>
		underManyIds((story) => {
			const [alice, bob] = [story.cohost('alice').goesAway(), story.cohost('bob')];
			alice.sees(story.events);
			bob.goesAway();
			const acts = [alice.limitsTurns(1), bob.limitsTurns(2)];
			expect(story.state.turnMinutes).toBe(acts[0]!.id > acts[1]!.id ? 1 : 2);
			story.host.comesBack();
			const carol = story.cohost('carol').goesAway();
			story.host.limitsTurns(3);
			carol.limitsTurns(5);
			expect(story.state.turnMinutes).toBe(3);
		}));
});

describe('R12 end', () => {
	it('R12 end: after it nothing changes, and what was concurrent still counts', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		const bob = story.person('bob').goesAway();
		story.host.endsTheRoom();
		bob.raisesHand();
		const before = JSON.stringify(story.state);
		expect(bob.hasHandUp).toBe(true);
		alice.bans(bob);
		story.host.retitles('too late');
		story.host.endsTheRoom();
		story.stranger('carol');
		expect(JSON.stringify(story.state)).toBe(before);
	});
});
