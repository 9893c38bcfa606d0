import { Forwarder } from '../audience/forwarder.ts';
import { packetVerifier, type VerifyPacket } from '../audience/packet-verifier.ts';
import { Emitter } from '../base/emitter.ts';
import type { RoomId, SessionId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Ear, Voice } from '../media/frames.ts';
import type { Epoch, FrameChannel, PacketSource, PathReport, SoundPathEvents, TreePlace } from '../ports.ts';
import { EpochKeys } from '../wire/epoch-keys.ts';
import { FrameIntake } from './frame-intake.ts';
import { PacketMaker } from './packet-maker.ts';

const REPORT_EVERY_MS = 250;

/** What a path tells of packets; whether playback is blocked is for the page to say. */
export type PathCoreEvents = Omit<SoundPathEvents, 'blockedChanged'>;

/** What a path is made of. */
export interface PathCoreOptions {
	/** The path ends with it. */
	readonly scope: Scope;
	readonly room: RoomId;
	readonly key: SessionKey;
	/** How signatures are checked; by WebCrypto unless something else is given. */
	readonly verify?: VerifyPacket;
}

/** Packets in and out: forwarder, own voice, ear and their keys, in whichever thread. */
export class PathCore extends Emitter<PathCoreEvents> {
	readonly #scope: Scope;
	readonly #forwarder: Forwarder;
	readonly #epochs = new EpochKeys('packets');
	readonly #intake = new FrameIntake(this.#epochs);
	readonly #maker: PacketMaker;
	#ear: Ear | null = null;
	#voice: Voice | null = null;

	constructor({ scope, room, key, verify }: PathCoreOptions) {
		super();
		this.#scope = scope;
		const now = () => scope.clock.now();
		this.#forwarder = new Forwarder({ scope, me: key.id, verify: verify ?? packetVerifier(room, now) });
		const made = this.#forwarder.originate.bind(this.#forwarder);
		this.#maker = new PacketMaker({ room, key, epochs: this.#epochs, made });
		this.#forwarder.on('taken', ({ source, packet }) => {
			if (source !== key.id) this.#intake.take(source, packet, now());
		});
		for (const name of ['fed', 'silent', 'starving', 'forged'] as const)
			this.#forwarder.on(name, (payload) => this.emit(name, payload as never));
		scope.every(REPORT_EVERY_MS, () => this.emit('report', this.report()));
		scope.add(() => {
			this.speak(null);
			this.hear(null);
			this.clear();
		});
	}

	attach(session: SessionId, channel: FrameChannel): void {
		this.#forwarder.attach(session, channel);
	}

	detach(session: SessionId): void {
		this.#forwarder.detach(session);
	}

	setPlace(place: TreePlace): void {
		this.#forwarder.setPlace(place);
	}

	setSources(sources: readonly PacketSource[]): void {
		this.#forwarder.setSources(sources);
	}

	setAudible(volumes: ReadonlyMap<SessionId, number>): void {
		this.#intake.setAudible(volumes);
	}

	setCopies(copies: 2 | 3): void {
		this.#maker.copies = copies;
	}

	setEpochs(epochs: readonly Epoch[] | null): void {
		this.#epochs.set(epochs);
	}

	/** Plays by this ear from now on, or by none. The path closes it. */
	hear(ear: Ear | null): void {
		this.#ear?.close();
		this.#ear = ear;
		ear?.on('playing', (event) => this.emit('playing', event));
		ear?.on('stalled', (event) => this.emit('stalled', event));
		this.#intake.setEar(ear);
	}

	/** Sends what this voice says from now on, or nothing. The path closes it. */
	speak(voice: Voice | null): void {
		this.#voice?.close();
		this.#voice = voice;
		voice?.on('frame', (frame) => this.#maker.take(frame));
	}

	/** How the path stands now. */
	report(): PathReport {
		const { due, missing, playoutMs } = this.#ear?.stats() ?? { due: 0, missing: 0, playoutMs: 0 };
		return {
			stripes: [this.#forwarder.report(0), this.#forwarder.report(1)],
			sentBytes: this.#forwarder.sentBytes,
			receivedBytes: this.#forwarder.receivedBytes,
			frames: { due, missing },
			playoutMs
		};
	}

	close(): void {
		this.#scope.close();
	}
}
