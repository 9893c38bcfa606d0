import type { Cue } from '../api.ts';

/** One note of a cue. */
export interface Note {
	/** Pitch in hertz. */
	readonly hz: number;
	/** When it begins, seconds from the beginning of the cue. */
	readonly at: number;
}

/** How long a note sounds, seconds: as it begins to fade the next one begins. */
export const NOTE_S = 0.1;
const STEP_S = 0.08;

/**
 * The notes of each cue, told apart without seeing the screen: up is on and down is off, two notes are the own
 * microphone, three a change of place, low ones the connection, a single one somebody else, four that go up and down a
 * recording, and two alike with a lower one the time that runs out.
 */
export const CUE_NOTES: Readonly<Record<Cue, readonly Note[]>> = {
	unmuted: inTurn(523, 784),
	muted: inTurn(784, 523),
	'on-stage': inTurn(523, 659, 784),
	dropped: inTurn(392, 330, 262),
	reconnected: inTurn(262, 330, 392),
	hand: inTurn(880, 880),
	recording: inTurn(660, 990, 660, 990),
	turn: inTurn(587, 587, 494),
	joined: inTurn(659),
	left: inTurn(440)
};

function inTurn(...pitches: readonly number[]): readonly Note[] {
	return pitches.map((hz, place) => ({ hz, at: place * STEP_S }));
}
