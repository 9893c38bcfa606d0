import { transportSymbol, type Transport } from '@libp2p/interface';
import type { WebRTCDirectTransportComponents } from '@libp2p/webrtc';

/**
 * libp2p's WebRTC-Direct transport, dial only. The library weighs nearly as much as all the rest, and most pages
 * reach their relay by WebSocket, so it is loaded at the first address that needs it; a failed load is a failed dial.
 */
export function lazyDirect(): (components: WebRTCDirectTransportComponents) => Transport {
	return (components) => {
		let loading: Promise<Transport> | null = null;
		const load = async () => {
			const { webRTCDirect } = await import('@libp2p/webrtc');
			return webRTCDirect({ rtcConfiguration: { iceServers: [] } })(components);
		};
		return {
			[transportSymbol]: true,
			[Symbol.toStringTag]: 'hearsay/lazy-direct',
			async dial(address, options) {
				loading ??= load();
				loading.catch(() => (loading = null));
				return (await loading).dial(address, options);
			},
			createListener() {
				throw new Error('a session listens through relays only');
			},
			listenFilter: () => [],
			dialFilter: (addresses) =>
				addresses.filter((address) => {
					const names = address.getComponents().map((part) => part.name);
					return names.includes('webrtc-direct') && !names.includes('p2p-circuit');
				})
		};
	};
}
