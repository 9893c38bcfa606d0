import { describe, expect, it } from 'vitest';
import { idOf, type SessionId } from '../../src/p2p/base/ids.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { MemoryHub } from '../../src/p2p/transport/memory-meeting-point.ts';
import { meetingPointContract } from '../contract/meeting-point.ts';

const newSession = () => idOf<SessionId>(systemRandom.bytes(32));

meetingPointContract('in memory', async () => {
	const hub = new MemoryHub();
	return {
		open: async () => {
			const session = newSession();
			return { session, point: hub.open(session) };
		},
		stopRelay: async () => hub.stop(),
		startRelay: async () => hub.start(),
		close: async () => {}
	};
});

describe('a hub flushed by hand', () => {
	it('delivers nothing until it is flushed', () => {
		const hub = new MemoryHub({ isManual: true });
		const [a, b] = [hub.open(newSession()), hub.open(newSession())];
		const found: SessionId[] = [];
		a.on('found', (session) => found.push(session));
		for (const point of [a, b]) point.watch(new Uint8Array(32));
		b.announce();
		expect(found).toEqual([]);
		hub.flush();
		expect([...new Set(found)]).toEqual([b.session]);
	});
});
