import { Emitter } from '../base/emitter.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { Intake } from '../document/intake.ts';
import type { Channel, DirectLink } from '../ports.ts';
import type { RoomEvent } from '../room/events.ts';
import type { CaptionWord } from '../wire/caption.ts';
import type { Ephemeral, Presence } from '../wire/ephemeral.ts';
import type { EpochWord } from '../wire/epoch.ts';
import type { Grant } from '../wire/grant.ts';
import { decodeMessage, encodeMessage, type Message, type Refusal } from '../wire/messages.ts';
import type { Signal } from '../wire/signal.ts';
import type { CommunityMessage } from '../wire/community-messages.ts';
import type { Continuation } from './continuation.ts';
import type { StandingDocument } from './current-document.ts';
import { isTreeMessage, type TreeMessage } from '../wire/tree-messages.ts';
import { Handshake, type DoorHost, type HandshakeFault, type Via } from './handshake.ts';
import { Standings, type StandingsFault, type StandingsShortfall } from './standings.ts';

/** Why a neighbour was dropped: what it sent broke a rule of PROTOCOL.md. */
export type NeighbourFault =
	| StandingsFault
	| HandshakeFault
	| 'message-malformed'
	| 'ephemeral-forged'
	| 'tree-forged'
	| 'epoch-forged'
	| 'caption-forged';

/** What was not taken from a neighbour, without blame. */
export type NeighbourShortfall =
	/** More messages or bytes than its budget: not read. */
	StandingsShortfall | 'message-flood';

/** What a neighbour tells its owner. */
export interface NeighbourEvents {
	/** It has proven the secret and who it is, and may be here. */
	ready: undefined;
	/** It told something in passing, its own or another session's; not judged yet. */
	ephemeral: Ephemeral;
	/** What it says of itself is taken. */
	presence: Presence;
	signal: Signal;
	/** It told or passed on something about the audience tree; not judged yet. */
	tree: TreeMessage;
	/** It told or passed on an epoch of a private room; not judged yet. */
	epoch: EpochWord;
	/** It told or passed on a wording of a caption; not judged yet. */
	caption: CaptionWord;
	/** It told which communities it is in, to who is in them too, or something about one of them; not judged yet. */
	community: CommunityMessage;
	/** It handed on what hosts said about planned rooms; not judged yet. */
	plans: readonly Uint8Array[];
	/** `picture` is there. */
	pictured: undefined;
	/** Something it passed on has no place here; it may be honest. */
	leftOut: NeighbourShortfall;
	/** It closes its door to us. */
	refused: Refusal;
	/** We close our door to it. */
	turnedAway: Refusal;
	/** It leaves the room of its own will. */
	left: undefined;
	/** It asks to be let write durably. */
	asked: undefined;
	/** It broke a rule; the channel is closed. */
	misbehaved: NeighbourFault;
	closed: undefined;
}

/** What a neighbour needs to know of this page. */
export interface Host extends DoorHost {
	readonly current: StandingDocument;
	readonly intake: Intake;
	readonly picture: Uint8Array | null;
	readonly now: () => number;
	/** Calls back later, unless the page leaves the room first. */
	readonly later: (delayMs: number, task: () => void) => void;
	/** Some follow a continuation that leaves out what this page knows. */
	readonly outdated: (continuation: Continuation) => void;
}

/** Messages from one neighbour: a newcomer's signals and a room's history at once, then a busy room for everybody. */
const MESSAGES: Rate = { burst: 4096, perSecond: 512 };
/** Bytes from one neighbour: the largest document expected at once, then what a slow line takes. */
const BYTES: Rate = { burst: 64 * 1024 * 1024, perSecond: 4 * 1024 * 1024 };

/** Two short messages each way: whoever takes longer is gone or does not mean it. */
const DOOR_TIMEOUT_MS = 10_000;

/**
 * How long a refused neighbour's channel stays open, so that the reason gets there: closing at once
 * throws away what is still on its way. An honest one closes by itself as soon as it reads it.
 */
const REFUSAL_LINGERS_MS = 2_000;

/**
 * How long a channel that gave way to a newer one is still read: its other end learns of the newer one within a
 * few round trips, and what it said here until then it does not say again.
 */
const RETIRED_LINGERS_MS = 2_000;

/** What direct links measure and channels through a relay do not. */
type Measured = Partial<Pick<DirectLink, 'delayMs' | 'lostShare'>>;

/** One page at the other end of a channel: first the door, then the conversation. */
export class Neighbour extends Emitter<NeighbourEvents> {
	readonly via: Via;
	readonly #host: Host;
	readonly #channel: Channel;
	readonly #measured: Measured;
	readonly #handshake: Handshake;
	readonly #standings: Standings;
	readonly #messages: TokenBucket;
	readonly #bytes: TokenBucket;
	#state: 'door' | 'ready' | 'refused' | 'closed' = 'door';
	#isRetired = false;
	#presence: Presence | null = null;
	#picture: Uint8Array | null = null;

