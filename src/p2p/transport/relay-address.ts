import { multiaddr } from '@multiformats/multiaddr';
import { fail, ok, type Result } from '../base/result.ts';

/** What `/relay.json` says, as far as a session needs it. */
export interface RelayDescription {
	readonly peerId: string;
	/** WebRTC-Direct multiaddrs, which need neither domain nor certificate. */
	readonly addresses: readonly string[];
	/** Path of the WebSocket, relative to the description. */
	readonly ws: string;
	readonly iceServers: readonly RTCIceServer[];
}

/**
 * The multiaddr of a relay's WebSocket: `http://localhost:8787/p2p` gives
 * `/dns4/localhost/tcp/8787/ws/http-path/p2p`, with `/p2p/<peer id>` behind it if given.
 */
export function webSocketAddressOf(url: string, peerId?: string): Result<string, 'address-invalid'> {
	if (!URL.canParse(url)) return fail('address-invalid');
	const { protocol, hostname, port, pathname } = new URL(url);
	const isSecure = protocol === 'https:' || protocol === 'wss:';
	if (!isSecure && protocol !== 'http:' && protocol !== 'ws:') return fail('address-invalid');
	const host = hostname.startsWith('[')
		? `/ip6/${hostname.slice(1, -1)}`
		: /^\d+\.\d+\.\d+\.\d+$/.test(hostname)
			? `/ip4/${hostname}`
			: `/dns4/${hostname}`;
	const path = pathname === '/' ? '' : `/http-path/${encodeURIComponent(pathname.slice(1))}`;
	const way = `${host}/tcp/${port || (isSecure ? '443' : '80')}${isSecure ? '/tls/ws' : '/ws'}${path}`;
	return ok(peerId === undefined ? way : `${way}/p2p/${peerId}`);
}

/**
 * The multiaddr that a person means by what they typed: a multiaddr of a WebSocket or WebRTC-Direct
 * listener as it is, or the address at which a browser opens the relay.
 */
export function relayAddressFrom(typed: string): Result<string, 'address-invalid'> {
	const text = typed.trim();
	if (!text.startsWith('/')) return webSocketAddressOf(text.replace(/\/*$/, '/p2p'));
	try {
		const names = multiaddr(text)
			.getComponents()
			.map(({ name }) => name);
		const isWayIn = names.some((name) => name === 'ws' || name === 'wss' || name === 'webrtc-direct');
		return isWayIn ? ok(text) : fail('address-invalid');
	} catch {
		return fail('address-invalid');
	}
}

/** Every address of a relay, best first, from its `/relay.json` (any JSON value) and where that was fetched. */
export function relayAddressesOf(
	description: unknown,
	fetchedFrom: string
): Result<string[], 'address-invalid'> {
	const relay = readDescription(description);
	if (!relay || !URL.canParse(relay.ws, fetchedFrom)) return fail('address-invalid');
	const first = webSocketAddressOf(new URL(relay.ws, fetchedFrom).href, relay.peerId);
	return first.ok ? ok([first.value, ...relay.addresses]) : first;
}

/** A description from any JSON value; null when it is none. */
export function readDescription(value: unknown): RelayDescription | null {
	if (typeof value !== 'object' || value === null) return null;
	const { version, peerId, addresses, ws, iceServers } = value as Record<string, unknown>;
	if (version !== 1 || typeof peerId !== 'string' || typeof ws !== 'string') return null;
	if (
		!Array.isArray(addresses) ||
		addresses.length > 16 ||
		!addresses.every((address) => typeof address === 'string')
	) {
		return null;
	}
	if (!Array.isArray(iceServers) || iceServers.length > 8) return null;
	return { peerId, addresses: addresses as string[], ws, iceServers: iceServers as RTCIceServer[] };
}
