import type { Clock } from '../base/clock.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { MAX_DIRECTORY_BYTES } from '../wire/directory-limits.ts';

/** What one relay may take for an answer. */
const PATIENCE_MS = 8_000;

/** Nothing of this page goes along: no cookie, no referrer, and nowhere else than where it was asked. */
const BARE: RequestInit = {
	cache: 'no-store',
	credentials: 'omit',
	redirect: 'error',
	referrerPolicy: 'no-referrer'
};

/** Why a relay's directory cannot be read. */
export type ReadFault =
	| 'relay-unreachable'
	/** There is none at this address. */
	| 'no-directory';

/** Why a relay did not take an announcement. */
export type BringFault = ReadFault | 'clock-apart' | 'directory-full';

/** Brings the bytes of an announcement to relays; `isLast`: also when the page that does it is closed at once. */
export type BringAnnouncement = (
	bytes: Uint8Array,
	options: { readonly isLast: boolean }
) => Promise<Result<void, BringFault>>;

/**
 * Asks for a relay's directory: its bytes, of which nothing is checked but that they are `MAX_DIRECTORY_BYTES` at most; null
 * where nothing is announced.
 */
export async function readDirectory(
	url: string,
	clock: Clock
): Promise<Result<Uint8Array | null, ReadFault>> {
	const answer = await ask(url, { ...BARE }, clock, async (response) => {
		if (response.status === 204) return ok(null);
		if (response.status === 429 || response.status >= 500) return fail('relay-unreachable');
		if (!response.ok || !isDirectory(response)) return fail('no-directory');
		const bytes = await readAtMost(response, MAX_DIRECTORY_BYTES);
		return bytes ? ok(bytes) : fail('no-directory');
	});
	return answer ?? fail('relay-unreachable');
}

/** Brings announcements to these directories; it went well if one of them took it. */
export function bringTo(urls: readonly string[], clock: Clock): BringAnnouncement {
	return async (bytes, { isLast }) => {
		const results = await Promise.all(urls.map((url) => bring(url, { bytes, isLast, clock })));
		const faults = results.flatMap((result) => (result.ok ? [] : [result.code]));
		if (faults.length < results.length) return ok(undefined);
		// What a person can do something about is said first.
		const told = (['clock-apart', 'directory-full', 'relay-unreachable'] as const).find((code) =>
			faults.includes(code)
		);
		return fail(told ?? 'no-directory');
	};
}

async function bring(
	url: string,
	{ bytes, isLast, clock }: { bytes: Uint8Array; isLast: boolean; clock: Clock }
): Promise<Result<void, BringFault>> {
	// Bytes without a type: a request that a browser sends to another origin without asking there first.
	const body = bytes as Uint8Array<ArrayBuffer>;
	const init: RequestInit = { ...BARE, method: 'POST', body, keepalive: isLast };
	const answer = await ask<Result<void, BringFault>>(url, init, clock, async ({ status }) => {
		// 409: it has this one, or a later one.
		if (status === 204 || status === 409) return ok(undefined);
		if (status === 422) return fail('clock-apart');
		if (status === 429 || status === 503) return fail('directory-full');
		return fail('no-directory');
	});
	return answer ?? fail('relay-unreachable');
}

/** Sends a request and reads its answer, both within `PATIENCE_MS`; null when nobody answered. */
async function ask<Answer>(
	url: string,
	init: RequestInit,
	clock: Clock,
	read: (response: Response) => Promise<Answer>
): Promise<Answer | null> {
	const patience = new AbortController();
	const cancel = clock.after(PATIENCE_MS, () => patience.abort());
	try {
		return await read(await fetch(url, { ...init, signal: patience.signal }));
	} catch {
		return null;
	} finally {
		cancel();
	}
}

function isDirectory(response: Response): boolean {
	return response.headers.get('content-type') === 'application/cbor';
}

/** The body of an answer; null when it is longer than allowed, of which nothing more is then read. */
async function readAtMost(response: Response, max: number): Promise<Uint8Array | null> {
	const reader = response.body?.getReader();
	if (!reader) return new Uint8Array();
	const parts: Uint8Array[] = [];
	let length = 0;
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		length += part.value.length;
		if (length > max) {
			await reader.cancel();
			return null;
		}
		parts.push(part.value);
	}
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}
