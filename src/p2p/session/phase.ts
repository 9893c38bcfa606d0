import type { Phase } from '../api.ts';
import type { IdentityId } from '../base/ids.ts';
import type { MeetingState } from '../ports.ts';
import { mayEnter, personOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import type { Refusal } from '../wire/messages.ts';
import { isWaiting } from './lobby.ts';

/** How this page stands towards the room by its own person's acts. */
export type Standing = 'looking' | 'joined' | 'elsewhere' | 'left';

/** Everything the phase depends on. */
export interface PhaseInput {
	readonly standing: Standing;
	readonly me: IdentityId;
	readonly state: RoomState | null;
	/** Why every page that was asked closed its door, or null if one of them opened it. */
	readonly refusal: Refusal | null;
	/** Others were here and every link to them is lost. */
	readonly isCutOff: boolean;
	readonly relay: MeetingState;
}

/**
 * Where this page stands. What the room's own signed events say comes first; what single pages say
 * (a refusal) counts only when none of them says otherwise.
 */
export function phaseOf({ standing, me, state, refusal, isCutOff, relay }: PhaseInput): Phase {
	const person = state && personOf(state, me);
	if (standing === 'left') return { name: 'left' };
	if (person && person.access !== 'in') return { name: person.access, reason: person.reason };
	if (state?.ended) return { name: 'ended' };
	if (standing === 'elsewhere') return { name: 'elsewhere' };
	if (refusal === 'banned' || refusal === 'removed') return { name: refusal, reason: '' };
	if (refusal === 'version') return { name: 'other-version' };
	if (refusal === 'locked' || refusal === 'full') return { name: refusal };
	if (refusal === 'uninvited' || refusal === 'not-following') return { name: refusal };
	if (standing !== 'joined' && isWaiting(state)) return { name: 'scheduled' };
	if (standing === 'looking' && state && mayEnter(state, me) === 'ticketless') return { name: 'ticketless' };
	if (standing === 'joined' && state) return { name: isCutOff ? 'reconnecting' : 'live' };
	if (state) return { name: 'preview' };
	return { name: relay === 'connected' ? 'waiting' : 'connecting' };
}
