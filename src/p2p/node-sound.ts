import { packetVerifier } from './audience/packet-verifier.ts';
import { RememberedPackets } from './audience/remembered-packets.ts';
import type { Scope } from './base/scope.ts';
import { openCodec } from './media/codec/open-codec.ts';
import { BlockPlayout, type Heard } from './media/ear/block-playout.ts';
import { CountingEar } from './media/ear/counting-ear.ts';
import { DecodingEar } from './media/ear/decoding-ear.ts';
import type { Mouth } from './media/mouth.ts';
import { MouthMicrophone } from './media/mouth-microphone.ts';
import { NoMicrophone, NoPlayback, NoRecorder, NoTracks } from './media/no-sound.ts';
import type { Voice } from './media/frames.ts';
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
	/** What it says on the stage of its room; without one its microphone does not open. */
	readonly mouth?: Mouth;
	/** Listeners that it hands sound on to, at most; 8 if left out, 0 hands nothing on. */
	readonly children?: number;
	/** Gets what came of the sound, about four times a second. */
	readonly reported?: (report: PathReport) => void;
	/** Children of each stripe that it feeds as a root; 16 if left out. */
	readonly rootCapacity?: number;
}

/** Shared by all listeners of this process. */
const packets = new RememberedPackets();

/**
 * The sound of one room in a process: packets in and out, no loudspeaker, and a mouth in place of a microphone. One
 * that speaks and does not listen takes its room as it is; others need it to be a tree, since they take no tracks.
 */
export async function openNodeSound(room: SoundedRoom, options: NodeSoundOptions): Promise<RoomSound> {
	const { children = CHILDREN, heard, reported, mouth, rootCapacity = ROOT_CAPACITY } = options;
	const ear = heard ? await openEar(room.scope, heard) : new CountingEar();
	const scope = room.scope.child();
	const verify = packets.verifier(
		room.room,
		packetVerifier(room.room, () => scope.clock.now())
	);
	const microphone = mouth ? new MouthMicrophone(room.scope, mouth) : new NoMicrophone();
	const openVoice = (track: MediaStreamTrack) => voiceOf(microphone, track);
	const path = new InThreadSoundPath({ ...room, scope, ear, verify, openVoice });
	if (reported) path.on('report', reported);
	return {
		microphone,
		playback: new NoPlayback(),
		recorder: new NoRecorder(),
		tracks: new NoTracks(),
		path,
		framesOnly: heard !== undefined || !mouth,
		giving: {
			capacity: { children, state: children > 0 ? 'ready' : 'off' },
			look: () => {}
		},
		rootCapacity
	};
}

/** What a track of a process says; null where there is no mouth. */
export function voiceOf(microphone: RoomSound['microphone'], track: MediaStreamTrack): Voice | null {
	return microphone instanceof MouthMicrophone ? microphone.voiceOf(track) : null;
}

async function openEar(scope: Scope, heard: Heard): Promise<DecodingEar> {
	const playout = new BlockPlayout({ scope, heard });
	return new DecodingEar({ scope, codec: await openCodec(), playout });
}
