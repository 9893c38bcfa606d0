import { Emitter } from '../../src/p2p/base/emitter.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type {
	Channel,
	ChannelEvents,
	DirectLink,
	DirectLinkEvents,
	FrameChannel
} from '../../src/p2p/ports.ts';
import type { FaultyNetwork } from './network.ts';
import { Pipe } from './pipe.ts';

/** One open end of a channel of the simulated network. */
export interface Carrier {
	readonly me: SessionId;
	readonly peer: SessionId;
	readonly via: 'relay' | 'direct';
	readonly pipe: Pipe;
}

/** A channel through the relay, with the network's faults. */
export class FaultyChannel extends Emitter<ChannelEvents> implements Channel, Carrier {
	readonly via = 'relay';
	readonly me: SessionId;
	readonly peer: SessionId;
	readonly pipe: Pipe;

	constructor(network: FaultyNetwork, me: SessionId, inner: Channel) {
		super();
		this.me = me;
		this.peer = inner.peer;
		this.pipe = new Pipe(network, {
			me,
			peer: inner.peer,
			send: (message) => inner.send(message),
			close: () => inner.close(),
			closed: () => {
				network.carriers.delete(this);
				if (!network.isGone(me)) this.emit('closed', undefined);
			}
		});
		network.carriers.add(this);
		inner.on('received', (message) => {
			if (!this.pipe.isOpen) return;
			network.heard(me, message);
			this.emit('received', message);
		});
		inner.on('closed', () => this.pipe.end());
	}

	send(message: Uint8Array): void {
		this.pipe.send(message);
	}

	close(): void {
		this.pipe.close();
	}
}

/** A direct link, with the network's faults. */
export class FaultyLink extends Emitter<DirectLinkEvents> implements DirectLink, Carrier {
	readonly via = 'direct';
	readonly me: SessionId;
	readonly peer: SessionId;
	readonly pipe: Pipe;
	readonly #network: FaultyNetwork;
	readonly #inner: DirectLink;

	constructor(network: FaultyNetwork, me: SessionId, inner: DirectLink) {
		super();
		this.#network = network;
		this.#inner = inner;
		this.me = me;
		this.peer = inner.peer;
		this.pipe = new Pipe(network, {
			me,
			peer: inner.peer,
			send: (message) => inner.send(message),
			close: () => inner.close(),
			closed: () => {
				network.carriers.delete(this);
				if (!network.isGone(me)) this.emit('closed', undefined);
				this.clear();
			}
		});
		inner.on('signal', (data) => this.#pass('signal', data));
		inner.on('receiver', (receiver) => this.#pass('receiver', receiver));
		inner.on('opened', () => {
			if (this.pipe.isOpen) network.carriers.add(this);
			this.#pass('opened', undefined);
		});
		inner.on('received', (message) => {
			if (this.pipe.isOpen) network.heard(me, message);
			this.#pass('received', message);
		});
		inner.on('closed', () => this.pipe.end());
	}

	/** As it is: the simulator's pages have no sound path. */
	get frames(): FrameChannel {
		return this.#inner.frames;
	}

	get delayMs(): number | null {
		return this.#inner.delayMs;
	}

	get lostShare(): number | null {
		return this.#inner.lostShare;
	}

	get isAlive(): boolean {
		return this.#inner.isAlive && !this.#network.isCut(this.me, this.peer);
	}

	signal(data: Uint8Array): void {
		if (this.pipe.isOpen) this.#inner.signal(data);
	}

	send(message: Uint8Array): void {
		this.pipe.send(message);
	}

	setOutgoing(track: MediaStreamTrack | null): void {
		this.#inner.setOutgoing(track);
	}

	close(): void {
		this.pipe.close();
	}

	#pass<Name extends keyof DirectLinkEvents>(name: Name, payload: DirectLinkEvents[Name]): void {
		if (this.pipe.isOpen) this.emit(name, payload);
	}
}
