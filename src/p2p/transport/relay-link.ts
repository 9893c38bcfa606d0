import type { Connection, PeerId } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { backoffDelayMs, type Backoff } from '../base/retry.ts';
import type { Scope } from '../base/scope.ts';
import type { MeetingState } from '../ports.ts';
import { MAX_TTL_SECONDS } from '../wire/rendezvous-limits.ts';
import { RENDEZVOUS_PROTOCOL, type Answer, type Topic } from '../wire/rendezvous.ts';
import { deadline } from './deadline.ts';
import type { SessionNode } from './libp2p-node.ts';
import { RendezvousClient } from './rendezvous-client.ts';

/** Quick at first, because a relay restart takes about a second; then gentle on a relay that is down. */
const REDIAL: Backoff = { firstMs: 400, capMs: 15_000 };
/** Between attempts at a reservation over a connection that stands. */
const RESERVE: Backoff = { firstMs: 1_000, capMs: 30_000 };
/** One address gets this long; a page has at most a few. */
const DIAL_MS = 5_000;
/** From an open connection to the first pong. */
const GREETING_MS = 5_000;
/** Registrations are renewed at half their life, so one lost renewal does no harm. */
const RENEW_MS = (MAX_TTL_SECONDS * 1000) / 2;

/** What a link tells its owner. */
interface RelayLinkEvents {
	stateChanged: MeetingState;
	present: SessionId;
	absent: SessionId;
	/** Everything this relay said about who is present no longer holds. */
	lost: undefined;
	/** Others can now reach us through this relay. */
	reserved: undefined;
}

