import type {
	Engine,
	EngineFault,
	ForwardingSettings,
	LinkFault,
	Profile,
	RoomFiles,
	RoomSession
} from './api.ts';
import { systemClock } from './base/clock.ts';
import type { IdentityId, RoomId } from './base/ids.ts';
import { systemRandom } from './base/random.ts';
import { fail, ok, type Result } from './base/result.ts';
import { Scope } from './base/scope.ts';
import { KeptBlocks } from './blocks.ts';
import type { KeptCarriedPlans } from './carried-plans.ts';
import type { LiveCommunities } from './communities/live-communities.ts';
import { KeptLetters } from './letters/kept-letters.ts';
import { KeptIdentities } from './identities.ts';
import { generateIdentityPair, identityFrom, type Identity } from './identity/identity.ts';
import { BrowserFastPlayer } from './media/fast/browser-fast-player.ts';
import { BrowserMicrophone } from './media/browser-microphone.ts';
import { BrowserPlayback } from './media/browser-playback.ts';
import { BrowserSound } from './media/browser-sound.ts';
import { lazyRecognisers } from './media/words/lazy-recognisers.ts';
import type { KeptModel, KnownRoom, Store, StoreFault } from './ports.ts';
import { printable } from './room/bodies.ts';
import { TEXT_LIMITS } from './room/events.ts';
import { BrowserRecorder } from './recording/browser-recorder.ts';
import { eraseRecordings } from './recording/place.ts';
import { Rooms, type RoomSound, type SoundedRoom } from './rooms.ts';
import { KeptTill } from './payments/kept-till.ts';
import { KeptWallet } from './payments/kept-wallet.ts';
import { forgetContinuation } from './session/current-document.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import { memoryStore } from './storage/memory-store.ts';
import { webRoomLock } from './storage/web-room-lock.ts';
import { Giving } from './sound-path/giving.ts';
import { BrowserSoundPath } from './sound-path/browser-sound-path.ts';
import { watchCircumstances } from './transport/circumstances.ts';
import { directLinks } from './transport/direct-link.ts';
import { BrowserTrackSeal } from './transport/track-seal.ts';
import { findRelay, type FoundRelay } from './transport/find-relay.ts';
import { Libp2pMeetingPoint } from './transport/libp2p-meeting-point.ts';
import { relayAddressFrom } from './transport/relay-address.ts';
import { workerVerifier } from './verification/worker-verifier.ts';
import { MAX_RELAYS } from './wire/invite.ts';

/** Children of a root: what a browser's uplink carries of one stripe of three talkers, with room to spare. */
const ROOT_CAPACITY = 16;

/** Where the engine runs. */
export interface EngineOptions {
	/** The page's origin, which is its own relay, such as `http://localhost:8787`. */
	readonly origin: string;
}

/**
 * Opens the engine of this page: the store (or memory where the browser keeps nothing), the identity
 * (made on the first visit), and the way to the origin's relay.
 */
export async function openEngine(
	options: EngineOptions = { origin: location.origin }
): Promise<Result<Engine, EngineFault>> {
	const fault = missingFeature();
	if (fault) return fail(fault);
	const opened = await openDexieStore();
	const store = opened.ok ? opened.value : memoryStore();
	const identity = await openIdentity(store).catch(() => null);
	// Browsers from before Ed25519 in WebCrypto have `subtle` and cannot make the key.
	return identity ? ok(await LiveEngine.open(options, store, identity)) : fail('no-crypto');
}

function missingFeature(): EngineFault | null {
	if (!globalThis.isSecureContext) return 'insecure-page';
	if (typeof RTCPeerConnection === 'undefined') return 'no-webrtc';
	if (!globalThis.crypto?.subtle) return 'no-crypto';
	return null;
}

async function openIdentity(store: Store): Promise<Identity> {
	const known = await store.loadIdentity();
	if (known) return identityFrom(known);
	const made = await generateIdentityPair();
	const saved = await store.saveIdentity(made);
	// Another tab may have made one at the same moment: the first one kept is the identity.
	const first = saved.ok ? made : ((await store.loadIdentity()) ?? made);
	return identityFrom(first);
}

class LiveEngine implements Engine {
	readonly blocks: KeptBlocks;
	readonly letters: KeptLetters;
	readonly identities: KeptIdentities;
	readonly #store: Store;
	readonly #identity: Identity;
	readonly #scope = new Scope(systemClock);
	readonly #verifier = workerVerifier({ clock: systemClock });
	readonly #rooms: Rooms;
	readonly #playbacks = new Set<BrowserPlayback | BrowserSoundPath>();
	readonly #microphones = new Set<BrowserMicrophone>();
	readonly #origin: string;
	readonly #relay: Promise<FoundRelay>;
	#communities: Promise<LiveCommunities> | null = null;
	#plans: Promise<KeptCarriedPlans> | null = null;
	#context: AudioContext | null = null;
	#sound!: BrowserSound;
	#giving!: Giving;
	#profile: Profile = { name: '', picture: null };
	#relays: readonly string[] = [];

