import type { SessionId } from '../base/ids.ts';
import type { PerStripe, Stripe } from '../ports.ts';
import type { Seat } from './seat.ts';

/** Why a listener left a parent, or could not come to it. */
export type ReportCause = 'silent' | 'starving' | 'forged' | 'unreachable';

/** What a listener tells the planner of a parent that failed it. */
export interface Report {
	readonly stripe: Stripe;
	readonly parent: SessionId;
	readonly cause: ReportCause;
	/** Who feeds it instead or was asked to; null: nobody is left, and the planner has to find somebody. */
	readonly now: SessionId | null;
}

/** From whom a listener takes one stripe. */
export interface Feed {
	/** Who feeds it; null while nobody does. */
	readonly active: SessionId | null;
	/** Everybody who shall feed it now: the active one, and those that are to take over. The others are told to stop. */
	readonly asked: readonly SessionId[];
}

/** What a listener does until something else happens. */
export interface Course {
	/** Links to keep or to open. */
	readonly wanted: ReadonlySet<SessionId>;
	readonly feeds: PerStripe<Feed>;
	/** What the planner should be told; each report is handed out once. */
	readonly reports: readonly Report[];
	/** When the next `tick` is due, in the caller's milliseconds; null: not before something happens. */
	readonly nextMs: number | null;
}

/** What happens to a listener. */
export type Happening =
	| { readonly kind: 'seated'; readonly seat: Seat }
	| { readonly kind: 'silent'; readonly stripe: Stripe; readonly parent: SessionId }
	| { readonly kind: 'starving'; readonly stripe: Stripe; readonly parent: SessionId }
	| { readonly kind: 'forged'; readonly parent: SessionId }
	| { readonly kind: 'linkOpened'; readonly session: SessionId }
	| { readonly kind: 'linkLost'; readonly session: SessionId }
	/** Something came from a parent, a keepalive included. */
	| { readonly kind: 'fed'; readonly stripe: Stripe; readonly parent: SessionId }
	| { readonly kind: 'tick' };
