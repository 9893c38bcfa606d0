import type { RoomId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { openCodec } from '../media/codec/open-codec.ts';
import { PathHost, type PathNews, type PathOrder } from './path-host.ts';
import type { PathBeginning } from './sound-path.worker.ts';

/** A worker that has not said that it is ready by then is given up: on a slow phone it takes a second. */
const START_TIMEOUT_MS = 5_000;

/** Where a path runs. */
export interface PathThread {
	readonly kind: 'worker' | 'page';
	/** Gives an order, and these things away with it. */
	order(order: PathOrder, transfer?: Transferable[]): void;
}

/** What a thread is opened with. */
export interface PathThreadOptions {
	/** The path ends with it. */
	readonly scope: Scope;
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly tell: (news: PathNews) => void;
}

/** As much of a worker as is used here. */
export type PathWorker = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

/**
 * Whether this browser can move a data channel out of the page, found by moving one. Channels are moved in the very
 * task in which their link is made, so there is no second try.
 */
export function movesChannels(): boolean {
	if (typeof RTCPeerConnection === 'undefined' || typeof Worker === 'undefined') return false;
	const connection = new RTCPeerConnection();
	try {
		const channel = connection.createDataChannel('moved') as unknown as Transferable;
		structuredClone(channel, { transfer: [channel] });
		return true;
	} catch {
		return false;
	} finally {
		connection.close();
	}
}

/** The thread for a path: a worker of its own where channels can be moved to it and it starts, else the page. */
export async function openPathThread(
	options: PathThreadOptions,
	start: () => PathWorker | null = () => (movesChannels() ? startWorker() : null)
): Promise<PathThread> {
	return (await inWorker(options, start)) ?? inPage(options);
}

function inPage({ scope, room, key, tell }: PathThreadOptions): PathThread {
	const host = new PathHost({ scope, room, key, openCodec, tell });
	return { kind: 'page', order: (order) => host.take(order) };
}

async function inWorker(
	{ scope, room, key, tell }: PathThreadOptions,
	start: () => PathWorker | null
): Promise<PathThread | null> {
	let worker: PathWorker | null;
	try {
		worker = start();
	} catch {
		return null;
	}
	if (!worker) return null;
	const isReady = await new Promise<boolean>((resolve) => {
		const cancel = scope.after(START_TIMEOUT_MS, () => resolve(false));
		worker.addEventListener('error', () => resolve(false));
		worker.addEventListener('message', ({ data }: MessageEvent<PathNews | 'ready'>) => {
			if (data !== 'ready') return tell(data);
			cancel();
			resolve(true);
		});
		worker.postMessage({ room, seed: key.seed } satisfies PathBeginning);
	});
	scope.add(() => worker.terminate());
	if (!isReady) worker.terminate();
	return isReady
		? { kind: 'worker', order: (order, transfer = []) => worker.postMessage(order, transfer) }
		: null;
}

function startWorker(): PathWorker {
	return new Worker(new URL('./sound-path.worker.ts', import.meta.url), { type: 'module' });
}
