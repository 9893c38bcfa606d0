import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '../src/p2p/base/clock.ts';
import { systemRandom, type Random } from '../src/p2p/base/random.ts';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';
import { Scope } from '../src/p2p/base/scope.ts';
import { Announcements, LIVE_ROOMS, PLANNED_ROOMS } from './announcements.ts';
import { loadCertificate } from './certificate.ts';
import type { RelayConfig } from './config.ts';
import { openSecondDoor } from './direct.ts';
import { DIRECTORY_PATHS, DirectoryDoor } from './directory-door.ts';
import { Doors } from './doors.ts';
import { createFront } from './front.ts';
import { loadIdentity, type DataFault } from './identity.ts';
import { DEFAULT_LIMITS, type RelayLimits } from './limits.ts';
import { startRelayNode, type SecondDoor } from './node.ts';
import { RendezvousRegistry } from './rendezvous.ts';
import { RendezvousService } from './rendezvous-service.ts';
import { SignalDoor } from './signal-door.ts';

/** How often announcements are forgotten that nobody could bring again. */
const FORGET_MS = 10_000;

/** A running relay. */
export interface Relay {
	readonly port: number;
	/** Where a browser on this machine finds it, such as `http://localhost:8787`. */
	readonly url: string;
	readonly peerId: string;
	/** Multiaddrs of WebRTC-Direct, if it runs. */
	readonly directAddresses: readonly string[];
	/** Counts, for the log and for tests. */
	counts(): {
		readonly connections: number;
		readonly sessions: number;
		readonly registrations: number;
		readonly announcements: number;
	};
	/** Ends every connection and frees the port. */
	close(): Promise<void>;
}

/** Why a relay could not start. */
export type StartFault = DataFault | 'port-taken' | 'port-forbidden' | 'host-unknown';

/** Fakes and smaller limits for tests. */
export interface RelayParts {
	readonly clock?: Clock;
	readonly random?: Random;
	readonly limits?: Partial<RelayLimits>;
}

/** Starts a relay: one HTTP port with the app's files, `/relay.json`, and the way into libp2p. */
export async function startRelay(
	config: RelayConfig,
	parts: RelayParts = {}
): Promise<Result<Relay, StartFault>> {
	const limits = { ...DEFAULT_LIMITS, ...parts.limits };
	const random = parts.random ?? systemRandom;
	const scope = new Scope(parts.clock ?? systemClock);
	const identity = await loadIdentity(config.dataDir, random);
	if (!identity.ok) return identity;
	const doors = new Doors(scope.clock, limits);
	const registry = new RendezvousRegistry({ clock: scope.clock, random, limits });
	const rendezvous = new RendezvousService({ registry, scope, limits });
	const keeping = { clock: scope.clock, random, limits };
	const announcements = new Announcements(LIVE_ROOMS, keeping);
	const planned = new Announcements(PLANNED_ROOMS, keeping);
	scope.every(FORGET_MS, () => {
		announcements.expire();
		planned.expire();
	});
	const doorTo = (kept: Pick<Announcements, 'keep' | 'answer'>) =>
		new DirectoryDoor({ announcements: kept, clock: scope.clock, limits });
	const directories = new Map<string, DirectoryDoor>();
	if (config.directory)
		directories
			.set(DIRECTORY_PATHS.live, doorTo(announcements))
			.set(DIRECTORY_PATHS.planned, doorTo(planned));
	const signal = new SignalDoor({ clock: scope.clock, limits });
	scope.add(() => signal.close());
	const second = await secondDoor(config, random, limits);
	if (!second.ok) return second;
	const key = identity.value;
	const node = await startRelayNode({ key, scope, limits, doors, rendezvous, second: second.value });
	const peerId = node.peerId.toString();
	const describe = () => ({
		version: 1,
		peerId,
		addresses: node.directAddresses(),
		ws: '/p2p',
		iceServers: config.iceServers
	});
	const { buildDir, modelsDir, trustProxy } = config;
	const { innerPort } = node;
	const front = createFront({
		buildDir,
		modelsDir,
		innerPort,
		doors,
		directories,
		signal,
		limits,
		trustProxy,
		describe
	});
	const close = async () => {
		scope.close();
		front.close();
		front.closeAllConnections();
		await node.stop();
	};
	const listening = await listen(front, config);
	if (!listening.ok) {
		await close();
		return listening;
	}
	const port = listening.value;
	return ok({
		port,
		url: `http://${displayHostOf(config.host)}:${port}`,
		peerId,
		directAddresses: node.directAddresses(),
		counts: () => ({
			connections: doors.total,
			sessions: rendezvous.size,
			registrations: registry.counts.registrations,
			announcements: announcements.size
		}),
		close
	});
}

async function secondDoor(
	{ dataDir, host, directPort }: RelayConfig,
	random: Random,
	{ pendingDirect }: RelayLimits
): Promise<Result<SecondDoor | null, DataFault>> {
	if (directPort === null) return ok(null);
	const certificate = await loadCertificate(dataDir, random);
	if (!certificate.ok) return certificate;
	const options = { host, port: directPort, certificate: certificate.value, maxPending: pendingDirect };
	return ok(await openSecondDoor(options));
}

function listen(front: Server, { port, host }: RelayConfig): Promise<Result<number, StartFault>> {
	return new Promise((resolve) => {
		front.once('error', ({ code }: NodeJS.ErrnoException) => {
			if (code === 'EADDRINUSE') resolve(fail('port-taken'));
			else if (code === 'EACCES') resolve(fail('port-forbidden'));
			else resolve(fail('host-unknown'));
		});
		front.listen(port, host, () => resolve(ok((front.address() as AddressInfo).port)));
	});
}

/** A host as it stands in a URL; the wildcards are reached from this machine as localhost. */
function displayHostOf(host: string): string {
	if (host === '0.0.0.0' || host === '::') return 'localhost';
	return host.includes(':') ? `[${host}]` : host;
}
