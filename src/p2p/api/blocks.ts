import type { Emitter } from '../base/emitter.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { StoreFault } from '../ports.ts';

/** Somebody whom this person blocks, by key; known to this profile alone. */
export interface Block {
	readonly identity: IdentityId;
	/** What they were called when they were blocked; may be empty. */
	readonly name: string;
	/** Why, in own words, or in those of whoever signed the list it came with; may be empty. */
	readonly reason: string;
	/** When it came on this list, milliseconds since the epoch. */
	readonly at: number;
	/** Who signed the list it was taken from; null for one's own. */
	readonly from: { readonly identity: IdentityId; readonly name: string } | null;
}

/** A signed list of whom somebody blocks, as read from a file. */
export interface BlockListFile {
	/** Whose signature it bears, and what they call themselves. */
	readonly signer: { readonly identity: IdentityId; readonly name: string };
	/** When it was signed by the signer's clock, milliseconds since the epoch. */
	readonly at: number;
	readonly people: readonly Pick<Block, 'identity' | 'name' | 'reason'>[];
}

/** Why somebody was not blocked. */
export type BlockFault = StoreFault | 'blocks-full' | 'blocks-myself';

/** What is wrong with a file that should hold a block list. */
export type BlockListFault =
	'list-foreign' | 'list-newer-version' | 'list-damaged' | 'list-forged' | 'list-too-large';

/** What a block list tells its owner. */
export interface BlocksEvents {
	/** `known` was replaced. */
	changed: undefined;
}

/**
 * Whom this person blocks: a private list, by key and never by name. They cannot join a room that this person
 * hosts, are not heard here, and are marked in every room.
 */
export interface Blocks extends Pick<Emitter<BlocksEvents>, 'on'> {
	/** The newest last; replaced as a whole on each change. At most 2,000. */
	readonly known: ReadonlyMap<IdentityId, Block>;
	/**
	 * Blocks somebody, in own words from now on if they were taken from a list. What cannot be shown in the
	 * texts is left out. Holds for this page even when it cannot be stored.
	 */
	block(who: Pick<Block, 'identity' | 'name' | 'reason'>): Promise<Result<void, BlockFault>>;
	/** Takes somebody off the list. Bans that were signed in rooms stay. */
	unblock(identity: IdentityId): Promise<Result<void, StoreFault>>;
	/** What the bans say that a host's page signs for people on the list; everybody in the room can read it. */
	setBanReason(text: string): void;
	/** The list as a file that this identity signs; own reasons are in it only `withReasons`, others' never. */
	toFile(options: { readonly withReasons: boolean }): Promise<Blob>;
	/** Reads and checks a file; takes nothing in. */
	readFile(file: Blob): Promise<Result<BlockListFile, BlockListFault>>;
	/** Blocks everybody on a list who is not blocked yet, all or nobody; how many that were. */
	take(list: BlockListFile): Promise<Result<number, Exclude<BlockFault, 'blocks-myself'>>>;
}
