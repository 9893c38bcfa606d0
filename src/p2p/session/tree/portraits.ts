import { sha256 } from '@noble/hashes/sha2.js';
import { sameBytes, type SessionId } from '../../base/ids.ts';
import { MAX_STAGE } from '../../wire/limits.ts';
import type { StageEntry } from '../../wire/tree.ts';

/** Pictures of the people on the stage, for listeners who have no link to them. */
export class Portraits {
	readonly #pictures = new Map<SessionId, Uint8Array>();
	readonly #hashes = new WeakMap<Uint8Array, Uint8Array>();

	/** Every picture that is known, by session. */
	get all(): ReadonlyMap<SessionId, Uint8Array> {
		return this.#pictures;
	}

	get(session: SessionId): Uint8Array | null {
		return this.#pictures.get(session) ?? null;
	}

	/** The hash by which a pulse names a picture. */
	hashOf(picture: Uint8Array): Uint8Array {
		const known = this.#hashes.get(picture);
		if (known) return known;
		const hash = sha256(picture);
		this.#hashes.set(picture, hash);
		return hash;
	}

	/** Keeps a picture if the planner named it for this session; whether it is news. */
	take(session: SessionId, picture: Uint8Array, stage: readonly StageEntry[]): boolean {
		const named = stage.find((entry) => entry.session === session)?.picture;
		const known = this.#pictures.get(session);
		if (!named || (known && sameBytes(this.hashOf(known), named))) return false;
		if (!sameBytes(this.hashOf(picture), named)) return false;
		this.#pictures.set(session, picture);
		if (this.#pictures.size > MAX_STAGE) this.#pictures.delete(this.#pictures.keys().next().value!);
		return true;
	}
}
