import type { Emitter } from '../base/emitter.ts';
import type { IdentityId, RoomId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { CommunityCommand } from '../community/permissions.ts';
import type { CommunityState } from '../community/state.ts';
import type { MeetingState, StoreFault } from '../ports.ts';
import type { CommunityPolicy } from '../room/policy.ts';
import type { LinkFault } from './engine.ts';

/** A community as this browser keeps it, for lists that need no document. */
export interface KnownCommunity {
	readonly id: RoomId;
	/** The fragment of its link. */
	readonly code: string;
	readonly name: string;
	/** Empty: none. */
	readonly picture: Uint8Array;
	/** People in it, as far as this browser knows. */
	readonly members: number;
	/** Whether this person is in it. */
	readonly isMember: boolean;
}

/** What a community begins with. */
export interface NewCommunity {
	readonly name: string;
	readonly about: string;
	readonly policy: CommunityPolicy;
}

/** Why something asked of a community was not done. */
export type CommunityFault =
	/** Its beginning is not here yet: nobody who has it was met. */
	| 'community-unknown'
	| 'not-allowed'
	| 'invalid'
	/** The community, or this device's part of it, is full. */
	| 'community-full'
	| StoreFault;

/** What a page of a community shows. */
export interface CommunityView {
	readonly id: RoomId;
	readonly me: IdentityId;
	/** Null until somebody who has it was met. */
	readonly state: CommunityState | null;
	/** Whether this browser keeps it. */
	readonly isKept: boolean;
	/** The way to others' pages; they are met in rooms, too. */
	readonly relay: MeetingState;
	/** Pages of it that this page talks to now. */
	readonly reached: number;
}

/** One community as a page has it open. */
export interface CommunitySession extends Pick<Emitter<{ changed: undefined }>, 'on'> {
	/** What to share: `<origin>/community/#…`. */
	readonly link: string;
	readonly view: CommunityView;
	/** Signs what the command asks for, if the rules allow it; works without any network. */
	act(command: CommunityCommand): Promise<Result<void, CommunityFault>>;
	/** Meets nobody through the relay any more. */
	close(): void;
}

/** The communities of this profile. */
export interface Communities extends Pick<Emitter<{ changed: undefined }>, 'on'> {
	/** Those that this browser keeps and whose document it has, by name. */
	readonly known: readonly CommunityView[];
	/** Makes a community whose founder is this identity. Texts become what peers take; works without any network. */
	create(community: NewCommunity): Promise<Result<CommunitySession, CommunityFault>>;
	/** Opens a community from the whole link or its fragment, and meets whoever has its page open. */
	open(link: string): Promise<Result<CommunitySession, LinkFault>>;
	/** Forgets a community on this device. */
	forget(id: RoomId): Promise<void>;
}
