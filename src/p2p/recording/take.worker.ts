import { systemClock } from '../base/clock.ts';
import { Scope } from '../base/scope.ts';
import { openCodec } from '../media/codec/open-codec.ts';
import { lockName, makeFolder, openAppended, removeFiles, SOUND, TIMELINE } from './place.ts';
import { TakeHost, type TakeFiles, type TakeNews, type TakeOrder } from './take-host.ts';

/** Opens the two files, and holds the recording's lock for as long as this worker lives. */
async function openFiles(id: string): Promise<TakeFiles> {
	const folder = await makeFolder();
	void navigator.locks.request(lockName(id), () => new Promise(() => {}));
	try {
		const timeline = await openAppended(folder, id + TIMELINE);
		const sound = await openAppended(folder, id + SOUND);
		return { sound, timeline, remove: () => removeFiles(folder, id) };
	} catch (error) {
		await removeFiles(folder, id);
		throw error;
	}
}

const host = new TakeHost({
	scope: new Scope(systemClock),
	openCodec,
	openFiles,
	tell: (news: TakeNews) => postMessage(news)
});

addEventListener('message', ({ data }: MessageEvent<TakeOrder>) => host.take(data));
