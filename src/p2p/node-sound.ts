import { packetVerifier } from './audience/packet-verifier.ts';
import { RememberedPackets } from './audience/remembered-packets.ts';
import type { Scope } from './base/scope.ts';
import { openCodec } from './media/codec/open-codec.ts';
import { BlockPlayout, type Heard } from './media/ear/block-playout.ts';
import { CountingEar } from './media/ear/counting-ear.ts';
import { DecodingEar } from './media/ear/decoding-ear.ts';
import { NoMicrophone, NoPlayback, NoRecorder, NoTracks } from './media/no-sound.ts';
import type { PathReport } from './ports.ts';
import type { RoomSound, SoundedRoom } from './rooms.ts';
import { InThreadSoundPath } from './sound-path/in-thread-sound-path.ts';

/** Children of a listener that is there to hand on, if nothing else is said. */
const CHILDREN = 8;
/** Children of a process that is a root: what a server's line carries without a thought. */
const ROOT_CAPACITY = 16;

/** What a process does with the sound of a room. */
export interface NodeSoundOptions {
	/** Gets what is heard, 20 ms at a time; without it frames are counted and not decoded. */
	readonly heard?: Heard;
	/** Listeners that it hands sound on to, at most; 8 if left out, 0 hands nothing on. */
	readonly children?: number;
	/** Gets what came of the sound, about four times a second. */
	readonly reported?: (report: PathReport) => void;
	/** Children of each stripe that it feeds as a root; 16 if left out. */
	readonly rootCapacity?: number;
}

/** Shared by all listeners of this process. */
const packets = new RememberedPackets();

/** The sound of one room in a process: packets in and out, no microphone, no loudspeaker, no tracks. */
export async function openNodeSound(room: SoundedRoom, options: NodeSoundOptions): Promise<RoomSound> {
	const { children = CHILDREN, heard, reported, rootCapacity = ROOT_CAPACITY } = options;
	const ear = heard ? await openEar(room.scope, heard) : new CountingEar();
	const scope = room.scope.child();
	const verify = packets.verifier(
		room.room,
		packetVerifier(room.room, () => scope.clock.now())
	);
	const path = new InThreadSoundPath({ ...room, scope, ear, verify });
	if (reported) path.on('report', reported);
	return {
		microphone: new NoMicrophone(),
		playback: new NoPlayback(),
		recorder: new NoRecorder(),
		tracks: new NoTracks(),
		path,
		framesOnly: true,
		giving: {
			capacity: { children, state: children > 0 ? 'ready' : 'off' },
			look: () => {}
		},
		rootCapacity
	};
}

async function openEar(scope: Scope, heard: Heard): Promise<DecodingEar> {
	const playout = new BlockPlayout({ scope, heard });
	return new DecodingEar({ scope, codec: await openCodec(), playout });
}
