import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { DirectoryDoor } from './directory-door.ts';
import type { Doors } from './doors.ts';
import type { RelayLimits } from './limits.ts';
import { SIGNAL_PATH, type SignalDoor } from './signal-door.ts';
import { serveFile, serveFileBelow } from './static-files.ts';

/** What stands behind the front. */
export interface FrontOptions {
	readonly buildDir: string;
	/** Speech models for pages of any site; null where the relay has none. */
	readonly modelsDir: string | null;
	readonly innerPort: number;
	readonly doors: Doors;
	/** What hosts announced here, by the paths of the directories; none where the relay keeps none. */
	readonly directories: ReadonlyMap<string, DirectoryDoor>;
	/** Where a person's own devices find each other. */
	readonly signal: SignalDoor;
	readonly limits: RelayLimits;
	readonly trustProxy: boolean;
	/** The answer to `/relay.json`. */
	readonly describe: () => unknown;
}

/** WebSocket requests are handed on here; `/` is for clients whose addresses cannot carry a path. */
const P2P_PATHS = ['/p2p', '/p2p/', '/'];

const SECURITY_HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'permissions-policy': 'camera=(self), geolocation=(), microphone=(self)'
} as const;

/** Any site may show a room in a frame, by the page that is made for it; no other page of the app can be framed. */
const EMBED_PATH = '/embed/';

/** Speech models are below this, as they lie in their folder. */
const MODELS_PATH = '/models/';

/** The one HTTP server in front: the app's files, `/relay.json`, the directory, own devices that find each other, and WebSockets handed on to libp2p. Not listening yet. */
export function createFront(options: FrontOptions): Server {
	const server = createServer({ headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000 });
	server.maxConnections = options.limits.connections + options.limits.fileSockets;
	// A socket that neither sends nor reads for this long is given up.
	server.timeout = 30_000;
	server.on('request', (request, response) => {
		answer(options, request, response).catch(() => response.destroy());
	});
	server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
		handOn(options, request, socket, head)
	);
	return server;
}

async function answer(
	options: FrontOptions,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
	if (pathOf(request) !== EMBED_PATH) response.setHeader('content-security-policy', "frame-ancestors 'self'");
	const directory = options.directories.get(pathOf(request));
	if (directory) {
		await directory.answer(request, response, addressOf(request, options.trustProxy));
		return;
	}
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		response.writeHead(405, { allow: 'GET, HEAD' }).end();
		return;
	}
	if (pathOf(request) === '/relay.json') {
		// A page from another static host may use this relay.
		response.setHeader('access-control-allow-origin', '*');
		response.writeHead(200, {
			'content-type': 'application/json; charset=utf-8',
			'cache-control': 'no-store'
		});
		response.end(request.method === 'HEAD' ? undefined : JSON.stringify(options.describe()));
		return;
	}
	if (options.modelsDir !== null && pathOf(request).startsWith(MODELS_PATH)) {
		// A page from another static host may fetch from here.
		response.setHeader('access-control-allow-origin', '*');
		await serveFileBelow(options.modelsDir, MODELS_PATH, request, response);
		return;
	}
	await serveFile(options.buildDir, request, response);
}

/** Takes a WebSocket in, if the visitor's address may have one more: to the door of own devices, or piped to libp2p's own listener. */
function handOn(options: FrontOptions, request: IncomingMessage, socket: Socket, head: Buffer): void {
	socket.on('error', () => socket.destroy());
	const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
	const path = pathOf(request);
	if (!isWebSocket || !(path === SIGNAL_PATH || P2P_PATHS.includes(path)))
		return refuse(socket, '404 Not Found');
	const entered = options.doors.enter(addressOf(request, options.trustProxy));
	if (!entered.ok)
		return refuse(socket, entered.code === 'full' ? '503 Service Unavailable' : '429 Too Many Requests');
	socket.once('close', entered.value);
	socket.setTimeout(0);
	socket.setNoDelay(true);
	if (path === SIGNAL_PATH) return options.signal.enter(request, socket, head);
	const inner = connect(options.innerPort, '127.0.0.1', () => {
		inner.setNoDelay(true);
		inner.write(
			[
				'GET / HTTP/1.1',
				'Host: relay',
				'Upgrade: websocket',
				'Connection: Upgrade',
				`Sec-WebSocket-Version: ${headerOf(request, 'sec-websocket-version')}`,
				`Sec-WebSocket-Key: ${headerOf(request, 'sec-websocket-key')}`,
				'\r\n'
			].join('\r\n')
		);
		inner.write(head);
		socket.pipe(inner).pipe(socket);
	});
	inner.on('error', () => socket.destroy());
	inner.on('close', () => socket.destroy());
	socket.on('close', () => inner.destroy());
}

function refuse(socket: Duplex, status: string): void {
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** A header as one line of visible ASCII, so that nothing can be smuggled into the inner request. */
function headerOf(request: IncomingMessage, name: string): string {
	return String(request.headers[name] ?? '').replace(/[^\x21-\x7e]/g, '');
}

function pathOf(request: IncomingMessage): string {
	return (request.url ?? '/').split('?')[0]!;
}

/** The visitor's address; behind a trusted proxy the last one it wrote. */
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
	const forwarded = trustProxy
		? String(request.headers['x-forwarded-for'] ?? '')
				.split(',')
				.at(-1)
				?.trim()
		: '';
	return forwarded || (request.socket.remoteAddress ?? '');
}
