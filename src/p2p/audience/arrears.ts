/** Packets that must be proven before anything is said: the fifth part of a second of speech on one stripe. */
const MIN_PROVEN = 5;
/** Of what is proven less than this arrives only if somebody leaves it out: 10 % loss over four hops leaves two thirds. */
const MIN_SHARE = 0.5;

/** Keeps account of what should have come and what came. Time comes in from outside, in milliseconds. */
export class Arrears {
	#sinceMs: number | null = null;
	#proven = 0;
	#came = 0;

	/** Something that this stripe carries is proven to exist. */
	prove(nowMs: number): void {
		this.#sinceMs ??= nowMs;
		this.#proven++;
	}

	/** Something of this stripe came. */
	come(): void {
		if (this.#sinceMs !== null) this.#came++;
	}

	/** `late`: for `patienceMs` less than half of it came. `paid`: enough did. Either begins a new account. */
	judge(nowMs: number, patienceMs: number): 'late' | 'paid' | 'open' {
		if (this.#sinceMs === null || this.#proven < MIN_PROVEN) return 'open';
		const isPaid = this.#came >= this.#proven * MIN_SHARE;
		if (!isPaid && nowMs - this.#sinceMs < patienceMs) return 'open';
		this.restart();
		return isPaid ? 'paid' : 'late';
	}

	/** Forgets everything. */
	restart(): void {
		this.#sinceMs = null;
		this.#proven = 0;
		this.#came = 0;
	}
}
