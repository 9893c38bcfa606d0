import { bytesToHex } from '@noble/hashes/utils.js';
import type { SessionId } from '../base/ids.ts';
import type { Epoch } from '../ports.ts';
import { speakerKey, type SFrameKey, type SFrameUse } from './sframe.ts';

/** Keys of a private room as speakers use them: one for each speaker in each epoch that counts. */
export class EpochKeys {
	readonly #use: SFrameUse;
	#epochs: readonly Epoch[] | null = null;
	#keys = new Map<string, Promise<SFrameKey>>();

	constructor(use: SFrameUse) {
		this.#use = use;
	}

	/** The epochs that count from now on, newest last; null in an open room. Others' keys are forgotten. */
	set(epochs: readonly Epoch[] | null): void {
		this.#epochs = epochs && [...epochs];
		const kept = new Set(epochs?.map(nameOf));
		for (const name of this.#keys.keys()) if (!kept.has(name.split(' ')[0]!)) this.#keys.delete(name);
	}

	/** Whether nothing may be sent or heard in the clear. A private room may have no key yet. */
	get isPrivate(): boolean {
		return this.#epochs !== null;
	}

	/** A speaker's key in the newest epoch; null in an open room, and in a private one without a key. */
	newest(session: SessionId): Promise<SFrameKey> | null {
		const epoch = this.#epochs?.at(-1);
		return epoch ? this.#key(epoch, session) : null;
	}

	/**
	 * A speaker's keys in the epochs of this number; none if no such epoch counts. Two moderators who could
	 * not see each other may have given one number to two epochs.
	 */
	of(number: number, session: SessionId): Promise<SFrameKey>[] {
		const epochs = (this.#epochs ?? []).filter((each) => each.number === number);
		return epochs.map((epoch) => this.#key(epoch, session));
	}

	#key(epoch: Epoch, session: SessionId): Promise<SFrameKey> {
		const name = `${nameOf(epoch)} ${session}`;
		const known = this.#keys.get(name) ?? speakerKey(epoch, session, this.#use);
		this.#keys.set(name, known);
		return known;
	}
}

function nameOf({ number, secret }: Epoch): string {
	return `${number}:${bytesToHex(secret)}`;
}
