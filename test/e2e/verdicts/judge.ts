import { hexToBytes } from '@noble/hashes/utils.js';
import type { RoomId } from '../../../src/p2p/base/ids.ts';
import { RoomDocument } from '../../../src/p2p/document/room-document.ts';
import { inPlaceVerifier } from '../../../src/p2p/verification/in-place-verifier.ts';
import type { CraftedRoom, SignatureCase } from '../../fixtures/crafted.ts';

/** What this engine's own WebCrypto says of a signature, which is why Hearsay does not ask it. */
export async function nativeVerdict({ key, message, signature }: SignatureCase): Promise<boolean> {
	const imported = await crypto.subtle.importKey('raw', hex(key), 'Ed25519', false, ['verify']);
	return crypto.subtle.verify('Ed25519', imported, hex(signature), hex(message));
}

const hex = (text: string) => hexToBytes(text) as Uint8Array<ArrayBuffer>;

/** What the guard says of every case: `ok` or a fault. Runs in a page or in Node. */
export async function judge({ room, genesis, cases }: CraftedRoom): Promise<string[]> {
	const verdicts: string[] = [];
	for (const { raw } of cases) {
		const document = new RoomDocument(room as RoomId);
		document.restore([hexToBytes(genesis)]);
		const read = document.readRaw([hexToBytes(raw)]);
		const [isAuthentic] = await inPlaceVerifier.verify([hexToBytes(raw)]);
		verdicts.push(read.ok ? (isAuthentic ? 'ok' : 'event-signature') : read.code);
	}
	return verdicts;
}
