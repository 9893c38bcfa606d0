import type { CommunityMark } from '../api.ts';
import type { IdentityId, RoomId } from '../base/ids.ts';
import { isBanned, isHeldIn, maySpeak, memberOf } from '../community/selectors.ts';
import type { Command } from '../room/commands.ts';
import { printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import type { RoomState } from '../room/state.ts';
import type { RoomCommunities } from './common-communities.ts';

/** What a room held in the name of a community works with. */
export interface InCommunityOptions {
	/** The room. */
	readonly room: RoomId;
	readonly me: IdentityId;
	readonly state: () => RoomState | null;
	/** This person's communities; none in a process without a profile. */
	readonly communities: RoomCommunities | null;
}

/** Bans signed as a room begins: the rest as somebody is met, so that a long list does not fill the room's log. */
const MAX_SIGNED = 32;

/** What it means for this page that the host holds the room in the name of a community. */
export class InCommunity {
	readonly #options: InCommunityOptions;
	#isOver = false;

	constructor(options: InCommunityOptions) {
		this.#options = options;
	}

	/** What the host says, and the community's document where this page has it. */
	get mark(): CommunityMark | null {
		const { state, communities } = this.#options;
		const claim = state()?.claim;
		if (!claim) return null;
		const known = communities?.shared.find(({ invite }) => invite.room === claim.community);
		return { ...claim, state: known?.state ?? null };
	}

	/** Why somebody is kept out of the room by the community that it is held in; null: they are not. */
	banOf(identity: IdentityId): string | null {
		const { mark } = this;
		const host = this.#options.state()?.host;
		if (!mark?.state || !host || identity === host || !isHeldIn(mark.state, host)) return null;
		if (!isBanned(mark.state, identity)) return null;
		const reason = memberOf(mark.state, identity)!.reason;
		return printable(reason ? `${mark.state.name}: ${reason}` : mark.state.name, TEXT_LIMITS.reason);
	}

	/** Those whom the community bans, as many as are signed in a room before anybody of them comes. */
	get banned(): readonly IdentityId[] {
		const { mark } = this;
		const host = this.#options.state()?.host;
		if (!mark?.state || !host || !isHeldIn(mark.state, host)) return [];
		const banned = [...mark.state.members.values()].filter(({ isBanned: isOut }) => isOut);
		return banned.slice(0, MAX_SIGNED).map(({ identity }) => identity);
	}

	/** Whether the community's word on who may speak allows a command. */
	allows(command: Command): boolean {
		const { me, state } = this.#options;
		const speaker = command.do === 'raise-hand' ? me : command.do === 'invite' ? command.target : null;
		const room = state();
		return speaker === null || !room || maySpeak(this.mark, room.host, speaker);
	}

	/** To be called whenever the room's state changed: a room that its host ended is taken off the community's list. */
	follow(): void {
		const { room, me, state, communities } = this.#options;
		const known = state();
		if (this.#isOver || !known?.ended || !known.claim || known.host !== me) return;
		this.#isOver = true;
		communities?.ended(known.claim.community, room);
	}
}
