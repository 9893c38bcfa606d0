/** Limits on packets of sound, each with its reason. */

/** How much speech one frame holds, milliseconds: Opus's usual frame, and the tick of every sequence number. */
export const FRAME_MS = 20;

/** Bytes of one frame as sent: Opus at 128 kbit/s has 320, and encryption adds at most 33 (SFrame's header and tag). */
export const MAX_FRAME_BYTES = 400;

/** Frames in one packet, the newest included: one lost packet, or two in a row, lose nothing. */
export const MAX_COPIES = 3;

/** Sessions whose packets count at once: a full mesh of 8 twice over, so that people may change places. */
export const MAX_SOURCES = 16;
