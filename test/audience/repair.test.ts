import { describe, expect, it } from 'vitest';
import type { Course, Happening } from '../../src/p2p/audience/course.ts';
import { Repair } from '../../src/p2p/audience/repair.ts';
import type { Seat } from '../../src/p2p/audience/seat.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { seededRandom } from '../fixtures/random.ts';

const id = (name: string) => name as SessionId;
const [ME, PAT, FAY, FOE, UNA, UMA] = ['me', 'pat', 'fay', 'foe', 'una', 'uma'].map(id) as [
	SessionId,
	SessionId,
	SessionId,
	SessionId,
	SessionId,
	SessionId
];

function seat(parent: SessionId | null, fallbacks: readonly SessionId[] = [FAY, FOE]): Seat {
	const other = { parent: UNA, fallbacks: [UMA], depth: 2 };
	return { session: ME, stripes: [{ parent, fallbacks, depth: 2 }, other], forwards: null, capacity: 0 };
}

/** One listener on a clock that is moved by hand. */
class Listener {
	readonly #repair = new Repair({ random: seededRandom(1) });
	nowMs = 0;
	course!: Course;

	take(...happenings: Happening[]): Course {
		const reports = [];
		for (const happening of happenings) {
			this.course = this.#repair.take(happening, this.nowMs);
			reports.push(...this.course.reports);
		}
		return (this.course = { ...this.course, reports });
	}

	/** Lets time pass with every tick that is asked for; everything that was reported. */
	pass(ms: number): Course['reports'] {
		const untilMs = this.nowMs + ms;
		const reports = [];
		while (this.course.nextMs !== null && this.course.nextMs <= untilMs) {
			this.nowMs = Math.max(this.nowMs, this.course.nextMs);
			reports.push(...this.take({ kind: 'tick' }).reports);
		}
		this.nowMs = untilMs;
		return reports;
	}

	/** Both stripes come from their planned parents, and the first fallbacks are linked. */
	static settled(): Listener {
		const listener = new Listener();
		listener.take({ kind: 'seated', seat: seat(PAT) });
		for (const session of [PAT, FAY, UNA, UMA]) listener.take({ kind: 'linkOpened', session });
		listener.take({ kind: 'fed', stripe: 0, parent: PAT }, { kind: 'fed', stripe: 1, parent: UNA });
		return listener;
	}
}

