import { createHash } from 'node:crypto';

/** What happened in a run, line by line. Two runs are the same if their hashes are. */
export class Trace {
	readonly lines: string[] = [];
	readonly #hash = createHash('sha256');

	say(line: string): void {
		this.lines.push(line);
		this.#hash.update(`${line}\n`);
	}

	/** Of everything said so far, in hex. */
	get hash(): string {
		return this.#hash.copy().digest('hex').slice(0, 16);
	}
}
