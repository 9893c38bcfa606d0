import type { EventId, IdentityId } from '../base/ids.ts';

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
	| { readonly do: 'retitle'; readonly title: string; readonly topics: readonly string[] }
	| { readonly do: 'lock'; readonly locked: boolean; readonly inside: readonly IdentityId[] }
	| { readonly do: 'end' };
