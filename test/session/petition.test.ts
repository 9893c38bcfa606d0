import { describe, expect, it } from 'vitest';
import type { IdentityId, SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Petition } from '../../src/p2p/session/petition.ts';
import { Story } from '../room/story.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

/** Somebody who wants to write, and a room whose host may let them. */
function begin() {
	const clock = new VirtualClock();
	const story = new Story();
	const asked: IdentityId[] = [];
	const host = story.state.host;
	const here = { isHost: true };
	const petition = new Petition({
		scope: new Scope(clock),
		me: '1e'.repeat(32) as IdentityId,
		session: '2f'.repeat(32) as SessionId,
		state: () => story.state,
		linked: () => new Set(here.isHost ? [host] : []),
		ask: (identity) => asked.push(identity)
	});
	return { clock, asked, host, here, petition };
}

describe('asking to be let write', () => {
	it('asks again while nobody answers: a question may be lost with its link', async () => {
		const { clock, asked, host, petition } = begin();
		void petition.granted();
		await clock.advance(5_000);
		expect(asked).toEqual([host, host, host]);
	});

	it('waits for a moderator to be linked, and gives up after ten seconds', async () => {
		const { clock, asked, here, petition } = begin();
		here.isHost = false;
		const granted = petition.granted();
		await clock.advance(4_000);
		expect(asked).toEqual([]);
		here.isHost = true;
		await clock.advance(300);
		expect(asked).toHaveLength(1);
		await clock.advance(10_000);
		expect(await granted).toBe(false);
	});
});
