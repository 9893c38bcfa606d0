import { systemClock } from '../base/clock.ts';
import type { RoomId } from '../base/ids.ts';
import { Scope } from '../base/scope.ts';
import { sessionKeyFrom } from '../identity/session-key.ts';
import { openCodec } from '../media/codec/open-codec.ts';
import { PathHost, type PathOrder } from './path-host.ts';

/** The first message to the worker: whose path it is. `ready` answers it, and orders follow. */
export interface PathBeginning {
	readonly room: RoomId;
	/** The seed of the session key, which signs packets; it lives in memory only. */
	readonly seed: Uint8Array;
}

let host: PathHost | null = null;

async function begin({ room, seed }: PathBeginning): Promise<void> {
	const scope = new Scope(systemClock);
	const key = await sessionKeyFrom(seed);
	host = new PathHost({ scope, room, key, openCodec, tell: (news) => postMessage(news) });
	scope.add(() => close());
	postMessage('ready');
}

addEventListener('message', ({ data }: MessageEvent<PathBeginning | PathOrder>) => {
	if ('do' in data) host?.take(data);
	else void begin(data);
});
