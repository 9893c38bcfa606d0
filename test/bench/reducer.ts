import { createReducer, reduceRoom } from '../../src/p2p/room/reducer.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { Actor, Story } from '../room/story.ts';
import { median, timed } from './statistics.ts';
import { row, type Row } from './table.ts';

const RUNS = 5;
/** New acts on top of a full room. */
const MORE = 50;

/** A room of `count` events: two co-hosts, and a crowd that was let in and mostly raises and lowers hands. */
function crowd(count: number, sessions: number): Story {
	const story = new Story('bench');
	const actors: Actor[] = [story.host, story.cohost('alice'), story.cohost('bob')];
	let last: RoomEvent = story.events.at(-1)!;
	const act = (actor: Actor, i: number) => {
		actor.sees(last.session === actor.session ? [] : [last]);
		if (actor.own.length === 0) {
			actor.isLetIn();
			last = actor.opens();
		} else if (actor.name === 'host' || actor.name === 'alice' || actor.name === 'bob') {
			const target = actors[3 + (i % Math.max(1, actors.length - 3))] ?? actor;
			last = [
				() => actor.mutes(target),
				() => actor.invites(target),
				() => actor.lowersHandOf(target),
				() => actor.removes(target),
				() => actor.unbans(target)
			][i % 5]!();
		} else last = i % 2 ? actor.raisesHand() : actor.lowersHandOf(actor);
	};
	for (let i = 0; story.events.length < count; i++) {
		if (actors.length < sessions && i % 2 === 0) {
			const actor = new Actor(story, `guest ${i}`, `guest ${i}`);
			actors.push(actor);
			act(actor, i);
		} else act(actors[(i * 7919) % actors.length]!, i);
	}
	return story;
}

/** A moderator's sessions and one person in an endless quarrel: the longest registers that quotas leave. */
function quarrel(count: number): Story {
	const story = new Story('quarrel');
	let [host, alice] = [story.host, story.person('alice')];
	let last = story.events.at(-1)!;
	for (let i = 0; story.events.length < count; i++) {
		if (i % 128 === 127) {
			host = host.sees([last]).device(`${i}`);
			alice = alice.sees([host.own[0]!]).device(`${i}`);
			last = alice.own[0]!;
		}
		host.sees([last]);
		if (i % 4 === 0) last = host.appoints(alice);
		else if (i % 4 === 1) last = host.dismisses(alice);
		else if (i % 4 === 2) last = host.bans(alice);
		else last = host.unbans(alice);
		alice.sees([last]);
		last = i % 2 ? alice.raisesHand() : alice.pins('x');
	}
	return story;
}

/** Everybody at once: no act of a listener has seen another. */
function wide(count: number): Story {
	const story = new Story('wide');
	const head = story.events.at(-1)!;
	for (let i = 0; story.events.length < count; i++) {
		const actor = new Actor(story, `guest ${i}`, `guest ${i}`).sees([head]);
		// As many as one page of a host may let in; the rest are strangers, whose acts are void.
		if (i < 1000) actor.isLetIn();
		actor.opens();
		actor.raisesHand();
	}
	return story;
}

/**
 * What one event more costs a page that holds all the others, each with what it follows in its past: the median
 * over acts as they come in a large room, and that over acts that somebody signed without having seen the last.
 */
function oneMore(story: Story): Row[] {
	const count = story.events.length;
	const reducer = createReducer(story.room);
	reducer.add(story.events);
	const guest = story.person('newcomer').sees(story.events);
	const act = [
		() => guest.raisesHand(),
		() => story.host.sees(story.events).pins('x'),
		() => story.host.sees(story.events).invites(guest),
		() => guest.lowersHandOf(guest),
		() => story.host.sees(story.events).mutes(guest)
	];
	reducer.add(story.events.slice(count));
	const timesOf = (events: readonly RoomEvent[]) =>
		events.map((event) => timed(() => reducer.add([event])).ms);
	const inOrder = Array.from({ length: MORE }, (_, i) => {
		guest.sees(story.events);
		return act[i % act.length]!();
	});
	const orderly = timesOf(inOrder);
	const seen = story.events.slice();
	const beside = Array.from({ length: RUNS }, (_, i) => {
		const actor = new Actor(story, `beside ${i}`, `beside ${i}`).sees(seen);
		return actor.opens();
	});
	const concurrent = timesOf(beside);
	const held = count.toLocaleString('en-GB');
	return [
		row('reducer, one more', median(orderly), 'ms', {
			target: '1',
			note: `on ${held}, having seen all; at most ${Math.max(...orderly).toFixed(1)} ms`
		}),
		row('reducer, one beside', median(concurrent.slice(1)), 'ms', {
			note: `on ${held}, concurrent with another: judged anew`
		})
	];
}

/** How fast the reducer reads rooms of several shapes, unsigned and in memory. */
export function reducerThroughput(): Promise<Row[]> {
	const shapes = [
		{ name: 'crowd', story: crowd(10_000, 1000), note: '1,000 sessions, two co-hosts' },
		{ name: 'wide', story: wide(10_000), note: 'no listener has seen another' },
		{ name: 'quarrel', story: quarrel(10_000), note: 'a moderator and one person: the longest registers' }
	];
	const rows = shapes.map(({ name, story, note }) => {
		const times = Array.from({ length: RUNS }, () => timed(() => reduceRoom(story.room, story.events)).ms);
		const ms = median(times);
		const count = story.events.length.toLocaleString('en-GB');
		const figure = story.events.length / (ms / 1000);
		return row(`reducer, ${name}`, figure, 'events/s', {
			note: `${count} events in ${ms.toFixed(0)} ms; ${note}`
		});
	});
	return Promise.resolve([...rows, ...oneMore(crowd(10_000, 1000))]);
}
