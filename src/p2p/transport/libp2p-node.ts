import { circuitRelayTransport, type CircuitRelayTransportComponents } from '@libp2p/circuit-relay-v2';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { identify, type Identify } from '@libp2p/identify';
import { FaultTolerance, type Libp2p, type PeerId, type Transport } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import { lazyDirect } from './lazy-direct.ts';
import { pathWebSockets } from './path-web-sockets.ts';

/** The part of libp2p's circuit transport that holds reservations; libp2p itself offers no way to ask for one relay's. */
interface Reservations {
	addRelay(relay: PeerId, type: 'configured'): Promise<unknown>;
	hasReservation(relay: PeerId): boolean;
	reserveRelay(): string;
}

/** A started libp2p node of one session, and what it takes to be reachable through a relay. */
export interface SessionNode {
	readonly libp2p: Libp2p<{ identify: Identify }>;
	/** Asks a connected relay for a circuit reservation, or keeps the one there is; rejects when refused. */
	reserve(relay: PeerId): Promise<void>;
	hasReservation(relay: PeerId): boolean;
}

/** Starts the libp2p node whose peer key is the session's key. `seed` is the 32-byte Ed25519 private key. The caller stops it. */
export async function startSessionNode(seed: Uint8Array): Promise<SessionNode> {
	const privateKey = await generateKeyPairFromSeed('Ed25519', seed);
	let reservations: Reservations | null = null;
	const circuits = circuitRelayTransport();
	const reachable = (components: CircuitRelayTransportComponents): Transport => {
		const transport = circuits(components);
		reservations = (transport as unknown as { reservationStore: Reservations }).reservationStore;
		return transport;
	};
	const libp2p = await createLibp2p({
		privateKey,
		addresses: { listen: [] },
		transports: [pathWebSockets(), reachable, lazyDirect()],
		connectionEncrypters: [noise()],
		streamMuxers: [yamux()],
		// A page's own links: many behind one address is normal, and addresses are the relay's, given by the room's link.
		connectionGater: { denyDialMultiaddr: () => false },
		connectionManager: {
			inboundConnectionThreshold: Number.MAX_SAFE_INTEGER,
			maxIncomingPendingConnections: 64,
			// The relay link redials by itself, with its own backoff.
			reconnectRetries: 0
		},
		// The rendezvous stream is pinged instead (js-libp2p #3504).
		connectionMonitor: { enabled: false, abortConnectionOnPingFailure: false },
		transportManager: { faultTolerance: FaultTolerance.NO_FATAL },
		// The circuit transport insists on identify; nobody here needs what it would send.
		services: { identify: identify({ runOnConnectionOpen: false }) }
	});
	const store = reservations as Reservations | null;
	if (store === null) throw new Error('the circuit transport was not made');
	return {
		libp2p,
		hasReservation: (relay) => store.hasReservation(relay),
		async reserve(relay) {
			try {
				await store.addRelay(relay, 'configured');
			} catch (error) {
				// After a failed attempt libp2p never tries that relay again until its memory of bad relays is cleared, which this does.
				store.reserveRelay();
				throw error;
			}
		}
	};
}
