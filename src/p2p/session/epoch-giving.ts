import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import { mayEnter, outReason } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import type { EpochMessage } from '../wire/epoch.ts';
import type { Grant } from '../wire/grant.ts';
import { entryFor } from './door.ts';

/** Epochs told to one neighbour: half of what a neighbour listens to, so that no honest page is not heard. */
const GIVEN: Rate = { burst: 8, perSecond: 1 };
/** Epochs read of one neighbour: a room that heals, and a moderator who bans one after the other. */
const TAKEN: Rate = { burst: 16, perSecond: 2 };

/** A page at the other end of a channel, as epochs need it. */
export interface EpochNeighbour {
	readonly session: SessionId;
	readonly identity: IdentityId | null;
	readonly grant: Grant | null;
	/** Whether its door is behind it. */
	readonly isReady: boolean;
	/** Whether it is in the room, not only looking at it. */
	readonly isJoined: boolean;
	send(message: EpochMessage): void;
}

/** What one neighbour was told and told us, by the names of epochs. */
interface Account {
	given: string | null;
	taken: string | null;
	readonly giving: TokenBucket;
	readonly taking: TokenBucket;
	/** It was in the room by a door that this page judged itself. */
	wasLetIn: boolean;
	/** Whether it may have the key, by this state. */
	judged: { readonly state: RoomState; readonly isWelcome: boolean } | null;
}

/** To whom this page gives the room's key: each epoch once, and only to whom its own reducer lets be in the room. */
export class EpochGiving {
	readonly #room: RoomId;
	readonly #now: () => number;
	readonly #accounts = new WeakMap<EpochNeighbour, Account>();

	constructor({ room, now }: { readonly room: RoomId; readonly now: () => number }) {
		this.#room = room;
		this.#now = now;
	}

	/** A neighbour told an epoch; false if that is one too many, which is not read. */
	mayTake(neighbour: EpochNeighbour): boolean {
		return this.#of(neighbour).taking.spend();
	}

	/** A neighbour has this epoch. */
	has(neighbour: EpochNeighbour, name: string): void {
		this.#of(neighbour).taken = name;
	}

	/** Whether a neighbour may have the key. To be asked at each state of the room, for doors that narrow later. */
	isWelcome(neighbour: EpochNeighbour, state: RoomState): boolean {
		const account = this.#of(neighbour);
		if (!neighbour.isReady || !neighbour.isJoined || !neighbour.identity) return false;
		if (account.judged?.state === state) return account.judged.isWelcome;
		const isWelcome = this.#judge(neighbour, neighbour.identity, state);
		account.judged = { state, isWelcome };
		return isWelcome;
	}

	/** Gives a neighbour the epoch unless it has it; false if that has to wait. */
	give(neighbour: EpochNeighbour, message: EpochMessage, name: string): boolean {
		const account = this.#of(neighbour);
		if (account.given === name || account.taken === name) return true;
		if (!account.giving.spend()) return false;
		account.given = name;
		neighbour.send(message);
		return true;
	}

	#judge(neighbour: EpochNeighbour, identity: IdentityId, state: RoomState): boolean {
		const account = this.#of(neighbour);
		const { session, grant } = neighbour;
		const entry = mayEnter(state, identity);
		if (outReason(state, identity)) return false;
		if (entry === 'yes' || entry === 'ended') return (account.wasLetIn = true);
		if (!account.wasLetIn)
			return (account.wasLetIn = entryFor(this.#room, state, { identity, session, grant }) === 'yes');
		// A door that narrows puts out nobody; an invite that was revoked, or spent by somebody else, does.
		return !(entry === 'uninvited' && grant?.kind === 'invite' && state.spentInvites.includes(grant.key));
	}

	#of(neighbour: EpochNeighbour): Account {
		const known = this.#accounts.get(neighbour);
		if (known) return known;
		const account: Account = {
			given: null,
			taken: null,
			giving: new TokenBucket(GIVEN, this.#now),
			taking: new TokenBucket(TAKEN, this.#now),
			wasLetIn: false,
			judged: null
		};
		this.#accounts.set(neighbour, account);
		return account;
	}
}
