import type { Emitter } from './base/emitter.ts';
import type { EventId, IdentityId, RoomId, SessionId } from './base/ids.ts';
import type { Result } from './base/result.ts';

export type { Clock } from './base/clock.ts';
export type { Random } from './base/random.ts';

/** What a channel tells its owner. */
export interface ChannelEvents {
	/** One whole message, as sent. */
	received: Uint8Array;
	/** The channel is gone; nothing follows. */
	closed: undefined;
}

/**
 * A reliable, ordered pipe of whole messages to one session, whose key the transport has proven or
 * whose every byte comes over a connection that was set up with signed signals.
 */
export interface Channel extends Pick<Emitter<ChannelEvents>, 'on'> {
	readonly peer: SessionId;
	/** Queues one message of at most `MAX_MESSAGE_BYTES`; does nothing once closed. */
	send(message: Uint8Array): void;
	close(): void;
}

/** What a direct connection tells its owner besides its channel's events. */
export interface DirectLinkEvents extends ChannelEvents {
	/** Bytes for the other side's `signal`, in order. */
	signal: Uint8Array;
	/** The channel is open: messages flow. */
	opened: undefined;
	/** The other side's sound, once for each connection. */
	receiver: RTCRtpReceiver;
}

/** One WebRTC connection to one session: a reliable channel, and sound both ways. */
export interface DirectLink extends Omit<Channel, 'on'>, Pick<Emitter<DirectLinkEvents>, 'on'> {
	/** Takes a signal of the other side. Anything that is not one is ignored. */
	signal(data: Uint8Array): void;
	/** Sends this track's sound from now on, or nothing. Needs no new signalling. */
	setOutgoing(track: MediaStreamTrack | null): void;
	/** Half of the newest round trip that the connection measured, milliseconds; null before the first. */
	readonly delayMs: number | null;
	/** Share of the sound sent lately that the other side says it lost, 0 to 1; null while it says nothing of it. */
	readonly lostShare: number | null;
	/** Whether the connection carries traffic now; false while the network is interrupted. */
	readonly isAlive: boolean;
	/**
	 * The unreliable, unordered channel beside the reliable one, for sound. Give it to the sound path in
	 * the task in which the link was made: a browser can hand it to a worker only then.
	 */
	readonly frames: FrameChannel;
}

