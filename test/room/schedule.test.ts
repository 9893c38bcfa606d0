import { describe, expect, it } from 'vitest';
import { MAX_ANSWERS_OF_ONE } from '../../src/p2p/room/guests.ts';
import { MAX_CHANGES, MAX_OVER } from '../../src/p2p/room/schedule.ts';
import type { Schedule, ScheduleWord } from '../../src/p2p/room/state.ts';
import type { LocalTime } from '../../src/p2p/room/timing.ts';
import { PLANNED, Story, timingOf, underManyIds } from './story.ts';

const [first, second, third, fourth] = PLANNED as [LocalTime, LocalTime, LocalTime, LocalTime];

/** The schedule of a story that has one. */
const scheduleOf = ({ state }: Story): Schedule => state.schedule!;

/** What was decided differently at the same time: whose word stands, and whose does not. */
function conflicts(story: Story): string[] {
	const nameOf = (who: string) => story.state.people.find(({ identity }) => identity === who)!.name;
	const told = (word: ScheduleWord) => {
		if (word.kind === 'set') return word.timing.start;
		return word.kind === 'cancelled' ? 'off' : `${word.instance} ${word.start ?? 'off'}`;
	};
	return scheduleOf(story).conflicts.map(
		({ stands, lost }) =>
			`${nameOf(stands.by)} ${told(stands.word)} over ${nameOf(lost.by)} ${told(lost.word)}`
	);
}

/** Two co-hosts of a room that the host has planned for the first of the times. */
function planned(story = new Story()) {
	const [alice, bob] = [story.cohost('alice'), story.cohost('bob')];
	story.host.schedules(0);
	return { story, alice, bob };
}

describe('R19 schedule: when a room takes place', () => {
	it('R19 moderators plan the room, and the latest plan stands', () => {
		const { story, alice } = planned();
		expect(scheduleOf(story)).toMatchObject({ timing: timingOf(0), note: 'by host', isCancelled: false });
		alice.schedules(1);
		expect(scheduleOf(story)).toMatchObject({ timing: timingOf(1), note: 'by alice', conflicts: [] });
		story.host.schedules(2);
		expect(scheduleOf(story)).toMatchObject({ timing: timingOf(2), conflicts: [] });
	});

	it('R19 nobody else plans, moves, calls off, begins or ends anything', () => {
		const { story } = planned();
		const before = scheduleOf(story);
		for (const one of [story.speaker('sam'), story.person('lea'), story.stranger('eve')]) {
			one.schedules(3);
			one.movesTime(first, second);
			one.callsOff();
			one.begins();
			one.endsTime();
		}
		expect(scheduleOf(story)).toEqual(before);
	});

	it('R19 a room that no host planned is live, whatever co-hosts say', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		alice.schedules(1);
		alice.callsOff();
		alice.begins();
		expect(story.state.schedule).toBeNull();
		story.host.schedules(0);
		expect(scheduleOf(story)).toMatchObject({ timing: timingOf(0), isCancelled: false, live: null });
	});

	it("R19 of two plans at once the host's stands, of co-hosts' the larger id, and both sides are told", () =>
		underManyIds((story) => {
			const { alice, bob } = planned(story);
			alice.goesAway();
			story.host.schedules(1);
			alice.schedules(2);
			expect(scheduleOf(story).timing).toEqual(timingOf(1));
			expect(conflicts(story)).toEqual([`host ${PLANNED[1]} over alice ${PLANNED[2]}`]);
			alice.comesBack();
			bob.goesAway();
			const [a, b] = [alice.schedules(3), bob.schedules(4)];
			expect(scheduleOf(story).timing).toEqual(timingOf(a.id > b.id ? 3 : 4));
			expect(conflicts(story)).toHaveLength(1);
		}));

	it('R19 a plan that saw both settles it, and two that say the same are no conflict', () => {
		const { story, alice } = planned();
		alice.goesAway();
		story.host.schedules(1, 'the same');
		alice.schedules(1, 'the same');
		expect(conflicts(story)).toEqual([]);
		alice.schedules(2);
		expect(conflicts(story)).toHaveLength(1);
		alice.comesBack();
		alice.schedules(2);
		expect(scheduleOf(story)).toMatchObject({ timing: timingOf(2), conflicts: [] });
	});

	it('R19 what a co-host signs beside their dismissal is not even a conflict', () => {
		const { story, alice } = planned();
		alice.goesAway();
		story.host.dismisses(alice);
		alice.schedules(2);
		alice.callsOff();
		expect(scheduleOf(story)).toMatchObject({ timing: timingOf(0), isCancelled: false, conflicts: [] });
	});
});

