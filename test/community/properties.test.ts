import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../fixtures/property-seed.ts';
import type { EventId } from '../../src/p2p/base/ids.ts';
import { reduceCommunity } from '../../src/p2p/community/reducer.ts';
import type { CommunityState } from '../../src/p2p/community/state.ts';
import type { EventType, RoomEvent } from '../../src/p2p/room/events.ts';
import { PATIENCE_MS, runs } from '../room/runs.ts';
import { CommunityStory, type Citizen } from './story.ts';

/** What random people try; most of it not for them. */
const TRIES = [
	'follow.given',
	'follow.withdrawn',
	'member.joined',
	'member.left',
	'organiser.appointed',
	'organiser.dismissed',
	'person.banned',
	'person.unbanned',
	'policy.set',
	'community.changed',
	'post.pinned',
	'post.unpinned',
	'room.listed',
	'away',
	'back'
] as const;

const steps = fc.array(fc.record({ what: fc.constantFrom(...TRIES), who: fc.nat(4), whom: fc.nat(4) }), {
	maxLength: 40
});

function told(
	acts: readonly { what: (typeof TRIES)[number]; who: number; whom: number }[],
	salt = ''
): CommunityStory {
	const story = new CommunityStory(salt);
	const people: Citizen[] = [
		story.founder,
		...['Ben', 'Cleo', 'Dan', 'Eve'].map((name) => story.person(name))
	];
	for (const { what, who, whom } of acts) {
		const [actor, target] = [people[who]!, people[whom]!.identity];
		if (what === 'away') actor.goesAway();
		else if (what === 'back') actor.comesBack();
		else if (what === 'policy.set')
			actor.signs(what, { hosts: 'followers', followers: whom + 1, speakers: 'members' });
		else if (what === 'community.changed') actor.signs(what, { name: `Name ${whom}`, about: '' });
		else if (what === 'post.pinned') actor.signs(what, { text: 'A post' });
		else if (what === 'post.unpinned')
			actor.signs(what, {
				post: (story.events.find(({ type }) => type === 'post.pinned')?.id ?? '0'.repeat(64)) as EventId
			});
		else if (what === 'room.listed') actor.signs(what, { code: 'a'.repeat(71), title: 'A room', start: 0 });
		else if (what === 'member.joined') actor.signs(what, { name: `Somebody ${whom}` });
		else if (what === 'member.left') actor.signs(what, {});
		else if (what === 'person.banned') actor.signs(what, { target, reason: '' });
		else actor.signs(what, { target });
	}
	return story;
}

const json = (state: CommunityState | null) =>
	state &&
	JSON.stringify({
		...state,
		members: [...state.members],
		follows: [...state.follows].map(([who, whom]) => [who, [...whom].sort()]).sort()
	});

/** The same events with something harmless in place of some. */
const without = (events: readonly RoomEvent[], isOut: (event: RoomEvent) => boolean): RoomEvent[] =>
	events.map((event) =>
		isOut(event)
			? ({ ...event, type: 'follow.withdrawn', body: { target: '0'.repeat(64) } } as unknown as RoomEvent)
			: event
	);

/** What only organisers may. */
const LEADING: ReadonlySet<EventType> = new Set<EventType>([
	'organiser.appointed',
	'person.banned',
	'person.unbanned',
	'policy.set',
	'community.changed',
	'post.pinned',
	'post.unpinned'
]);

describe('Invariants of communities', () => {
	it(
		'CO1 any order with duplicates gives the same state',
		() => {
			const deliveries = steps.chain((acts) => {
				const story = told(acts);
				const { events } = story;
				return fc.record({
					story: fc.constant(story),
					delivered: fc.shuffledSubarray(events, { minLength: events.length }),
					again: fc.subarray(events)
				});
			});
			fc.assert(
				fc.property(deliveries, ({ story, delivered, again }) => {
					expect(json(reduceCommunity(story.id, [...again, ...delivered]))).toBe(json(story.state));
					reduceCommunity(story.id, again);
				}),
				runs(601, 1500)
			);
		},
		PATIENCE_MS
	);

	it(
		'CO2 CO4 CO5 what people do who were never appointed leads nothing, and nobody shuts the founder out',
		() => {
			fc.assert(
				fc.property(steps, (acts) => {
					const story = told(acts);
					const { events, state, founder } = story;
					const trusted = new Set([
						founder.session,
						...events.flatMap((event) => {
							if (event.type !== 'organiser.appointed' || event.session !== founder.session) return [];
							const { target } = event.body;
							return events
								.filter((one) => one.type === 'session.opened' && one.body.certificate.identity === target)
								.map(({ session }) => session);
						})
					]);
					const calm = without(events, ({ type, session }) => LEADING.has(type) && !trusted.has(session));
					expect(json(reduceCommunity(story.id, calm))).toBe(json(state));
					expect(founder.member).toMatchObject({ rank: 'founder', isBanned: false });
				}),
				runs(602, 1500)
			);
		},
		PATIENCE_MS
	);

	it(
		'CO3 what a banned person signs that the ban has not seen changes nothing',
		() => {
			fc.assert(
				fc.property(steps, fc.integer({ min: 1, max: 4 }), steps, (before, who, after) => {
					const story = told(before);
					const names = ['Ben', 'Cleo', 'Dan', 'Eve'];
					const banned = story.person(names[who - 1]!, 'another device');
					const isTheirs = new Set(
						story.events
							.filter(
								(one) => one.type === 'session.opened' && one.body.certificate.identity === banned.identity
							)
							.map(({ session }) => session)
					);
					banned.goesAway();
					const ban = story.founder
						.comesBack()
						.signs('person.banned', { target: banned.identity, reason: '' });
					for (const { what, whom } of after) {
						if (what === 'policy.set')
							banned.signs(what, { hosts: 'anyone', followers: 1, speakers: 'everyone' });
						if (what === 'post.pinned') banned.signs(what, { text: 'Still here' });
						if (what === 'member.joined') banned.signs(what, { name: `Back ${whom}` });
						if (what === 'follow.given') banned.signs(what, { target: story.founder.identity });
						if (what === 'person.banned') banned.signs(what, { target: story.founder.identity, reason: '' });
					}
					const since = story.events.indexOf(ban);
					const calm = without(
						story.events,
						(event) => isTheirs.has(event.session) && story.events.indexOf(event) > since
					);
					expect(json(reduceCommunity(story.id, calm))).toBe(json(story.state));
					expect(banned.member!.isBanned).toBe(true);
				}),
				runs(603, 1000)
			);
		},
		PATIENCE_MS
	);
});
