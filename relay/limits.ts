/**
 * What a stranger may make this relay hold or do. Sized for one small machine (1 core, 512 MB):
 * a connected page costs about 150 KB here, so 2,000 of them stay under 300 MB.
 */
export interface RelayLimits {
	/** Pages connected at once, over both ways in. */
	readonly connections: number;
	/**
	 * Connections from one address (an IPv6 /64 counts as one). A school or a phone network puts many people
	 * behind one address; more than this is one machine holding the relay's places.
	 */
	readonly connectionsPerAddress: number;
	/** New connections per second from one address, after a burst of three times as many: 50 people returning at once after a restart are let in. */
	readonly connectionsPerSecond: number;
	/** WebRTC-Direct handshakes at once: each holds a native peer connection for up to 10 s, and its sender may be forged. */
	readonly pendingDirect: number;
	/** Sockets that only fetch files, beyond the connected pages: they end within seconds. */
	readonly fileSockets: number;
	/** A connection without a rendezvous stream ends after this: it is no Hearsay page. */
	readonly greetingMs: number;
	/**
	 * A silent page is forgotten after this. Pages ping every 4 s, but browsers wake a hidden tab only
	 * once a minute, so anything under 60 s would throw out people who wait in the background.
	 */
	readonly silenceMs: number;
	/** Requests per second on one rendezvous stream, after a burst of three times as many; a page in one room sends one ping in four seconds. */
	readonly requestsPerSecond: number;
	/** Bytes waiting for a page that does not read: a full list is 8 KiB; beyond this the page is gone or hostile. */
	readonly unreadBytes: number;
	/** Topics one session watches or registers under: one room, with room for a change of its secret. */
	readonly topicsPerSession: number;
	/** Sessions that watch, and sessions registered, under one topic: the largest room we aim at is 500, and everyone announces. */
	readonly sessionsPerTopic: number;
	/** Registrations in total: as many as connections times two rooms; about 200 bytes each. */
	readonly registrations: number;
	/** Circuit reservations: one for each connected page, with slots to spare because a closed page stays listed for up to 28 s. */
	readonly reservations: number;
	/** A reservation's life; pages refresh it by themselves before it ends. */
	readonly reservationMs: number;
	/** A circuit's life: long enough for signalling and an encrypted preview of a room. */
	readonly circuitMs: number;
	/** Bytes through one circuit, both ways: a room's whole state fits; sound for more than a minute does not. */
	readonly circuitBytes: number;
	/** Circuits one session has open as the one who dialled: a joiner meshes with at most 20 and may retry. */
	readonly circuitsPerSession: number;
	/** Circuits one session opens per second, after a burst of three times as many. */
	readonly circuitsPerSecond: number;
	/** Announcements of live rooms that are kept, those included that only tell older ones from newer: 4 MiB at the worst. */
	readonly announcements: number;
	/** Of these, brought from one address: a school or a phone network hosts a few rooms at once. */
	readonly announcementsPerAddress: number;
	/** Announcements brought from one address per second, after a burst of three times as many; a host brings one in 30 s. */
	readonly announcementsPerSecond: number;
	/** Signatures of announcements checked per second in all, after a burst of three times as many: a forged one takes up to 5 ms. */
	readonly announcementChecksPerSecond: number;
	/** Answers to one address per second, after a burst of three times as many: a home page asks once in 30 s. */
	readonly directoryReadsPerSecond: number;
	/** Longest message between a person's own devices that find each other: a WebRTC offer is 3 KiB, encrypted and in base64 5. */
	readonly signalBytes: number;
	/** Such messages per second from one device, after a burst of three times as many: an offer comes with some dozens of candidates. */
	readonly signalsPerSecond: number;
	/** Topics one device subscribes to: what is shared, the last few gates of it, and one for linking another device. */
	readonly signalTopics: number;
	/** Devices under one topic: one person's, with several tabs each. */
	readonly signalDevices: number;
}

/** The limits a relay runs with unless a test says otherwise. */
export const DEFAULT_LIMITS: RelayLimits = {
	connections: 2_000,
	connectionsPerAddress: 256,
	connectionsPerSecond: 20,
	pendingDirect: 64,
	fileSockets: 1_000,
	greetingMs: 10_000,
	silenceMs: 90_000,
	requestsPerSecond: 10,
	unreadBytes: 256 * 1024,
	topicsPerSession: 4,
	sessionsPerTopic: 1_000,
	registrations: 4_000,
	reservations: 3_000,
	reservationMs: 60 * 60_000,
	circuitMs: 2 * 60_000,
	circuitBytes: 1024 * 1024,
	circuitsPerSession: 40,
	circuitsPerSecond: 10,
	announcements: 2_000,
	announcementsPerAddress: 16,
	announcementsPerSecond: 2,
	announcementChecksPerSecond: 50,
	directoryReadsPerSecond: 10,
	signalBytes: 64 * 1024,
	signalsPerSecond: 50,
	signalTopics: 12,
	signalDevices: 24
};
