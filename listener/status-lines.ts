import type { Scope } from '../src/p2p/base/scope.ts';
import type { FactName, Facts } from './status.ts';

/** What changes often gets a line only now and then, milliseconds; everything else at once. */
const EVERY_MS: Readonly<Partial<Record<FactName, number>>> = {
	crowd: 2_000,
	people: 10_000,
	place: 5_000,
	flow: 60_000
};

/** Prints a line for each fact that changed: the newest, and never so many that a log fills. */
export class StatusLines {
	readonly #scope: Scope;
	readonly #print: (line: string) => void;
	readonly #printed = new Map<FactName, string>();
	/** Facts that had their line lately, with what they are by now. */
	readonly #resting = new Map<FactName, string>();

	constructor(scope: Scope, print: (line: string) => void) {
		this.#scope = scope;
		this.#print = print;
	}

	/** Takes the facts as they are now. */
	update(facts: Facts): void {
		for (const [name, line] of facts)
			if (this.#resting.has(name)) this.#resting.set(name, line);
			else this.#tell(name, line);
	}

	#tell(name: FactName, line: string): void {
		if (this.#printed.get(name) === line) return;
		this.#printed.set(name, line);
		this.#print(line);
		const restMs = EVERY_MS[name];
		if (restMs === undefined) return;
		this.#resting.set(name, line);
		this.#scope.after(restMs, () => {
			const newest = this.#resting.get(name)!;
			this.#resting.delete(name);
			this.#tell(name, newest);
		});
	}
}
