/**
 * The longest message of a channel through a relay: the 256 KiB that a message may have
 * (`MAX_MESSAGE_BYTES`), and 4 KiB to spare.
 */
export const MAX_CHANNEL_MESSAGE_BYTES = 256 * 1024 + 4 * 1024;

/** Bytes waiting to be sent: a relayed circuit carries 1 MiB in its whole life, so more cannot arrive. */
export const MAX_UNSENT_BYTES = 1024 * 1024;

/** Bytes waiting to be read before the owner listens; a few messages of a greeting. */
export const MAX_UNREAD_BYTES = 1024 * 1024;

/** Channels others opened to this page at once: a full room returning after a relay restart has 20 links each, and strangers must not fill memory. */
export const MAX_ACCEPTED_CHANNELS = 64;
