import { beforeEach, describe, expect, it } from 'vitest';
import { Mouth } from 'hearsay/engine';
import { Steward, type StewardedRoom, type StewardOptions } from '../../bots/steward/steward.ts';
import type { RoomView } from '../../src/p2p/api.ts';
import { Emitter } from '../../src/p2p/base/emitter.ts';
import { fail, ok } from '../../src/p2p/base/result.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

let clock: VirtualClock;

beforeEach(() => {
	clock = new VirtualClock();
});

/** A room that does what it is told, and remembers what that was. */
class Room extends Emitter<{ changed: undefined }> implements StewardedRoom {
	readonly done: string[] = [];
	microphone = ok(undefined) as Awaited<ReturnType<StewardedRoom['openMicrophone']>>;
	view = {
		phase: { name: 'preview' },
		me: { identity: 'me', invite: null, role: 'listener' },
		stage: [],
		audience: [],
		chat: [],
		joinedAt: null
	} as unknown as RoomView;

	show(change: object): void {
		this.view = { ...this.view, ...change };
		this.emit('changed', undefined);
	}

	async join(): Promise<void> {
		this.done.push('join');
		this.view = { ...this.view, phase: { name: 'live' }, joinedAt: clock.now() } as RoomView;
	}

	async act(command: Parameters<StewardedRoom['act']>[0]) {
		this.done.push(command.do === 'say' ? `say ${command.text}` : command.do);
		return ok(undefined);
	}

	async openMicrophone() {
		this.done.push('open');
		return this.microphone;
	}

	closeMicrophone(): void {
		this.done.push('close');
	}

	async agreeToRecording() {
		this.done.push('agree');
		this.microphone = ok(undefined);
		return ok(undefined);
	}
}

const person = (name: string) => ({ identity: `of ${name}`, name, isMe: false });
const said = (id: string, text: string, by = 'of Ada') => ({ id, by, text });

function start(options: Partial<StewardOptions> = {}) {
	const room = new Room();
	room.show({ audience: [person('Ada')] });
	const parts = {
		room,
		clock,
		greeting: null,
		everyMinutes: null,
		piece: null,
		settled: () => {},
		refused: () => {}
	};
	const steward = new Steward({ ...parts, ...options });
	room.show({});
	return { room, steward };
}

describe('the example bot', () => {
	it('comes in, and greets those who come after it, together and once', async () => {
		const { room } = start({ greeting: 'Welcome, {name}!' });
		room.show({ audience: [person('Ada'), person('Zoe')] });
		await clock.advance(5_000);
		room.show({ audience: [person('Ada'), person('Ben')] });
		room.show({ audience: [person('Ada'), person('Ben'), person('')] });
		await clock.advance(3_000);
		room.show({ audience: [person('Ada')] });
		room.show({ audience: [person('Ada'), person('Ben')] });
		await clock.advance(3_000);
		expect(room.done).toEqual(['join', 'say Welcome, Ben, guest!']);
		room.show({ audience: 'abcdefgh'.split('').map(person) });
		await clock.advance(3_000);
		expect(room.done.at(-1)).toBe('say Welcome, 8 people!');
	});

	it('tells the time to who asks, at its own pace, and not to itself or to what was said before', async () => {
		const { room } = start();
		await clock.advance(120_000);
		room.show({ chat: [said('1', ' !TIME '), said('2', '!time'), said('3', '!time', 'me')] });
		room.show({});
		expect(room.done.slice(1)).toEqual(['say I have been here for 2 minutes.']);
	});

	it('tells it by itself every so many minutes, until it is closed', async () => {
		const { room, steward } = start({ everyMinutes: 10 });
		await clock.advance(20 * 60_000);
		expect(room.done.slice(1)).toEqual([
			'say I have been here for 10 minutes.',
			'say I have been here for 20 minutes.'
		]);
		steward.close();
		await clock.advance(60 * 60_000);
		expect(room.done).toHaveLength(3);
	});

	it('asks for the stage, plays there once, and makes room again', async () => {
		const mouth = new Mouth();
		const piece = { name: 'bell.wav', samples: new Float32Array(100), mouth };
		const { room } = start({ piece });
		room.show({ me: { identity: 'me', invite: 'x', role: 'listener' } });
		room.show({ me: { identity: 'me', invite: null, role: 'speaker' } });
		room.show({});
		await clock.advance(0);
		mouth.take();
		await clock.advance(0);
		expect(room.done).toEqual(['join', 'raise-hand', 'answer', 'open', 'close', 'step-down']);
	});

	it('agrees to be recorded, and says it if it cannot play', async () => {
		const piece = { name: 'bell.wav', samples: new Float32Array(0), mouth: new Mouth() };
		const { room } = start({ piece });
		room.microphone = fail('not-agreed');
		room.show({ me: { identity: 'me', invite: null, role: 'speaker' } });
		await clock.advance(0);
		expect(room.done.slice(2)).toContain('agree');
		const other = start({ piece });
		other.room.microphone = fail('microphone-unsupported');
		other.room.show({ me: { identity: 'me', invite: null, role: 'speaker' } });
		await clock.advance(0);
		expect(other.room.done).toContain('say I could not play bell.wav.');
	});
});
