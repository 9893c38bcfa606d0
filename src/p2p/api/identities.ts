import type { IdentityId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { StoreFault } from '../ports.ts';

/** What is wrong with a file that should hold a saved identity, or with the passphrase for it. */
export type SavedIdentityFault =
	'identity-foreign' | 'identity-newer-version' | 'identity-damaged' | 'wrong-passphrase';

/** An identity that this browser can take in place of the one it has. */
export interface IdentityOnOffer {
	readonly identity: IdentityId;
	/**
	 * Puts it in place of the own one, which is gone for good unless it was saved. Leave every room first, and load the
	 * page anew after.
	 */
	adopt(): Promise<Result<void, StoreFault>>;
}

/** The identity of this browser, saved as a file or read from one. */
export interface Identities {
	/** A file of it was made when it was made, or it came from one. */
	readonly isSaved: boolean;
	/** Makes a new identity and the file of it, which only this passphrase of 12 characters or more opens. Takes a second. */
	make(passphrase: string): Promise<Result<IdentityOnOffer & { readonly file: Blob }, 'passphrase-short'>>;
	/** Reads an identity from its file. Takes a second. */
	open(file: Blob, passphrase: string): Promise<Result<IdentityOnOffer, SavedIdentityFault>>;
}
