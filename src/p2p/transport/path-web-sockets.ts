import type { Transport } from '@libp2p/interface';
import { webSockets } from '@libp2p/websockets';
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';

type Factory = ReturnType<typeof webSockets>;

/**
 * libp2p's WebSocket transport, which also dials addresses with a path (`…/ws/http-path/p2p`). The
 * library already builds the right URL for them; only its filter knows none, so a relay could not live
 * beside a website on one port.
 */
export function pathWebSockets(): (components: Parameters<Factory>[0]) => Transport {
	const make = webSockets();
	return (components) => {
		const transport = make(components);
		const isPlain = transport.dialFilter.bind(transport);
		transport.dialFilter = (addresses) =>
			addresses.filter((address) => isPlain([withoutPath(address)]).length > 0);
		return transport;
	};
}

function withoutPath(address: Multiaddr): Multiaddr {
	return multiaddr(address.getComponents().filter((part) => part.name !== 'http-path'));
}
