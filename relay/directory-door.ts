import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../src/p2p/base/clock.ts';
import { MAX_ANNOUNCEMENT_BYTES } from '../src/p2p/wire/directory-limits.ts';
import type { Announcements, KeepFault } from './announcements.ts';
import { partyOf } from './doors.ts';
import type { RelayLimits } from './limits.ts';
import { Rates } from './rates.ts';

/** Where announcements of live rooms, and of planned ones, are brought and asked for. */
export const DIRECTORY_PATHS = { live: '/announcements', planned: '/planned' } as const;

/** What each refusal is in HTTP; the code itself stands in the body. */
const STATUS: Readonly<Record<KeepFault, number>> = {
	'announcement-malformed': 400,
	'announcement-forged': 403,
	'announcement-older': 409,
	'announcement-untimely': 422,
	'announcement-too-many': 429,
	'relay-busy': 503,
	'relay-full': 503
};

/** What keeps announcements of one kind. */
type Keeper = Pick<Announcements, 'keep' | 'answer'>;

/** One of the relay's directories as HTTP: `GET` reads all of it, `POST` brings one announcement. */
export class DirectoryDoor {
	readonly #announcements: Keeper;
	readonly #reads: Rates;
	readonly #brought: Rates;

	constructor(options: { announcements: Keeper; clock: Clock; limits: RelayLimits }) {
		const { announcements, clock, limits } = options;
		this.#announcements = announcements;
		this.#reads = new Rates(clock, limits.directoryReadsPerSecond);
		this.#brought = new Rates(clock, limits.announcementsPerSecond);
	}

	/** Answers one request from an address, to pages of any origin. */
	async answer(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
		// A page from another static host may use this relay.
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('cache-control', 'no-store');
		const party = partyOf(address);
		if (request.method === 'POST') return this.#take(request, response, party);
		if (request.method !== 'GET' && request.method !== 'HEAD')
			return void response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
		if (!this.#reads.take(party)) return void response.writeHead(429).end();
		const bytes = await this.#announcements.answer();
		if (bytes === null) return void response.writeHead(204).end();
		response.writeHead(200, { 'content-type': 'application/cbor', 'content-length': bytes.length });
		response.end(request.method === 'HEAD' ? undefined : bytes);
	}

	async #take(request: IncomingMessage, response: ServerResponse, party: string): Promise<void> {
		if (!this.#brought.take(party)) return refuse(response, 'announcement-too-many');
		const bytes = await readBody(request);
		if (bytes === null) {
			// The rest of it is not read, so nothing else can come over this connection.
			response.setHeader('connection', 'close');
			return refuse(response, 'announcement-malformed');
		}
		const kept = this.#announcements.keep(bytes, party);
		if (kept.ok) response.writeHead(204).end();
		else refuse(response, kept.code);
	}
}

function refuse(response: ServerResponse, code: KeepFault): void {
	response.writeHead(STATUS[code], { 'content-type': 'text/plain; charset=utf-8' }).end(code);
}

/** The body of a request; null when it is longer than any announcement. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Uint8Array>) {
		length += chunk.length;
		if (length > MAX_ANNOUNCEMENT_BYTES) return null;
		chunks.push(chunk);
	}
	return new Uint8Array(Buffer.concat(chunks));
}
