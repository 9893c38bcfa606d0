import { WebrtcProvider } from 'y-webrtc';
import type { ShareDocument } from '../ports.ts';
import { fragmentingConnections } from './fragmenting-connection.ts';

/** Devices that one connects to at once: nobody has as many that are switched on. */
const MAX_CONNECTIONS = 12;

/**
 * Lines between a person's own devices by y-webrtc, which find each other at `/signal` of these relays (`ws://` or `wss://` URLs).
 * Whoever knows the password reads and writes all of the document; the relay sees the topic and what it cannot read.
 */
export function webrtcLines(relays: readonly string[], iceServers: readonly RTCIceServer[]): ShareDocument {
	return ({ doc, topic, password, me, changed }) => {
		const provider = new WebrtcProvider(topic, doc, {
			signaling: [...relays],
			password,
			maxConns: MAX_CONNECTIONS,
			filterBcConns: true,
			peerOpts: { config: { iceServers }, ...fragmentingConnections() }
		});
		const { awareness } = provider;
		awareness.setLocalStateField('device', me);
		awareness.on('change', changed);
		return {
			here() {
				const names = [...awareness.getStates().values()].map((state) => state['device'] as unknown);
				return new Set(names.filter((name) => typeof name === 'string' && name !== me) as string[]);
			},
			synced: new Promise((resolve) =>
				provider.on('synced', ({ synced }) => {
					if (synced) resolve();
				})
			),
			close() {
				awareness.off('change', changed);
				provider.disconnect();
				provider.destroy();
				awareness.destroy();
			}
		};
	};
}
