import { HANGOVER_TICKS } from '../voice/activity.ts';

/** What is known of one tick of a source. */
export interface KnownTick {
	readonly sequence: number;
	/** Nothing was said in it. */
	readonly isSilent: boolean;
	readonly isVoice: boolean;
}

/** A hole this short between two frames of a talkspurt cannot be a pause: a pause ends with a hangover. */
const NEAR_TICKS = 4;
/** A hole longer than 5 s is an absence, not loss: a sleep, a network change, or the way here was another. */
const ABSENCE_TICKS = 250;

/**
 * How many frames between two known ticks were there and never came. The rest of the hole is silence.
 * A hole is loss if frames stand close on both sides; if it begins and ends with speech; and, after speech,
 * for as long as the talkspurt's hangover.
 */
export function framesMissing(before: KnownTick, after: KnownTick): number {
	const hole = after.sequence - before.sequence - 1;
	if (hole <= 0 || before.isSilent) return 0;
	if (hole < NEAR_TICKS) return hole;
	if (!before.isVoice || hole > ABSENCE_TICKS) return 0;
	return after.isVoice ? hole : Math.min(hole, HANGOVER_TICKS);
}
