import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUE_GAP_MS, cueMemory, cues, nextCue } from '../../src/lib/app/cues.ts';
import { playCues } from '../../src/lib/app/room-cues.ts';
import type { Cue, Participant, RoomSession, RoomView } from '../../src/p2p/api.ts';
import { CUE_NOTES, NOTE_S } from '../../src/p2p/media/cue-tones.ts';
import { Emitter } from '../../src/p2p/base/emitter.ts';
import { audience, crowd, person, requestsOf } from '../fixtures/cast.ts';
import { sceneOf } from '../fixtures/scenes.ts';
import { recordedBy } from '../fixtures/scripted-recordings.ts';

const scene = sceneOf('story-small') as RoomView;

/** A room with these listeners besides its stage of three, this page's person being one of them. */
function room(people: readonly Participant[], more: Partial<RoomView> = {}): RoomView {
	return {
		...scene,
		audience: people,
		audienceCount: people.length,
		count: scene.stage.length + people.length,
		requests: requestsOf(people),
		...more
	};
}

const sanna = person(1, 'Sanna');
const small = room([sanna, person(20, 'Noor')]);
const large = room([sanna, ...audience(8)]);
const me = (more: Partial<RoomView['me']>, view = small): RoomView => ({
	...view,
	me: { ...view.me, ...more }
});
const moderating = (view: RoomView) => me({ role: 'cohost' }, view);
const reconnecting = (view: RoomView): RoomView => ({ ...view, phase: { name: 'reconnecting' } });

/** The cue of one step, long after this page came in and after any other cue. */
const between = (before: RoomView, after: RoomView): Cue | null =>
	nextCue(cueMemory(before, 0), before, after, 60_000).cue;

