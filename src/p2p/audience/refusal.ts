import type { Verdict } from './packet-verifier.ts';
import type { Freshness } from './replay-window.ts';

/** Why something that came was not taken. */
export type Refusal =
	| Exclude<Freshness, 'fresh'>
	| Exclude<Verdict, 'signed'>
	| 'malformed'
	/** More than is read, or verified, of one link. */
	| 'flood'
	/** Of a source that does not count. */
	| 'unlisted'
	/** From somebody who is not asked for this stripe. */
	| 'misplaced';