describe('A listener', () => {
	it('links to its parents alone, and asks them', () => {
		const { course } = Listener.settled();
		expect([...course.wanted].sort()).toEqual([PAT, UNA].sort());
		expect(course.feeds).toEqual([
			{ active: PAT, asked: [PAT] },
			{ active: UNA, asked: [UNA] }
		]);
		expect(course.nextMs).toBeNull();
	});

	it('bears a silence for 400 ms while the other stripe comes, and not a moment longer', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'silent', stripe: 0, parent: PAT });
		expect(listener.pass(399)).toEqual([]);
		expect(listener.course.feeds[0]).toEqual({ active: PAT, asked: [PAT] });
		listener.take({ kind: 'fed', stripe: 0, parent: PAT });
		expect(listener.pass(10_000)).toEqual([]);
		listener.take({ kind: 'silent', stripe: 0, parent: PAT });
		listener.take({ kind: 'silent', stripe: 1, parent: UNA });
		expect(listener.course.feeds.map(({ active }) => active)).toEqual([null, null]);
	});

	it('asks the fallback when a parent stays silent, tells who, and lets the parent go once it is fed', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'silent', stripe: 0, parent: PAT });
		expect(listener.pass(400)).toEqual([{ stripe: 0, parent: PAT, cause: 'silent', now: FAY }]);
		expect(listener.course.feeds[0]).toEqual({ active: null, asked: [PAT, FAY] });
		expect(listener.take({ kind: 'fed', stripe: 0, parent: FAY }).feeds[0]).toEqual({
			active: FAY,
			asked: [FAY]
		});
	});

	it('takes the silent parent back if it speaks first', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'silent', stripe: 0, parent: PAT });
		const { feeds, nextMs } = listener.take({ kind: 'fed', stripe: 0, parent: PAT });
		expect(feeds[0]).toEqual({ active: PAT, asked: [PAT] });
		expect(nextMs).toBeNull();
	});

	it('asks the next fallback after 1.5 s, waits longer for its link, and goes on asking the planner ever more rarely', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'silent', stripe: 0, parent: PAT });
		listener.pass(400);
		expect(listener.pass(1499)).toEqual([]);
		expect(listener.pass(1)).toEqual([{ stripe: 0, parent: FAY, cause: 'unreachable', now: FOE }]);
		const asked = listener.pass(2500 * 1.5);
		expect(asked).toContainEqual({ stripe: 0, parent: FOE, cause: 'unreachable', now: null });
		const first = listener.pass(60_000);
		expect(first.length).toBeGreaterThan(4);
		expect(first.some(({ parent, now }) => parent === PAT && now !== null)).toBe(true);
		expect(listener.pass(60_000).length).toBeLessThan(40);
	});

	it('stays on the fallback and tells the planner again until it is seated anew', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'silent', stripe: 0, parent: PAT });
		listener.pass(400);
		listener.take({ kind: 'fed', stripe: 0, parent: FAY });
		expect(listener.pass(3000)).toEqual([{ stripe: 0, parent: PAT, cause: 'silent', now: FAY }]);
		listener.take({ kind: 'seated', seat: seat(FAY, [FOE]) });
		expect(listener.course.feeds[0]).toEqual({ active: FAY, asked: [FAY] });
		expect(listener.pass(300_000)).toEqual([]);
	});

	it('is fed by a new parent before it lets the old one go', () => {
		const listener = Listener.settled();
		const { feeds, wanted } = listener.take({ kind: 'seated', seat: seat(FOE, [FAY]) });
		expect(feeds[0]).toEqual({ active: PAT, asked: [PAT, FOE] });
		expect(wanted).toContain(PAT);
		listener.take({ kind: 'linkOpened', session: FOE });
		const both = listener.take({ kind: 'fed', stripe: 0, parent: FOE });
		expect(both.feeds[0]).toEqual({ active: FOE, asked: [PAT, FOE] });
		listener.pass(3000);
		expect(listener.course.feeds[0]).toEqual({ active: FOE, asked: [FOE] });
		expect(listener.course.wanted).not.toContain(PAT);
	});

	it('says so when a new parent cannot be reached, and stays with the old one', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'seated', seat: seat(FOE, [FAY]) });
		expect(listener.pass(6000)).toEqual([{ stripe: 0, parent: FOE, cause: 'unreachable', now: PAT }]);
		expect(listener.course.feeds[0]).toEqual({ active: PAT, asked: [PAT] });
	});

	it('does not take a parent that starved it for a minute, even if it is seated there', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'starving', stripe: 0, parent: PAT });
		expect(listener.take({ kind: 'fed', stripe: 0, parent: PAT }).feeds[0].active).toBeNull();
		listener.take({ kind: 'fed', stripe: 0, parent: FAY });
		const { feeds, reports } = listener.take({ kind: 'seated', seat: seat(PAT) });
		expect(feeds[0]).toEqual({ active: FAY, asked: [FAY] });
		expect(reports).toEqual([{ stripe: 0, parent: PAT, cause: 'starving', now: FAY }]);
		listener.pass(60_000);
		listener.take({ kind: 'seated', seat: seat(PAT) });
		expect(listener.course.feeds[0].asked).toEqual([FAY, PAT]);
	});

	it('lets a forger go at once, in both stripes, and closes the link', () => {
		const listener = Listener.settled();
		const { feeds, wanted } = listener.take({ kind: 'forged', parent: PAT });
		expect(feeds[0]).toEqual({ active: null, asked: [FAY] });
		expect(wanted).not.toContain(PAT);
	});

	it('goes to the fallback when the link breaks, and does not wait for the parent', () => {
		const listener = Listener.settled();
		const { feeds, reports } = listener.take({ kind: 'linkLost', session: PAT });
		expect(feeds[0]).toEqual({ active: null, asked: [FAY] });
		expect(reports).toEqual([{ stripe: 0, parent: PAT, cause: 'unreachable', now: FAY }]);
	});

	it('takes both stripes from one parent only where nobody else is left', () => {
		const listener = Listener.settled();
		listener.take({ kind: 'seated', seat: seat(PAT, [UNA, FAY]) });
		listener.take({ kind: 'silent', stripe: 0, parent: PAT });
		listener.pass(400);
		expect(listener.course.feeds[0].asked).toEqual([PAT, FAY]);
		listener.pass(1500);
		expect(listener.course.feeds[0].asked).toEqual([PAT, FAY, UNA]);
	});

	it('ignores what it did not ask for, and whatever concerns a parent of the past', () => {
		const listener = Listener.settled();
		const before = listener.course.feeds;
		const { feeds, reports } = listener.take(
			{ kind: 'fed', stripe: 0, parent: FOE },
			{ kind: 'silent', stripe: 0, parent: FOE },
			{ kind: 'starving', stripe: 1, parent: PAT },
			{ kind: 'linkLost', session: FOE }
		);
		expect(feeds).toEqual(before);
		expect(reports).toEqual([]);
	});
});
