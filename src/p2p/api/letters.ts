import type { Emitter } from '../base/emitter.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { StoreFault } from '../ports.ts';

/** How a letter of one's own stands: nobody has it yet, it is kept there, or its reader takes none. */
export type LetterState = 'waiting' | 'delivered' | 'declined';

/** One letter between this person and another, as this device keeps it. */
export interface Letter {
	/** Names it between the two. */
	readonly id: string;
	readonly isMine: boolean;
	readonly text: string;
	/** When it was written or came here, by this device's clock, milliseconds since the epoch. */
	readonly at: number;
	/** Of a letter that came: always `delivered`. */
	readonly state: LetterState;
}

/** Everything that this person and another wrote each other, as far as it is kept. */
export interface Conversation {
	readonly with: IdentityId;
	/** What they were called last; may be empty. */
	readonly name: string;
	/** The oldest first, at most 200. */
	readonly letters: readonly Letter[];
	/** Letters that came since it was read last. */
	readonly unread: number;
}

/** Whose letters are taken: everybody's, those of people whom one has written to, or nobody's. */
export type LettersFrom = 'everybody' | 'known' | 'nobody';

/** Why a letter was not written. */
export type LettersFault =
	| StoreFault
	| 'letter-empty'
	| 'letter-to-myself'
	| 'letter-to-blocked'
	/** Too many wait for this person already. */
	| 'letters-waiting'
	/** As many conversations as are kept. */
	| 'letters-full';

/** What letters tell their owner. */
export interface LettersEvents {
	/** `conversations` or `from` was replaced. */
	changed: undefined;
	/** A letter came that is not read yet. */
	came: { readonly from: IdentityId; readonly name: string; readonly text: string };
}

/**
 * Letters between this person and one other at a time, which nobody else can read. They go out as soon as both are
 * in one room, and are kept on the two devices alone.
 */
export interface Letters extends Pick<Emitter<LettersEvents>, 'on'> {
	/** The one with the newest letter first; replaced as a whole on each change. */
	readonly conversations: readonly Conversation[];
	readonly from: LettersFrom;
	setFrom(from: LettersFrom): Promise<Result<void, StoreFault>>;
	/** Writes to somebody; the letter waits until they are met. What cannot be shown in the text is left out. */
	write(
		to: { readonly identity: IdentityId; readonly name: string },
		text: string
	): Promise<Result<void, LettersFault>>;
	/** Takes a letter back that nobody has yet. */
	takeBack(to: IdentityId, id: string): Promise<Result<void, StoreFault>>;
	/** Everything that came from them so far is read. */
	read(from: IdentityId): Promise<Result<void, StoreFault>>;
	/** Forgets a conversation on this device; the other keeps theirs. */
	forget(other: IdentityId): Promise<Result<void, StoreFault>>;
}
