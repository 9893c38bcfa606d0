import { describe, expect, it } from 'vitest';
import { holderBy } from '../../src/p2p/document/lineage.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { Story, type Actor } from '../room/story.ts';

/** A handover as a lineage tells it: the offer and its acceptance, each after its feed's opening. */
function handover(from: Actor, to: Actor): RoomEvent[] {
	const offer = from.offersRoom(to);
	return [from.own[0]!, offer, to.own[0]!, to.takesRoom(offer)];
}

describe('who holds a room by its lineage', () => {
	it('is its founder, then whoever took it over from the one before', () => {
		const story = new Story();
		const [ben, cleo] = ['ben', 'cleo'].map((name) => story.person(name)) as [Actor, Actor];
		const genesis = story.events[0]!;
		expect(holderBy(story.room, [genesis])).toBe(story.host.identity);
		const first = [genesis, ...handover(story.host, ben)];
		expect(holderBy(story.room, first)).toBe(ben.identity);
		expect(holderBy(story.room, [...first, ...handover(ben, cleo)])).toBe(cleo.identity);
	});

	it('is the same when two of their devices accepted', () => {
		const story = new Story();
		const ben = story.person('ben');
		const phone = ben.device('phone');
		const taken = handover(story.host, ben);
		const again = phone.takesRoom(taken[1]!);
		expect(holderBy(story.room, [story.events[0]!, ...taken, phone.own[0]!, again])).toBe(ben.identity);
	});

	it('is nobody by an acceptance of what was never offered by the holder', () => {
		const story = new Story();
		const [ben, cleo] = ['ben', 'cleo'].map((name) => story.person(name)) as [Actor, Actor];
		const genesis = story.events[0]!;
		expect(holderBy(story.room, [genesis, ...handover(ben, cleo)])).toBeNull();
		const [, offer, ...rest] = handover(story.host, ben);
		expect(holderBy(story.room, [genesis, ...rest])).toBeNull();
		const late = [cleo.own[0]!, cleo.takesRoom(story.host.offersRoom(cleo))];
		expect(holderBy(story.room, [genesis, offer!, ...rest, ...late])).toBeNull();
	});

	it('is nobody without the first event of this very room', () => {
		const story = new Story();
		const other = new Story('other');
		expect(holderBy(story.room, [])).toBeNull();
		expect(holderBy(story.room, [other.events[0]!])).toBeNull();
	});
});
