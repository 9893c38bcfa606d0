import { fail, ok, type Result } from '../../../base/result.ts';
import type { KeptModel, ModelFault } from '../../../ports.ts';
import { modelAddressFrom } from './address.ts';
import { modelOf } from './catalogue.ts';

/** The cache that holds the one model of this browser, and the program that runs it. */
const CACHE = 'hearsay-speech-model';
/** Nobody answers at this name, and nobody is asked: it only names what is kept. */
const PLACE = 'https://speech-model.invalid/';
const CARD = `${PLACE}card.json`;

/** What is written down of the model that is kept. */
export interface ModelCard extends KeptModel {
	/** Where its files are kept: below this folder. */
	readonly folder: string;
}

/** Whether this browser can keep a model at all. */
export function hasShelf(): boolean {
	return 'caches' in globalThis;
}

/** What is kept; null if nothing is, or nothing that can be read. Never rejects. */
export async function readCard(): Promise<ModelCard | null> {
	try {
		if (!(await caches.has(CACHE))) return null;
		const kept = await (await caches.open(CACHE)).match(CARD);
		return kept ? cardFrom(await kept.json()) : null;
	} catch {
		return null;
	}
}

/** Keeps one file. */
export async function putFile(folder: string, path: string, file: Blob): Promise<Result<void, ModelFault>> {
	try {
		await (await caches.open(CACHE)).put(PLACE + folder + path, new Response(file));
		return ok(undefined);
	} catch {
		// What a cache refuses here it refuses for want of room: addresses and answers are of our own making.
		return fail('model-disk');
	}
}

/** A file that was kept; undefined if it is gone. */
export async function readFile(folder: string, path: string): Promise<Response | undefined> {
	return (await caches.open(CACHE)).match(PLACE + folder + path);
}

/** From now on this is the model that is kept; what was there of others goes. */
export async function putCard(card: ModelCard): Promise<Result<void, ModelFault>> {
	const written = await putFile('', 'card.json', new Blob([JSON.stringify(card)]));
	if (written.ok) await sweep(card.folder);
	return written;
}

/** Deletes every file but those below `folder`; the program stays. */
export async function sweep(folder: string | null): Promise<void> {
	const cache = await caches.open(CACHE);
	const isOld = ({ url }: Request) =>
		url.startsWith(PLACE) && url !== CARD && (folder === null || !url.startsWith(PLACE + folder));
	await Promise.all((await cache.keys()).filter(isOld).map((request) => cache.delete(request)));
}

/**
 * Keeps files of the app itself with the model, so that the service worker finds them without a network. The app does not
 * keep them from the start: most people never need them.
 */
export async function keepProgram(urls: readonly string[]): Promise<void> {
	try {
		const cache = await caches.open(CACHE);
		const wanted = urls.map((url) => new URL(url, location.href).href);
		const kept = (await cache.keys()).map(({ url }) => url).filter((url) => !url.startsWith(PLACE));
		await Promise.all(kept.filter((url) => !wanted.includes(url)).map((url) => cache.delete(url)));
		await cache.addAll(wanted.filter((url) => !kept.includes(url)));
	} catch {
		/* Without a network, or without room: it is fetched when it is wanted. */
	}
}

/** Deletes the model and its program. Never rejects; false if the browser would not. */
export async function eraseSpeechModel(): Promise<boolean> {
	if (!hasShelf()) return true;
	return caches.delete(CACHE).then(
		() => true,
		() => false
	);
}

/** Strictly what any version, or any script of this origin, may have written. */
function cardFrom(value: unknown): ModelCard | null {
	const { id, address, bytes, folder } = (value ?? {}) as Partial<Record<keyof ModelCard, unknown>>;
	const model = modelOf(id);
	if (!model || typeof address !== 'string' || !modelAddressFrom(address).ok) return null;
	if (typeof folder !== 'string' || !/^\d{1,15}\/$/.test(folder)) return null;
	if (typeof bytes !== 'number' || !(bytes > 0)) return null;
	const { name, languages } = model;
	return { id: model.id, name, languages, address, bytes, folder };
}
