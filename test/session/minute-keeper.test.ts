import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityId, SessionId } from '../../src/p2p/base/ids.ts';
import { ok } from '../../src/p2p/base/result.ts';
import { MAX_SERVED, MinuteKeeper } from '../../src/p2p/session/minute-keeper.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import type { CatchUpWord } from '../../src/p2p/wire/catch-up.ts';
import { FakeMicrophone, FakeRecorder } from '../fixtures/fake-sound.ts';

const identity = (digit: string) => digit.repeat(64) as IdentityId;
const session = (digit: string) => digit.repeat(64) as SessionId;
const ADA = identity('a');
const ATTEMPT = new Uint8Array(8);

let now: number;
let state: RoomState;
let answers: CatchUpWord[];
let keeper: MinuteKeeper;
let access: Record<string, string>;

beforeEach(async () => {
	[now, answers, access] = [0, [], {}];
	const person = (one: IdentityId) => ({ identity: one, access: access[one] ?? 'in', role: 'host' });
	state = {
		host: ADA,
		ended: false,
		recordings: [{ by: ADA, session: session('1'), minutes: 2, agreed: [ADA] }],
		get people() {
			return [ADA, identity('b'), identity('c')].map(person);
		}
	} as unknown as RoomState;
	const recorder = new FakeRecorder();
	let recordings = state.recordings;
	state = Object.defineProperty(state, 'recordings', { get: () => recordings });
	recordings = [];
	keeper = new MinuteKeeper({
		me: ADA,
		session: session('1'),
		now: () => now,
		recorder,
		microphone: new FakeMicrophone(),
		state: () => state,
		isInside: () => true,
		voices: () => new Map(),
		ownerOf: (one) => (one === session('f') ? null : identity(one[0]!)),
		act: async (command) => {
			if (command.do === 'start-recording')
				recordings = [{ by: ADA, session: session('1'), minutes: 2, agreed: [ADA] }];
			else recordings = [];
			return ok(undefined);
		},
		send: (_to, _attempt, word) => answers.push(word),
		changed: () => {}
	});
	expect((await keeper.set(2)).ok).toBe(true);
	for (let i = 0; i < 300; i++) recorder.mixes[0]!.put(i);
});

const ask = (who: string, from: number | null = null) =>
	keeper.asked({ from: session(who), attempt: ATTEMPT, word: { do: 'ask', from } });
const said = () => answers.map((word) => (word.do === 'none' ? word.why : word.do));

describe('U2 A page that keeps the last minutes', () => {
	it('answers who is in the room, and says nothing to who was put out, or whose page is nobody’s', () => {
		ask('b');
		expect(answers).toMatchObject([{ do: 'piece', from: 0, edge: 300 }]);
		for (const out of ['banned', 'removed']) {
			access[identity('b')] = out;
			ask('b', 100);
		}
		ask('f');
		expect(answers).toHaveLength(1);
		ask('c');
		expect(answers).toHaveLength(2);
	});

	it('serves a few at once, tells the rest to wait, and serves them once somebody stopped asking', () => {
		for (const who of ['b', 'c', 'd', 'e', '0'].slice(0, MAX_SERVED + 1)) ask(who);
		expect(said()).toEqual([...Array.from({ length: MAX_SERVED }, () => 'piece'), 'busy']);
		now = 9_000;
		for (const who of ['c', 'd', 'e']) ask(who);
		now = 11_000;
		ask('0');
		expect(said().at(-1)).toBe('piece');
		ask('b');
		expect(said().at(-1)).toBe('busy');
	});

	it('has nothing to hand out once it keeps nothing, and lets go of it at once', async () => {
		expect((await keeper.set(0)).ok).toBe(true);
		keeper.follow();
		expect(keeper.isKeeping).toBe(false);
		ask('b');
		expect(said()).toEqual(['off']);
	});
});
