import type { Listener, Transport } from '@libp2p/interface';
import { webSockets } from '@libp2p/websockets';

type Factory = ReturnType<typeof webSockets>;

/** A socket of the `ws` library, as far as it is touched here. */
interface Socket {
	close(code?: number): void;
	terminate(): void;
}

/**
 * libp2p's WebSocket transport, whose aborted connections truly end. The library closes them with
 * code 1006, which `ws` refuses with an exception that is swallowed, so the socket would stay open
 * for as long as the other side likes.
 */
export function endingWebSockets(): (components: Parameters<Factory>[0]) => Transport {
	const make = webSockets();
	return (components) => {
		const transport = make(components);
		const createListener = transport.createListener.bind(transport);
		transport.createListener = (options) => {
			const listener = createListener(options) as Listener & {
				onWsServerConnection(socket: Socket, request: unknown): void;
			};
			const take = listener.onWsServerConnection.bind(listener);
			listener.onWsServerConnection = (socket, request) => {
				const close = socket.close.bind(socket);
				socket.close = (code) => (code === 1006 ? socket.terminate() : close(code));
				take(socket, request);
			};
			return listener;
		};
		return transport;
	};
}
