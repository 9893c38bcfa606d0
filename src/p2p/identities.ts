import type { Identities, IdentityOnOffer, SavedIdentityFault } from './api.ts';
import type { IdentityId } from './base/ids.ts';
import type { Random } from './base/random.ts';
import { fail, ok, type Result } from './base/result.ts';
import { identityFrom } from './identity/identity.ts';
import type { Store, StoreFault } from './ports.ts';

/** Under this name the store keeps which identity has a file somewhere. */
const NAME = 'identity-saved';

/** Bytes of a file that are looked at: whatever is larger is something else, and not read. */
const MAX_FILE_BYTES = 4096;

/** What identities are kept in and made of. */
export interface IdentitiesOptions {
	readonly store: Store;
	readonly random: Random;
	/** The identity that this page runs under. */
	readonly me: IdentityId;
}

/** The identity of this browser: a new one that is saved as it is made, or one that was saved before. */
export class KeptIdentities implements Identities {
	readonly isSaved: boolean;
	readonly #options: IdentitiesOptions;

	private constructor(options: IdentitiesOptions, isSaved: boolean) {
		this.#options = options;
		this.isSaved = isSaved;
	}

	static async open(options: IdentitiesOptions): Promise<KeptIdentities> {
		const saved = await options.store.loadValue<unknown>(NAME);
		return new KeptIdentities(options, saved === options.me);
	}

	async make(
		passphrase: string
	): Promise<Result<IdentityOnOffer & { readonly file: Blob }, 'passphrase-short'>> {
		const { MIN_PASSPHRASE, makeSavedIdentity } = await savedIdentity();
		if (passphrase.length < MIN_PASSPHRASE) return fail('passphrase-short');
		const { pair, file } = await makeSavedIdentity(passphrase, this.#options.random);
		return ok({ ...(await this.#offer(pair)), file: new Blob([file as Uint8Array<ArrayBuffer>]) });
	}

	async open(file: Blob, passphrase: string): Promise<Result<IdentityOnOffer, SavedIdentityFault>> {
		if (file.size > MAX_FILE_BYTES) return fail('identity-foreign');
		// A file can be taken away between its choice and its reading.
		const bytes = await file.arrayBuffer().catch(() => null);
		if (!bytes) return fail('identity-damaged');
		const { openSavedIdentity } = await savedIdentity();
		const pair = await openSavedIdentity(new Uint8Array(bytes), passphrase);
		return pair.ok ? ok(await this.#offer(pair.value)) : pair;
	}

	async #offer(pair: CryptoKeyPair): Promise<IdentityOnOffer> {
		const { id } = await identityFrom(pair);
		return { identity: id, adopt: () => this.#adopt(pair, id) };
	}

	async #adopt(pair: CryptoKeyPair, id: IdentityId): Promise<Result<void, StoreFault>> {
		const { store } = this.#options;
		if (!store.isDurable) return fail('storage-unavailable');
		const replaced = await store.replaceIdentity(pair);
		if (!replaced.ok) return replaced;
		for (const room of await store.loadRooms())
			if (room.hosted !== (room.host === id)) await store.saveRoom({ ...room, hosted: room.host === id });
		return store.saveValue(NAME, id);
	}
}

/** Saving is rare, and its key derivation is of no use to anything else. */
const savedIdentity = () => import('./identity/saved-identity.ts');
