import { Emitter, type Unsubscribe } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Channel, ChannelEvents, MeetingEvents, MeetingPoint, MeetingState } from '../ports.ts';
import { topicOf, type Topic } from '../wire/rendezvous.ts';
import { MAX_CHANNEL_MESSAGE_BYTES } from './channel-limits.ts';

/**
 * A relay and its network in memory. Everything that would cross a wire is a task in one queue, run
 * in order: by itself in a microtask, or only by `flush` when `isManual`.
 */
export class MemoryHub {
	readonly #isManual: boolean;
	readonly #points = new Map<SessionId, MemoryMeetingPoint>();
	readonly #tasks: (() => void)[] = [];
	#isUp = true;

	constructor(options: { isManual?: boolean } = {}) {
		this.#isManual = options.isManual ?? false;
	}

	/** Whether sessions can reach this relay. */
	get isUp(): boolean {
		return this.#isUp;
	}

	/** A session's way to this hub. */
	open(session: SessionId): MemoryMeetingPoint {
		const point = new MemoryMeetingPoint(this, session);
		this.#points.set(session, point);
		this.post(() => point.updateState());
		return point;
	}

	/** The relay fails: states change, dials fail; open channels stay, as circuits that became direct do. */
	stop(): void {
		this.#isUp = false;
		for (const point of this.#points.values()) this.post(() => point.updateState());
	}

	/** The relay is back; sessions return by themselves. */
	start(): void {
		this.#isUp = true;
		for (const point of this.#points.values()) this.post(() => point.updateState());
	}

	/** Runs everything that is on its way, and what follows from it. */
	flush(): void {
		for (let task = this.#tasks.shift(); task; task = this.#tasks.shift()) task();
	}

	/** Puts one delivery on its way. */
	post(task: () => void): void {
		this.#tasks.push(task);
		if (!this.#isManual) queueMicrotask(() => this.#tasks.shift()?.());
	}

	/** The session's point, if it is there and reachable. */
	reach(session: SessionId): MemoryMeetingPoint | null {
		const point = this.#points.get(session);
		return this.#isUp && point?.isAnnounced ? point : null;
	}

	/** Tells watchers and the announced of each other. */
	spread(changed: MemoryMeetingPoint): void {
		if (!this.#isUp) return;
		for (const other of this.#points.values()) {
			if (other === changed || other.topic === null || other.topic !== changed.topic) continue;
			if (changed.isAnnounced) this.post(() => other.find(changed.session));
			if (other.isAnnounced) this.post(() => changed.find(other.session));
		}
	}

	/** Forgets a closed point. */
	drop(point: MemoryMeetingPoint): void {
		if (this.#points.get(point.session) === point) this.#points.delete(point.session);
	}
}

/** The `MeetingPoint` of one session at a `MemoryHub`. */
export class MemoryMeetingPoint implements MeetingPoint {
	readonly session: SessionId;
	readonly #hub: MemoryHub;
	readonly #emitter = new Emitter<MeetingEvents>();
	#state: MeetingState = 'connecting';
	#topic: Topic | null = null;
	#isAnnounced = false;
	#isClosed = false;

	constructor(hub: MemoryHub, session: SessionId) {
		this.#hub = hub;
		this.session = session;
	}

	get state(): MeetingState {
		return this.#state;
	}

	get topic(): Topic | null {
		return this.#topic;
	}

	get isAnnounced(): boolean {
		return this.#isAnnounced;
	}

	on: Emitter<MeetingEvents>['on'] = (name, listener) => this.#emitter.on(name, listener);

	watch(topic: Uint8Array): void {
		this.#topic = topicOf(topic);
		this.#hub.spread(this);
	}

	announce(): void {
		this.#isAnnounced = true;
		this.#hub.spread(this);
	}

	withdraw(): void {
		this.#isAnnounced = false;
	}

	dial(peer: SessionId, signal: AbortSignal): Promise<Result<Channel, 'unreachable'>> {
		return new Promise((resolve) => {
			this.#hub.post(() => {
				const target = peer === this.session ? null : this.#hub.reach(peer);
				if (!target || signal.aborted || this.#isClosed) return resolve(fail('unreachable'));
				const [mine, theirs] = memoryChannelPair({
					hub: this.#hub,
					sessions: [peer, this.session]
				});
				target.accept(theirs);
				resolve(ok(mine));
			});
		});
	}

	retryNow(): void {
		this.#hub.post(() => this.updateState());
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		this.#hub.drop(this);
		this.#emitter.clear();
	}

	/** The hub's side: a session was listed. */
	find(session: SessionId): void {
		this.#emitter.emit('found', session);
	}

	/** The hub's side: somebody dialled. */
	accept(channel: Channel): void {
		this.#emitter.emit('accepted', channel);
	}

	/** The hub's side: the relay came or went. */
	updateState(): void {
		const state = this.#hub.isUp ? 'connected' : 'unreachable';
		if (state === this.#state || this.#isClosed) return;
		this.#state = state;
		this.#emitter.emit('stateChanged', state);
		if (state === 'connected') this.#hub.spread(this);
	}
}

/** Two ends of one channel; `sessions[i]` is the peer that end i sees. */
export function memoryChannelPair(options: {
	hub: MemoryHub;
	sessions: readonly [SessionId, SessionId];
}): [Channel, Channel] {
	const a = new MemoryChannel(options.hub, options.sessions[0]);
	const b = new MemoryChannel(options.hub, options.sessions[1]);
	a.join(b);
	b.join(a);
	return [a, b];
}

class MemoryChannel implements Channel {
	readonly peer: SessionId;
	readonly #hub: MemoryHub;
	readonly #emitter = new Emitter<ChannelEvents>();
	/** What arrived before the owner listened. */
	#unread: Uint8Array[] | null = [];
	#other: MemoryChannel | null = null;
	#isClosed = false;

	constructor(hub: MemoryHub, peer: SessionId) {
		this.#hub = hub;
		this.peer = peer;
	}

	join(other: MemoryChannel): void {
		this.#other = other;
	}

	on<Name extends keyof ChannelEvents>(
		name: Name,
		listener: (payload: ChannelEvents[Name]) => void
	): Unsubscribe {
		const unsubscribe = this.#emitter.on(name, listener);
		if (name === 'received' && this.#unread) {
			const unread = this.#unread;
			this.#unread = null;
			for (const message of unread) this.#hub.post(() => this.#emitter.emit('received', message));
		}
		if (name === 'closed' && this.#isClosed) this.#hub.post(() => listener(undefined as ChannelEvents[Name]));
		return unsubscribe;
	}

	send(message: Uint8Array): void {
		if (this.#isClosed) return;
		if (message.length > MAX_CHANNEL_MESSAGE_BYTES) return this.close();
		const copy = Uint8Array.from(message);
		this.#hub.post(() => this.#other?.receive(copy));
	}

	close(): void {
		this.#hub.post(() => this.#other?.finish());
		this.finish();
	}

	receive(message: Uint8Array): void {
		if (this.#isClosed) return;
		if (this.#unread) this.#unread.push(message);
		else this.#emitter.emit('received', message);
	}

	finish(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#emitter.emit('closed', undefined);
	}
}
