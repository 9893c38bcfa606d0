import type { SessionId } from '../base/ids.ts';
import type { Epoch } from '../ports.ts';
import { speakerKey, type SFrameKey } from '../wire/sframe.ts';

/** Keys of a private room as speakers use them: one for each speaker in each epoch that counts. */
export class EpochKeys {
	#epochs: readonly Epoch[] = [];
	#keys = new Map<string, Promise<SFrameKey>>();

	/** The epochs that count from now on, newest last; none in an open room. Others' keys are forgotten. */
	set(epochs: readonly Epoch[]): void {
		const known = new Map(this.#epochs.map((epoch) => [epoch.number, epoch]));
		const isSame = (epoch: Epoch) => known.get(epoch.number)?.secret.join() === epoch.secret.join();
		if (!epochs.every(isSame) || epochs.length !== this.#epochs.length) this.#keys = new Map();
		this.#epochs = [...epochs];
	}

	/** Whether frames are encrypted. */
	get isPrivate(): boolean {
		return this.#epochs.length > 0;
	}

	/** The newest epoch's key of a speaker; null in an open room. */
	newest(session: SessionId): Promise<SFrameKey> | null {
		const epoch = this.#epochs.at(-1);
		return epoch ? this.#key(epoch, session) : null;
	}

	/** A speaker's key in an epoch; null if that one does not count. */
	of(number: number, session: SessionId): Promise<SFrameKey> | null {
		const epoch = this.#epochs.find((each) => each.number === number);
		return epoch ? this.#key(epoch, session) : null;
	}

	#key(epoch: Epoch, session: SessionId): Promise<SFrameKey> {
		const name = `${epoch.number}:${session}`;
		const known = this.#keys.get(name) ?? speakerKey(epoch, session);
		this.#keys.set(name, known);
		return known;
	}
}
