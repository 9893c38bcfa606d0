import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isModerator, isOnStage } from '../../src/p2p/room/selectors.ts';
import { rooms } from './random-room.ts';
import { PATIENCE_MS, runs } from './runs.ts';
import { Story, underManyIds, type Actor } from './story.ts';

/** Who records, and who may be heard in it, by their names. */
function recordings({ state }: Story): Record<string, readonly string[]> {
	const name = (who: string) => state.people.find(({ identity }) => identity === who)!.name;
	const kind = (minutes: number) => (minutes === 0 ? '' : ` ${minutes}`);
	return Object.fromEntries(
		state.recordings.map(({ by, minutes, agreed }) => [name(by) + kind(minutes), agreed.map(name).sort()])
	);
}

const bystander = (story: Story): readonly Actor[] => [story.speaker('sam'), story.person('lea')];

describe('R16 recordings', () => {
	it('R16 host and co-hosts begin one; a speaker, a listener or a stranger begins none', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		for (const one of [...bystander(story), story.stranger('eve')]) one.records();
		expect(recordings(story)).toEqual({});
		story.host.records();
		alice.records();
		expect(recordings(story)).toEqual({ alice: ['alice'], host: ['host'] });
		expect(story.state.log.filter(({ type }) => type === 'recording.started')).toHaveLength(2);
	});

	it('R16 any moderator ends it, and nobody else does', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		story.host.records();
		for (const one of bystander(story)) one.stopsRecordingOf(story.host);
		expect(recordings(story)).toEqual({ host: ['host'] });
		alice.stopsRecordingOf(story.host);
		expect(recordings(story)).toEqual({});
	});

	it('R16 an end is the end of one recording', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		story.host.records();
		alice.records();
		story.host.stopsRecordingOf(story.host);
		expect(recordings(story)).toEqual({ alice: ['alice'] });
	});

	it('R16 the last minutes are kept beside a file, and agreed to and ended for themselves', () => {
		const story = new Story();
		const sam = story.speaker('sam');
		story.host.records();
		story.host.records(5);
		sam.agreesToRecordingOf(story.host);
		expect(recordings(story)).toEqual({ host: ['host', 'sam'], 'host 5': ['host'] });
		sam.agreesToRecordingOf(story.host, 10);
		expect(recordings(story)).toEqual({ host: ['host', 'sam'], 'host 5': ['host'] });
		sam.agreesToRecordingOf(story.host, 5);
		expect(recordings(story)).toEqual({ host: ['host', 'sam'], 'host 5': ['host', 'sam'] });
		story.host.stopsRecordingOf(story.host);
		expect(recordings(story)).toEqual({ 'host 5': ['host', 'sam'] });
		// Another time asks everybody anew, and there is only one.
		story.host.records(10);
		expect(recordings(story)).toEqual({ 'host 10': ['host'] });
		// The end of these does not bring the others back.
		story.host.stopsRecordingOf(story.host, 10);
		expect(recordings(story)).toEqual({});
	});

	it('R16 the host alone lets the last minutes be kept, and every moderator ends that', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		for (const one of [...bystander(story), alice]) one.records(5);
		expect(recordings(story)).toEqual({});
		story.host.records(5);
		for (const one of bystander(story)) one.stopsRecordingOf(story.host, 5);
		expect(recordings(story)).toEqual({ 'host 5': ['host'] });
		alice.stopsRecordingOf(story.host, 5);
		expect(recordings(story)).toEqual({});
	});

	it('R16 an agreement is one to one recording, by a session that may write', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		const sam = story.speaker('sam');
		story.host.records();
		alice.records();
		sam.agreesToRecordingOf(alice);
		const device = sam.unknownDevice('phone');
		device.opens();
		device.agreesToRecordingOf(story.host);
		expect(recordings(story)).toEqual({ alice: ['alice', 'sam'], host: ['host'] });
	});

	it('R16 a listener’s agreement is none once they are on the stage', () => {
		const story = new Story();
		const lea = story.person('lea');
		story.host.records();
		lea.agreesToRecordingOf(story.host);
		lea.accepts(story.host.invites(lea));
		expect(recordings(story)).toEqual({ host: ['host'] });
	});

	it(
		'R16 whoever records leads the room, and whoever agreed is on the stage',
		() => {
			fc.assert(
				fc.property(rooms(14, 'recording', 'everything', 'acting', 'handover'), ({ story: { state } }) => {
					for (const { by, agreed } of state.recordings) {
						expect(isModerator(state, by)).toBe(true);
						for (const who of agreed) expect(isOnStage(state, who)).toBe(true);
					}
					const kinds = state.recordings.map(({ by, minutes }) => `${by} ${minutes > 0}`);
					expect(new Set(kinds).size).toBe(kinds.length);
				}),
				runs(1601, 2000)
			);
		},
		PATIENCE_MS
	);

	it('R16 an end that has not seen the beginning does not end it', () => {
		underManyIds((story) => {
			const alice = story.cohost('alice');
			alice.goesAway();
			story.host.records();
			alice.stopsRecordingOf(story.host);
			expect(recordings(story)).toEqual({ host: ['host'] });
		});
	});

	it('R16 it ends with the rank of whoever records, and does not come back with it', () => {
		for (const end of ['dismisses', 'removes', 'bans'] as const) {
			const story = new Story();
			const alice = story.cohost('alice');
			alice.records();
			story.host[end](alice);
			expect(recordings(story)).toEqual({});
			story.host.appoints(alice);
			expect(recordings(story)).toEqual({});
		}
		const story = new Story();
		const alice = story.cohost('alice');
		alice.records();
		alice.resigns();
		story.host.appoints(alice);
		expect(recordings(story)).toEqual({});
	});

	it('R16 everybody agrees for themselves, on the stage and to what has begun', () => {
		const story = new Story();
		const [sam, lea] = bystander(story) as [Actor, Actor];
		sam.agreesToRecordingOf(story.host);
		story.host.records();
		expect(recordings(story)).toEqual({ host: ['host'] });
		lea.agreesToRecordingOf(story.host);
		sam.agreesToRecordingOf(story.host);
		expect(recordings(story)).toEqual({ host: ['host', 'sam'] });
		story.host.records();
		expect(recordings(story)).toEqual({ host: ['host'] });
	});

	it('R16 who left the stage is asked anew when they come back, also where both happened at once', () => {
		underManyIds((story) => {
			const sam = story.speaker('sam');
			story.host.records();
			sam.goesAway();
			story.host.demotes(sam);
			sam.agreesToRecordingOf(story.host);
			sam.comesBack();
			expect(recordings(story)).toEqual({ host: ['host'] });
			sam.accepts(story.host.invites(sam));
			expect(recordings(story)).toEqual({ host: ['host'] });
			sam.agreesToRecordingOf(story.host);
			expect(recordings(story)).toEqual({ host: ['host', 'sam'] });
			sam.stepsDown();
			sam.accepts(story.host.invites(sam));
			expect(recordings(story)).toEqual({ host: ['host'] });
		});
	});

	it('R16 a banned person agrees to nothing, whatever they claim to have seen', () => {
		underManyIds((story) => {
			const sam = story.speaker('sam');
			const began = story.host.records();
			story.host.bans(sam);
			sam.goesBackTo(began).agreesToRecordingOf(story.host);
			expect(recordings(story)).toEqual({ host: ['host'] });
		});
	});
});
