import type { RoomId, SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Codec } from '../media/codec/codec.ts';
import { DecodingEar } from '../media/ear/decoding-ear.ts';
import { PortPlayout } from '../media/ear/port-playout.ts';
import { CodedVoice } from '../media/voice/coded-voice.ts';
import { MediaClock } from '../media/voice/media-clock.ts';
import type { Epoch, FrameChannel, PacketSource, TreePlace } from '../ports.ts';
import { PathCore, type PathCoreEvents } from './path-core.ts';

/** What the page tells its path, in the order in which it says it. */
export type PathOrder =
	| { readonly do: 'attach'; readonly session: SessionId; readonly channel: FrameChannel }
	| { readonly do: 'detach'; readonly session: SessionId }
	| { readonly do: 'setPlace'; readonly place: TreePlace }
	| { readonly do: 'setSources'; readonly sources: readonly PacketSource[] }
	| { readonly do: 'setAudible'; readonly volumes: ReadonlyMap<SessionId, number> }
	| { readonly do: 'setCopies'; readonly copies: 2 | 3 }
	| { readonly do: 'setEpochs'; readonly epochs: readonly Epoch[] | null }
	/** The port of a playout worklet. */
	| { readonly do: 'hear'; readonly port: MessagePort }
	/** The port of a capture worklet, or nothing to say. */
	| { readonly do: 'speak'; readonly port: MessagePort | null }
	| { readonly do: 'close' };

/** What the path tells its page. */
export type PathNews = {
	readonly [Name in keyof PathCoreEvents]: { readonly name: Name; readonly payload: PathCoreEvents[Name] };
}[keyof PathCoreEvents];

/** What a host is made of. */
export interface PathHostOptions {
	readonly scope: Scope;
	readonly room: RoomId;
	readonly key: SessionKey;
	/** Loads what speaks Opus; asked when first needed. Where it rejects, packets are only handed on. */
	readonly openCodec: () => Promise<Codec>;
	readonly tell: (news: PathNews) => void;
}

const NEWS = ['report', 'fed', 'silent', 'starving', 'forged', 'playing', 'stalled'] as const;

/** A path that follows orders: in a worker, or in the page where a browser moves no channels. */
export class PathHost {
	readonly #options: PathHostOptions;
	readonly #core: PathCore;
	readonly #clock: MediaClock;
	#codec: Promise<Codec | null> | null = null;
	#speaking = 0;

	constructor(options: PathHostOptions) {
		this.#options = options;
		this.#core = new PathCore(options);
		this.#clock = new MediaClock(options.scope.clock);
		for (const name of NEWS) this.#core.on(name, (payload) => options.tell({ name, payload } as PathNews));
	}

	/** Does what the page says. */
	take(order: PathOrder): void {
		const core = this.#core;
		switch (order.do) {
			case 'attach':
				return core.attach(order.session, order.channel);
			case 'detach':
				return core.detach(order.session);
			case 'setPlace':
				return core.setPlace(order.place);
			case 'setSources':
				return core.setSources(order.sources);
			case 'setAudible':
				return core.setAudible(order.volumes);
			case 'setCopies':
				return core.setCopies(order.copies);
			case 'setEpochs':
				return core.setEpochs(order.epochs);
			case 'hear':
				return void this.#hear(order.port);
			case 'speak':
				return void this.#speak(order.port);
			case 'close':
				return core.close();
		}
	}

	async #hear(port: MessagePort): Promise<void> {
		const codec = await this.#openCodec();
		const { scope } = this.#options;
		if (!codec || scope.isClosed) return port.close();
		this.#core.hear(new DecodingEar({ scope, codec, playout: new PortPlayout(port) }));
	}

	async #speak(port: MessagePort | null): Promise<void> {
		const turn = ++this.#speaking;
		this.#core.speak(null);
		if (!port) return;
		const codec = await this.#openCodec();
		if (!codec || turn !== this.#speaking || this.#options.scope.isClosed) return port.close();
		this.#core.speak(new CodedVoice({ port, codec, clock: this.#clock }));
	}

	#openCodec(): Promise<Codec | null> {
		this.#codec ??= this.#options.openCodec().catch(() => null);
		return this.#codec;
	}
}
