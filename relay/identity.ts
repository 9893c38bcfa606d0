import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';
import type { Random } from '../src/p2p/base/random.ts';

const KEY_FILE = 'relay.key';
const SEED_BYTES = 32;

/** Why the data directory cannot be used. */
export type DataFault = 'data-unreadable' | 'data-damaged';

/**
 * The relay's Ed25519 key, made at the first start and kept in `dataDir`, so that room links which
 * carry the relay's address stay good. A damaged file is reported, never overwritten.
 */
export async function loadIdentity(dataDir: string, random: Random): Promise<Result<PrivateKey, DataFault>> {
	const stored = await readStored(dataDir, KEY_FILE);
	if (!stored.ok) return stored;
	if (stored.value !== null && stored.value.length !== SEED_BYTES) return fail('data-damaged');
	const seed = stored.value ?? random.bytes(SEED_BYTES);
	if (stored.value === null) {
		const written = await writeSecret(dataDir, KEY_FILE, seed);
		if (!written.ok) return written;
	}
	return ok(await generateKeyPairFromSeed('Ed25519', Uint8Array.from(seed)));
}

/** A file of the data directory; null when there is none. */
export async function readStored(dataDir: string, name: string): Promise<Result<Buffer | null, DataFault>> {
	try {
		return ok(await readFile(join(dataDir, name)));
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT' ? ok(null) : fail('data-unreadable');
	}
}

/** Writes a file only its owner may read, whole or not at all. */
export async function writeSecret(
	dataDir: string,
	name: string,
	bytes: Uint8Array | string
): Promise<Result<void, DataFault>> {
	const path = join(dataDir, name);
	try {
		await mkdir(dataDir, { recursive: true, mode: 0o700 });
		await writeFile(`${path}.new`, bytes, { mode: 0o600, flush: true });
		await rename(`${path}.new`, path);
		return ok(undefined);
	} catch {
		return fail('data-unreadable');
	}
}
