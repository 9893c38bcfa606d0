import { bytesToHex } from '@noble/hashes/utils.js';
import type { KnownCommunity, Library, Profile } from './api.ts';
import type { IdentityId } from './base/ids.ts';
import { KEPT_COMMUNITIES } from './community/state.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import { memoryStore } from './storage/memory-store.ts';

/**
 * The engine's small door: what this browser keeps, read without loading the engine. Makes nothing;
 * on a first visit there is no identity yet.
 */
export async function openLibrary(): Promise<Library> {
	const opened = await openDexieStore();
	const store = opened.ok ? opened.value : memoryStore();
	const pair = await store.loadIdentity();
	const key = pair && new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
	return {
		identity: key && (bytesToHex(key) as IdentityId),
		profile: await store.loadValue<Profile>('profile'),
		isDurable: store.isDurable,
		rooms: () => store.loadRooms(),
		forgetRoom: (room) => store.deleteRoom(room),
		communities: async () => {
			const rows = await store.loadValuesUnder<KnownCommunity>(KEPT_COMMUNITIES);
			return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name));
		}
	};
}