/** Keeps one relay connected: dials, greets, watches, registers, and begins again when anything ends. */
export class RelayLink {
	readonly #addresses: readonly string[];
	readonly #node: SessionNode;
	readonly #scope: Scope;
	readonly #random: Random;
	readonly #taken: Map<string, Connection>;
	readonly #emitter = new Emitter<RelayLinkEvents>();
	#state: MeetingState = 'connecting';
	#current: {
		readonly client: RendezvousClient;
		readonly connection: Connection;
		readonly scope: Scope;
	} | null = null;
	#topic: Topic | null = null;
	#isAnnounced = false;
	/** Changes when a registration ends, so that nothing renews it. */
	#announcement = 0;
	#wake: (() => void) | null = null;

	/**
	 * `addresses` lead to the same relay, best first; `taken` is shared by the links of one node and
	 * says which relays are connected.
	 */
	constructor(options: {
		addresses: readonly string[];
		node: SessionNode;
		scope: Scope;
		random: Random;
		taken: Map<string, Connection>;
	}) {
		this.#addresses = options.addresses;
		this.#node = options.node;
		this.#scope = options.scope;
		this.#random = options.random;
		this.#taken = options.taken;
	}

	/** Listens for the link's events. */
	on: Emitter<RelayLinkEvents>['on'] = (name, listener) => this.#emitter.on(name, listener);

	get state(): MeetingState {
		return this.#state;
	}

	/** The connected relay, through which others can be dialled. */
	get relay(): PeerId | null {
		return this.#current?.connection.remotePeer ?? null;
	}

	/** Lists and watches the topic, now and after every reconnection. */
	watch(topic: Topic): void {
		const old = this.#topic;
		this.#topic = topic;
		this.#current?.client.send({ kind: 'watch', topic });
		if (old === topic || !this.#isAnnounced) return;
		if (old) this.#current?.client.send({ kind: 'unregister', topic: old });
		this.#beReachable();
	}

	/** Reserves and registers, now and after every reconnection. */
	announce(): void {
		if (this.#isAnnounced) return;
		this.#isAnnounced = true;
		this.#beReachable();
	}

	/** Registers no more; whoever knows this session can still reach it for a while. */
	withdraw(): void {
		if (!this.#isAnnounced) return;
		this.#isAnnounced = false;
		this.#announcement++;
		if (this.#topic) this.#current?.client.send({ kind: 'unregister', topic: this.#topic });
	}

	/** Dials at once if it waits; a connected relay must prove soon that it still is. */
	retryNow(): void {
		this.#wake?.();
		this.#current?.client.probe();
	}

	/** Runs until the scope ends. */
	async run(): Promise<void> {
		let attempt = 0;
		while (!this.#scope.isClosed) {
			const wasConnected = await this.#connectOnce();
			if (this.#scope.isClosed) return;
			attempt = wasConnected ? 0 : attempt + 1;
			this.#setState(wasConnected ? 'connecting' : 'unreachable');
			await this.#pause(backoffDelayMs(REDIAL, attempt, this.#random));
		}
	}

	/** Connects and stays until the connection ends; whether there was one. */
	async #connectOnce(): Promise<boolean> {
		const connection = await this.#dial();
		if (connection === null) return false;
		const relay = connection.remotePeer.toString();
		const other = this.#taken.get(relay);
		if (other) {
			// Two addresses led to one relay: the link that came first serves both.
			if (other !== connection) connection.abort(new Error('duplicate'));
			return false;
		}
		this.#taken.set(relay, connection);
		const scope = this.#scope.child();
		scope.add(() => void this.#taken.delete(relay));
		scope.add(() => connection.abort(new Error('rendezvous ended')));
		const client = await this.#greet(connection, scope);
		if (client === null || scope.isClosed) {
			scope.close();
			return false;
		}
		this.#current = { client, connection, scope };
		this.#setState('connected');
		client.on('answered', (answer) => this.#take(answer));
		if (this.#topic) client.send({ kind: 'watch', topic: this.#topic });
		if (this.#isAnnounced) this.#beReachable();
		await new Promise<void>((resolve) => client.on('ended', () => resolve()));
		this.#current = null;
		scope.close();
		this.#emitter.emit('lost', undefined);
		return true;
	}

	async #dial(): Promise<Connection | null> {
		for (const address of this.#addresses) {
			const limit = deadline(this.#scope.clock, DIAL_MS, this.#scope.signal);
			try {
				return await this.#node.libp2p.dial(multiaddr(address), { signal: limit.signal });
			} catch {
				if (this.#scope.isClosed) return null;
			} finally {
				limit.clear();
			}
		}
		return null;
	}

	/** Opens the rendezvous stream and waits for the first pong: only then is it a Hearsay relay. */
	async #greet(connection: Connection, scope: Scope): Promise<RendezvousClient | null> {
		const limit = deadline(scope.clock, GREETING_MS, scope.signal);
		try {
			const stream = await connection.newStream(RENDEZVOUS_PROTOCOL, { signal: limit.signal });
			const client = new RendezvousClient(stream, scope);
			const isAnswered = await new Promise<boolean>((resolve) => {
				client.on('answered', () => resolve(true));
				client.on('ended', () => resolve(false));
				limit.signal.addEventListener('abort', () => resolve(false));
				client.ping();
			});
			return isAnswered ? client : null;
		} catch {
			return null;
		} finally {
			limit.clear();
		}
	}

	/** Takes the reservation first, so that whoever is found can be dialled; keeps both alive while connected. */
	#beReachable(): void {
		const [current, topic] = [this.#current, this.#topic];
		if (current === null || topic === null) return;
		let attempt = 0;
		const announcement = this.#announcement;
		const isOver = () =>
			current.scope.isClosed || this.#topic !== topic || this.#announcement !== announcement;
		const reserve = async () => {
			if (isOver()) return;
			try {
				await this.#node.reserve(current.connection.remotePeer);
			} catch {
				current.scope.after(backoffDelayMs(RESERVE, attempt++, this.#random), () => void reserve());
				return;
			}
			if (isOver()) return;
			current.client.send({ kind: 'register', topic, ttlSeconds: MAX_TTL_SECONDS });
			this.#emitter.emit('reserved', undefined);
			current.scope.after(RENEW_MS, () => void reserve());
		};
		void reserve();
	}

	#take(answer: Answer): void {
		if (answer.kind === 'pong' || answer.kind === 'refused' || answer.topic !== this.#topic) return;
		if (answer.kind === 'peers')
			for (const session of answer.sessions) this.#emitter.emit('present', session);
		else this.#emitter.emit(answer.kind === 'joined' ? 'present' : 'absent', answer.session);
	}

	#setState(state: MeetingState): void {
		if (state === this.#state) return;
		this.#state = state;
		this.#emitter.emit('stateChanged', state);
	}

	/** Waits, unless somebody wakes it. */
	#pause(delayMs: number): Promise<void> {
		return new Promise((resolve) => {
			const finish = () => {
				this.#wake = null;
				cancel();
				this.#scope.signal.removeEventListener('abort', finish);
				resolve();
			};
			const cancel = this.#scope.after(delayMs, finish);
			this.#wake = finish;
			this.#scope.signal.addEventListener('abort', finish);
		});
	}
}
