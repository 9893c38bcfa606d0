import { describe, expect, it } from 'vitest';
import type { EventType } from '../../src/p2p/room/events.ts';
import { EMPTY_FEED, countNext, isOverQuota, quotaOf } from '../../src/p2p/room/quotas.ts';
import { Story } from './story.ts';

describe('R14 quotas', () => {
	it('R14 quotas: of a type, so many events of one feed count', () => {
		const story = new Story();
		const bob = story.person('bob').goesAway();
		for (let i = 0; i < quotaOf('hand.raised'); i++) bob.raisesHand();
		bob.lowersHandOf(bob);
		bob.raisesHand();
		expect(bob.hasHandUp).toBe(false);
		bob.comesBack().device('phone').raisesHand();
		expect(bob.hasHandUp).toBe(true);
	});

	it('R14 quotas: over them the host is bound too', () => {
		const story = new Story();
		const alice = story.person('alice');
		story.host.sees([]);
		for (let i = 0; i < quotaOf('host.offered'); i++) story.host.offersRoom(null);
		story.host.comesBack().offersRoom(alice);
		expect(story.state.offer).toBeNull();
	});

	it('R14 quotas: other types and other feeds are not touched by a full one', () => {
		const story = new Story();
		const [bob, carol] = [story.speaker('bob'), story.speaker('carol')];
		story.host.mutes(bob);
		story.host.mutes(carol);
		for (let i = 0; i <= quotaOf('stage.answered'); i++) bob.refusesRoom(story.events[0]!);
		for (const person of [bob, carol]) person.unmutes();
		expect([bob.person.muted, carol.person.muted]).toEqual([false, false]);
	});

	it('R14 quotas: a branch is counted along its own past', () => {
		const story = new Story();
		const alice = story.cohost('alice').goesAway();
		for (let i = 0; i < quotaOf('title.changed'); i++) alice.retitles(`${i}`);
		const branch = alice.forked(1);
		const last = branch.retitles('the branch');
		story.host.sees([
			...story.events.filter((event) => event.session !== alice.session),
			alice.own[0]!,
			last
		]);
		story.host.pins('seen');
		expect(story.state.title).toBe('the branch');
	});

	it('R14 quotas: the count of a feed can be kept entry by entry', () => {
		let count = EMPTY_FEED;
		const verdicts: boolean[] = [];
		for (const type of Array<EventType>(quotaOf('hand.raised') + 1).fill('hand.raised')) {
			count = countNext(count, type);
			verdicts.push(isOverQuota(count, type));
		}
		expect(verdicts.indexOf(true)).toBe(quotaOf('hand.raised'));
		expect(isOverQuota(count, 'mic.unmuted')).toBe(false);
		expect(isOverQuota(EMPTY_FEED, 'hand.raised')).toBe(false);
	});
});
