import type { SessionId } from '../../base/ids.ts';
import type { EarStats } from '../frames.ts';
import type { PlayedTick } from './playout.ts';

/** What the thread that decodes tells the audio thread. */
export type ToPlayout =
	| { readonly source: SessionId; readonly tick: PlayedTick }
	| { readonly volumes: ReadonlyMap<SessionId, number> };

/** What the audio thread tells the one that decodes. */
export type FromPlayout =
	| { readonly wanted: readonly SessionId[]; readonly began: readonly SessionId[] }
	| { readonly counted: EarStats };

/** Loudness of each source as it is played, 0 to 1: what the audio thread tells the page. */
export type PlayoutLevels = ReadonlyMap<SessionId, number>;
