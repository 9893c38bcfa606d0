import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Clock, Timer } from '../src/p2p/base/clock.ts';
import type { RelayLimits } from './limits.ts';
import { Rate } from './rate.ts';

/** Where a person's own devices find each other: y-webrtc's signalling. */
export const SIGNAL_PATH = '/signal';

/** One device, or one tab of it. */
interface Visitor {
	readonly socket: WebSocket;
	readonly topics: Set<string>;
	readonly rate: Rate;
	isAlive: boolean;
}

/** What a visitor may say. */
type Said =
	| { readonly type: 'subscribe' | 'unsubscribe'; readonly topics: readonly string[] }
	| { readonly type: 'publish'; readonly topic: string }
	| { readonly type: 'ping' };

/** Longest name of a topic: 64 characters of hex and a few words. */
const MAX_TOPIC_LENGTH = 100;
/** Topics in one message: y-webrtc names all of its rooms when it connects. */
const MAX_TOPICS_AT_ONCE = 16;

/**
 * Passes on what pages publish to those who subscribed to the same topic, and keeps nothing. Names of topics are secrets of the
 * devices, and what is published is encrypted by them. Source: the signalling server of y-webrtc 10, "bin/server.js".
 */
export class SignalDoor {
	readonly #limits: RelayLimits;
	readonly #clock: Clock;
	readonly #server: WebSocketServer;
	readonly #topics = new Map<string, Set<Visitor>>();
	readonly #stopPings: Timer;
	readonly #visitors = new Set<Visitor>();

	constructor({ clock, limits }: { readonly clock: Clock; readonly limits: RelayLimits }) {
		this.#clock = clock;
		this.#limits = limits;
		this.#server = new WebSocketServer({ noServer: true, maxPayload: limits.signalBytes });
		this.#stopPings = clock.every(limits.silenceMs / 2, () => this.#ping());
	}

	/** Topics that somebody subscribed to. */
	get size(): number {
		return this.#topics.size;
	}

	/** Takes one visitor over from the HTTP server. */
	enter(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		this.#server.handleUpgrade(request, socket, head, (opened) => {
			const rate = new Rate(this.#clock, this.#limits.signalsPerSecond);
			const visitor: Visitor = { socket: opened, topics: new Set(), rate, isAlive: true };
			this.#visitors.add(visitor);
			opened.on('pong', () => (visitor.isAlive = true));
			opened.on('message', (data) => this.#hear(visitor, data));
			// Too long a message, broken frames: the library ends the connection.
			opened.on('error', () => opened.terminate());
			opened.on('close', () => this.#forget(visitor));
		});
	}

	/** Ends every connection. */
	close(): void {
		this.#stopPings();
		for (const { socket } of this.#visitors) socket.terminate();
		this.#server.close();
	}

	#hear(visitor: Visitor, data: RawData): void {
		visitor.isAlive = true;
		const text = (data as Buffer).toString('utf8');
		const said = visitor.rate.take() ? readSaid(text) : null;
		// Whoever floods, or speaks another language, is no page of ours.
		if (!said) return visitor.socket.terminate();
		if (said.type === 'ping') return this.#send(visitor, '{"type":"pong"}');
		if (said.type === 'publish') return this.#publish(visitor, said.topic, text);
		for (const topic of said.topics) {
			if (said.type === 'unsubscribe') this.#leave(visitor, topic);
			else this.#join(visitor, topic);
		}
	}

	#join(visitor: Visitor, topic: string): void {
		if (visitor.topics.has(topic) || visitor.topics.size >= this.#limits.signalTopics) return;
		const others = this.#topics.get(topic) ?? new Set();
		if (others.size >= this.#limits.signalDevices) return;
		this.#topics.set(topic, others.add(visitor));
		visitor.topics.add(topic);
	}

	#leave(visitor: Visitor, topic: string): void {
		visitor.topics.delete(topic);
		const others = this.#topics.get(topic);
		others?.delete(visitor);
		if (others?.size === 0) this.#topics.delete(topic);
	}

	/** Only whoever subscribed may publish: a topic costs a place, so nobody speaks to many. */
	#publish(visitor: Visitor, topic: string, text: string): void {
		if (!visitor.topics.has(topic)) return;
		for (const other of this.#topics.get(topic) ?? []) if (other !== visitor) this.#send(other, text);
	}

	#send({ socket }: Visitor, text: string): void {
		// Who does not read is gone or hostile.
		if (socket.bufferedAmount > this.#limits.unreadBytes) socket.terminate();
		else if (socket.readyState === socket.OPEN) socket.send(text);
	}

	#forget(visitor: Visitor): void {
		for (const topic of [...visitor.topics]) this.#leave(visitor, topic);
		this.#visitors.delete(visitor);
	}

	#ping(): void {
		for (const visitor of this.#visitors) {
			if (!visitor.isAlive) visitor.socket.terminate();
			visitor.isAlive = false;
			if (visitor.socket.readyState === visitor.socket.OPEN) visitor.socket.ping();
		}
	}
}

function readSaid(text: string): Said | null {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return null;
	}
	const { type, topic, topics } = (json ?? {}) as Record<string, unknown>;
	if (type === 'ping') return { type };
	if (type === 'publish') return isTopic(topic) ? { type, topic } : null;
	if (type !== 'subscribe' && type !== 'unsubscribe') return null;
	if (!Array.isArray(topics) || topics.length > MAX_TOPICS_AT_ONCE || !topics.every(isTopic)) return null;
	return { type, topics };
}

function isTopic(value: unknown): value is string {
	return typeof value === 'string' && value.length > 0 && value.length <= MAX_TOPIC_LENGTH;
}
