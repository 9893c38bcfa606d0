import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { idOf, type SessionId } from '../../src/p2p/base/ids.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Libp2pMeetingPoint } from '../../src/p2p/transport/libp2p-meeting-point.ts';
import { peerIdOf, sessionKeyOf } from '../../src/p2p/transport/session-key.ts';
import { meetingPointContract } from '../contract/meeting-point.ts';
import { openRelay } from '../relay/relay-fixture.ts';

meetingPointContract('libp2p over a relay', async () => {
	const relay = await openRelay();
	const scope = new Scope(systemClock);
	const points: Libp2pMeetingPoint[] = [];
	return {
		open: async () => {
			const seed = systemRandom.bytes(32);
			const session = idOf<SessionId>(ed25519.getPublicKey(seed));
			const relays = [relay.address];
			const point = await Libp2pMeetingPoint.open(scope, { seed, relays, random: systemRandom });
			points.push(point);
			return { session, point };
		},
		stopRelay: () => relay.stop(),
		startRelay: () => relay.start(),
		close: async () => {
			await Promise.all(points.map((point) => point.close()));
			await relay.close();
		}
	};
});

describe('the session key', () => {
	it('is the libp2p peer key, both ways', () => {
		const session = idOf<SessionId>(ed25519.getPublicKey(systemRandom.bytes(32)));
		expect(sessionKeyOf(peerIdOf(session))).toBe(session);
	});
});
