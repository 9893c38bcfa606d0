import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RelayConfig } from '../../relay/config.ts';
import { startRelay, type Relay, type RelayParts } from '../../relay/server.ts';

/** A relay in this process on a free port, whose data directory outlives restarts. */
export interface RelayFixture {
	readonly relay: Relay;
	readonly dataDir: string;
	/** The WebSocket way in, as a multiaddr with the relay's peer id. */
	readonly address: string;
	stop(): Promise<void>;
	/** Starts again on the same port with the same key. */
	start(): Promise<void>;
	/** Stops and removes the data directory. */
	close(): Promise<void>;
}

/** Starts a relay for a test. */
export async function openRelay(
	overrides: Partial<RelayConfig> = {},
	parts: RelayParts = {}
): Promise<RelayFixture> {
	const dataDir = await mkdtemp(join(tmpdir(), 'hearsay-relay-'));
	const config: RelayConfig = {
		port: 0,
		host: '127.0.0.1',
		dataDir,
		buildDir: join(dataDir, 'build'),
		modelsDir: null,
		directPort: null,
		trustProxy: false,
		directory: true,
		iceServers: [],
		...overrides
	};
	let relay = await started(config, parts);
	const { port } = relay;
	let isUp = true;
	const stop = async () => {
		if (isUp) await relay.close();
		isUp = false;
	};
	return {
		get relay() {
			return relay;
		},
		dataDir,
		address: `/ip4/127.0.0.1/tcp/${port}/ws/http-path/p2p/p2p/${relay.peerId}`,
		stop,
		start: async () => {
			relay = await started({ ...config, port }, parts);
			isUp = true;
		},
		close: async () => {
			await stop();
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}

async function started(config: RelayConfig, parts: RelayParts): Promise<Relay> {
	const result = await startRelay(config, parts);
	if (!result.ok) throw new Error(`the relay did not start: ${result.code}`);
	return result.value;
}
