import { Emitter } from '../../src/p2p/base/emitter.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { fail, type Result } from '../../src/p2p/base/result.ts';
import type { Channel, MeetingEvents, MeetingPoint, MeetingState } from '../../src/p2p/ports.ts';
import type { MemoryMeetingPoint } from '../../src/p2p/transport/memory-meeting-point.ts';
import { FaultyChannel } from './faulty-channels.ts';
import type { FaultyNetwork } from './network.ts';

/** The way to a relay that comes and goes, and whose news are late and sometimes told twice. */
export class FaultyPoint extends Emitter<MeetingEvents> implements MeetingPoint {
	readonly session: SessionId;
	readonly inner: MemoryMeetingPoint;
	readonly #network: FaultyNetwork;
	#state: MeetingState = 'connecting';

	constructor(network: FaultyNetwork, inner: MemoryMeetingPoint) {
		super();
		this.#network = network;
		this.session = inner.session;
		this.inner = inner;
		inner.on('found', (session) => {
			this.#tell(session);
			if (network.repeats()) this.#tell(session);
		});
		inner.on('accepted', (channel) => {
			const accepted = new FaultyChannel(network, this.session, channel);
			this.#unlessGone(() => this.emit('accepted', accepted));
		});
		this.updateSoon();
	}

	get state(): MeetingState {
		return this.#state;
	}

	watch(topic: Uint8Array): void {
		this.inner.watch(topic);
	}

	announce(): void {
		this.inner.announce();
	}

	withdraw(): void {
		this.inner.withdraw();
	}

	dial(peer: SessionId, signal: AbortSignal): Promise<Result<Channel, 'unreachable'>> {
		const { clock } = this.#network;
		return new Promise((resolve) => {
			clock.after(this.#network.delayMs(), async () => {
				if (!this.#network.meetAtRelay(this.session, peer)) return resolve(fail('unreachable'));
				const dialled = await this.inner.dial(peer, signal);
				if (!dialled.ok) return resolve(dialled);
				resolve({ ok: true, value: new FaultyChannel(this.#network, this.session, dialled.value) });
			});
		});
	}

	retryNow(): void {
		this.updateSoon();
	}

	async close(): Promise<void> {
		await this.inner.close();
		this.clear();
	}

	/** Notices, a little later, whether the relay is there. */
	updateSoon(): void {
		this.#network.clock.after(this.#network.delayMs(), () => this.#unlessGone(() => this.#update()));
	}

	#update(): void {
		const state = this.#network.reachesRelay(this.session) ? 'connected' : 'unreachable';
		if (state === this.#state) return;
		this.#state = state;
		this.emit('stateChanged', state);
		if (state === 'connected') this.#network.hub.spread(this.inner);
	}

	#tell(session: SessionId): void {
		this.#network.clock.after(this.#network.delayMs(), () => {
			if (this.#network.meetAtRelay(this.session, session))
				this.#unlessGone(() => this.emit('found', session));
		});
	}

	#unlessGone(task: () => void): void {
		if (!this.#network.isGone(this.session)) task();
	}
}
