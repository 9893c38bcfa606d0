import { circuitRelayServer, type CircuitRelayService } from '@libp2p/circuit-relay-v2';
import {
	FaultTolerance,
	type Connection,
	type Libp2p,
	type PeerId,
	type PrivateKey
} from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { yamux } from '@libp2p/yamux';
import type { Multiaddr } from '@multiformats/multiaddr';
import { createLibp2p, type Libp2pOptions } from 'libp2p';
import type { Scope } from '../src/p2p/base/scope.ts';
import { RENDEZVOUS_PROTOCOL } from '../src/p2p/wire/rendezvous.ts';
import type { Doors } from './doors.ts';
import type { RelayLimits } from './limits.ts';
import type { RendezvousService } from './rendezvous-service.ts';
import { endingWebSockets } from './web-sockets.ts';

/** A way in beside the WebSocket one. */
export interface SecondDoor {
	/** A listen address such as `/ip4/0.0.0.0/udp/8787/webrtc-direct`. */
	readonly listen: readonly string[];
	readonly transport: NonNullable<Libp2pOptions['transports']>[number];
}

/** What the relay's libp2p node is made of. */
export interface RelayNodeOptions {
	readonly key: PrivateKey;
	readonly scope: Scope;
	readonly limits: RelayLimits;
	readonly doors: Doors;
	readonly rendezvous: RendezvousService;
	readonly second: SecondDoor | null;
}

/** The relay's libp2p node: circuits and rendezvous, a WebSocket listener on a free loopback port. */
export interface RelayNode {
	readonly peerId: PeerId;
	/** The loopback port of the WebSocket listener. */
	readonly innerPort: number;
	/** Addresses of the second way in, with this node's peer id. */
	directAddresses(): string[];
	stop(): Promise<void>;
}

type Node = Libp2p<{ relay: CircuitRelayService }>;

/** Starts the node; it serves only peers that hold a rendezvous stream. The caller stops it. Throws when a listener cannot start. */
export async function startRelayNode(options: RelayNodeOptions): Promise<RelayNode> {
	const { limits, rendezvous, doors } = options;
	let listening: readonly Multiaddr[] = [];
	const node: Node = await createLibp2p({
		privateKey: options.key,
		addresses: {
			listen: ['/ip4/127.0.0.1/tcp/0/ws', ...(options.second?.listen ?? [])],
			// Pages know the way they came; the loopback listener is nobody's business.
			announceFilter: (addresses) => {
				listening = addresses;
				return [];
			}
		},
		transports: [endingWebSockets(), ...(options.second ? [options.second.transport] : [])],
		connectionEncrypters: [noise()],
		streamMuxers: [yamux()],
		// Doors count by address in front; here every WebSocket comes from loopback.
		connectionManager: {
			maxConnections: limits.connections,
			inboundConnectionThreshold: Number.MAX_SAFE_INTEGER,
			maxIncomingPendingConnections: limits.connections
		},
		// Without its second way in a relay still serves; without the first, innerPortOf throws.
		transportManager: { faultTolerance: FaultTolerance.NO_FATAL },
		// Pages ping by rendezvous, and silence is judged there.
		connectionMonitor: { enabled: false, abortConnectionOnPingFailure: false },
		connectionGater: {
			denyInboundConnection: (raw) => {
				if (!raw.remoteAddr.toString().includes('/udp/')) return false;
				const entered = doors.enter(raw.remoteAddr.getComponents()[0]?.value ?? '');
				if (entered.ok) raw.addEventListener('close', entered.value);
				return !entered.ok;
			},
			denyInboundRelayReservation: (peer) => !rendezvous.isPresent(peer),
			denyOutboundRelayedConnection: (source, target) =>
				!rendezvous.isPresent(target) || !rendezvous.mayOpenCircuit(source)
		},
		services: {
			relay: circuitRelayServer({
				hopTimeout: limits.greetingMs,
				maxInboundHopStreams: limits.circuitsPerSession,
				reservations: {
					maxReservations: limits.reservations,
					reservationTtl: limits.reservationMs,
					defaultDurationLimit: limits.circuitMs,
					defaultDataLimit: BigInt(limits.circuitBytes)
				}
			})
		}
	});
	await node.handle(RENDEZVOUS_PROTOCOL, (stream, connection) => rendezvous.accept(stream, connection), {
		maxInboundStreams: 2
	});
	endStrangers(node, options);
	freeReservations(node);
	const ways = () => {
		node.getMultiaddrs();
		return listening;
	};
	return {
		peerId: node.peerId,
		innerPort: innerPortOf(ways()),
		directAddresses: () =>
			ways()
				.map((address) => address.toString())
				.filter((address) => address.includes('/webrtc-direct/'))
				.filter(isUseful)
				.map((address) => (address.includes('/p2p/') ? address : `${address}/p2p/${node.peerId.toString()}`)),
		stop: async () => node.stop()
	};
}

/** Another machine's loopback would only cost a visitor time, unless it is all there is. */
function isUseful(address: string, _: number, all: readonly string[]): boolean {
	const isLoopback = (other: string) => /^\/ip4\/127\.|^\/ip6\/::1\//.test(other);
	return !isLoopback(address) || all.every(isLoopback);
}

function innerPortOf(addresses: readonly Multiaddr[]): number {
	for (const address of addresses) {
		const tcp = address.getComponents().find((part) => part.name === 'tcp');
		if (tcp?.value) return Number(tcp.value);
	}
	throw new Error('the WebSocket listener has no port');
}

/** Ends connections that open no rendezvous stream, or lost theirs. */
function endStrangers(node: Node, { scope, limits, rendezvous }: RelayNodeOptions): void {
	const strangers = new Map<Connection, number>();
	node.addEventListener('connection:close', ({ detail }) => strangers.delete(detail));
	scope.every(limits.greetingMs / 4, () => {
		const now = scope.clock.now();
		for (const connection of node.getConnections()) {
			if (rendezvous.isPresent(connection.remotePeer)) strangers.delete(connection);
			else if (!strangers.has(connection)) strangers.set(connection, now);
			else if (now - strangers.get(connection)! >= limits.greetingMs)
				connection.abort(new Error('no greeting'));
		}
	});
}

/** libp2p keeps reservations of peers that left; their slots are freed here. */
function freeReservations(node: Node): void {
	node.addEventListener('peer:disconnect', ({ detail: peer }) => {
		const { reservations } = node.services.relay;
		// The signal would later delete the reservation of the same peer's next visit.
		reservations.get(peer)?.signal.clear();
		reservations.delete(peer);
	});
}
