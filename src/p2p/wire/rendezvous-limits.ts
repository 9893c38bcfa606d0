/** The longest request: the biggest has 35 bytes; the rest is room for later versions. */
export const MAX_REQUEST_BYTES = 4 * 1024;

/** The longest answer: a full list of peers plus its head stays well under it. */
export const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * The most sessions one `peers` answer lists. A joiner needs a handful of live ones; 256 leave plenty
 * when many are stale, in 8 KiB.
 */
export const MAX_LISTED_PEERS = 256;

/** The longest registration. A page renews at half of it, so a vanished one is forgotten in two minutes. */
export const MAX_TTL_SECONDS = 120;

/**
 * How often a client pings. Two missed pings drop the connection, so a dead relay is noticed within
 * 12 s; libp2p alone takes two minutes.
 */
export const PING_PERIOD_MS = 4_000;