describe('What is heard of a room', () => {
	it('tells of the own microphone, on and off', () => {
		expect(between(me({ microphone: 'off' }), me({ microphone: 'open' }))).toBe('unmuted');
		expect(between(me({ microphone: 'open' }), me({ microphone: 'watching' }))).toBe('muted');
		expect(between(me({ microphone: 'off' }), me({ microphone: 'opening' }))).toBeNull();
	});

	it('tells that one was brought on stage, and not that one left it', () => {
		expect(between(small, me({ role: 'speaker' }))).toBe('on-stage');
		expect(between(me({ role: 'speaker' }), me({ role: 'cohost' }))).toBeNull();
		expect(between(me({ role: 'speaker' }), small)).toBeNull();
	});

	it('tells of a recording that begins or ends, before everything but the connection', () => {
		const recorded = recordedBy(small, 5, 'Amina');
		expect(between(small, recorded)).toBe('recording');
		expect(between(recorded, small)).toBe('recording');
		expect(between(recorded, me({ microphone: 'open' }, recorded))).toBe('unmuted');
		expect(between(me({ microphone: 'open' }), recorded)).toBe('recording');
	});

	it('tells a speaker that the time runs out and that it is up, and nobody else', () => {
		const at = (n: number, state: 'running' | 'ending' | 'over') =>
			({ ...small, stage: [person(n, '', { role: 'speaker', turn: { endsAt: 0, state } })] }) as RoomView;
		expect(between(at(1, 'running'), at(1, 'ending'))).toBe('turn');
		expect(between(at(1, 'ending'), at(1, 'over'))).toBe('turn');
		expect(between(at(1, 'over'), at(1, 'over'))).toBeNull();
		expect(between(at(1, 'over'), at(1, 'running'))).toBeNull();
		expect(between(at(20, 'running'), at(20, 'over'))).toBeNull();
	});

	it('tells of links that are lost and of their return', () => {
		expect(between(small, reconnecting(small))).toBe('dropped');
		expect(between(reconnecting(small), small)).toBe('reconnected');
	});

	it('tells moderators, and nobody else, of a hand that goes up', () => {
		const raised = room([sanna, person(20, 'Noor', { hand: 1 })]);
		expect(between(moderating(small), moderating(raised))).toBe('hand');
		expect(between(small, raised)).toBeNull();
		expect(between(moderating(raised), moderating(small))).toBeNull();
	});

	it('tells nobody of their own hand, nor of hands that were up before', () => {
		const mine = room([person(1, 'Sanna', { hand: 1 }), person(20, 'Noor')]);
		expect(between(moderating(small), moderating(mine))).toBeNull();
		const raised = room([sanna, person(20, 'Noor', { hand: 1 })]);
		expect(between(me({ role: 'speaker' }, raised), moderating(raised))).toBeNull();
	});

	it('tells of who comes and goes while at most eight are here', () => {
		const seven = room([sanna, ...audience(3)]);
		const eight = room([sanna, ...audience(4)]);
		const nine = room([sanna, ...audience(5)]);
		expect([seven.count, eight.count, nine.count]).toEqual([7, 8, 9]);
		expect([between(seven, eight), between(eight, seven)]).toEqual(['joined', 'left']);
		expect([between(eight, nine), between(nine, eight)]).toEqual([null, null]);
	});

	it('takes nobody for a newcomer who was met after coming in or back', () => {
		const alone = room([sanna]);
		const first = nextCue(cueMemory(alone, 1000), alone, small, 1500);
		expect(first.cue).toBeNull();
		const back = nextCue(cueMemory(alone, 0), reconnecting(alone), alone, 60_000);
		expect(nextCue(back.memory, alone, small, 61_000).cue).toBeNull();
		expect(nextCue(back.memory, alone, small, 70_000).cue).toBe('joined');
	});

	it('tells of nobody who expires while the own links are lost', () => {
		expect(between(reconnecting(small), reconnecting(room([sanna])))).toBeNull();
	});

	it('is nothing before the room is entered, after it is left, and while the output is blocked', () => {
		const preview: RoomView = { ...small, phase: { name: 'preview' } };
		const left: RoomView = { ...me({ microphone: 'off' }), phase: { name: 'left' } };
		expect(between(preview, small)).toBeNull();
		expect(between(me({ microphone: 'open' }), left)).toBeNull();
		expect(between(small, { ...me({ microphone: 'open' }), outputBlocked: true })).toBeNull();
	});

	it('is the most important of what happens at once', () => {
		const all = me(
			{ role: 'cohost', microphone: 'open' },
			room([sanna, person(20, 'Noor', { hand: 1 }), person(21, 'Mateo')])
		);
		expect(between(small, all)).toBe('on-stage');
		expect(between(me({ role: 'cohost' }), all)).toBe('unmuted');
		expect(between(me({ role: 'cohost', microphone: 'open' }), all)).toBe('hand');
		expect(between(small, reconnecting(all))).toBe('dropped');
	});

	it('leaves out what comes within half a second after another', () => {
		const [off, on] = [me({ microphone: 'off' }), me({ microphone: 'open' })];
		const first = nextCue(cueMemory(off, 0), off, on, 60_000);
		const second = nextCue(first.memory, on, room([sanna], { me: on.me }), 60_000 + CUE_GAP_MS - 1);
		expect([first.cue, second.cue]).toEqual(['unmuted', null]);
	});

	it('tells of the microphone as it is in the end, where it changed too fast to tell at once', () => {
		const [off, on] = [me({ microphone: 'off' }), me({ microphone: 'open' })];
		const first = nextCue(cueMemory(off, 0), off, on, 60_000);
		const second = nextCue(first.memory, on, off, 60_200);
		const third = nextCue(second.memory, off, off, 60_700);
		expect([first.cue, second.cue, third.cue]).toEqual(['unmuted', null, 'muted']);
		expect(nextCue(third.memory, off, off, 70_000).cue).toBeNull();
	});

	it('tells nothing later of a microphone that changed while the output was blocked', () => {
		const [off, on] = [me({ microphone: 'off' }), me({ microphone: 'open' })];
		const blocked = nextCue(cueMemory(off, 0), off, { ...on, outputBlocked: true }, 60_000);
		expect(nextCue(blocked.memory, { ...on, outputBlocked: true }, on, 70_000).cue).toBeNull();
	});
});

