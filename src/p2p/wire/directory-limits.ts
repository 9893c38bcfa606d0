/** One announcement: the longest name, title and topics are 1 KiB of UTF-8, the rest is for relays in the link. */
export const MAX_ANNOUNCEMENT_BYTES = 2048;

/** How long an announcement may hold. A page renews its own every 30 s, so a host who vanished is gone from sight in two minutes. */
export const MAX_ANNOUNCED_MS = 120_000;

/**
 * How far the clocks of a host, a relay and a reader may be apart: devices that set theirs by hand are minutes off. Whoever
 * holds an announcement back can show it so much longer, and no more.
 */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** People whom an announcement says to be inside: more than any room holds. */
export const MAX_ANNOUNCED_PEOPLE = 1_000_000;

/** Rooms of one host that are announced at once: one, and another that is being left. */
export const MAX_ROOMS_OF_HOST = 2;

/** How long a relay may keep what is said of a planned room: a host opens the app once a month. */
export const MAX_PLANNED_MS = 35 * 24 * 60 * 60_000;

/** Planned rooms of one host that are told: a weekly one and some others. Each costs a relay 2 KiB for a month. */
export const MAX_PLANNED_OF_HOST = 8;

/** Times of a planned room that differ from its rule and are told: the next ones. */
export const MAX_PLANNED_CHANGES = 8;

/** Announcements for everybody in one answer of a relay: a person looks through some dozens. */
export const MAX_LISTED = 256;

/** Hosts in one answer who are announced to their followers alone. */
export const MAX_SEALED = 512;

/** One answer of a relay: the usual one is a hundredth of it. */
export const MAX_DIRECTORY_BYTES = 1024 * 1024;

/** People whom one profile follows: each costs a reader a hash, and one of them that is live a signature. */
export const MAX_FOLLOWS = 500;

/** Hosts whom a reader is shown at once. */
export const MAX_SHOWN = 48;

/** Signatures that a reader checks for one look at all its relays: what is forged is paid for by whoever is shown last. */
export const MAX_CHECKS = 192;
