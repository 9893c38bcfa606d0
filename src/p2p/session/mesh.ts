import { bytesToHex } from '@noble/hashes/utils.js';
import { Emitter } from '../base/emitter.ts';
import type { RoomId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { backoffDelayMs } from '../base/retry.ts';
import type { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { DirectLink, OpenDirectLink } from '../ports.ts';
import {
	ATTEMPT_BYTES,
	isOffer,
	isSignalAuthentic,
	signSignal,
	type Signal,
	type SignalFault
} from '../wire/signal.ts';

/** An attempt that has not connected by then is given up: three signals and ICE take 1 s on a bad day. */
const ATTEMPT_TIMEOUT_MS = 8_000;
/** An attempt of which nobody has said anything by then took a way that leads nowhere; the next one takes another. */
const ANSWER_TIMEOUT_MS = 3_000;
/** A connection that carried nothing for this long is redialled; ICE mends shorter interruptions itself. */
const DEAD_AFTER_MS = 4_000;
const CHECK_EVERY_MS = 2_000;
const BACKOFF = { firstMs: 500, capMs: 15_000 };
/** Who has the higher key waits a little longer, so that two sides seldom dial at once. */
const SECOND_SIDE_DELAY_MS = 600;
/** A session that could not be reached for this long is gone; it is tried again when it is found again. */
const GIVE_UP_AFTER_MS = 180_000;
/** Attempts remembered for each peer, so that an old signal cannot be replayed against a new link. */
const REMEMBERED_ATTEMPTS = 64;

/**
 * Sessions kept at once: a root's children, the stage, and as many again on their way in or out, so that
 * made-up sessions cannot cost connections.
 */
const MAX_PEERS = 64;

/** What the mesh tells its owner. */
export interface MeshEvents {
	/** A link is being set up; its sound may arrive before its channel opens. */
	started: DirectLink;
	/** A link is open. */
	linked: DirectLink;
	/** The link to a session is gone; it is redialled until `forget`. */
	lost: SessionId;
	/** The session could not be reached for minutes and is no longer tried. */
	gaveUp: SessionId;
}

interface Peer {
	readonly session: SessionId;
	readonly attempts: string[];
	link: DirectLink | null;
	attempt: string;
	initiator: boolean;
	/** Whether the other side has said anything in this attempt. */
	answered: boolean;
	opened: boolean;
	failures: number;
	downSince: number;
	deadSince: number | null;
	cancelRetry: () => void;
}

/** Options of a mesh. */
export interface MeshOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly open: OpenDirectLink;
	/** Carries a signal to the session it is for, if there is a way, after so many attempts that failed. */
	readonly carry: (signal: Signal, failures: number) => void;
}

/**
 * One direct link to each session that is wanted: dialled, redialled with backoff, and when both
 * sides dial at once the attempt of the lower key wins.
 */
export class Mesh extends Emitter<MeshEvents> {
	readonly #options: MeshOptions;
	readonly #peers = new Map<SessionId, Peer>();
	#signing: Promise<unknown> = Promise.resolve();

	constructor(options: MeshOptions) {
		super();
		this.#options = options;
		options.scope.every(CHECK_EVERY_MS, () => this.#check());
		options.scope.add(() => {
			this.forgetAll();
			this.clear();
		});
	}

	/** Sessions to which a link is open. */
	get linked(): SessionId[] {
		return [...this.#peers.values()].filter(({ opened }) => opened).map(({ session }) => session);
	}

	/** Sessions to which a link is being set up, or is to be set up again. */
	get dialling(): SessionId[] {
		return [...this.#peers.values()]
			.filter(({ opened, initiator, link }) => !opened && (initiator || !link))
			.map(({ session }) => session);
	}

	/** Whether a link to this session is wanted. */
	wants(session: SessionId): boolean {
		return this.#peers.has(session);
	}

	/** Keeps a link to the session from now on. */
	want(session: SessionId): void {
		if (session === this.#options.key.id || this.#peers.has(session) || this.#peers.size >= MAX_PEERS) return;
		this.#dial(this.#remember(session));
	}

	/** Ends the link and stops redialling. */
	forget(session: SessionId): void {
		const peer = this.#peers.get(session);
		if (!peer) return;
		this.#peers.delete(session);
		peer.cancelRetry();
		peer.link?.close();
	}

	/** Ends every link and every attempt. */
	forgetAll(): void {
		for (const session of [...this.#peers.keys()]) this.forget(session);
	}

	/** Stops redialling, and leaves the open link to whoever talks over it. */
	release(session: SessionId): void {
		const peer = this.#peers.get(session);
		if (!peer?.opened) return this.forget(session);
		this.#peers.delete(session);
		peer.cancelRetry();
	}

	/** Dials everybody who is not linked now, without waiting for the backoff or for an answer that has not come. */
	retryNow(): void {
		for (const peer of this.#peers.values()) {
			const isLost = peer.opened ? !peer.link?.isAlive : !peer.answered;
			if (peer.link && isLost) peer.link.close();
			if (!peer.link) this.#dial(peer);
		}
	}

	/** Ends an attempt that cannot succeed because nothing reaches the session; it is tried again later. */
	abandon(session: SessionId): void {
		const peer = this.#peers.get(session);
		if (peer && !peer.opened) peer.link?.close();
	}

	/**
	 * Takes a signal that somebody carried here for us. Forged, replayed or foreign ones do nothing; the
	 * first and the last are named.
	 */
	take(signal: Signal): SignalFault | null {
		const { room, key } = this.#options;
		if (signal.room !== room || signal.to !== key.id || signal.from === key.id) return 'signal-foreign';
		if (!isSignalAuthentic(signal)) return 'signal-forged';
		this.#accept(signal);
		return null;
	}

	#accept(signal: Signal): void {
		const { key } = this.#options;
		const attempt = bytesToHex(signal.attempt);
		const known = this.#peers.get(signal.from);
		if (known?.link && known.attempt === attempt) {
			known.answered = true;
			return known.link.signal(signal.data);
		}
		// Only an offer begins anything: what else is left of an earlier attempt means nothing now.
		if (!isOffer(signal) || known?.attempts.includes(attempt)) return;
		if (!known && this.#peers.size >= MAX_PEERS) return;
		const peer = known ?? this.#remember(signal.from);
		this.#note(peer, attempt);
		const iWin = peer.link && !peer.opened && peer.initiator && key.id < signal.from;
		if (iWin) return;
		this.#start(peer, { attempt: signal.attempt, initiator: false });
		peer.link?.signal(signal.data);
	}

	#remember(session: SessionId): Peer {
		const peer: Peer = {
			session,
			attempts: [],
			link: null,
			attempt: '',
			initiator: false,
			answered: false,
			opened: false,
			failures: 0,
			downSince: this.#options.scope.clock.now(),
			deadSince: null,
			cancelRetry: () => {}
		};
		this.#peers.set(session, peer);
		return peer;
	}

	/** Remembers an attempt, so that what is left of it on the way cannot touch a later link. */
	#note(peer: Peer, attempt: string): void {
		if (peer.attempts.includes(attempt)) return;
		peer.attempts.push(attempt);
		if (peer.attempts.length > REMEMBERED_ATTEMPTS) peer.attempts.shift();
	}

	#dial(peer: Peer): void {
		if (this.#peers.get(peer.session) !== peer || peer.link) return;
		this.#start(peer, { attempt: this.#options.random.bytes(ATTEMPT_BYTES), initiator: true });
	}

	#start(peer: Peer, { attempt, initiator }: { attempt: Uint8Array; initiator: boolean }): void {
		const { scope, open } = this.#options;
		const previous = peer.link;
		peer.cancelRetry();
		const link = open({ peer: peer.session, initiator });
		const answered = !initiator;
		Object.assign(peer, { link, initiator, answered, opened: false, deadSince: null });
		peer.attempt = bytesToHex(attempt);
		this.#note(peer, peer.attempt);
		previous?.close();
		this.emit('started', link);
		const cancelTimeout = scope.after(ATTEMPT_TIMEOUT_MS, () => link.close());
		const cancelAnswer = scope.after(ANSWER_TIMEOUT_MS, () => {
			if (peer.link === link && !peer.answered) link.close();
		});
		const { failures } = peer;
		link.on('signal', (data) => this.#sign({ to: peer.session, attempt, data }, failures));
		link.on('opened', () => {
			cancelTimeout();
			if (peer.link !== link) return;
			Object.assign(peer, { opened: true, failures: 0 });
			this.emit('linked', link);
		});
		link.on('closed', () => {
			cancelTimeout();
			cancelAnswer();
			if (peer.link === link) this.#down(peer);
		});
	}

	#down(peer: Peer): void {
		const { scope, random, key } = this.#options;
		const now = scope.clock.now();
		if (peer.opened) peer.downSince = now;
		peer.link = null;
		peer.opened = false;
		if (this.#peers.get(peer.session) !== peer) return;
		this.emit('lost', peer.session);
		if (now - peer.downSince > GIVE_UP_AFTER_MS) {
			this.forget(peer.session);
			return this.emit('gaveUp', peer.session);
		}
		const second = key.id > peer.session ? SECOND_SIDE_DELAY_MS : 0;
		const delayMs = backoffDelayMs(BACKOFF, peer.failures++, random) + second;
		peer.cancelRetry = scope.after(delayMs, () => this.#dial(peer));
	}

	#check(): void {
		const now = this.#options.scope.clock.now();
		for (const peer of this.#peers.values()) {
			if (!peer.opened || peer.link?.isAlive) peer.deadSince = null;
			else if (peer.deadSince === null) peer.deadSince = now;
			else if (now - peer.deadSince >= DEAD_AFTER_MS) peer.link?.close();
		}
	}

	#sign(what: Pick<Signal, 'to' | 'attempt' | 'data'>, failures: number): void {
		const { room, key, carry } = this.#options;
		// One after the other, so that candidates never overtake the offer they belong to.
		this.#signing = this.#signing.then(async () => {
			carry(await signSignal({ ...what, room, from: key.id, purpose: 'link' }, key.sign), failures);
		});
	}
}
