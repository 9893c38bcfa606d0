import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.woff2': 'font/woff2',
	'.webmanifest': 'application/manifest+json'
};

/** Serves a built app from a folder on a free port, as a simple host would. */
export async function serveFolder(folder: string): Promise<{ origin: string; close(): Promise<void> }> {
	const server = createServer(async (request, response) => {
		const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
		const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
		try {
			const body = await readFile(file);
			response
				.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
				.end(body);
		} catch {
			const body = await readFile(join(folder, '404.html'));
			response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(body);
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://localhost:${(server.address() as AddressInfo).port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}
