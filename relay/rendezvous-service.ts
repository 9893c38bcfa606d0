import type { Connection, PeerId, Stream } from '@libp2p/interface';
import { idOf, type SessionId } from '../src/p2p/base/ids.ts';
import type { Scope } from '../src/p2p/base/scope.ts';
import { PrefixReader, prefixed } from '../src/p2p/wire/length-prefix.ts';
import { MAX_REQUEST_BYTES } from '../src/p2p/wire/rendezvous-limits.ts';
import { decodeRequest, encodeAnswer, type Answer, type RefusalCode } from '../src/p2p/wire/rendezvous.ts';
import type { RelayLimits } from './limits.ts';
import { Rate } from './rate.ts';
import type { Delivery, RendezvousRegistry } from './rendezvous.ts';

interface Guest {
	readonly stream: Stream;
	readonly connection: Connection;
	readonly circuits: Rate;
	heardAt: number;
}

/** How often silent guests and ended registrations are looked for. */
const SWEEP_MS = 5_000;

/** Joins rendezvous streams to the registry: one stream for each session, the newest counts. */
export class RendezvousService {
	readonly #registry: RendezvousRegistry;
	readonly #scope: Scope;
	readonly #limits: RelayLimits;
	readonly #guests = new Map<SessionId, Guest>();

	constructor(options: { registry: RendezvousRegistry; scope: Scope; limits: RelayLimits }) {
		this.#registry = options.registry;
		this.#scope = options.scope;
		this.#limits = options.limits;
		this.#scope.every(SWEEP_MS, () => this.#sweep());
	}

	/** Sessions with a stream now. */
	get size(): number {
		return this.#guests.size;
	}

	/** Whether this peer is a Hearsay page that is here now. */
	isPresent(peer: PeerId): boolean {
		const session = sessionOf(peer);
		return session !== null && this.#guests.has(session);
	}

	/** Whether this peer may open one more circuit now. */
	mayOpenCircuit(peer: PeerId): boolean {
		const session = sessionOf(peer);
		return session !== null && (this.#guests.get(session)?.circuits.take() ?? false);
	}

	/** Takes over a new rendezvous stream. */
	accept(stream: Stream, connection: Connection): void {
		const session = sessionOf(connection.remotePeer);
		if (session === null || this.#scope.isClosed) return stream.abort(new Error('refused'));
		this.#replace(session, connection);
		const clock = this.#scope.clock;
		const rate = new Rate(clock, this.#limits.requestsPerSecond);
		const circuits = new Rate(clock, this.#limits.circuitsPerSecond);
		const guest: Guest = { stream, connection, circuits, heardAt: clock.now() };
		const reader = new PrefixReader(MAX_REQUEST_BYTES);
		this.#guests.set(session, guest);
		stream.maxWriteBufferLength = this.#limits.unreadBytes;
		stream.addEventListener('close', () => this.#forget(session, guest));
		stream.addEventListener('remoteCloseWrite', () => this.#end(session, guest));
		stream.addEventListener('message', ({ data }) => {
			if (this.#guests.get(session) !== guest) return;
			guest.heardAt = clock.now();
			const messages = reader.push(data.subarray());
			if (!messages.ok) return this.#refuse(session, guest, 'malformed');
			for (const message of messages.value) {
				if (this.#guests.get(session) !== guest) return;
				if (!rate.take()) return this.#refuse(session, guest, 'too-fast');
				const request = decodeRequest(message);
				if (!request.ok) return this.#refuse(session, guest, 'malformed');
				this.#deliver(this.#registry.handle(session, request.value));
			}
		});
	}

	/** A session that comes again over a new connection has lost the old one, which circuits must not be sent into. */
	#replace(session: SessionId, connection: Connection): void {
		const old = this.#guests.get(session);
		if (!old) return;
		this.#forget(session, old);
		if (old.connection === connection) old.stream.abort(new Error('replaced'));
		else old.connection.abort(new Error('replaced'));
	}

	#refuse(session: SessionId, guest: Guest, code: RefusalCode): void {
		send(guest, { kind: 'refused', code });
		this.#end(session, guest);
	}

	#end(session: SessionId, guest: Guest): void {
		this.#forget(session, guest);
		guest.stream.close().catch(() => {});
	}

	#forget(session: SessionId, guest: Guest): void {
		if (this.#guests.get(session) !== guest) return;
		this.#guests.delete(session);
		this.#deliver(this.#registry.leave(session));
	}

	#deliver(deliveries: readonly Delivery[]): void {
		for (const { to, answer } of deliveries) {
			const guest = this.#guests.get(to);
			if (guest) send(guest, answer);
		}
	}

	#sweep(): void {
		this.#deliver(this.#registry.expire());
		const deadline = this.#scope.clock.now() - this.#limits.silenceMs;
		for (const [session, guest] of [...this.#guests]) {
			if (guest.heardAt >= deadline) continue;
			this.#forget(session, guest);
			guest.connection.abort(new Error('silent'));
		}
	}
}

function send(guest: Guest, answer: Answer): void {
	try {
		guest.stream.send(prefixed(encodeAnswer(answer)));
	} catch {
		// The stream is closing or its buffer is full; its close event tells the rest.
	}
}

/** The session behind a peer id; null for a key that is not Ed25519. */
function sessionOf(peer: PeerId): SessionId | null {
	return peer.type === 'Ed25519' ? idOf<SessionId>(peer.publicKey.raw) : null;
}
