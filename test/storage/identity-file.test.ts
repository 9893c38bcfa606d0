import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityFrom } from '../../src/p2p/identity/identity.ts';
import { isSignedBy } from '../../src/p2p/identity/signature.ts';
import { openIdentityFile } from '../../src/p2p/storage/identity-file.ts';

let folder: string;
let path: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'hearsay-identity-'));
	path = join(folder, 'deep', 'identity.pem');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function opened() {
	const pair = await openIdentityFile(path);
	if (!pair.ok) throw new Error(pair.code);
	return identityFrom(pair.value);
}

describe('an identity file', () => {
	it('is made once, for its owner only, and is the same identity ever after', async () => {
		const first = await opened();
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		const second = await opened();
		expect(second.id).toBe(first.id);
		const message = new Uint8Array(3);
		const signature = await second.sign('hearsay/follow/1', message);
		expect(isSignedBy(first.id, 'hearsay/follow/1', message, signature)).toBe(true);
	});

	it('gives a key that cannot be read out', async () => {
		await opened();
		const again = await openIdentityFile(path);
		expect(again.ok && again.value.privateKey.extractable).toBe(false);
	});

	it('is refused when others may read it', async () => {
		await opened();
		await chmod(path, 0o640);
		expect(await openIdentityFile(path)).toEqual({ ok: false, code: 'identity-exposed' });
	});

	it('is reported when it is damaged, and left as it is', async () => {
		await opened();
		const whole = await readFile(path, 'utf8');
		for (const damaged of ['', 'hello', whole.slice(0, 60), `${whole.slice(0, 40)}?${whole.slice(41)}`]) {
			await writeFile(path, damaged);
			expect(await openIdentityFile(path)).toEqual({ ok: false, code: 'identity-damaged' });
			expect(await readFile(path, 'utf8')).toBe(damaged);
		}
	});

	it('is reported when its folder cannot be made', async () => {
		await writeFile(join(folder, 'deep'), '');
		expect(await openIdentityFile(path)).toEqual({ ok: false, code: 'identity-unreadable' });
	});
});