describe('Whatever happens in a room', () => {
	const anyView = fc
		.record({
			people: fc.uniqueArray(fc.integer({ min: 20, max: 34 }), { maxLength: 12 }),
			raised: fc.integer({ min: 0, max: 3 }),
			role: fc.constantFrom('host', 'cohost', 'speaker', 'listener' as const),
			microphone: fc.constantFrom('off', 'opening', 'open', 'watching' as const),
			phase: fc.constantFrom('live', 'live', 'live', 'reconnecting', 'left' as const),
			outputBlocked: fc.boolean()
		})
		.map(({ people, raised, role, microphone, phase, outputBlocked }) =>
			me(
				{ role, microphone },
				room([sanna, ...people.map((n, i) => person(n, '', { hand: i < raised ? i + 1 : null }))], {
					phase: { name: phase },
					outputBlocked
				})
			)
		);
	const anyEvening = fc.array(fc.tuple(anyView, fc.integer({ min: 0, max: 900 })), { minLength: 2 });

	it('there is never more than one cue in half a second', () => {
		fc.assert(
			fc.property(anyEvening, (evening) => {
				const heardAt: number[] = [];
				let [now, memory] = [10_000, cueMemory(evening[0]![0], 0)];
				for (const [i, [view, pauseMs]] of evening.entries()) {
					now += pauseMs;
					const step = nextCue(memory, evening[Math.max(0, i - 1)]![0], view, now);
					memory = step.memory;
					if (step.cue) heardAt.push(now);
				}
				for (const [i, at] of heardAt.entries())
					if (i > 0) expect(at - heardAt[i - 1]!).toBeGreaterThanOrEqual(CUE_GAP_MS);
			})
		);
	});

	it('nobody’s coming or leaving is heard in a room of more than eight', () => {
		fc.assert(
			fc.property(anyView, anyView, (before, after) => {
				const cue = between(before, after);
				if (Math.max(before.count, after.count) > 8) expect(['joined', 'left']).not.toContain(cue);
			})
		);
	});

	it('an audience that changes and does nothing else is not heard in a room of more than eight', () => {
		fc.assert(
			fc.property(fc.integer({ min: 6, max: 40 }), fc.integer({ min: 1, max: 40 }), (many, few) => {
				const [before, after] = [room([sanna, ...crowd(many)]), room([sanna, ...crowd(few)])];
				expect([between(before, after), between(after, before)]).toEqual([null, null]);
			})
		);
		expect(between(large, { ...large, audience: [sanna], audienceCount: 900, count: 903 })).toBeNull();
	});
});

describe('The player of a room’s cues', () => {
	it('follows the room until it is told to stop', () => {
		const changes = new Emitter<{ changed: undefined }>();
		const session = { view: me({ microphone: 'off' }), on: changes.on.bind(changes) };
		const heard: Cue[] = [];
		let now = 0;
		const stop = playCues(
			session as Pick<RoomSession, 'view' | 'on'>,
			{ cue: (cue) => heard.push(cue) },
			() => now
		);
		const show = (view: RoomView) => {
			now += 10_000;
			session.view = view;
			changes.emit('changed', undefined);
		};
		show(me({ microphone: 'open' }));
		show(me({ microphone: 'open' }));
		show(me({ microphone: 'off' }));
		stop();
		show(me({ microphone: 'open' }));
		expect(heard).toEqual(['unmuted', 'muted']);
	});
});

describe('The notes of the cues', () => {
	it('are short, and differ from cue to cue', () => {
		expect(Object.keys(CUE_NOTES).sort()).toEqual([...cues].sort());
		expect(new Set(cues.map((cue) => JSON.stringify(CUE_NOTES[cue]))).size).toBe(cues.length);
		for (const cue of cues) {
			const lastsS = Math.max(...CUE_NOTES[cue].map(({ at }) => at)) + NOTE_S;
			expect(lastsS * 1000, cue).toBeLessThan(CUE_GAP_MS);
		}
	});
});
