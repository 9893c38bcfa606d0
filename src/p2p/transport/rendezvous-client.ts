import type { Stream } from '@libp2p/interface';
import { Emitter } from '../base/emitter.ts';
import type { Scope } from '../base/scope.ts';
import { PrefixReader, prefixed } from '../wire/length-prefix.ts';
import { MAX_ANSWER_BYTES, PING_PERIOD_MS } from '../wire/rendezvous-limits.ts';
import { decodeAnswer, encodeRequest, type Answer, type Request } from '../wire/rendezvous.ts';

/** Pings without an answer after which the relay counts as gone. */
const MISSED_PINGS = 2;
/** How long a relay has to answer when the network has just changed; far slower links are no use for sound. */
const PROBE_MS = 3_000;

/** What a rendezvous stream tells its owner. */
interface RendezvousEvents {
	answered: Answer;
	/** The stream is over: closed, broken, silent, or it spoke nonsense. */
	ended: undefined;
}

/** The session's end of one rendezvous stream. It pings until its scope or the stream ends. */
export class RendezvousClient {
	readonly #stream: Stream;
	readonly #scope: Scope;
	readonly #emitter = new Emitter<RendezvousEvents>();
	#pings = 0;
	#answeredPing = 0;
	#isEnded = false;

	constructor(stream: Stream, scope: Scope) {
		this.#stream = stream;
		this.#scope = scope;
		const reader = new PrefixReader(MAX_ANSWER_BYTES);
		stream.addEventListener('message', ({ data }) => {
			const messages = reader.push(data.subarray());
			if (!messages.ok) return this.end();
			for (const message of messages.value) this.#take(message);
		});
		stream.addEventListener('close', () => this.end());
		stream.addEventListener('remoteCloseWrite', () => this.end());
		scope.every(PING_PERIOD_MS, () => {
			if (this.#pings - this.#answeredPing >= MISSED_PINGS) this.end();
			else this.ping();
		});
		scope.add(() => this.end());
	}

	/** Listens for the stream's events. */
	on: Emitter<RendezvousEvents>['on'] = (name, listener) => this.#emitter.on(name, listener);

	/** Sends a request; a stream that cannot take it ends. */
	send(request: Request): void {
		if (this.#isEnded) return;
		try {
			this.#stream.send(prefixed(encodeRequest(request)));
		} catch {
			this.end();
		}
	}

	/** Asks for a sign of life. */
	ping(): void {
		this.#pings += 1;
		this.send({ kind: 'ping', n: this.#pings });
	}

	/** Asks for a sign of life and ends the stream if none comes soon: for a network that has just changed. */
	probe(): void {
		this.ping();
		const n = this.#pings;
		this.#scope.after(PROBE_MS, () => {
			if (this.#answeredPing < n) this.end();
		});
	}

	/** Ends the stream; calling it twice does nothing. */
	end(): void {
		if (this.#isEnded) return;
		this.#isEnded = true;
		this.#stream.abort(new Error('rendezvous ended'));
		this.#emitter.emit('ended', undefined);
	}

	#take(message: Uint8Array): void {
		if (this.#isEnded) return;
		const answer = decodeAnswer(message);
		if (!answer.ok) return this.end();
		if (answer.value.kind === 'pong') this.#answeredPing = Math.max(this.#answeredPing, answer.value.n);
		this.#emitter.emit('answered', answer.value);
	}
}
