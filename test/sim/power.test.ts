import { describe, expect, it } from 'vitest';
import type { RoomState } from '../../src/p2p/room/state.ts';
import { Story, type Actor } from '../room/story.ts';
import { abuseOfPower } from './power.ts';

/** Alice, one of three co-hosts, appoints dave as acting host, backed by so many of them, herself included. */
function appointment(backedBy: number, { hostReturns = false, hostMutes = false } = {}) {
	const story = new Story();
	const [alice, ...others] = ['alice', 'bob', 'carol'].map((name) => story.cohost(name));
	const dave = story.person('dave');
	for (const cohost of [alice!, ...others].slice(0, backedBy)) cohost.backs(alice!);
	if (hostReturns) story.host.device('phone');
	if (hostMutes) story.host.goesAway().mutes(dave);
	alice!.appoints(dave);
	return { story, dave };
}

/** The state as a reducer would show it that lets everybody appoint. */
function withCohost({ story, dave }: { readonly story: Story; readonly dave: Actor }): RoomState {
	const people = story.state.people.map((person) =>
		person.identity === dave.identity ? { ...person, role: 'cohost' as const } : person
	);
	return { ...story.state, people };
}

describe('the observer of roles', () => {
	it('takes whom an acting host appoints for rightly appointed, as the reducer does', () => {
		const { story, dave } = appointment(2);
		expect(dave.person.role).toBe('cohost');
		expect(abuseOfPower(story.state, story.events)).toBeNull();
	});

	it.each([
		['too few co-hosts back the signer', appointment(1)],
		['the host came back before', appointment(3, { hostReturns: true })],
		['the host decides about the same person at once', appointment(3, { hostMutes: true })]
	])('finds an appointment that cannot count: %s', (_, room) => {
		expect(room.dave.person.role).toBe('listener');
		expect(abuseOfPower(room.story.state, room.story.events)).toBeNull();
		expect(abuseOfPower(withCohost(room), room.story.events)?.property).toBe('no role without a chain');
	});
});
