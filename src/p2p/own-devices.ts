import { bytesToHex } from '@noble/hashes/utils.js';
import type { OwnDevices } from './api.ts';
import { systemClock } from './base/clock.ts';
import type { IdentityId } from './base/ids.ts';
import { systemRandom } from './base/random.ts';
import { Scope } from './base/scope.ts';
import type { SharedChoices } from './devices/kept-entries.ts';
import { LiveOwnDevices } from './devices/own-devices.ts';
import { besideRelay } from './directory/directory-address.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import { memoryStore } from './storage/memory-store.ts';
import { webTabLead } from './storage/tab-lead.ts';
import { findRelay } from './transport/find-relay.ts';
import { webrtcLines } from './transport/shared-line.ts';

/** Opens the small door to a person's own devices, without the engine for rooms. */
export async function openOwnDevices(options: {
	/** The page's origin, such as `http://localhost:8787`. */
	readonly origin: string;
	readonly choices: SharedChoices;
}): Promise<OwnDevices> {
	const { origin, choices } = options;
	const opened = await openDexieStore();
	const store = opened.ok ? opened.value : memoryStore();
	const scope = new Scope(systemClock);
	const pair = await store.loadIdentity();
	const key = pair && new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
	const { iceServers } = await findRelay(origin);
	const own = (await store.loadValue<string[]>('relays')) ?? [];
	const places = [origin, ...own.map((relay) => besideRelay(relay, ''))].filter((url) => url !== null);
	const relays = places.map((url) => new URL('signal', url).href.replace(/^http/, 'ws'));
	return LiveOwnDevices.open({
		scope,
		random: systemRandom,
		store,
		origin,
		share: webrtcLines([...new Set(relays)], iceServers),
		tabs: webTabLead(scope, 'hearsay-own-devices'),
		choices,
		me: key && (bytesToHex(key) as IdentityId)
	});
}
