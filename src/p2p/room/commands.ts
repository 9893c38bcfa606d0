import type { EventId, IdentityId, InviteKey, OfferId, TicketId } from '../base/ids.ts';
import type { Door, RecordingName, TurnMinutes } from './events.ts';
import type { TicketTerms } from './ticket-terms.ts';
import type { InstanceChange, LocalTime, Rsvp, Timing } from './timing.ts';

/** What a person asks the room for; `permissions` says who may and which events it takes, `session` signs them. */
export type Command =
	| { readonly do: 'raise-hand' }
	| { readonly do: 'lower-hand'; readonly target: IdentityId }
	| { readonly do: 'invite'; readonly target: IdentityId }
	| { readonly do: 'answer'; readonly accept: boolean }
	| { readonly do: 'step-down' }
	| { readonly do: 'mute'; readonly target: IdentityId }
	| { readonly do: 'unmute-myself' }
	| { readonly do: 'move-to-audience'; readonly target: IdentityId }
	| { readonly do: 'remove'; readonly target: IdentityId; readonly reason: string }
	| { readonly do: 'ban'; readonly target: IdentityId; readonly reason: string }
	| { readonly do: 'unban'; readonly target: IdentityId }
	| { readonly do: 'make-cohost'; readonly target: IdentityId }
	| { readonly do: 'dismiss-cohost'; readonly target: IdentityId }
	| { readonly do: 'pin'; readonly text: string }
	| { readonly do: 'unpin'; readonly pin: EventId }
	| { readonly do: 'order-pins'; readonly order: readonly EventId[] }
	| { readonly do: 'retitle'; readonly title: string; readonly topics: readonly string[] }
	| { readonly do: 'set-door'; readonly door: Door; readonly inside: readonly IdentityId[] }
	| { readonly do: 'revoke-invite'; readonly invite: InviteKey }
	| { readonly do: 'lower-all' }
	| { readonly do: 'mute-all' }
	| { readonly do: 'set-succession'; readonly order: readonly IdentityId[] }
	| { readonly do: 'back-acting'; readonly target: IdentityId | null }
	| { readonly do: 'offer-host'; readonly target: IdentityId | null }
	| { readonly do: 'answer-host'; readonly accept: boolean }
	| { readonly do: 'say'; readonly text: string }
	| { readonly do: 'edit-message'; readonly message: EventId; readonly text: string }
	| { readonly do: 'remove-message'; readonly message: EventId; readonly target: IdentityId }
	| { readonly do: 'switch-chat'; readonly on: boolean }
	| { readonly do: 'limit-turns'; readonly minutes: TurnMinutes }
	| { readonly do: 'schedule'; readonly timing: Timing; readonly note: string }
	| ({ readonly do: 'change-time' } & InstanceChange)
	| { readonly do: 'call-off' }
	| { readonly do: 'open-room'; readonly instance: LocalTime }
	| { readonly do: 'close-room' }
	| ({ readonly do: 'rsvp' } & Rsvp)
	/** `session` is the own one, whose page records. */
	| ({ readonly do: 'start-recording' } & RecordingName)
	| ({ readonly do: 'stop-recording' } & RecordingName)
	| ({ readonly do: 'agree-to-recording' } & RecordingName)
	/** `offer` is drawn for it; what was offered before is closed. */
	| { readonly do: 'offer-tickets'; readonly offer: OfferId; readonly terms: TicketTerms }
	| { readonly do: 'close-tickets' }
	/** The lowest free number of an offer goes to `buyer`. */
	| {
			readonly do: 'issue-ticket';
			readonly offer: OfferId;
			readonly ticket: TicketId;
			readonly buyer: IdentityId;
	  }
	| { readonly do: 'refund-ticket'; readonly ticket: TicketId }
	| { readonly do: 'pass-ticket'; readonly ticket: TicketId; readonly to: IdentityId }
	| { readonly do: 'end' };
