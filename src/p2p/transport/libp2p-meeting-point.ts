import type { Connection, Stream } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { Channel, MeetingEvents, MeetingPoint, MeetingState } from '../ports.ts';
import { topicOf, type Topic } from '../wire/rendezvous.ts';
import { MAX_ACCEPTED_CHANNELS } from './channel-limits.ts';
import { deadline } from './deadline.ts';
import { startSessionNode, type SessionNode } from './libp2p-node.ts';
import { RelayLink } from './relay-link.ts';
import { peerIdOf, sessionKeyOf } from './session-key.ts';
import { StreamChannel } from './stream-channel.ts';

/** Protocol of a channel between two sessions of a room. */
export const ROOM_PROTOCOL = '/hearsay/room/1';

/** A reachable peer answers a dial through the relay in well under a second; a closed page never does. */
const DIAL_MS = 3_000;
/** Sessions remembered as present; a room has at most some hundreds, a hostile relay could invent more. */
const MAX_PRESENT = 4_096;

/** What a meeting point is made of. */
export interface MeetingPointOptions {
	/** The session's Ed25519 private key, 32 bytes; it is the libp2p peer key too. */
	readonly seed: Uint8Array;
	/**
	 * Multiaddrs of relays. Those that end in the same `/p2p/<peer id>` are ways to one relay, tried
	 * WebSocket first.
	 */
	readonly relays: readonly string[];
	readonly random: Random;
}

/** The meeting point of browsers: relays reached over libp2p. Also runs in Node. */
export class Libp2pMeetingPoint implements MeetingPoint {
	readonly #scope: Scope;
	readonly #node: SessionNode;
	readonly #self: SessionId | null;
	readonly #emitter = new Emitter<MeetingEvents & { reserved: undefined }>();
	readonly #links: readonly RelayLink[];
	/** Through which relays each session was found. */
	readonly #present = new Map<SessionId, Set<RelayLink>>();
	readonly #accepted = new Set<StreamChannel>();
	#state: MeetingState = 'connecting';

	private constructor(scope: Scope, node: SessionNode, options: MeetingPointOptions) {
		this.#scope = scope;
		this.#node = node;
		this.#self = sessionKeyOf(node.libp2p.peerId);
		const { random } = options;
		const taken = new Map<string, Connection>();
		this.#links = groupByRelay(options.relays).map(
			(addresses) => new RelayLink({ addresses, node, scope, random, taken })
		);
		for (const link of this.#links) this.#follow(link);
	}

	/**
	 * Starts the libp2p node and begins to connect; resolves before any relay answers. Ends with the
	 * scope, or by `close`.
	 */
	static async open(scope: Scope, options: MeetingPointOptions): Promise<Libp2pMeetingPoint> {
		const own = scope.child();
		const node = await startSessionNode(options.seed);
		const point = new Libp2pMeetingPoint(own, node, options);
		own.add(() => void Promise.resolve(node.libp2p.stop()).catch(() => {}));
		await node.libp2p.handle(ROOM_PROTOCOL, (stream, connection) => point.#accept(stream, connection), {
			runOnLimitedConnection: true,
			maxInboundStreams: 4
		});
		for (const link of point.#links) void link.run();
		return point;
	}

	get state(): MeetingState {
		return this.#state;
	}

	/** Listens for the meeting point's events; `reserved` says that others can reach us from now on. */
	on: Emitter<MeetingEvents & { reserved: undefined }>['on'] = (name, listener) =>
		this.#emitter.on(name, listener);

