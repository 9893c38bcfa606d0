import type { AppendedFile } from './take-writer.ts';

/*
 * Where recordings are: a folder of this app's own file system (OPFS), which no other site and no other app can read.
 * Each has two files of one name: the sound, and what happened along it.
 */

const FOLDER = 'recordings';
/** What the two files of a recording end with. */
export const SOUND = '.ogg';
export const TIMELINE = '.jsonl';

/** A file handle as a worker has it; TypeScript's DOM library leaves this out. */
interface WritableHandle extends FileSystemFileHandle {
	createSyncAccessHandle(): Promise<{
		write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
		flush(): void;
		truncate(bytes: number): void;
		getSize(): number;
		close(): void;
	}>;
}

/** Whether this browser has such a place, as far as a page can tell. */
export function hasPlace(): boolean {
	return typeof navigator !== 'undefined' && typeof navigator.storage?.getDirectory === 'function';
}

/** The folder, made if need be. Throws what the browser throws, for want of space as well. */
export async function makeFolder(): Promise<FileSystemDirectoryHandle> {
	return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}

/** The folder; null where there is none, or the browser refuses. */
export async function findFolder(): Promise<FileSystemDirectoryHandle | null> {
	if (!hasPlace()) return null;
	try {
		return await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER);
	} catch {
		return null;
	}
}

/** Opens a new file to append to, in a worker. Throws what the browser throws, also where it cannot write so. */
export async function openAppended(folder: FileSystemDirectoryHandle, name: string): Promise<AppendedFile> {
	const file = (await folder.getFileHandle(name, { create: true })) as WritableHandle;
	const handle = await file.createSyncAccessHandle();
	return {
		append(bytes) {
			if (handle.write(bytes, { at: handle.getSize() }) < bytes.length)
				throw new DOMException('the disk took a part', 'QuotaExceededError');
		},
		flush: () => handle.flush(),
		truncate: (bytes) => handle.truncate(bytes),
		close: () => handle.close()
	};
}

/** Name of the lock that a page holds while it writes a recording. */
export function lockName(id: string): string {
	return `hearsay-recording:${id}`;
}

/** Takes both files of a recording away, if they are there. */
export async function removeFiles(folder: FileSystemDirectoryHandle, id: string): Promise<void> {
	for (const end of [SOUND, TIMELINE]) await folder.removeEntry(id + end).catch(() => {});
}

/** Takes every recording away; whether nothing is left. */
export async function eraseRecordings(): Promise<boolean> {
	if ((await findFolder()) === null) return true;
	try {
		await (await navigator.storage.getDirectory()).removeEntry(FOLDER, { recursive: true });
		return true;
	} catch {
		return false;
	}
}
