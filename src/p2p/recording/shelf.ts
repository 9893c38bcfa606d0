import type { KeptRecording, OpenedRecording, RecordingEnd, Recordings, ReplayFault } from '../api.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { captionsOf, chaptersOf, namesOf, turnsOf } from './chapters.ts';
import { commentsFor, fileNameOf } from './export.ts';
import { recomment, wholeOf } from './opus-file.ts';
import { findFolder, lockName, removeFiles, SOUND, TIMELINE } from './place.ts';
import { MAX_TIMELINE_BYTES, readTimeline, type Timeline } from './timeline.ts';

/** A recording as it lies there. */
interface Found {
	readonly kept: KeptRecording;
	readonly timeline: Timeline;
	/** Only what is whole of it. */
	readonly sound: Blob;
}

/** The recordings of this app's own file system, read without loading what records. */
export class Shelf implements Recordings {
	readonly #running: () => Promise<ReadonlySet<string>>;
	readonly #folder: () => Promise<FileSystemDirectoryHandle | null>;

	/** `running` names the locks that are held now, `folder` opens the folder. */
	constructor(
		running: () => Promise<ReadonlySet<string>> = heldLocks,
		folder: () => Promise<FileSystemDirectoryHandle | null> = () => findFolder()
	) {
		this.#running = running;
		this.#folder = folder;
	}

	async list(): Promise<readonly KeptRecording[]> {
		const folder = await this.#folder();
		if (!folder) return [];
		const running = await this.#running();
		const found: KeptRecording[] = [];
		for await (const name of folder.keys()) {
			if (!name.endsWith(TIMELINE)) continue;
			const one = await find(folder, name.slice(0, -TIMELINE.length), running);
			if (one.ok) found.push(one.value.kept);
		}
		return found.sort((a, b) => b.startedAt - a.startedAt);
	}

	async open(id: string): Promise<Result<OpenedRecording, ReplayFault>> {
		const folder = await this.#folder();
		const found = folder ? await find(folder, id, await this.#running()) : fail('recording-missing');
		if (!found.ok) return found;
		const { kept, timeline, sound } = found.value;
		const turns = turnsOf(timeline, kept.lengthMs);
		const names = namesOf(timeline);
		return ok({
			...kept,
			sound,
			fileName: fileNameOf(kept),
			chapters: chaptersOf(timeline, kept.lengthMs),
			captions: captionsOf(timeline, kept.lengthMs),
			speakers: [...new Set(turns.map(({ identity }) => identity))].map((identity) => ({
				identity,
				name: names.get(identity) ?? '',
				turns: turns.filter((turn) => turn.identity === identity).map(({ from, to }) => ({ from, to }))
			}))
		});
	}

	async toFile(recording: OpenedRecording, nameOf: Parameters<Recordings['toFile']>[1]) {
		const file = await recomment(recording.sound, commentsFor(recording, nameOf)).catch(() => null);
		return file ? ok({ file, name: `${recording.fileName}.ogg` }) : fail('recording-damaged' as const);
	}

	async remove(id: string): Promise<void> {
		const folder = await this.#folder();
		if (folder) await removeFiles(folder, id);
	}
}

/** Names of the locks that pages of this profile hold. */
async function heldLocks(): Promise<ReadonlySet<string>> {
	const { held = [] } = await navigator.locks.query();
	return new Set(held.map(({ name }) => name ?? ''));
}

async function find(
	folder: FileSystemDirectoryHandle,
	id: string,
	running: ReadonlySet<string>
): Promise<Result<Found, ReplayFault>> {
	try {
		const [line, file] = await Promise.all(
			[TIMELINE, SOUND].map(async (end) => (await folder.getFileHandle(id + end)).getFile())
		);
		const timeline = readTimeline(await line!.slice(0, MAX_TIMELINE_BYTES).text());
		const whole = await wholeOf(file!);
		if (!timeline || !whole) return fail('recording-damaged');
		const { head, moments } = timeline;
		const kept = {
			id,
			...head,
			lengthMs: whole.lengthMs,
			bytes: whole.bytes,
			end: endOf(moments, running.has(lockName(id)))
		};
		return ok({ kept, timeline, sound: file!.slice(0, whole.bytes, 'audio/ogg') });
	} catch {
		return fail('recording-missing');
	}
}

function endOf(moments: Timeline['moments'], isRunning: boolean): RecordingEnd {
	const end = moments.findLast((moment) => moment.what === 'end');
	if (!end) return isRunning ? 'running' : 'cut-off';
	if (end.fault === null) return 'stopped';
	return end.fault === 'recording-full' ? 'full' : 'failed';
}
