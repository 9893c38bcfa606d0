import type { Stream } from '@libp2p/interface';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/p2p/base/clock.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { RendezvousClient } from '../../src/p2p/transport/rendezvous-client.ts';
import { prefixed } from '../../src/p2p/wire/length-prefix.ts';
import { PING_PERIOD_MS } from '../../src/p2p/wire/rendezvous-limits.ts';
import { decodeRequest, encodeAnswer } from '../../src/p2p/wire/rendezvous.ts';

/** A clock moved by hand. */
class HandClock implements Clock {
	#now = 0;
	#tasks: { at: number; periodMs: number | null; task: () => void }[] = [];

	now = () => this.#now;
	after = (delayMs: number, task: () => void) => this.#add(delayMs, null, task);
	every = (periodMs: number, task: () => void) => this.#add(periodMs, periodMs, task);

	pass(ms: number): void {
		const end = this.#now + ms;
		for (;;) {
			const due = this.#tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
			if (!due) break;
			this.#now = due.at;
			if (due.periodMs === null) this.#tasks = this.#tasks.filter((entry) => entry !== due);
			else due.at += due.periodMs;
			due.task();
		}
		this.#now = end;
	}

	#add(delayMs: number, periodMs: number | null, task: () => void) {
		const entry = { at: this.#now + delayMs, periodMs, task };
		this.#tasks.push(entry);
		return () => void (this.#tasks = this.#tasks.filter((other) => other !== entry));
	}
}

/** The few parts of a libp2p stream that the client uses. */
class FakeStream extends EventTarget {
	readonly sent: Uint8Array[] = [];
	isAborted = false;
	/** What the relay answers to a ping, or nothing. */
	answersPings = true;

	send(bytes: Uint8Array): boolean {
		this.sent.push(bytes);
		const request = decodeRequest(bytes.subarray(4));
		if (this.answersPings && request.ok && request.value.kind === 'ping') {
			this.receive(prefixed(encodeAnswer({ kind: 'pong', n: request.value.n })));
		}
		return true;
	}

	receive(data: Uint8Array): void {
		this.dispatchEvent(Object.assign(new Event('message'), { data: { subarray: () => data } }));
	}

	abort(): void {
		this.isAborted = true;
	}
}

function open() {
	const clock = new HandClock();
	const scope = new Scope(clock);
	const stream = new FakeStream();
	const client = new RendezvousClient(stream as unknown as Stream, scope);
	let ended = 0;
	client.on('ended', () => (ended += 1));
	return { clock, scope, stream, client, ended: () => ended };
}

describe('a rendezvous stream', () => {
	it('lives as long as pings are answered', () => {
		const { clock, stream, ended } = open();
		clock.pass(PING_PERIOD_MS * 100);
		expect(stream.sent).toHaveLength(100);
		expect(ended()).toBe(0);
	});

	it('ends when two pings are missed', () => {
		const { clock, stream, ended } = open();
		clock.pass(PING_PERIOD_MS);
		stream.answersPings = false;
		clock.pass(PING_PERIOD_MS * 2);
		expect(ended()).toBe(0);
		clock.pass(PING_PERIOD_MS);
		expect(ended()).toBe(1);
		expect(stream.isAborted).toBe(true);
	});

	it('ends within three seconds of a probe that nobody answers', () => {
		const { clock, stream, client, ended } = open();
		stream.answersPings = false;
		client.probe();
		clock.pass(3_000);
		expect(ended()).toBe(1);
	});

	it.each([
		['nonsense', prefixed(Uint8Array.of(1, 2, 3))],
		['a frame that announces too much', Uint8Array.of(0x7f, 0xff, 0xff, 0xff)]
	])('ends when the relay sends %s', (_, bytes) => {
		const { stream, ended } = open();
		stream.receive(bytes);
		expect(ended()).toBe(1);
	});

	it('ends with its scope, once', () => {
		const { scope, client, ended } = open();
		scope.close();
		client.end();
		expect(ended()).toBe(1);
	});
});
