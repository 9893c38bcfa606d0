import { multiaddr } from '@multiformats/multiaddr';
import { describe, expect, it } from 'vitest';
import { relayAddressesOf, webSocketAddressOf } from '../../src/p2p/transport/relay-address.ts';

const peerId = '12D3KooWCMnNz3QgZPBE4c7RJPFmvA2T8pYu5k8XUfwBsK7NzJpF';

describe('the address of a relay', () => {
	it.each([
		['http://localhost:8787/p2p', '/dns4/localhost/tcp/8787/ws/http-path/p2p'],
		['https://rooms.example.org/p2p', '/dns4/rooms.example.org/tcp/443/tls/ws/http-path/p2p'],
		['https://example.org/a/b/p2p', '/dns4/example.org/tcp/443/tls/ws/http-path/a%2Fb%2Fp2p'],
		['http://192.0.2.7:80/', '/ip4/192.0.2.7/tcp/80/ws'],
		['http://[2001:db8::1]:9000/p2p', '/ip6/2001:db8::1/tcp/9000/ws/http-path/p2p']
	])('of %s is %s', (url, way) => {
		const address = webSocketAddressOf(url, peerId);
		if (!address.ok) throw new Error('no address');
		expect(multiaddr(address.value).toString()).toBe(`${way}/p2p/${peerId}`);
	});

	it('is refused for what is no web address', () => {
		for (const url of ['ftp://example.org/', 'nothing', '']) expect(webSocketAddressOf(url).ok).toBe(false);
	});

	it('comes with the others from a description, WebSocket first', () => {
		const direct = `/ip4/192.0.2.7/udp/8787/webrtc-direct/certhash/uEiAA/p2p/${peerId}`;
		const description = { version: 1, peerId, addresses: [direct], ws: '/p2p', iceServers: [] };
		expect(relayAddressesOf(description, 'https://example.org/relay.json')).toEqual({
			ok: true,
			value: [`/dns4/example.org/tcp/443/tls/ws/http-path/p2p/p2p/${peerId}`, direct]
		});
		for (const bad of [null, 1, {}, { ...description, version: 2 }, { ...description, addresses: [1] }]) {
			expect(relayAddressesOf(bad, 'https://example.org/relay.json').ok).toBe(false);
		}
	});
});