/** The part of an `RTCDataChannel` that sound uses: each message arrives whole, once, late or never. */
export interface FrameChannel {
	binaryType: BinaryType;
	readonly readyState: RTCDataChannelState;
	/** Bytes that were sent and have not left yet. */
	readonly bufferedAmount: number;
	send(data: Uint8Array<ArrayBuffer>): void;
	close(): void;
	addEventListener(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
	addEventListener(name: 'open' | 'close', listener: () => void): void;
}

/** Makes one side of a direct connection. */
export type OpenDirectLink = (options: {
	readonly peer: SessionId;
	readonly initiator: boolean;
}) => DirectLink;

/** How the way into rooms (a relay) stands. */
export type MeetingState = 'connecting' | 'connected' | 'unreachable';

/** What a meeting point tells its owner. */
export interface MeetingEvents {
	stateChanged: MeetingState;
	/** A session registered under the topic that is not this one; repeats are allowed. */
	found: SessionId;
	/** Somebody opened a channel to us through the relay. */
	accepted: Channel;
}

/** Where sessions of one room find each other: a relay, or a fake in tests. */
export interface MeetingPoint extends Pick<Emitter<MeetingEvents>, 'on'> {
	readonly state: MeetingState;
	/** Starts listing and watching a topic (32 bytes); found sessions are emitted. */
	watch(topic: Uint8Array): void;
	/** Makes this session findable under the watched topic and reachable through the relay. */
	announce(): void;
	/** Opens a channel to a session through the relay. */
	dial(peer: SessionId, signal: AbortSignal): Promise<Result<Channel, 'unreachable'>>;
	/** Tries to reach the relay now (after a network change), without waiting for the backoff. */
	retryNow(): void;
	close(): Promise<void>;
}

/** A room this browser knows. */
export interface KnownRoom {
	readonly room: RoomId;
	/** The fragment of the room's link: id, secret and relays. */
	readonly code: string;
	readonly title: string;
	readonly host: IdentityId;
	readonly hosted: boolean;
	readonly ended: boolean;
	/** Milliseconds since the epoch. */
	readonly lastVisit: number;
}

/** Checks signatures: in the calling thread, or in one of its own. */
export interface Verifier {
	/** Whether each of these raw events is whole and signed by its session. Never rejects. */
	verify(raws: readonly Uint8Array[]): Promise<readonly boolean[]>;
}

/** One event as it is kept: its id names it, since a session that forks signs two in one place. */
export interface KeptEvent {
	readonly id: EventId;
	/** Position in the session's feed. */
	readonly seq: number;
	readonly raw: Uint8Array;
}

/** What a store can answer instead of doing what was asked. */
export type StoreFault = 'storage-full' | 'storage-unavailable';

/** Durable memory of one profile. Every method is safe to call at any time and never throws. */
export interface Store {
	/** False when nothing outlives the page (private mode, blocked storage). */
	readonly isDurable: boolean;
	/** The identity's key pair, if one was made here before. */
	loadIdentity(): Promise<CryptoKeyPair | null>;
	saveIdentity(pair: CryptoKeyPair): Promise<Result<void, StoreFault>>;
	/** Puts another identity in place of the one that is kept. */
	replaceIdentity(pair: CryptoKeyPair): Promise<Result<void, StoreFault>>;
	/** Raw events of a room, each after its predecessor. */
	loadEvents(room: RoomId): Promise<Uint8Array[]>;
	saveEvents(room: RoomId, events: readonly KeptEvent[]): Promise<Result<void, StoreFault>>;
	/** Keeps these events of a room and none of those before: the room goes on in a new document. */
	replaceEvents(room: RoomId, events: readonly KeptEvent[]): Promise<Result<void, StoreFault>>;
	loadRooms(): Promise<KnownRoom[]>;
	saveRoom(room: KnownRoom): Promise<Result<void, StoreFault>>;
	/** Forgets a room, its events, and the values whose names end with `:` and its id. */
	deleteRoom(room: RoomId): Promise<void>;
	/** Forgets everything, the identity included. Nothing can be kept or read afterwards: open it anew. */
	deleteEverything(): Promise<Result<void, StoreFault>>;
	/** A small structured-clonable value under a name: settings, profile, volumes. */
	loadValue<Value>(name: string): Promise<Value | null>;
	saveValue(name: string, value: unknown): Promise<Result<void, StoreFault>>;
	/** Every value by its name. */
	loadValues(): Promise<ReadonlyMap<string, unknown>>;
	close(): void;
}

/** Why a microphone could not be opened. */
export type MicrophoneFault =
	| 'microphone-denied'
	| 'microphone-missing'
	| 'microphone-in-use'
	| 'microphone-unsupported'
	| 'not-on-stage';

/**
 * This page's microphone. `open` is sending; `watching` is open on this device only, for the "you are
 * talking while muted" warning or push to talk.
 */
export type MicrophoneState = 'off' | 'opening' | 'open' | 'watching';

/** What takes noise out of a microphone: nothing, the browser's own processing, or a small model on this device. */
export type NoiseSuppression = 'off' | 'browser' | 'rnnoise';

/** How sound is taken and played on this device; kept across rooms. */
export interface SoundSettings {
	/** Device id, or null for the system's choice. */
	readonly inputDevice: string | null;
	readonly outputDevice: string | null;
	/** What takes noise out of the microphone; nothing does in `music`. */
	readonly noiseSuppression: NoiseSuppression;
	/** The microphone is taken as it is: no echo cancellation, no noise suppression, no automatic gain. */
	readonly music: boolean;
	/** The microphone sends only while the key or button is held. */
	readonly pushToTalk: boolean;
	/**
	 * `close`: muting releases the microphone. `watch`: it stays open on this device, so that talking
	 * while muted can be noticed.
	 */
	readonly whenMuted: 'close' | 'watch';
	/** The short sounds of the interface play. */
	readonly cues: boolean;
	/** How loud they are, 0 to 1. */
	readonly cueVolume: number;
}

/** The sound devices of this machine, with names only after the microphone was allowed once. */
export interface SoundDevices {
	readonly inputs: readonly { readonly id: string; readonly label: string }[];
	readonly outputs: readonly { readonly id: string; readonly label: string }[];
}

/** What the microphone tells its owner. */
export interface MicrophoneEvents {
	/** `state` or `track` changed. */
	changed: undefined;
	/** The device went away and no other could take its place. */
	lost: undefined;
	/** The device went away; this one took its place. */
	switched: { readonly device: string };
	/** Speech is heard while nothing is sent. */
	talkingWhileMuted: undefined;
	/** `isMissing`: RNNoise cannot be had, and the browser takes the noise out; else nothing is missing any more. */
	noiseModel: { readonly isMissing: boolean };
}

/** This page's microphone. */
export interface Microphone extends Pick<Emitter<MicrophoneEvents>, 'on'> {
	readonly state: MicrophoneState;
	/** What to send: a live track while `open`, else null. */
	readonly track: MediaStreamTrack | null;
	/** Asks for the device if needed and starts sending. */
	open(): Promise<Result<void, MicrophoneFault>>;
	/** Ends the sent track at once; the device too, unless the settings keep it for warnings. */
	mute(): void;
	/** Releases the device whatever the settings say. */
	release(): void;
	/** Level now, 0 to 1. */
	level(): number;
	close(): void;
}

/**
 * What turns the own voice into words. `device`: the browser's own program, on this machine alone; `cloud`: the
 * browser's as well, which sends the voice to whoever made the browser; `model`: a speech model that this person
 * fetched, run by this page, on this machine alone.
 */
export type RecogniserKind = 'device' | 'cloud' | 'model';

/** Why a speech model cannot be fetched or does not work. */
export type ModelFault =
	/** The address is none from which models can be fetched. */
	| 'model-address'
	/** Nothing of this model is at the address. */
	| 'model-not-found'
	/** What came from there is not this model, or not whole. */
	| 'model-invalid'
	/** The address is not reached, or stopped answering. */
	| 'model-network'
	/** It takes longer to understand than to speak, or does not come to an end. */
	| 'model-slow'
	/** It asks for more memory than there is. */
	| 'model-memory'
	/** The browser has no room to keep it. */
	| 'model-disk'
	/** Another tab is fetching one. */
	| 'model-busy'
	/** This person stopped it. */
	| 'model-cancelled'
	/** None is kept. */
	| 'model-missing';

/** Why the own voice is not turned into words. */
export type RecogniserFault =
	/** This browser has no such program. */
	| 'recogniser-missing'
	/** It does not know the language, or would have to fetch it first. */
	| 'recogniser-language'
	/** The browser or its person forbids it. */
	| 'recogniser-denied'
	/** Its service is not reached. */
	| 'recogniser-network'
	/** It stopped, and stops whenever it is started. */
	| 'recogniser-failed'
	| ModelFault;

/** Whether a recogniser can be used for a language: now, once its language was fetched, or not at all. */
export type RecogniserReadiness = 'ready' | 'to-fetch' | 'fetching' | 'missing' | 'language-missing';

/** What a recogniser tells its owner. */
export interface RecogniserEvents {
	/** The words of the present line, all of them each time; `isFinal`: the next words begin another line. */
	heard: { readonly text: string; readonly isFinal: boolean };
	/** It works no more, until `listen` is called with another track. */
	failed: RecogniserFault;
}

/** Turns one voice into words. */
export interface Recogniser extends Pick<Emitter<RecogniserEvents>, 'on'> {
	/** Whether it may take a while, and tells what was said before `listen` only after it. */
	readonly tellsLater: boolean;
	/** Turns what this track carries into words from now on, or nothing. The track stays its owner's. */
	listen(track: MediaStreamTrack | null): void;
	close(): void;
}

/** What recognisers there are on this machine. */
export interface Recognisers {
	/** How a kind stands for a language (BCP 47). Never rejects. */
	readiness(kind: RecogniserKind, language: string): Promise<RecogniserReadiness>;
	/** Fetches what the browser's own program needs for a language. */
	fetchLanguage(language: string): Promise<Result<void, RecogniserFault>>;
	/** Opens one; it does nothing before `listen`. */
	open(kind: RecogniserKind, language: string): Promise<Result<Recogniser, RecogniserFault>>;
	readonly models: SpeechModels;
}

/** A speech model that can be fetched. */
export interface SpeechModel {
	/** Its folder at the hub, such as `onnx-community/whisper-tiny`. */
	readonly id: string;
	readonly name: string;
	/** The languages it knows, such as `fr`. */
	readonly languages: readonly string[];
	/** About what has to be fetched. */
	readonly bytes: number;
}

/** The speech model that this browser keeps. */
export interface KeptModel extends SpeechModel {
	/** Where it came from. */
	readonly address: string;
}

/** How a model is fetched. */
export interface ModelFetch {
	/** The `id` of the model. */
	readonly model: string;
	/** The address it is fetched from, as this person gave it. */
	readonly address: string;
	readonly signal: AbortSignal;
	/** Bytes that came so far; null: all of them, and it is being tried out. */
	readonly onProgress: (bytes: number | null) => void;
}

/** The speech models of this browser: which there are, and the one that is kept. Nothing is fetched but by `fetch`. */
export interface SpeechModels {
	/** Those that know a language (BCP 47), the smallest first; none where the browser cannot run any. */
	offered(language: string): Promise<readonly SpeechModel[]>;
	/** The one that is kept, or null. */
	kept(): Promise<KeptModel | null>;
	/** Fetches one, tries it out, and keeps it in place of the one before, which stays if this fails. */
	fetch(wanted: ModelFetch): Promise<Result<void, ModelFault>>;
	/** Deletes the one that is kept. */
	remove(): Promise<void>;
}

/** What playback tells its owner. */
export interface PlaybackEvents {
	/** `isBlocked` changed. */
	blockedChanged: undefined;
}

/** The ears of this page: one voice for each session that sends sound. */
export interface Playback extends Pick<Emitter<PlaybackEvents>, 'on'> {
	/** The browser refused to play until a click. */
	readonly isBlocked: boolean;
	/** Takes over a session's sound; silent until `setAudible`. */
	attach(session: SessionId, receiver: RTCRtpReceiver): void;
	detach(session: SessionId): void;
	setAudible(session: SessionId, isAudible: boolean): void;
	/** Volume of a session, 0 to 1. */
	setVolume(session: SessionId, volume: number): void;
	/** Level of a session's sound as received, 0 to 1. */
	levelOf(session: SessionId): number;
	/** Starts what was refused; call it from a click. */
	unlock(): Promise<void>;
	close(): void;
}

/** One of the two trees over which packets travel: even sequence numbers take stripe 0, odd ones stripe 1. */
export type Stripe = 0 | 1;

/** Something for each of the two stripes. */
export type PerStripe<Value> = readonly [Value, Value];

/**
 * Upload for one child, who is handed one stripe, kbit/s: 25 packets a second of some 310 bytes with all that the
 * network adds is about 60 for one voice, and people speak over each other.
 */
export const KBPS_PER_CHILD = 100;

/** Where this page stands in the two trees, as far as forwarding needs it. */
export interface TreePlace {
	/** Whom packets of a stripe are taken from; several while a parent is being changed. */
	readonly parents: PerStripe<readonly SessionId[]>;
	/** To whom packets of a stripe are handed on, as they came. */
	readonly children: PerStripe<readonly SessionId[]>;
	/** Where own packets go besides the children: the roots of the two trees, for whoever speaks. */
	readonly feeds: PerStripe<SessionId | null>;
	/** The root of a stripe takes packets from their speakers themselves. */
	readonly isRoot: PerStripe<boolean>;
	/** Hops from the root, 0 at the root itself: who is nearer to a fault acts on it first. */
	readonly hops: PerStripe<number>;
}

/** Somebody whose packets count. */
export interface PacketSource {
	readonly session: SessionId;
	/** Packets with a smaller sequence number are old: what was played before this page came. */
	readonly floor: number;
}

/** How one stripe stands at this page. */
export interface StripeReport {
	/** The parent that brought the newest packet; null before the first. */
	readonly parent: SessionId | null;
	/** Milliseconds since anything came from a parent, keepalives included; null if nothing ever did. */
	readonly silentMs: number | null;
	/** Packets taken since the path began. */
	readonly packets: number;
	/** Packets forwarded, to all children together. */
	readonly forwarded: number;
	/** Packets not sent because a child did not drain. */
	readonly dropped: number;
	/** Children now, and those of them to whom something could not be sent in the last second. */
	readonly children: number;
	readonly stuck: number;
	/** Newest sequence number seen of each source, for the floors of newcomers. */
	readonly newest: ReadonlyMap<SessionId, number>;
}

/** How the sound path stands, four times a second. */
export interface PathReport {
	readonly stripes: PerStripe<StripeReport>;
	/** Bytes of sound sent to others since the path began. */
	readonly sentBytes: number;
	/** Bytes of sound received since the path began. */
	readonly receivedBytes: number;
	/** Frames that were due at this ear since the path began, and those of them that never came. */
	readonly frames: { readonly due: number; readonly missing: number };
	/** Playout delay now, from a frame's arrival at its earliest to its sound, milliseconds. */
	readonly playoutMs: number;
}

/** What the sound path tells its owner. */
export interface SoundPathEvents {
	report: PathReport;
	/** A parent said its first word on a stripe, or its first since it was silent; a keepalive is one. */
	fed: { readonly stripe: Stripe; readonly parent: SessionId };
	/**
	 * A parent said nothing on a stripe, not even a keepalive, for 200 ms, or a new one for 1.5 s. Once until
	 * it speaks again.
	 */
	silent: { readonly stripe: Stripe; readonly parent: SessionId };
	/**
	 * A parent says that it is there, and leaves out what the other stripe brought. At a root the parent is
	 * the speaker, who does not feed it.
	 */
	starving: { readonly stripe: Stripe; readonly parent: SessionId };
	/** A neighbour sent what its source did not sign, or not a packet at all: nothing more of it is taken. */
	forged: { readonly from: SessionId };
	/** Frames of a source are played from now on, without a break since some time: its track may be let go. */
	playing: { readonly session: SessionId };
	/** Of a source that was playing nothing came for seconds, though it may speak: its track is needed. */
	stalled: { readonly session: SessionId };
	/** The browser refuses to play until a click, or no longer does. */
	blockedChanged: boolean;
}

/**
 * Sound in packets on this page: takes them from parents, verifies, hands them on, plays them; makes own
 * ones of the microphone. Runs in a worker where the browser can move data channels there.
 */
export interface SoundPath extends Pick<Emitter<SoundPathEvents>, 'on'> {
	/** Takes over the frames channel of a link; an older one to the same session is let go. */
	attach(session: SessionId, channel: FrameChannel): void;
	detach(session: SessionId): void;
	setPlace(place: TreePlace): void;
	/** Whose packets count from now on; those of everybody else are neither played nor handed on. */
	setSources(sources: readonly PacketSource[]): void;
	/** Which sources are played here, and how loud, 0 to 1; the others are only handed on. */
	setAudible(volumes: ReadonlyMap<SessionId, number>): void;
	/** Frames in each packet, the newest included: 2, or 3 when loss was measured. */
	setCopies(copies: 2 | 3): void;
	/**
	 * Keys of a private room, the one to encrypt with last; null in an open room. Of an epoch that is not
	 * listed nothing is played. With an empty list nothing is said and nothing played: a private room
	 * whose key is not here yet.
	 */
	setEpochs(epochs: readonly Epoch[] | null): void;
	/** Makes packets of this track from now on, or of none. */
	speak(track: MediaStreamTrack | null): void;
	/** The browser refused to play until a click. */
	readonly isBlocked: boolean;
	/** Level of a source as it is played, 0 to 1. */
	levelOf(session: SessionId): number;
	/** Starts playback that the browser had refused; call it from a click. */
	unlock(): Promise<void>;
	close(): void;
}

/** What a track seal tells its owner. */
export interface TrackSealEvents {
	/** `isInForce` changed. */
	changed: undefined;
}

/** Encrypts the tracks of direct links in a private room, each frame by itself. */
export interface TrackSeal extends Pick<Emitter<TrackSealEvents>, 'on'> {
	/** Whether every track goes through it. Where not, a private room may use no track at all. */
	readonly isInForce: boolean;
	/** As `SoundPath.setEpochs`. */
	setEpochs(epochs: readonly Epoch[] | null): void;
}

/** A stretch of a private room's life with one secret. */
export interface Epoch {
	/** Counts up; what it is for and who may make one stands in PROTOCOL.md, "Epochs". */
	readonly number: number;
	/** 32 bytes from which each speaker's key is derived. */
	readonly secret: Uint8Array;
}

/** Why nothing is recorded on this device, or no longer. */
export type RecordingFault =
	/** The browser has no place for files of this app, or cannot encode sound. */
	| 'recording-unsupported'
	/** The device has no room left. */
	| 'recording-full'
	| 'recording-failed';

/** What a file of sound is: the room as everybody hears it, or this person's voice alone. */
export type TakeKind = 'room' | 'voice';

/** What is known of a file of sound when it begins. */
export interface TakeAbout {
	readonly kind: TakeKind;
	readonly room: RoomId;
	readonly title: string;
	readonly topics: readonly string[];
	/** What the host is called; may be empty. */
	readonly host: string;
}

/** Something that happened while sound was being written, to be found again along it. */
export type Moment =
	| { readonly what: 'title'; readonly title: string; readonly topics: readonly string[] }
	/** Everybody on the stage from here on. */
	| {
			readonly what: 'stage';
			readonly people: readonly { readonly identity: IdentityId; readonly name: string }[];
	  }
	/** Everybody who speaks from here on, of those whose voices are taken in. */
	| { readonly what: 'speaking'; readonly who: readonly IdentityId[] }
	| { readonly what: 'pin'; readonly text: string }
	/** A finished line of captions. */
	| {
			readonly what: 'caption';
			/** Whose words they are, and whose page told them. */
			readonly speaker: IdentityId;
			readonly author: IdentityId;
			readonly text: string;
			/** BCP 47. */
			readonly language: string;
			/** How long ago the words began, milliseconds; 0 where they were typed. */
			readonly lastedMs: number;
	  };

/** Whose sound goes into a take now. */
export interface TakeVoices {
	/** Sessions whose tracks `Recorder.attach` got. */
	readonly sessions: ReadonlySet<SessionId>;
	/** This page's own sound, or null. */
	readonly microphone: MediaStreamTrack | null;
}

/** What a take tells its owner. */
export interface TakeEvents {
	/** Nothing more is written, and what was written is whole. */
	broken: RecordingFault;
}

/** One file of sound that is being written on this device. */
export interface Take extends Pick<Emitter<TakeEvents>, 'on'> {
	/** Replaces whose sound goes in; nobody's does before the first call. */
	setVoices(voices: TakeVoices): void;
	/** Notes a moment at the place in the sound that is written now. */
	note(moment: Moment): void;
	/** Writes the rest; resolves once the file is whole. */
	end(): Promise<void>;
	/** Ends it, and keeps nothing. */
	discard(): Promise<void>;
}

/** What a coded mix tells its owner. */
export interface CodedMixEvents {
	/** The next 20 ms of it, an Opus packet; silence is coded, too. */
	packet: Uint8Array;
}

/** Sound of several sessions as one, coded as it is heard and kept nowhere. */
export interface CodedMix extends Pick<Emitter<CodedMixEvents>, 'on'> {
	/** Replaces whose sound goes in; nobody's does before the first call. */
	setVoices(voices: TakeVoices): void;
	close(): void;
}

/** Plays coded sound faster than it was said, at its own pitch. */
export interface FastPlayer {
	/** Adds what was said next: packets of 20 ms. What cannot be decoded is silence. */
	add(packets: readonly Uint8Array[]): void;
	/** How much of what was added is not played yet, in milliseconds as it was said. */
	readonly waitingMs: number;
	close(): void;
}

/** Begins to play so many times as fast. Call it from a click. */
export type OpenFastPlayer = (times: number) => FastPlayer;

/** Writes sound to files on this device. */
export interface Recorder {
	/** Makes a session's sound available to takes; it goes into one only when `setVoices` says so. */
	attach(session: SessionId, track: MediaStreamTrack): void;
	detach(session: SessionId): void;
	/** Begins a file. */
	begin(about: TakeAbout): Promise<Result<Take, RecordingFault>>;
	/** Begins to code what sounds, without a file. */
	mix(): Promise<Result<CodedMix, RecordingFault>>;
}

/** Which of this profile's tabs has a room: one owns its sound and links. */
export interface RoomLock {
	/** Resolves to whether this page got the room; `lost` is called when another tab takes it over. */
	hold(room: RoomId, options: { readonly steal: boolean; readonly lost: () => void }): Promise<boolean>;
	/** Lets other tabs have the room. It does nothing to a `hold` that is still under way. */
	release(room: RoomId): void;
}
