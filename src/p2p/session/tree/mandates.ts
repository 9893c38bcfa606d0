import { bytesToHex } from '@noble/hashes/utils.js';
import type { RoomId, SessionId } from '../../base/ids.ts';
import { isCertificateValid } from '../../identity/certificate.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import { authorityOf, isModerator } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';
import { MAX_MANDATES } from '../../wire/limits.ts';
import { isWordAuthentic, signWord, wordName } from '../../wire/signed-words.ts';
import { MANDATE, type Mandate, type MandateFields } from '../../wire/tree.ts';

/** What becomes of mandates that somebody showed. */
export type MandateVerdict =
	| 'taken'
	/** These, or better ones, are held already. */
	| 'known'
	/** Nobody whom the room trusts with it began them. */
	| 'unfounded'
	/** A signature, a certificate or a link between two of them is wrong: no honest page passes such on. */
	| 'forged';

/** Verified mandates remembered, so that the same ones from many neighbours cost one check. */
const MAX_VERIFIED = 64;

/** What mandates are judged by. */
export interface MandatesOptions {
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly state: () => RoomState | null;
}

/**
 * Who plans the audience tree. The host's page says so, or a moderator's while no host is here; whoever
 * was named as deputy may go on from a mandate when its planner is gone. Of two, the one that rests on
 * the higher authority holds, then the higher term, then the lower key.
 */
export class Mandates {
	readonly #options: MandatesOptions;
	readonly #verified = new Set<string>();
	#chain: readonly Mandate[] = [];

	constructor(options: MandatesOptions) {
		this.#options = options;
	}

	/** The mandate that holds, or null while the room is a mesh and never was more. */
	get current(): Mandate | null {
		return this.#chain.at(-1) ?? null;
	}

	/** The mandate that holds if the room is a tree by it. */
	get tree(): Mandate | null {
		return this.current?.tree ? this.current : null;
	}

	/** The mandates to show to others: those that lead to the current one, and it. */
	get chain(): readonly Mandate[] {
		return this.#chain;
	}

	/** Whether this page plans. */
	get isMine(): boolean {
		return this.tree?.planner === this.#options.key.id;
	}

	/** Whether a session planned by a mandate of this chain: its seats hold until newer ones come. */
	isPlanner(session: SessionId): boolean {
		return this.#chain.some(({ planner }) => planner === session);
	}

	/** Judges mandates that a neighbour showed, and takes them if they are better than those held. */
	take(chain: readonly Mandate[]): MandateVerdict {
		const last = chain.at(-1);
		if (!last || sameMandate(last, this.current)) return 'known';
		if (!this.#isWhole(chain)) return 'forged';
		if (this.#rank(chain) === 0) return 'unfounded';
		if (!this.#isBetter(chain)) return 'known';
		this.#chain = chain;
		return 'taken';
	}

	/**
	 * Signs a mandate of this page: on its own authority as a moderator, else as deputy of the mandate that
	 * holds. False if it has neither.
	 */
	async issue(fields: Pick<MandateFields, 'tree' | 'roots' | 'certificate'>): Promise<boolean> {
		const { room, key, state } = this.#options;
		const known = state();
		const isFounded = known !== null && isModerator(known, fields.certificate.identity);
		const before = isFounded ? [] : this.#chain;
		if (!isFounded && !this.mayContinue(key.id)) return false;
		const term = (this.current?.term ?? 0) + 1;
		const mandate = await signWord(MANDATE, { ...fields, room, term, planner: key.id }, key.sign);
		this.#chain = [...before, mandate];
		return true;
	}

	/** Whether a session may go on from the mandate that holds: it is one of its roots. */
	mayContinue(session: SessionId): boolean {
		return (this.tree?.roots.includes(session) ?? false) && this.#chain.length < MAX_MANDATES;
	}

	#isBetter(chain: readonly Mandate[]): boolean {
		if (this.#chain.length === 0) return true;
		const [mine, theirs] = [this.current!, chain.at(-1)!];
		const byRank = this.#rank(chain) - this.#rank(this.#chain);
		if (byRank !== 0) return byRank > 0;
		if (theirs.term !== mine.term) return theirs.term > mine.term;
		return theirs.planner < mine.planner;
	}

	/** On whose word a chain rests: 3 the host's, 2 the acting host's, 1 a co-host's, 0 nobody's. */
	#rank(chain: readonly Mandate[]): number {
		const state = this.#options.state();
		const identity = chain[0]?.certificate.identity;
		return state && identity ? authorityOf(state, identity) : 0;
	}

	#isWhole(chain: readonly Mandate[]): boolean {
		return chain.every((mandate, i) => {
			const before = chain[i - 1];
			if (before && !follows(before, mandate)) return false;
			return mandate.room === this.#options.room && this.#isAuthentic(mandate);
		});
	}

	#isAuthentic(mandate: Mandate): boolean {
		const name = wordName(MANDATE, mandate);
		if (this.#verified.has(name)) return true;
		if (!isCertificateValid(mandate.certificate, mandate.planner)) return false;
		if (!isWordAuthentic(MANDATE, mandate)) return false;
		this.#verified.add(name);
		if (this.#verified.size > MAX_VERIFIED) this.#verified.delete(this.#verified.values().next().value!);
		return true;
	}
}

/** A deputy goes on from a mandate that named it, or the same planner does. */
function follows(before: Mandate, after: Mandate): boolean {
	return before.tree && after.term > before.term && before.roots.includes(after.planner);
}

function sameMandate(a: Mandate, b: Mandate | null): boolean {
	return b !== null && bytesToHex(a.signature) === bytesToHex(b.signature);
}