	constructor(channel: Channel & Measured, via: Via, host: Host) {
		super();
		this.via = via;
		this.#host = host;
		this.#channel = channel;
		this.#measured = channel;
		this.#handshake = new Handshake({
			host,
			peer: channel.peer,
			via,
			send: (message) => this.send(message)
		});
		this.#standings = new Standings({
			current: host.current,
			intake: host.intake,
			now: host.now,
			send: (message) => this.send(message),
			failed: (fault) => this.expel(fault),
			leftOut: (code) => this.emit('leftOut', code),
			outdated: host.outdated
		});
		this.#messages = new TokenBucket(MESSAGES, host.now);
		this.#bytes = new TokenBucket(BYTES, host.now);
		channel.on('received', (bytes) => this.#receive(bytes));
		channel.on('closed', () => this.#end());
		host.later(DOOR_TIMEOUT_MS, () => {
			if (this.#state === 'door') this.close();
		});
		this.#handshake.begin();
	}

	/** Half of the newest round trip, milliseconds; null over a relay, and before it was measured. */
	get delayMs(): number | null {
		return this.#measured.delayMs ?? null;
	}

	/** Share of this page's sound that it says it lost lately, 0 to 1; null over a relay, and while it says nothing. */
	get lostShare(): number | null {
		return this.#measured.lostShare ?? null;
	}

	get session(): SessionId {
		return this.#channel.peer;
	}

	/** Whether the door is behind us, and no newer channel took this one's place. */
	get isReady(): boolean {
		return this.#state === 'ready' && !this.#isRetired;
	}

	/** Proven by certificate; null before the introduction. */
	get identity(): IdentityId | null {
		return this.#handshake.certificate?.identity ?? null;
	}

	/** What it brought to the door, its signatures unchecked. */
	get grant(): Grant | null {
		return this.#handshake.grant;
	}

	get name(): string {
		return this.#handshake.certificate?.name ?? '';
	}

	get picture(): Uint8Array | null {
		return this.#picture;
	}

	/** Whether it is in the room, by its newest word. */
	get isJoined(): boolean {
		return this.#presence?.joined ?? this.#handshake.joined;
	}

	get presence(): Presence | null {
		return this.#presence;
	}

	/** Sends a message; nothing happens once closed. */
	send(message: Message): void {
		if (this.#state !== 'closed' && !this.#isRetired) this.#channel.send(encodeMessage(message));
	}

	/** Passes new events on. */
	tell(events: readonly RoomEvent[]): void {
		if (this.isReady) this.#standings.tell(events);
	}

	/** Puts the questions to it that had to wait. */
	catchUp(): void {
		if (this.isReady) this.#standings.catchUp();
	}

	/** Says why and listens to nothing more; the channel closes once the other side has heard. */
	refuse(code: Refusal): void {
		if (this.#state === 'closed' || this.#state === 'refused') return;
		this.send({ kind: 'refusal', code });
		this.#state = 'refused';
		this.#standings.close();
		this.emit('turnedAway', code);
		this.#host.later(REFUSAL_LINGERS_MS, () => this.close());
	}

	/** Takes a word of its own about how it is, which was judged. */
	hear(presence: Presence): void {
		if (!this.isReady) return;
		const refusal = presence.joined && !this.isJoined && this.#handshake.refusal(true);
		if (refusal) return this.refuse(refusal);
		this.#presence = presence;
		this.emit('presence', presence);
	}

	/** Drops it for what it sent. */
	expel(fault: NeighbourFault): void {
		if (this.#state === 'closed' || this.#state === 'refused') return;
		this.emit('misbehaved', fault);
		this.refuse('misbehaved');
	}

	/** Gives way to a newer channel: says nothing more here, takes the signals that were on their way, and closes. */
	retire(): void {
		this.#isRetired = true;
		this.#standings.finish();
		this.#host.later(RETIRED_LINGERS_MS, () => this.close());
	}

	/** Closes the channel. */
	close(): void {
		this.#channel.close();
		this.#end();
	}

	#end(): void {
		if (this.#state === 'closed') return;
		this.#state = 'closed';
		this.#standings.finish();
		this.emit('closed', undefined);
		this.clear();
	}

	#receive(bytes: Uint8Array): void {
		if (this.#state === 'closed' || this.#state === 'refused') return;
		if (!this.#messages.spend() || !this.#bytes.spend(bytes.length)) return this.#skip();
		const decoded = decodeMessage(bytes);
		if (!decoded.ok) return this.expel(decoded.code);
		const message = decoded.value;
		if (message.kind === 'refusal') {
			this.emit('refused', message.code);
			return this.close();
		}
		if (this.#state === 'door') this.#readAtDoor(message);
		else this.#read(message);
	}

	/** Reads nothing of a message that is one too many. It may be an honest page that passes a flood on. */
	#skip(): void {
		this.emit('leftOut', 'message-flood');
		this.#standings.missed();
	}

	#readAtDoor(message: Message): void {
		const step = this.#handshake.read(message);
		if (step.kind === 'failed') return this.expel(step.fault);
		if (step.kind === 'refused') return this.refuse(step.code);
		if (step.kind === 'waiting') return;
		this.#state = 'ready';
		if (this.#isRetired) return;
		this.#standings.begin(step.standing);
		if (this.#host.picture) this.send({ kind: 'picture', picture: this.#host.picture });
		this.emit('ready', undefined);
	}

	#read(message: Message): void {
		if (this.#isRetired && message.kind !== 'signal') return;
		if (isTreeMessage(message)) return this.emit('tree', message);
		switch (message.kind) {
			case 'sync':
			case 'heads':
			case 'want':
			case 'branches':
				return this.#standings.sync(message);
			case 'standing':
			case 'continued':
				return this.#standings.receive(message);
			case 'ephemeral':
				return this.emit('ephemeral', message.ephemeral);
			case 'epoch':
				return this.emit('epoch', message.epoch);
			case 'caption':
				return this.emit('caption', message.caption);
			case 'communities':
			case 'community':
				return this.emit('community', message);
			case 'plans':
				return this.emit('plans', message.plans);
			case 'signal':
				return this.emit('signal', message.signal);
			case 'picture':
				this.#picture = message.picture;
				return this.emit('pictured', undefined);
			case 'farewell':
				return this.emit('left', undefined);
			case 'ask':
				return this.emit('asked', undefined);
			case 'hello':
			case 'introduction':
			case 'refusal':
				return this.expel('message-out-of-turn');
		}
	}
}
