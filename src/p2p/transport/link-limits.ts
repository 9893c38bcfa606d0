/** Id of the unreliable channel both sides of a direct link open by agreement, for frames of sound. */
export const FRAMES_CHANNEL_ID = 100;

/** What may wait in the reliable channel: a peer that does not drain 4 MiB is gone or hostile. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
