import { Emitter } from '../../src/p2p/base/emitter.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { Channel, ChannelEvents, DirectLink, DirectLinkEvents } from '../../src/p2p/ports.ts';
import type { FaultyNetwork } from './network.ts';
import { Pipe } from './pipe.ts';

/** One end of a channel of the simulated network, by whatever way it goes. */
export interface Carrier {
	readonly me: SessionId;
	readonly peer: SessionId;
	readonly via: 'relay' | 'direct';
	/** Sends bytes past whatever their page would have sent. */
	inject(message: Uint8Array): void;
	/** Ends the channel as a failure of the network does: what is on its way is lost. */
	break(): void;
}

/** A channel through the relay, with the network's faults. */
export class FaultyChannel extends Emitter<ChannelEvents> implements Channel, Carrier {
	readonly via = 'relay';
	readonly me: SessionId;
	readonly peer: SessionId;
	readonly #network: FaultyNetwork;
	readonly #pipe: Pipe;
	#isClosed = false;

	constructor(network: FaultyNetwork, me: SessionId, inner: Channel) {
		super();
		this.#network = network;
		this.me = me;
		this.peer = inner.peer;
		const { peer } = inner;
		this.#pipe = new Pipe(network, { me, peer, send: (m) => inner.send(m), close: () => inner.close() });
		network.carriers.add(this);
		inner.on('received', (message) => this.#receive(message));
		inner.on('closed', () => this.#end());
	}

	send(message: Uint8Array): void {
		if (this.#isClosed) return;
		if (this.#network.breaks()) return this.break();
		for (const sent of this.#network.sentBy(this.me, message)) this.#pipe.push(sent);
	}

	inject(message: Uint8Array): void {
		if (!this.#isClosed) this.#pipe.push(message);
	}

	close(): void {
		if (this.#isClosed) return;
		this.#pipe.close();
		this.#end();
	}

	break(): void {
		if (this.#isClosed) return;
		this.#pipe.break();
		this.#end();
	}

	#receive(message: Uint8Array): void {
		if (this.#isClosed || this.#network.isGone(this.me)) return;
		this.#network.heard(this.me, message);
		this.emit('received', message);
	}

	#end(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#network.carriers.delete(this);
		if (!this.#network.isGone(this.me)) this.emit('closed', undefined);
	}
}

/** A direct link, with the network's faults. */
export class FaultyLink extends Emitter<DirectLinkEvents> implements DirectLink, Carrier {
	readonly via = 'direct';
	readonly me: SessionId;
	readonly peer: SessionId;
	readonly #network: FaultyNetwork;
	readonly #inner: DirectLink;
	readonly #pipe: Pipe;
	#isClosed = false;

	constructor(network: FaultyNetwork, me: SessionId, inner: DirectLink) {
		super();
		this.#network = network;
		this.#inner = inner;
		this.me = me;
		this.peer = inner.peer;
		const { peer } = inner;
		this.#pipe = new Pipe(network, { me, peer, send: (m) => inner.send(m), close: () => inner.close() });
		inner.on('signal', (data) => this.#pass('signal', data));
		inner.on('receiver', (receiver) => this.#pass('receiver', receiver));
		inner.on('opened', () => {
			if (!this.#isClosed) network.carriers.add(this);
			this.#pass('opened', undefined);
		});
		inner.on('received', (message) => {
			if (!this.#isClosed) network.heard(me, message);
			this.#pass('received', message);
		});
		inner.on('closed', () => this.#end());
	}

	get isAlive(): boolean {
		return this.#inner.isAlive && !this.#network.isCut(this.me, this.peer);
	}

	signal(data: Uint8Array): void {
		if (!this.#isClosed) this.#inner.signal(data);
	}

	send(message: Uint8Array): void {
		if (this.#isClosed) return;
		if (this.#network.breaks()) return this.break();
		for (const sent of this.#network.sentBy(this.me, message)) this.#pipe.push(sent);
	}

	inject(message: Uint8Array): void {
		if (!this.#isClosed) this.#pipe.push(message);
	}

	setOutgoing(track: MediaStreamTrack | null): void {
		this.#inner.setOutgoing(track);
	}

	close(): void {
		if (this.#isClosed) return;
		this.#pipe.close();
		this.#end();
	}

	break(): void {
		if (this.#isClosed) return;
		this.#pipe.break();
		this.#end();
	}

	#pass<Name extends keyof DirectLinkEvents>(name: Name, payload: DirectLinkEvents[Name]): void {
		if (!this.#isClosed && !this.#network.isGone(this.me)) this.emit(name, payload);
	}

	#end(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#network.carriers.delete(this);
		if (!this.#network.isGone(this.me)) this.emit('closed', undefined);
		this.clear();
	}
}
