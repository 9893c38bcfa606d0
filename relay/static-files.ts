import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.txt': 'text/plain; charset=utf-8',
	'.xml': 'application/xml; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.webp': 'image/webp',
	'.ico': 'image/x-icon',
	'.woff2': 'font/woff2',
	'.wasm': 'application/wasm',
	'.mp3': 'audio/mpeg',
	'.ogg': 'audio/ogg',
	'.opus': 'audio/ogg',
	'.wav': 'audio/wav',
	'.webm': 'audio/webm',
	'.ics': 'text/calendar; charset=utf-8'
};
const ENCODINGS = [
	{ name: 'br', suffix: '.br' },
	{ name: 'gzip', suffix: '.gz' }
] as const;

interface Found {
	readonly path: string;
	readonly size: number;
	readonly tag: string;
}

/** Answers a GET or HEAD with a file below `root`, an `index.html`, or `404.html`. */
export async function serveFile(
	root: string,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const base = resolve(root);
	const names = namesIn(request.url ?? '/');
	let file = names === null ? null : await findFile(base, names);
	if (file === 'folder') {
		const [path, query] = splitUrl(request.url ?? '/');
		// A single slash in front: "//host" would lead the browser to another site.
		response
			.writeHead(308, { location: `/${path.replace(/^\/+/, '')}/${query}`, 'cache-control': 'no-cache' })
			.end();
		return;
	}
	const status = file ? 200 : 404;
	file ??= await findExact(base, ['404.html']);
	if (!file) {
		notFound(response);
		return;
	}
	await sendFile({ file, status, base, request, response });
}

/**
 * Answers a GET or HEAD below `prefix` with the one file in `root` that the rest of the path names, or 404: no folders, no
 * pages. Never outside `root`, links resolved.
 */
export async function serveFileBelow(
	root: string,
	prefix: string,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const base = resolve(root);
	const names = namesIn(`/${(request.url ?? '').slice(prefix.length)}`);
	const file = names === null ? null : await findExact(base, names);
	if (file) await sendFile({ file, status: 200, base, request, response });
	else notFound(response);
}

function notFound(response: ServerResponse): void {
	response
		.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' })
		.end('Not found\n');
}

async function sendFile(options: {
	file: Found;
	status: number;
	base: string;
	request: IncomingMessage;
	response: ServerResponse;
}): Promise<void> {
	const { file, status, base, request, response } = options;
	const isImmutable = status === 200 && file.path.startsWith(join(base, '_app', 'immutable') + sep);
	response.setHeader('content-type', TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream');
	response.setHeader('cache-control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
	response.setHeader('vary', 'accept-encoding');
	const packed = await findPacked(base, file, String(request.headers['accept-encoding'] ?? ''));
	const chosen = packed?.file ?? file;
	response.setHeader('etag', chosen.tag);
	if (packed) response.setHeader('content-encoding', packed.encoding);
	if (status === 200 && request.headers['if-none-match'] === chosen.tag) {
		response.writeHead(304).end();
		return;
	}
	response.writeHead(status, { 'content-length': chosen.size });
	if (request.method === 'HEAD') response.end();
	else pipeline(createReadStream(chosen.path), response, () => {});
}

/** The path's parts; null when it is malformed or leaves the folder. */
function namesIn(url: string): string[] | null {
	let path: string;
	try {
		path = decodeURIComponent(splitUrl(url)[0]);
	} catch {
		return null;
	}
	const names = path.split('/').slice(1);
	const isOdd = (name: string) => name.startsWith('.') || name.includes('\\') || name.includes('\0');
	return path.startsWith('/') && !names.some(isOdd) ? names : null;
}

function splitUrl(url: string): [path: string, query: string] {
	const at = url.indexOf('?');
	return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
}

async function findFile(base: string, names: readonly string[]): Promise<Found | 'folder' | null> {
	if (names.at(-1) === '') return findExact(base, [...names.slice(0, -1), 'index.html']);
	const exact = await findExact(base, names);
	if (exact) return exact;
	return (await findExact(base, [...names, 'index.html'])) ? 'folder' : null;
}

/** A plain file that is truly below `base`, links resolved. */
async function findExact(base: string, names: readonly string[]): Promise<Found | null> {
	try {
		const root = await realpath(base);
		const path = await realpath(join(root, ...names));
		if (!path.startsWith(root + sep)) return null;
		const info = await stat(path);
		if (!info.isFile()) return null;
		const tag = `"${info.size.toString(36)}-${Math.trunc(info.mtimeMs).toString(36)}"`;
		return { path: join(base, path.slice(root.length + 1)), size: info.size, tag };
	} catch {
		return null;
	}
}

async function findPacked(
	base: string,
	file: Found,
	accepted: string
): Promise<{ readonly encoding: string; readonly file: Found } | null> {
	for (const { name, suffix } of ENCODINGS) {
		if (!new RegExp(`(^|[,\\s])${name}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted)) continue;
		const packed = await findExact(base, (file.path.slice(base.length + 1) + suffix).split(sep));
		if (packed) return { encoding: name, file: packed };
	}
	return null;
}
