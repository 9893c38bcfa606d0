import type { SessionId } from '../base/ids.ts';
import { ReplayWindow } from '../audience/replay-window.ts';
import type { Ear, EncodedFrame } from '../media/frames.ts';
import type { Packet } from '../wire/packet.ts';
import type { EpochKeys } from '../wire/epoch-keys.ts';
import { decodeSFrameHeader, decryptSFrame, type SFrameKey } from '../wire/sframe.ts';

/** Digital silence. Source: RFC 6464. */
const SILENT = 127;
const NOTHING = new Uint8Array();

/** Takes the frames out of packets, decrypts them, and gives each to the ear once. */
export class FrameIntake {
	/** Frames that could not be decrypted, or were not as this room has them. */
	undecryptable = 0;
	readonly #epochs: EpochKeys;
	readonly #had = new Map<SessionId, ReplayWindow>();
	#ear: Ear | null = null;
	#audible: ReadonlyMap<SessionId, number> = new Map();

	constructor(epochs: EpochKeys) {
		this.#epochs = epochs;
	}

	/** Who hears from now on. */
	setEar(ear: Ear | null): void {
		this.#ear = ear;
		ear?.setAudible(this.#audible);
	}

	/** Who is heard; nobody else's frames are even decrypted. */
	setAudible(volumes: ReadonlyMap<SessionId, number>): void {
		this.#audible = volumes;
		for (const session of [...this.#had.keys()]) if (!volumes.has(session)) this.#had.delete(session);
		this.#ear?.setAudible(volumes);
	}

	/** Takes a genuine packet that came at this time, oldest frame first. */
	take(source: SessionId, packet: Packet, nowMs: number): void {
		if (!this.#ear || !this.#audible.has(source)) return;
		const had = this.#had.get(source) ?? new ReplayWindow();
		this.#had.set(source, had);
		for (let i = packet.frames.length - 1; i >= 0; i--) {
			const sequence = packet.sequence - i;
			if (sequence < 0 || had.judge(sequence, nowMs) !== 'fresh') continue;
			const bytes = packet.frames[i]!;
			if (!bytes) this.#give(source, { sequence, payload: NOTHING, level: SILENT, isVoice: false });
			else if (!this.#open(source, packet, { sequence, bytes })) continue;
			had.take(sequence, nowMs);
		}
	}

	/** False if nothing can be made of this frame now; another packet may bring it when its epoch's key is here. */
	#open(source: SessionId, packet: Packet, frame: { sequence: number; bytes: Uint8Array }): boolean {
		const { level, isVoice, epoch } = packet;
		const { sequence, bytes } = frame;
		const isPrivate = epoch !== null;
		if (isPrivate !== this.#epochs.isPrivate) return this.#giveUp();
		if (!isPrivate) {
			this.#give(source, { sequence, payload: bytes, level, isVoice });
			return true;
		}
		const header = decodeSFrameHeader(bytes);
		const keys = header ? this.#epochs.of(header.keyId, source) : [];
		if (keys.length === 0) return this.#giveUp();
		void this.#decrypt(keys, { sequence, bytes }).then((payload) => {
			if (payload) this.#give(source, { sequence, payload, level, isVoice });
			else this.#giveUp();
		});
		return true;
	}

	async #decrypt(
		keys: readonly Promise<SFrameKey>[],
		{ sequence, bytes }: { sequence: number; bytes: Uint8Array }
	): Promise<Uint8Array | null> {
		for (const key of keys) {
			const opened = await decryptSFrame(await key, sequence, bytes);
			if (opened.ok) return opened.value;
		}
		return null;
	}

	#giveUp(): false {
		this.undecryptable++;
		return false;
	}

	#give(source: SessionId, frame: EncodedFrame): void {
		this.#ear?.take(source, frame);
	}
}
