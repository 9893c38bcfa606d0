import { readDescription, relayAddressesOf, webSocketAddressOf } from './relay-address.ts';

/** A relay's ways in, and the STUN and TURN servers it offers. */
export interface FoundRelay {
	readonly addresses: readonly string[];
	readonly iceServers: readonly RTCIceServer[];
}

/**
 * Asks the page's own origin for its relay's description. Without an answer (offline, a plain web
 * host) the relay is expected at its usual place and without STUN servers.
 */
export async function findRelay(origin: string): Promise<FoundRelay> {
	const usual = webSocketAddressOf(`${origin}/p2p`);
	const fallback = { addresses: usual.ok ? [usual.value] : [], iceServers: [] };
	try {
		const url = `${origin}/relay.json`;
		const answer = await fetch(url, { cache: 'no-store' });
		if (!answer.ok) return fallback;
		const json: unknown = await answer.json();
		const addresses = relayAddressesOf(json, url);
		const description = readDescription(json);
		if (!addresses.ok || !description) return fallback;
		return { addresses: addresses.value, iceServers: description.iceServers };
	} catch {
		return fallback;
	}
}