	watch(topic: Uint8Array): void {
		const name: Topic = topicOf(topic);
		this.#present.clear();
		for (const link of this.#links) link.watch(name);
	}

	announce(): void {
		for (const link of this.#links) link.announce();
	}

	withdraw(): void {
		for (const link of this.#links) link.withdraw();
	}

	async dial(peer: SessionId, signal: AbortSignal): Promise<Result<Channel, 'unreachable'>> {
		const relays = this.#relaysFor(peer);
		if (relays.length === 0 || signal.aborted || this.#scope.isClosed || peer === this.#self)
			return fail('unreachable');
		const target = peerIdOf(peer);
		const limit = deadline(this.#scope.clock, DIAL_MS, signal, this.#scope.signal);
		let connection: Connection | null = null;
		try {
			const circuits = relays.map((relay) => multiaddr(`/p2p/${relay}/p2p-circuit/p2p/${target.toString()}`));
			connection = await this.#node.libp2p.dial(circuits, { signal: limit.signal });
			const stream = await connection.newStream(ROOM_PROTOCOL, {
				signal: limit.signal,
				runOnLimitedConnection: true
			});
			return ok(new StreamChannel(peer, stream, connection));
		} catch {
			connection?.close().catch(() => {});
			return fail('unreachable');
		} finally {
			limit.clear();
		}
	}

	retryNow(): void {
		for (const link of this.#links) link.retryNow();
	}

	async close(): Promise<void> {
		this.#scope.close();
		for (const channel of this.#accepted) channel.close();
		await Promise.resolve(this.#node.libp2p.stop()).catch(() => {});
	}

	#accept(stream: Stream, connection: Connection): void {
		const session = sessionKeyOf(connection.remotePeer);
		if (session === null || this.#scope.isClosed || this.#accepted.size >= MAX_ACCEPTED_CHANNELS) {
			return stream.abort(new Error('refused'));
		}
		const channel = new StreamChannel(session, stream, connection);
		this.#accepted.add(channel);
		channel.on('closed', () => this.#accepted.delete(channel));
		this.#emitter.emit('accepted', channel);
	}

	#follow(link: RelayLink): void {
		link.on('stateChanged', () => this.#updateState());
		link.on('reserved', () => this.#emitter.emit('reserved', undefined));
		link.on('lost', () => {
			for (const session of [...this.#present.keys()]) this.#forget(session, link);
		});
		link.on('absent', (session) => this.#forget(session, link));
		link.on('present', (session) => {
			if (session === this.#self) return;
			const known = this.#present.get(session);
			if (known) return void known.add(link);
			if (this.#present.size >= MAX_PRESENT) return;
			this.#present.set(session, new Set([link]));
			this.#emitter.emit('found', session);
		});
	}

	#forget(session: SessionId, link: RelayLink): void {
		const links = this.#present.get(session);
		links?.delete(link);
		if (links?.size === 0) this.#present.delete(session);
	}

	/** Connected relays, first those where the session was found. */
	#relaysFor(peer: SessionId): string[] {
		const found = this.#present.get(peer);
		const connected = this.#links.filter((link) => link.relay !== null);
		const sorted = [
			...connected.filter((link) => found?.has(link)),
			...connected.filter((link) => !found?.has(link))
		];
		return [...new Set(sorted.map((link) => String(link.relay)))];
	}

	/** One connected relay is enough; unreachable only when none of them answers. */
	#updateState(): void {
		const states = this.#links.map((link) => link.state);
		const isConnected = states.includes('connected');
		const state = isConnected ? 'connected' : states.includes('connecting') ? 'connecting' : 'unreachable';
		if (state === this.#state) return;
		this.#state = state;
		this.#emitter.emit('stateChanged', state);
	}
}

function groupByRelay(addresses: readonly string[]): string[][] {
	const groups = new Map<string, string[]>();
	for (const address of new Set(addresses)) {
		const relay = /\/p2p\/([^/]+)$/.exec(address)?.[1] ?? address;
		groups.set(relay, [...(groups.get(relay) ?? []), address]);
	}
	const isDirect = (address: string) => Number(address.includes('/webrtc-direct'));
	return [...groups.values()].map((group) => group.sort((a, b) => isDirect(a) - isDirect(b)));
}
