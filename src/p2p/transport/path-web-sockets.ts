import type { Transport } from '@libp2p/interface';
import { webSockets } from '@libp2p/websockets';
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';

type Factory = ReturnType<typeof webSockets>;

/** The library's method that opens the socket, which it does not export. */
interface Dialler {
	_connect(address: Multiaddr, options: unknown): Promise<WebSocket>;
}

/**
 * libp2p's WebSocket transport with two repairs. It also dials addresses with a path
 * (`…/ws/http-path/p2p`): the library builds the right URL for them, only its filter knows none, and
 * a relay shares its port with a website. And an aborted connection ends: the library closes it with
 * code 1006, which browsers refuse with an exception that is swallowed, so the socket would stay open.
 */
export function pathWebSockets(): (components: Parameters<Factory>[0]) => Transport {
	const make = webSockets();
	return (components) => {
		const transport = make(components) as Transport & Dialler;
		const isPlain = transport.dialFilter.bind(transport);
		const connect = transport._connect.bind(transport);
		transport.dialFilter = (addresses) =>
			addresses.filter((address) => isPlain([withoutPath(address)]).length > 0);
		transport._connect = async (address, options) => {
			const socket = await connect(address, options);
			const close = socket.close.bind(socket);
			socket.close = (code) => close(code === 1006 ? undefined : code);
			return socket;
		};
		return transport;
	};
}

function withoutPath(address: Multiaddr): Multiaddr {
	return multiaddr(address.getComponents().filter((part) => part.name !== 'http-path'));
}
