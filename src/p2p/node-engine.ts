import type { Blocks, Letters, LinkFault, Profile } from './api.ts';
import { systemClock } from './base/clock.ts';
import type { IdentityId } from './base/ids.ts';
import { systemRandom } from './base/random.ts';
import { ok, type Result } from './base/result.ts';
import { Scope } from './base/scope.ts';
import { KeptBlocks } from './blocks.ts';
import { KeptLetters } from './letters/kept-letters.ts';
import { generateIdentityPair, identityFrom, type Identity } from './identity/identity.ts';
import type { Store, Verifier } from './ports.ts';
import { printable } from './room/bodies.ts';
import { TEXT_LIMITS } from './room/events.ts';
import { openNodeSound, voiceOf, type NodeSoundOptions } from './node-sound.ts';
import { Rooms } from './rooms.ts';
import type { LiveRoomSession } from './session/room-session.ts';
import { memoryStore } from './storage/memory-store.ts';
import { ownRoomLock } from './storage/own-room-lock.ts';
import { findRelay } from './transport/find-relay.ts';
import { endNodeLinks, LINGER_MS, nodeLinks, type LinkMouth } from './transport/node-link.ts';
import { NodeTrackSeal } from './transport/node-track-seal.ts';
import { startVerifierThread } from './verification/node-verifier.ts';
import { rememberingVerifier } from './verification/remembering-verifier.ts';
import { workerVerifier } from './verification/worker-verifier.ts';

export { openIdentityFile, type IdentityFileFault } from './storage/identity-file.ts';
export type {
	CommandFault,
	LettersFault,
	LinkFault,
	Participant,
	Profile,
	RecordingFault,
	RoomSession,
	RoomView
} from './api.ts';
export { systemClock, type Clock as EngineClock } from './base/clock.ts';
export type { Unsubscribe } from './base/emitter.ts';
export type { Result } from './base/result.ts';
export { Mouth } from './media/mouth.ts';
export { readWav, type WavFault } from './media/read-wav.ts';
export type { Command } from './room/commands.ts';
export { WavWriter, type WavSink } from './media/wav.ts';
export { parseInvite, type InviteFault } from './wire/invite.ts';

/** What an engine in Node is opened with. */
export interface NodeEngineOptions {
	/** The origin in the room's link, such as `http://localhost:8787`; its relay is asked for there. */
	readonly origin: string;
	readonly profile: Profile;
	/** The identity's key pair; a new one, which nobody will know again, if none is given. */
	readonly identity?: CryptoKeyPair;
	/** Relays of rooms made here, as multiaddrs. */
	readonly relays?: readonly string[];
	/** What is done with the sound of its rooms. */
	readonly sound?: NodeSoundOptions;
	/** Shared by the engines of one process. */
	readonly verifier: Verifier;
}

/**
 * One person's engine in Node: rooms without a page, a microphone or loudspeakers. Keeps nothing but the identity
 * that it was given; several may run in one process, each with its own keys, relay connection and links.
 */
export class NodeEngine {
	/** Whom this person blocks, for as long as the engine is open. */
	readonly blocks: Blocks;
	/** What this person and others write each other alone, for as long as the engine is open. */
	readonly letters: Letters;
	readonly #scope = new Scope(systemClock);
	readonly #identity: Identity;
	readonly #rooms: Rooms;
	readonly #sessions = new Set<LiveRoomSession>();

	private constructor(
		options: NodeEngineOptions,
		{
			identity,
			profile,
			store,
			blocks,
			letters
		}: { identity: Identity; profile: Profile; store: Store; blocks: KeptBlocks; letters: KeptLetters }
	) {
		this.blocks = blocks;
		this.letters = letters;
		this.#identity = identity;
		this.#rooms = new Rooms({
			scope: this.#scope,
			random: systemRandom,
			origin: options.origin,
			identity,
			store,
			till: null,
			wallet: null,
			blocks,
			letters,
			verifier: options.verifier,
			lock: ownRoomLock,
			relay: findRelay(options.origin),
			links: (iceServers, { microphone, tracks }) => {
				const mouth = { voiceOf: (track: MediaStreamTrack) => voiceOf(microphone, track), seal: tracks };
				return nodeLinks({ iceServers, clock: systemClock, ...(canSpeak(mouth) && { mouth }) });
			},
			sound: async (room) => ({
				...(await openNodeSound(room, options.sound ?? {})),
				...(options.sound?.mouth && { tracks: new NodeTrackSeal(room.key.id) })
			}),
			profile: () => profile,
			relays: () => options.relays ?? []
		});
	}

	/** Opens an engine and asks the origin for its relay. */
	static async open(options: NodeEngineOptions): Promise<NodeEngine> {
		const identity = await identityFrom(options.identity ?? (await generateIdentityPair()));
		const profile = { ...options.profile, name: printable(options.profile.name, TEXT_LIMITS.name) };
		const store = memoryStore();
		const name = () => profile.name;
		const blocks = await KeptBlocks.open({ store, identity, clock: systemClock, name });
		const letters = await KeptLetters.open({
			store,
			clock: systemClock,
			random: systemRandom,
			me: identity.id,
			isBlocked: (other) => blocks.known.has(other)
		});
		return new NodeEngine(options, { identity, profile, store, blocks, letters });
	}

	get identity(): IdentityId {
		return this.#identity.id;
	}

	/** Makes a room whose host is this identity, and joins it. */
	async createRoom(options: Parameters<Rooms['create']>[0]): Promise<LiveRoomSession> {
		const session = await this.#rooms.create(options);
		this.#sessions.add(session);
		return session;
	}

	/** Opens a room from the whole link or its fragment, as a preview; `join` comes in. */
	async openRoom(link: string): Promise<Result<LiveRoomSession, LinkFault>> {
		const opened = await this.#rooms.open(link);
		if (!opened.ok) return opened;
		this.#sessions.add(opened.value);
		return ok(opened.value);
	}

	/** Says goodbye in every room and closes everything. */
	async close(): Promise<void> {
		await Promise.all([...this.#sessions].map((session) => session.leave()));
		this.#sessions.clear();
		await this.#scope.wait(LINGER_MS);
		this.#scope.close();
	}
}

/** Whether what is there to speak with is whole: tracks can be sealed. */
function canSpeak(mouth: { voiceOf: LinkMouth['voiceOf']; seal: unknown }): mouth is LinkMouth {
	return mouth.seal instanceof NodeTrackSeal;
}

/** What the engines of one process share. */
export interface NodeThreads {
	readonly verifier: Verifier;
	/** Ends the threads, so that the process can end by itself. The last thing to do; engines are closed before. */
	close(): void;
}

/** Starts the threads of this process: one verifies for all engines. */
export function openNodeThreads(): NodeThreads {
	const thread = startVerifierThread();
	return {
		verifier: rememberingVerifier(workerVerifier({ clock: systemClock, start: () => thread })),
		close: () => {
			thread.terminate();
			endNodeLinks();
		}
	};
}
