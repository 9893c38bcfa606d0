/**
 * Limits on what a peer may send, each with its reason. A message over a limit is refused whole, and
 * its sender dropped; lengths are checked before anything is parsed.
 */

/** One signed event: room for a 500-character pin or 64 identities, and 16 deps, with half to spare. */
export const MAX_EVENT_BYTES = 4096;

/** Other feeds' heads that an event may name: two full rounds of a mesh of 8; later events name the rest. */
export const MAX_DEPS = 16;

/** One message on a channel: what Chromium takes as one data channel message. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** What we put into one update: a quarter of a message, so that speech and signals never queue behind it long. */
export const UPDATE_CHUNK_BYTES = 64 * 1024;

/** What one neighbour's sync messages may hold while they wait to be verified: some 8 s of one core's work. */
export const MAX_PENDING_BYTES = 4 * 1024 * 1024;

/** A profile picture: 96 × 96 WebP is about 4 KiB, JPEG about 6. */
export const MAX_PICTURE_BYTES = 16 * 1024;

/** A signal: an audio-only offer is about 3 KiB, with every candidate inlined about 6. */
export const MAX_SIGNAL_BYTES = 16 * 1024;

/** A letter as it travels: 1,000 characters of any script, and what seals them. */
export const MAX_LETTER_BYTES = 8 * 1024;

/** A word about the last minutes of a room as it travels: two seconds of coded sound, and what seals them. */
export const MAX_CATCH_UP_BYTES = 14 * 1024;

/** Packets of 20 ms in one piece of the last minutes: two seconds. */
export const MAX_PIECE_PACKETS = 100;

/** Sessions that a presence may list: a full mesh of 8, eight times over. */
export const MAX_LINKS = 64;

/** Feeds in one document: 500 people who each write in four sessions. Only admitted sessions have one. */
export const MAX_FEEDS = 2048;

/** Events in one feed: a moderator acting every ten seconds for eleven hours. */
export const MAX_FEED_EVENTS = 4096;

/** Events in the document of a community: 2,000 members with six acts each, and what grows with the square of it in 18 MB. */
export const MAX_COMMUNITY_EVENTS = 12_288;

/** Of them so many, and of its feeds, are for founder and organisers alone: no flood of false members silences those. */
export const RESERVED_EVENTS = 2_048;
/** Feeds kept for them: a few devices of every organiser. */
export const RESERVED_FEEDS = 128;

/** Branches kept of one feed beside the first one seen: a fork needs one to be shown, the rest is for who built on it. */
export const MAX_BRANCHES_OF_FEED = 16;

/** Events kept in the other branches of one feed: a quarter of a feed, and of what all feeds may have. */
export const MAX_BRANCH_EVENTS_OF_FEED = 1024;

/** Events kept in other branches in all: four hostile sessions at their fullest, 16 MiB at the worst. */
export const MAX_BRANCH_EVENTS = 4096;

/** People in a room whose sound is a full mesh, the host included: past it, a browser's uplink and encoder suffer. */
export const MESH_PEOPLE = 8;

/** Children of one page in one stripe: the root of a tree has sixteen, and its uplink carries them. */
export const MAX_CAPACITY = 16;

/** Hops in a tree: six hold 100,000 listeners at four children each; the rest is for trees in repair. */
export const MAX_TREE_DEPTH = 32;

/** Pages that a seat names as who takes over in a stripe. */
export const MAX_FALLBACKS = 3;

/** Speakers whose newest sequence number a seat tells. */
export const MAX_FLOORS = 32;

/** Pages on the stage: each of them is linked with each. */
export const MAX_STAGE = 24;

/** Listeners that a pulse names: what a screen shows at once. */
export const MAX_PULSE_PEOPLE = 24;

/** Mandates that lead from the room's authority to who plans now: so many planners died one after the other. */
export const MAX_MANDATES = 16;

/** Rows of a plan in one ledger: some 60 KiB, a quarter of a message. */
export const MAX_LEDGER_ROWS = 128;

/** Parents that a row says its session could not be fed by. */
export const MAX_BROKEN = 16;

/** People on one block list: more than one person meets in years, and little enough to be looked through at once. */
export const MAX_BLOCKS = 2_000;

/** A file with a block list: that many people with the longest names and reasons take 1.7 MiB. */
export const MAX_BLOCK_LIST_BYTES = 2 * 1024 * 1024;

/** Events that an epoch names: of so many moderators' last bans and the like none has seen another. */
export const MAX_EPOCH_REASONS = 32;

/** What shows that a ticket was paid: a note, or a token of some thirty coins. */
export const MAX_TICKET_PROOF = 8_000;

/** A word about a ticket as it travels: that and what seals it, within a signal. */
export const MAX_TICKET_WORD_BYTES = 14 * 1024;