describe('R19 schedule: calling off', () => {
	it('R19 a room that is called off takes place once a later plan says so', () => {
		const { story, alice } = planned();
		alice.callsOff();
		expect(scheduleOf(story).isCancelled).toBe(true);
		story.host.schedules(1);
		expect(scheduleOf(story)).toMatchObject({ isCancelled: false, timing: timingOf(1) });
	});

	it('R19 of a calling off and a plan at once the calling off stands, whoever signed it, and both sides are told', () =>
		underManyIds((story) => {
			const { alice } = planned(story);
			alice.goesAway();
			story.host.schedules(1);
			alice.callsOff();
			expect(scheduleOf(story).isCancelled).toBe(true);
			expect(conflicts(story)).toEqual([`alice off over host ${PLANNED[1]}`]);
		}));

	it('R19 calling off once more settles that, and so does planning once more', () => {
		for (const settles of ['off', 'on'] as const) {
			const { story, alice } = planned();
			alice.goesAway();
			story.host.schedules(1);
			alice.callsOff();
			if (settles === 'off') story.host.callsOff();
			else story.host.schedules(1);
			expect(scheduleOf(story)).toMatchObject({ isCancelled: settles === 'off', conflicts: [] });
		}
	});
});

describe('R19 schedule: single times', () => {
	it('R19 one time is moved, called off and put back, and the others stay', () => {
		const { story, alice } = planned();
		story.host.movesTime(first, fourth);
		alice.movesTime(second, null);
		expect(scheduleOf(story).changes).toEqual([
			{ instance: first, start: fourth },
			{ instance: second, start: null }
		]);
		story.host.movesTime(second, third);
		alice.movesTime(first, first);
		expect(scheduleOf(story).changes).toEqual([{ instance: second, start: third }]);
	});

	it('R19 of two words about one time at once the calling off stands, and both sides are told', () =>
		underManyIds((story) => {
			const { alice } = planned(story);
			alice.goesAway();
			story.host.movesTime(first, second);
			alice.movesTime(first, null);
			expect(scheduleOf(story).changes).toEqual([{ instance: first, start: null }]);
			expect(conflicts(story)).toEqual([`alice ${first} off over host ${first} ${second}`]);
			story.host.movesTime(first, second);
			expect(scheduleOf(story)).toMatchObject({
				changes: [{ instance: first, start: second }],
				conflicts: []
			});
		}));

	it("R19 of two moves of one time at once the host's stands", () =>
		underManyIds((story) => {
			const { alice } = planned(story);
			alice.goesAway();
			story.host.movesTime(first, second);
			alice.movesTime(first, third);
			expect(scheduleOf(story).changes).toEqual([{ instance: first, start: second }]);
			expect(conflicts(story)).toHaveLength(1);
		}));

	it('R19 a state names only so many changed times and ended ones, the last of them', () => {
		const { story } = planned();
		const times = Array.from(
			{ length: MAX_CHANGES + 3 },
			(_, i) =>
				`2031-${String(1 + Math.floor(i / 28)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}T18:00`
		) as LocalTime[];
		for (const time of times) story.host.movesTime(time, null);
		for (const [i, time] of times.entries()) {
			if (i === 20) story.host.comesBack();
			(i < 32 ? story.host : story.cohost(`cohost ${i}`)).endsTime(time);
		}
		expect(scheduleOf(story).changes.map(({ instance }) => instance)).toEqual(times.slice(-MAX_CHANGES));
		expect(scheduleOf(story).over).toEqual(times.slice(-MAX_OVER));
	});
});

