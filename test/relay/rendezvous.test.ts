import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type RelayLimits } from '../../relay/limits.ts';
import { RendezvousRegistry, type Delivery } from '../../relay/rendezvous.ts';
import type { Clock } from '../../src/p2p/base/clock.ts';
import { idOf, type SessionId } from '../../src/p2p/base/ids.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { MAX_LISTED_PEERS } from '../../src/p2p/wire/rendezvous-limits.ts';
import { topicOf } from '../../src/p2p/wire/rendezvous.ts';

const numbered = (n: number) => {
	const bytes = new Uint8Array(32);
	new DataView(bytes.buffer).setUint32(0, n);
	return bytes;
};
const session = (n: number) => idOf<SessionId>(numbered(n));
const topic = topicOf(numbered(1));
const [alice, bob, carol] = [session(1), session(2), session(3)];

function open(overrides: Partial<RelayLimits> = {}) {
	let now = 0;
	const clock: Clock = { now: () => now, after: () => () => {}, every: () => () => {} };
	const limits = { ...DEFAULT_LIMITS, ...overrides };
	const registry = new RendezvousRegistry({ clock, random: systemRandom, limits });
	const register = (who: SessionId, ttlSeconds = 60) =>
		registry.handle(who, { kind: 'register', topic, ttlSeconds });
	const watch = (who: SessionId) => registry.handle(who, { kind: 'watch', topic });
	return { registry, register, watch, pass: (ms: number) => (now += ms) };
}

const listed = (deliveries: Delivery[]) =>
	deliveries.flatMap(({ answer }) => (answer.kind === 'peers' ? answer.sessions : []));

describe('the rendezvous registry', () => {
	it('lists the registered to a watcher, without the watcher', () => {
		const { register, watch } = open();
		register(alice);
		register(bob);
		expect(watch(bob)).toEqual([{ to: bob, answer: { kind: 'peers', topic, sessions: [alice] } }]);
	});

	it('pushes a newcomer to watchers once, however often it renews', () => {
		const { register, watch } = open();
		watch(alice);
		expect(register(bob)).toEqual([{ to: alice, answer: { kind: 'joined', topic, session: bob } }]);
		expect(register(bob)).toEqual([]);
	});

	it('tells watchers who left, by request, by going, or by the end of a registration', () => {
		const { registry, register, watch, pass } = open();
		watch(alice);
		const left = (who: SessionId) => [{ to: alice, answer: { kind: 'left', topic, session: who } }];
		register(bob);
		expect(registry.handle(bob, { kind: 'unregister', topic })).toEqual(left(bob));
		register(bob);
		expect(registry.leave(bob)).toEqual(left(bob));
		register(carol, 10);
		pass(9_999);
		expect(registry.expire()).toEqual([]);
		pass(1);
		expect(registry.expire()).toEqual(left(carol));
	});

	it('keeps nothing once everybody left', () => {
		const { registry, register, watch } = open();
		for (const who of [alice, bob]) {
			register(who);
			watch(who);
		}
		for (const who of [alice, bob]) registry.leave(who);
		expect(registry.counts).toEqual({ topics: 0, registrations: 0 });
	});

	it('refuses what is beyond its limits and keeps serving the others', () => {
		const { registry, register, watch } = open({
			topicsPerSession: 2,
			sessionsPerTopic: 2,
			registrations: 3
		});
		register(alice);
		register(bob);
		expect(register(carol)).toEqual([{ to: carol, answer: { kind: 'refused', code: 'topic-full' } }]);
		expect(listed(watch(carol))).toHaveLength(2);
		const more = [numbered(2), numbered(3)].map(topicOf);
		const answers = more.map((other) =>
			registry.handle(alice, { kind: 'register', topic: other, ttlSeconds: 1 })
		);
		expect(answers[1]).toEqual([{ to: alice, answer: { kind: 'refused', code: 'too-many-topics' } }]);
		expect(registry.handle(bob, { kind: 'register', topic: more[1]!, ttlSeconds: 1 })).toEqual([
			{ to: bob, answer: { kind: 'refused', code: 'relay-full' } }
		]);
		expect(registry.counts.registrations).toBe(3);
	});

	it('lists a fair choice of a crowd', () => {
		const { register, watch } = open();
		for (let n = 10; n < 410; n += 1) register(session(n));
		const [first, second] = [listed(watch(alice)), listed(watch(alice))];
		expect(new Set(first).size).toBe(MAX_LISTED_PEERS);
		expect([...first].sort()).not.toEqual([...second].sort());
	});
});
