import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { systemRandom } from '../../src/p2p/base/random.ts';
import { fail } from '../../src/p2p/base/result.ts';
import { KeptIdentities } from '../../src/p2p/identities.ts';
import { generateIdentityPair, identityFrom } from '../../src/p2p/identity/identity.ts';
import type { KnownRoom, Store } from '../../src/p2p/ports.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';

const PASSPHRASE = 'four plain random words';
let store: Store;
let me: IdentityId;

/** A store that outlives its page, with an identity in it. */
async function durableStore(): Promise<Store> {
	const made: Store = { ...memoryStore(), isDurable: true };
	await made.saveIdentity(await generateIdentityPair());
	return made;
}

const idIn = async (kept: Store) => (await identityFrom((await kept.loadIdentity())!)).id;
const open = async (kept: Store = store) =>
	KeptIdentities.open({ store: kept, random: systemRandom, me: await idIn(kept) });

async function make() {
	const made = await (await open()).make(PASSPHRASE);
	if (!made.ok) throw new Error(made.code);
	return made.value;
}

beforeEach(async () => {
	store = await durableStore();
	me = await idIn(store);
});

describe('Identities', () => {
	it('that were made change nothing until they are taken, and are saved from then on', async () => {
		const made = await make();
		expect(await idIn(store)).toBe(me);
		expect((await open()).isSaved).toBe(false);
		expect(await made.adopt()).toEqual({ ok: true, value: undefined });
		expect(await idIn(store)).toBe(made.identity);
		expect((await open()).isSaved).toBe(true);
	});

	it('are read on another device, where rooms of the key are the own ones', async () => {
		const made = await make();
		const other = await durableStore();
		const room = {
			room: 'r' as RoomId,
			code: 'c',
			title: '',
			host: made.identity,
			hosted: false,
			ended: false,
			lastVisit: 1
		} satisfies KnownRoom;
		await other.saveRoom(room);
		await other.saveRoom({ ...room, room: 's' as RoomId, host: await idIn(other), hosted: true });
		const read = await (await open(other)).open(made.file, PASSPHRASE);
		if (!read.ok) throw new Error(read.code);
		await read.value.adopt();
		expect(await idIn(other)).toBe(made.identity);
		expect((await other.loadRooms()).map(({ room: id, hosted }) => [id, hosted]).sort()).toEqual([
			['r', true],
			['s', false]
		]);
	});

	it('are not made under a passphrase that is soon guessed, nor read from what is none', async () => {
		const identities = await open();
		expect(await identities.make('short words')).toEqual(fail('passphrase-short'));
		const huge = { size: 2 ** 40, arrayBuffer: () => Promise.reject(new Error('read')) } as unknown as Blob;
		expect(await identities.open(huge, PASSPHRASE)).toEqual(fail('identity-foreign'));
		const gone = { size: 100, arrayBuffer: () => Promise.reject(new Error('gone')) } as unknown as Blob;
		expect(await identities.open(gone, PASSPHRASE)).toEqual(fail('identity-damaged'));
	});

	it('are not taken where nothing is kept, or where the store refuses', async () => {
		const made = await make();
		store.replaceIdentity = async () => fail('storage-full');
		expect(await made.adopt()).toEqual(fail('storage-full'));
		expect(await idIn(store)).toBe(me);
		const fleeting = memoryStore();
		await fleeting.saveIdentity(await generateIdentityPair());
		const offered = await (await open(fleeting)).open(made.file, PASSPHRASE);
		if (!offered.ok) throw new Error(offered.code);
		expect(await offered.value.adopt()).toEqual(fail('storage-unavailable'));
	});
});
