import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import type { Listener, Transport } from '@libp2p/interface';
import type { DirectCertificate } from './certificate.ts';
import type { SecondDoor } from './node.ts';

/** The part of libp2p's listener that begins a connection at the first STUN packet. */
interface DirectListener extends Listener {
	readonly connections: ReadonlyMap<string, unknown>;
	incomingConnection(ufrag: string, host: string, port: number, signal: AbortSignal): Promise<void>;
}

/**
 * WebRTC-Direct: how an https page reaches a relay on a bare IP address, without a domain. Null where
 * its native part does not load, the port is taken, or `host` is a name other than localhost (libp2p listens on
 * literal addresses only).
 */
export async function openSecondDoor(options: {
	readonly host: string;
	readonly port: number;
	readonly certificate: DirectCertificate;
	/** Connections between the first packet and a finished handshake. */
	readonly maxPending: number;
}): Promise<SecondDoor | null> {
	const address = options.host === 'localhost' ? '127.0.0.1' : options.host;
	const family = isIP(address);
	if (family === 0 || !(await isUdpFree(address, options.port))) return null;
	const direct = await loadDirect();
	if (direct === null) return null;
	const make = direct({ certificate: options.certificate, rtcConfiguration: { iceServers: [] } });
	return {
		listen: [`/ip${family}/${address}/udp/${options.port}/webrtc-direct`],
		transport: (components) => limited(make(components), options.maxPending)
	};
}

/** The native listener does not report a taken port, so it is tried first. */
function isUdpFree(address: string, port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
		socket.once('error', () => resolve(false));
		socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(true)));
	});
}

async function loadDirect() {
	try {
		return (await import('@libp2p/webrtc')).webRTCDirect;
	} catch {
		return null;
	}
}

/**
 * A STUN packet with a forged sender makes libp2p hold a native peer connection for ten seconds, so
 * their number is bounded here; connections that finish are counted at the doors.
 */
function limited(transport: Transport, maxPending: number): Transport {
	const createListener = transport.createListener.bind(transport);
	transport.createListener = (init) => {
		const listener = createListener(init) as DirectListener;
		const begin = listener.incomingConnection.bind(listener);
		const pending = new Set<string>();
		listener.incomingConnection = async (ufrag, host, port, signal) => {
			const key = `${host}:${port}:${ufrag}`;
			if (pending.has(key) || listener.connections.has(key) || pending.size >= maxPending) return;
			pending.add(key);
			try {
				await begin(ufrag, host, port, signal);
			} finally {
				pending.delete(key);
			}
		};
		return listener;
	};
	return transport;
}
