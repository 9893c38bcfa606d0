import type { RoomId } from '../base/ids.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { EncodedFrame } from '../media/frames.ts';
import { MAX_COPIES, MAX_FRAME_BYTES } from '../wire/packet-limits.ts';
import { decodeDatagram, signPacket, sourceTag, type Packet } from '../wire/packet.ts';
import type { EpochKeys } from '../wire/epoch-keys.ts';
import { encryptSFrame } from '../wire/sframe.ts';

/** Frames that wait for a signature: half a second. What is older when its turn comes is too late to be heard. */
const MAX_WAITING = 25;

/** A frame as it is sent. */
interface SealedFrame {
	readonly sequence: number;
	readonly bytes: Uint8Array;
	/** The epoch whose key sealed it; null in an open room. */
	readonly epoch: number | null;
}

/** What a packet maker is made of. */
export interface PacketMakerOptions {
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly epochs: EpochKeys;
	/** A packet is ready; in the order of their numbers. */
	readonly made: (packet: Packet) => void;
}

/** Makes signed packets of this page's own frames, each frame in as many packets as copies are asked for. */
export class PacketMaker {
	/** Frames in each packet, the newest included. */
	copies: 2 | 3 = 2;
	readonly #options: PacketMakerOptions;
	#turn: Promise<void> = Promise.resolve();
	#waiting = 0;
	#recent: SealedFrame[] = [];
	#newest: Pick<EncodedFrame, 'sequence' | 'level' | 'isVoice'> = {
		sequence: -1,
		level: 127,
		isVoice: false
	};

	constructor(options: PacketMakerOptions) {
		this.#options = options;
	}

	/** Takes the next frame; one that is empty ends a talkspurt. No number is used twice, nor a smaller one. */
	take(frame: EncodedFrame): void {
		if (this.#waiting >= MAX_WAITING) return;
		this.#waiting++;
		const made = this.#turn.then(() => this.#make(frame)).finally(() => this.#waiting--);
		// What goes wrong with one frame is a bug and shows as one; it ends no other.
		this.#turn = made.catch(() => {});
	}

	async #make(frame: EncodedFrame): Promise<void> {
		const { sequence, payload } = frame;
		if (sequence <= this.#newest.sequence) return;
		const isEnd = payload.length === 0;
		// What ends a talkspurt still tells of the frames before it.
		this.#newest = isEnd ? { ...this.#newest, sequence } : frame;
		const { room, key, epochs, made } = this.#options;
		const secret = await epochs.newest(key.id);
		// A private room whose key is not here yet: nothing is said in the clear.
		if (!secret && epochs.isPrivate) return;
		const epoch = secret?.keyId ?? null;
		if (!isEnd) {
			const bytes = secret ? await encryptSFrame(secret, sequence, payload) : payload;
			if (bytes.length > MAX_FRAME_BYTES) return;
			this.#recent = [{ sequence, bytes, epoch }, ...this.#recent].slice(0, MAX_COPIES);
		}
		const frames = Array.from({ length: this.copies }, (_, i) => this.#copy(sequence - i, epoch !== null));
		if (!frames.some(Boolean)) return;
		const { level, isVoice } = this.#newest;
		const body = {
			source: sourceTag(key.id),
			sequence,
			level,
			isVoice,
			epoch: epoch === null ? null : epoch & 0xff,
			frames
		};
		const read = decodeDatagram(await signPacket(room, body, key.sign));
		if (read.ok && read.value.kind === 'packet') made(read.value.packet);
	}

	/** A frame of before, unless there was none, or the room became private or open since. */
	#copy(sequence: number, isPrivate: boolean): Uint8Array | null {
		const frame = this.#recent.find((each) => each.sequence === sequence);
		return frame && (frame.epoch !== null) === isPrivate ? frame.bytes : null;
	}
}