	private constructor(
		{ origin }: EngineOptions,
		{
			store,
			identity,
			blocks,
			letters,
			identities
		}: {
			store: Store;
			identity: Identity;
			blocks: KeptBlocks;
			letters: KeptLetters;
			identities: KeptIdentities;
		}
	) {
		this.#store = store;
		this.#origin = origin;
		this.#relay = findRelay(origin);
		this.#identity = identity;
		this.blocks = blocks;
		this.letters = letters;
		this.identities = identities;
		this.#rooms = new Rooms({
			scope: this.#scope,
			random: systemRandom,
			origin,
			identity,
			store,
			till: new KeptTill({ store, clock: systemClock, random: systemRandom }),
			wallet: new KeptWallet({ store, clock: systemClock }),
			verifier: this.#verifier,
			lock: webRoomLock(),
			blocks,
			letters,
			communities: () => this.communities(),
			plans: () => this.#openPlans(),
			relay: this.#relay,
			links: (iceServers, { tracks }) =>
				directLinks({
					iceServers,
					clock: systemClock,
					...(tracks instanceof BrowserTrackSeal && { seal: tracks })
				}),
			sound: (room) => this.#openSound(room),
			profile: () => this.#profile,
			relays: () => this.#relays
		});
	}

	static async open(options: EngineOptions, store: Store, identity: Identity): Promise<LiveEngine> {
		const name = () => engine.#profile.name;
		const blocks = await KeptBlocks.open({ store, identity, clock: systemClock, name });
		const letters = await KeptLetters.open({
			store,
			clock: systemClock,
			random: systemRandom,
			me: identity.id,
			isBlocked: (other) => blocks.known.has(other)
		});
		const identities = await KeptIdentities.open({ store, random: systemRandom, me: identity.id });
		const engine: LiveEngine = new LiveEngine(options, { store, identity, blocks, letters, identities });
		engine.#sound = await BrowserSound.open({
			store,
			clock: systemClock,
			context: () => engine.#audio(),
			changed: () => {
				for (const playback of engine.#playbacks) void playback.reroute();
				for (const microphone of engine.#microphones) void microphone.retune();
			}
		});
		engine.#giving = await Giving.open({
			store,
			circumstances: watchCircumstances(engine.#scope)
		});
		await engine.#readAbout();
		return engine;
	}

	async readAgain(): Promise<void> {
		await this.#readAbout();
		await this.blocks.readAgain();
	}

	async #readAbout(): Promise<void> {
		this.#profile = (await this.#store.loadValue<Profile>('profile')) ?? this.#profile;
		this.#relays = (await this.#store.loadValue<string[]>('relays')) ?? [];
	}

	get identity(): IdentityId {
		return this.#identity.id;
	}

	get profile(): Profile {
		return this.#profile;
	}

	get isDurable(): boolean {
		return this.#store.isDurable;
	}

	get sound(): BrowserSound {
		return this.#sound;
	}

	get forwarding(): ForwardingSettings {
		return this.#giving.settings;
	}

	setForwarding(settings: ForwardingSettings): Promise<Result<void, StoreFault>> {
		return this.#giving.change(settings);
	}

	setProfile({ name, picture }: Profile): Promise<Result<void, StoreFault>> {
		this.#profile = { name: printable(name, TEXT_LIMITS.name), picture };
		return this.#store.saveValue('profile', this.#profile);
	}

	get relays(): readonly string[] {
		return this.#relays;
	}

	async setRelays(typed: readonly string[]): Promise<Result<void, StoreFault | 'relay-invalid'>> {
		const relays: string[] = [];
		for (const text of typed) {
			const address = relayAddressFrom(text);
			if (!address.ok) return fail('relay-invalid');
			relays.push(address.value);
		}
		if (relays.length > MAX_RELAYS) return fail('relay-invalid');
		this.#relays = relays;
		return this.#store.saveValue('relays', relays);
	}

	rooms(): Promise<KnownRoom[]> {
		return this.#store.loadRooms();
	}

	async forgetRoom(room: RoomId): Promise<void> {
		await this.#store.deleteRoom(room);
		await forgetContinuation(room, this.#store);
	}

	async keptToFile(preferences: Readonly<Record<string, unknown>>): Promise<Blob> {
		// Seldom wanted: loaded when it is.
		const { keptFile } = await import('./kept-file.ts');
		const now = systemClock.now();
		return keptFile({ store: this.#store, identity: this.#identity.id, preferences, now });
	}

	async deleteEverything(): Promise<Result<void, StoreFault>> {
		const { eraseSpeechModel } = await this.#modelShelf();
		if (!(await eraseRecordings()) || !(await eraseSpeechModel())) return fail('storage-unavailable');
		return this.#store.deleteEverything();
	}

	async speechModel(): Promise<KeptModel | null> {
		return (await this.#modelShelf()).readCard();
	}

	async removeSpeechModel(): Promise<void> {
		await (await this.#modelShelf()).eraseSpeechModel();
	}

	async roomFiles(): Promise<RoomFiles> {
		// Seldom wanted: loaded when they are.
		const { KeptRoomFiles } = await import('./room-files.ts');
		const verifier = this.#verifier;
		return new KeptRoomFiles({ store: this.#store, verifier, clock: systemClock, me: this.#identity.id });
	}

	communities(): Promise<LiveCommunities> {
		this.#communities ??= this.#openCommunities();
		return this.#communities;
	}

	/** What this browser carries of planned rooms, once for all of its rooms. */
	#openPlans(): Promise<KeptCarriedPlans> {
		this.#plans ??= (async () => {
			const [{ KeptCarriedPlans }, { loadFollowed }] = await Promise.all([
				import('./carried-plans.ts'),
				import('./follows.ts')
			]);
			const store = this.#store;
			const follows = () => loadFollowed(store, this.blocks.known);
			return KeptCarriedPlans.open({ store, clock: systemClock, follows });
		})();
		return this.#plans;
	}

	async #openCommunities(): Promise<LiveCommunities> {
		const [{ LiveCommunities }, { inTurn }] = await Promise.all([
			import('./communities/live-communities.ts'),
			import('./storage/turn.ts')
		]);
		return LiveCommunities.open({
			scope: this.#scope,
			random: systemRandom,
			origin: this.#origin,
			store: this.#store,
			identity: this.#identity,
			verifier: this.#verifier,
			name: () => this.#profile.name,
			relays: () => this.#relays,
			inTurn,
			meet: async (scope, { seed }, relays) =>
				Libp2pMeetingPoint.open(scope, {
					seed,
					relays: [...(await this.#relay).addresses, ...relays],
					random: systemRandom
				})
		});
	}

	async createRoom({ community, ...options }: Parameters<Engine['createRoom']>[0]): Promise<RoomSession> {
		const communities = community ? await this.communities() : null;
		const name = communities?.shared.find(({ invite }) => invite.room === community)?.state?.name;
		const isClaimed = community !== undefined && name !== undefined;
		const session = await this.#rooms.create({
			...options,
			...(isClaimed && { claim: { community, name } })
		});
		if (!isClaimed) return session;
		const { listingOf } = await import('./communities/listing.ts');
		void communities!.act(community, listingOf(session.link, options.title, options.schedule));
		return session;
	}

	openRoom(link: string): Promise<Result<RoomSession, LinkFault>> {
		return this.#rooms.open(link);
	}

	/** Most browsers keep no speech model: loaded when somebody asks. */
	#modelShelf() {
		return import('./media/words/model/shelf.ts');
	}

	async #openSound({ scope, room, key }: SoundedRoom): Promise<RoomSound> {
		const context = () => this.#audio();
		const playback = new BrowserPlayback({
			context,
			outputDevice: () => this.#sound.settings.outputDevice
		});
		this.#playbacks.add(playback);
		scope.add(() => this.#playbacks.delete(playback));
		const tracks = new BrowserTrackSeal({ scope, me: key.id });
		const path = await BrowserSoundPath.open({
			scope,
			room,
			key,
			context,
			outputDevice: () => this.#sound.settings.outputDevice
		});
		this.#playbacks.add(path);
		scope.add(() => this.#playbacks.delete(path));
		this.#giving.follow(path);
		const microphone = new BrowserMicrophone({ scope, context, settings: () => this.#sound.settings });
		this.#microphones.add(microphone);
		scope.add(() => this.#microphones.delete(microphone));
		return {
			microphone,
			playback,
			recognisers: lazyRecognisers(scope, context),
			recorder: new BrowserRecorder({ scope, random: systemRandom, context }),
			openFastPlayer: (times) =>
				new BrowserFastPlayer({
					times,
					context: this.#audio(),
					outputDevice: () => this.#sound.settings.outputDevice
				}),
			path,
			tracks,
			framesOnly: false,
			giving: this.#giving,
			rootCapacity: ROOT_CAPACITY
		};
	}

	/** One audio context for the page, made when first needed. */
	#audio(): AudioContext {
		this.#context ??= new AudioContext({ latencyHint: 'interactive' });
		return this.#context;
	}
}
