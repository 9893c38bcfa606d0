import { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type {
	FrameChannel,
	PacketSource,
	PerStripe,
	SoundPathEvents,
	Stripe,
	StripeReport,
	TreePlace
} from '../ports.ts';
import { decodeDatagram, stripeOf, type Packet } from '../wire/packet.ts';
import { FrameLink } from './frame-link.ts';
import type { Verdict, VerifyPacket } from './packet-verifier.ts';
import type { Refusal } from './refusal.ts';
import { SourceBook, type Source } from './source-book.ts';
import { Standstill } from './standstill.ts';
import { StripeWatch } from './stripe-watch.ts';
import { VerifyingLane } from './verifying-lane.ts';

/** How often keepalives are thought of and parents are looked after. */
const BEAT_MS = 25;
/** A stripe on which nothing was sent to a child for so long gets a keepalive: with 200 ms to prove it, three may be lost. */
const KEEPALIVE_AFTER_MS = 50;
/** How long a root waits for what a speaker owes it: less than its children wait for the root. */
const SPEAKER_PATIENCE_MS = 200;
/** A child to whom something could not be sent counts as stuck for so long. */
const STUCK_FOR_MS = 1_000;
/** Packets that may wait for a child, of everybody who speaks. */
const PACKETS_WAITING = 2;

/** Nobody's place: takes from nobody, hands on to nobody. */
const NOWHERE: TreePlace = {
	parents: [[], []],
	children: [[], []],
	feeds: [null, null],
	isRoot: [false, false],
	hops: [1, 1]
};
const STRIPES: PerStripe<Stripe> = [0, 1];

/** What a forwarder tells its owner. */
export interface ForwarderEvents extends Pick<SoundPathEvents, 'fed' | 'silent' | 'starving' | 'forged'> {
	/** A packet that is genuine and new here; it is already on its way to the children. */
	taken: { readonly source: SessionId; readonly packet: Packet };
}

/** What a forwarder is made of. */
export interface ForwarderOptions {
	readonly scope: Scope;
	/** The session of this page. */
	readonly me: SessionId;
	readonly verify: VerifyPacket;
}

interface Neighbour {
	readonly link: FrameLink;
	readonly lane: VerifyingLane;
}

interface StripeCounts {
	parent: SessionId | null;
	packets: number;
	forwarded: number;
	dropped: number;
}

/**
 * Takes packets from parents, verifies them, and hands each on once, byte for byte. It does no I/O but on the channels
 * that it is given. PROTOCOL.md, Packets.
 */
export class Forwarder extends Emitter<ForwarderEvents> {
	/** How often something was not taken, by reason. */
	readonly refused = new Map<Refusal, number>();
	/** Bytes of packets sent since the beginning, to everybody. */
	sentBytes = 0;
	/** Bytes of packets received since the beginning, those that were not taken included. */
	receivedBytes = 0;
	readonly #scope: Scope;
	readonly #options: ForwarderOptions;
	readonly #neighbours = new Map<SessionId, Neighbour>();
	readonly #sources = new SourceBook();
	readonly #watches: PerStripe<StripeWatch> = [new StripeWatch(), new StripeWatch()];
	readonly #counts: PerStripe<StripeCounts> = [newCounts(), newCounts()];
	/** When something could not be sent to a session the last time. */
	readonly #stuckAtMs = new Map<SessionId, number>();
	#place = NOWHERE;
	readonly #standstill: Standstill;
	#beatAtMs: number;

	constructor(options: ForwarderOptions) {
		super();
		this.#options = options;
		this.#scope = options.scope;
		this.#beatAtMs = this.#now();
		this.#standstill = new Standstill(this.#beatAtMs);
		this.#scope.every(BEAT_MS, () => this.#look());
		this.#scope.add(() => {
			for (const session of [...this.#neighbours.keys()]) this.detach(session);
			this.clear();
		});
	}

	/** Reads and writes this channel from now on; an older one to the same session is let go. */
	attach(session: SessionId, channel: FrameChannel): void {
		this.detach(session);
		const lane = new VerifyingLane({
			now: () => this.#now(),
			verify: this.#options.verify,
			judged: (source, packet, verdict) => this.#settle(neighbour, source, packet, verdict)
		});
		const link = new FrameLink(session, channel, {
			received: (bytes) => this.#receive(neighbour, bytes),
			ended: () => this.detach(session)
		});
		const neighbour = { link, lane };
		this.#neighbours.set(session, neighbour);
	}

	/** Lets the session's channel go. */
	detach(session: SessionId): void {
		const neighbour = this.#neighbours.get(session);
		neighbour?.lane.close();
		neighbour?.link.close();
		this.#neighbours.delete(session);
		this.#stuckAtMs.delete(session);
	}

	setPlace(place: TreePlace): void {
		const now = this.#now();
		for (const stripe of STRIPES) {
			this.#watches[stripe].setParents(place.parents[stripe], place.hops[stripe], now);
			if (place.isRoot[stripe] && !this.#place.isRoot[stripe])
				for (const { arrears } of this.#sources.all()) arrears[stripe].restart();
		}
		this.#place = place;
		this.#beat();
	}

	setSources(sources: readonly PacketSource[]): void {
		this.#sources.set(sources);
	}

	/** Sends an own packet: to the children of its stripe and to the root that it feeds. */
	originate(packet: Packet): void {
		const { sequence, source: tag } = packet;
		const stripe = stripeOf(sequence);
		const source = this.#sources.get(tag);
		// It may come back over the tree.
		if (source) this.#sources.take(source, sequence, this.#now());
		const feed = this.#place.feeds[stripe];
		const isExtra =
			feed !== null && feed !== this.#options.me && !this.#place.children[stripe].includes(feed);
		this.#send(packet, isExtra ? [...this.#place.children[stripe], feed] : this.#place.children[stripe]);
	}

	/** How a stripe stands. */
	report(stripe: Stripe): StripeReport {
		const now = this.#now();
		const children = this.#place.children[stripe];
		const isStuck = (child: SessionId) => now - (this.#stuckAtMs.get(child) ?? -Infinity) < STUCK_FOR_MS;
		return {
			...this.#counts[stripe],
			children: children.length,
			stuck: children.filter(isStuck).length,
			silentMs: this.#watches[stripe].silentMs(now),
			newest: this.#sources.newest(stripe)
		};
	}

	#now(): number {
		return this.#scope.clock.now();
	}

	/** The cheapest checks first: nothing is verified that would not be taken. */
	#receive(neighbour: Neighbour, bytes: Uint8Array | null): void {
		this.receivedBytes += bytes?.length ?? 0;
		if (!neighbour.lane.mayRead()) return this.#refuse('flood');
		const now = this.#now();
		if (this.#standstill.hear(now)) this.#forgive(now);
		const read = bytes && decodeDatagram(bytes);
		if (!read?.ok) return this.#blame(neighbour, 'malformed');
		const { session } = neighbour.link;
		if (read.value.kind === 'keepalive') this.#hear(session, read.value.stripe);
		else {
			const refusal = this.#admit(neighbour, read.value.packet);
			if (refusal) this.#refuse(refusal);
		}
		// Where a browser slows down timers in the background, messages still come on time.
		if (now - this.#beatAtMs >= 2 * BEAT_MS) this.#beat();
	}

	#admit({ link, lane }: Neighbour, packet: Packet): Refusal | null {
		const stripe = stripeOf(packet.sequence);
		this.#hear(link.session, stripe);
		const source = this.#sources.get(packet.source);
		if (!source) return 'unlisted';
		if (!this.#takesFrom(link.session, stripe, source.session)) return 'misplaced';
		const freshness = source.window.judge(packet.sequence, this.#now());
		if (freshness !== 'fresh') return freshness;
		return lane.verify(source.session, packet) ? null : 'flood';
	}

	#takesFrom(from: SessionId, stripe: Stripe, source: SessionId): boolean {
		const { parents, isRoot } = this.#place;
		return parents[stripe].includes(from) || (isRoot[stripe] && from === source);
	}

	#settle(neighbour: Neighbour, session: SessionId, packet: Packet, verdict: Verdict): void {
		const { sequence } = packet;
		if (verdict === 'forged') return this.#blame(neighbour, 'forged');
		if (verdict === 'unsure') return this.#refuse('unsure');
		const now = this.#now();
		const source = this.#sources.get(packet.source);
		// While it was verified, sources may have changed, and another link may have brought it.
		if (source?.session !== session) return this.#refuse('unlisted');
		const freshness = source.window.judge(sequence, now);
		if (freshness !== 'fresh') return this.#refuse(freshness);
		this.#sources.take(source, sequence, now);
		this.#account(neighbour.link.session, source, packet);
		this.#send(packet, this.#place.children[stripeOf(sequence)]);
		this.emit('taken', { source: session, packet });
	}

	/** What came, and what it proves: whoever sends frame n − 1 as a copy sent it as a packet before. */
	#account(from: SessionId, source: Source, { sequence, frames }: Packet): void {
		const now = this.#now();
		const stripe = stripeOf(sequence);
		const counts = this.#counts[stripe];
		counts.packets++;
		if (source.newest[stripe] === sequence) counts.parent = from;
		this.#watches[stripe].come();
		source.arrears[stripe].come();
		if (!frames[1]) return;
		const other = stripe === 0 ? 1 : 0;
		this.#watches[other].prove(now);
		source.arrears[other].prove(now);
	}

	#send(packet: Packet, to: readonly SessionId[]): void {
		if (to.length === 0) return;
		const now = this.#now();
		const raw = packet.raw as Uint8Array<ArrayBuffer>;
		const stripe = stripeOf(packet.sequence);
		const counts = this.#counts[stripe];
		const roomBytes = PACKETS_WAITING * raw.length * this.#sources.speaking(now);
		for (const session of to) {
			const sending = this.#neighbours.get(session)?.link.send(stripe, raw, roomBytes, now);
			if (sending === 'full') {
				counts.dropped++;
				this.#stuckAtMs.set(session, now);
			}
			if (sending !== 'sent') continue;
			counts.forwarded++;
			this.sentBytes += raw.length;
		}
	}

	#hear(session: SessionId, stripe: Stripe): void {
		if (this.#watches[stripe].hear(session, this.#now())) this.emit('fed', { stripe, parent: session });
	}

	/** Takes nothing more from a link that brought what no honest page sends. */
	#blame({ link, lane }: Neighbour, refusal: Refusal): void {
		this.#refuse(refusal);
		lane.close();
		link.mute();
		this.emit('forged', { from: link.session });
	}

	#refuse(refusal: Refusal): void {
		this.refused.set(refusal, (this.refused.get(refusal) ?? 0) + 1);
	}

	#look(): void {
		const now = this.#now();
		if (this.#standstill.tick(now)) this.#forgive(now);
		this.#beat();
		for (const stripe of STRIPES) {
			const { silent, starving } = this.#watches[stripe].look(now);
			for (const parent of silent) this.emit('silent', { stripe, parent });
			for (const parent of starving) this.emit('starving', { stripe, parent });
			if (this.#place.isRoot[stripe]) this.#dun(stripe, now);
		}
	}

	#forgive(now: number): void {
		for (const watch of this.#watches) watch.forgive(now);
		for (const { arrears } of this.#sources.all()) for (const each of arrears) each.restart();
	}

	/** At a root: which speakers leave this stripe out. */
	#dun(stripe: Stripe, now: number): void {
		for (const { session, arrears } of this.#sources.all())
			if (arrears[stripe].judge(now, SPEAKER_PATIENCE_MS) === 'late')
				this.emit('starving', { stripe, parent: session });
	}

	#beat(): void {
		const now = this.#now();
		this.#beatAtMs = now;
		for (const stripe of STRIPES)
			for (const child of this.#place.children[stripe])
				this.#neighbours.get(child)?.link.keepAlive(stripe, KEEPALIVE_AFTER_MS, now);
	}
}

function newCounts(): StripeCounts {
	return { parent: null, packets: 0, forwarded: 0, dropped: 0 };
}