describe('R19 schedule: beginning and end', () => {
	it('R19 a planned room waits until a moderator begins it, and waits again once one ends it', () => {
		const { story, alice } = planned();
		expect(scheduleOf(story).live).toBeNull();
		alice.begins(first);
		expect(scheduleOf(story)).toMatchObject({ live: first, over: [] });
		story.host.endsTime(first);
		expect(scheduleOf(story)).toMatchObject({ live: null, over: [first] });
		story.host.begins(second);
		expect(scheduleOf(story)).toMatchObject({ live: second, over: [first] });
	});

	it('R19 an end takes whatever it saw begin, and nothing that began beside it', () => {
		const { story, alice } = planned();
		alice.goesAway();
		story.host.begins(first);
		alice.begins(second);
		expect(scheduleOf(story).live).toBe(first);
		story.host.endsTime(first);
		expect(scheduleOf(story).live).toBeNull();
		story.host.begins(third);
		alice.endsTime(second);
		expect(scheduleOf(story).live).toBe(third);
	});

	it('R19 who begins what is live already changes nothing', () => {
		const { story, alice } = planned();
		alice.begins(first);
		story.host.begins(second);
		expect(scheduleOf(story).live).toBe(first);
	});

	it('R19 a calling off ends what it saw and what it did not, and a plan brings nothing of that back', () => {
		for (const isSeen of [true, false]) {
			const { story, alice } = planned();
			if (!isSeen) alice.goesAway();
			story.host.begins(first);
			alice.callsOff();
			expect(scheduleOf(story).live).toBeNull();
			story.host.begins(second);
			story.host.schedules(1);
			expect(scheduleOf(story)).toMatchObject({ isCancelled: false, live: null });
			story.host.begins(third);
			expect(scheduleOf(story).live).toBe(third);
		}
	});

	it('R19 after the host ended the room nothing of its schedule changes', () => {
		const { story, alice } = planned();
		story.host.endsTheRoom();
		const before = scheduleOf(story);
		alice.schedules(3);
		alice.begins();
		story.person('lea').rsvps('yes');
		expect(scheduleOf(story)).toEqual(before);
	});
});

describe('R19 schedule: guests', () => {
	const answers = (story: Story) =>
		scheduleOf(story).guests.map(({ identity, answer, instance }) => {
			const { name } = story.state.people.find((one) => one.identity === identity)!;
			return [name, answer, instance].join(' ').trim();
		});

	it('R19 whoever was let in answers, for every time and for one, and the latest word stands', () => {
		const { story } = planned();
		const [lea, sam] = [story.person('lea'), story.person('sam')];
		lea.rsvps('maybe');
		sam.rsvps('yes');
		lea.rsvps('no', second);
		lea.rsvps('yes');
		expect(answers(story)).toEqual(['sam yes', `lea no ${second}`, 'lea yes']);
	});

	it('R19 an answer to no plan answers nothing, also of one that comes later', () => {
		const story = new Story();
		const [lea, sam] = [story.person('lea'), story.person('sam')];
		lea.rsvps('yes');
		sam.goesAway();
		story.host.schedules(1);
		sam.rsvps('yes');
		expect(answers(story)).toEqual([]);
		lea.rsvps('maybe');
		expect(answers(story)).toEqual(['lea maybe']);
	});

	it('R19 whom nobody let in is not counted, nor is who was put out since', () => {
		const { story, alice } = planned();
		const [lea, sam] = [story.person('lea'), story.person('sam')];
		story.stranger('eve').rsvps('yes');
		lea.rsvps('yes');
		sam.goesAway();
		alice.bans(lea);
		alice.removes(sam);
		sam.rsvps('yes');
		expect(answers(story)).toEqual([]);
		alice.unbans(lea);
		expect(answers(story)).toEqual([]);
		lea.rsvps('maybe');
		expect(answers(story)).toEqual(['lea maybe']);
	});

	it('R19 of two answers at once the larger id stands, and of one person only so many count', () =>
		underManyIds((story) => {
			planned(story);
			const lea = story.person('lea');
			const phone = lea.goesAway().device('phone');
			const [a, b] = [lea.rsvps('yes'), phone.rsvps('no')];
			expect(answers(story)).toEqual([a.id > b.id ? 'lea yes' : 'lea no']);
			lea.comesBack();
			for (let day = 10; day < 30; day++) lea.rsvps('yes', `2030-01-${day}T18:00` as LocalTime);
			expect(scheduleOf(story).guests).toHaveLength(MAX_ANSWERS_OF_ONE);
		}));
});
