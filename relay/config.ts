import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';

/** One STUN or TURN server, as RTCPeerConnection takes it. */
export interface IceServer {
	readonly urls: readonly string[];
	readonly username?: string;
	readonly credential?: string;
}

/** What a relay is started with. */
export interface RelayConfig {
	/** TCP port of everything; 0 takes a free one. */
	readonly port: number;
	/** Name or address to listen on; `localhost` admits only this machine. */
	readonly host: string;
	/** Where keys are kept. */
	readonly dataDir: string;
	/** The built app. */
	readonly buildDir: string;
	/** Folder of speech models that are served; null serves none. */
	readonly modelsDir: string | null;
	/** UDP port of WebRTC-Direct; null switches it off. */
	readonly directPort: number | null;
	/** Whether a proxy in front writes the visitor's address into X-Forwarded-For. */
	readonly trustProxy: boolean;
	/** Whether hosts may announce live rooms here. */
	readonly directory: boolean;
	readonly iceServers: readonly IceServer[];
}

/** Which setting cannot be used. */
export type ConfigFault = 'port-invalid' | 'direct-port-invalid' | 'ice-servers-invalid' | 'option-unknown';

/** How to start a relay. */
export const USAGE = `Usage: node relay/main.ts [--port 8787] [--host localhost] [--data .hearsay/relay]
       [--build build] [--models FOLDER] [--direct PORT | --no-direct] [--no-directory] [--trust-proxy]
The environment may say the same: PORT, HOST, DATA, BUILD, MODELS, DIRECT_PORT (or "off"), DIRECTORY=off,
TRUST_PROXY=1, and
ICE_SERVERS, a JSON list such as [{"urls":["stun:stun.example.org"]}].`;

/** Reads arguments and environment; arguments win. */
export function readConfig(
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>>
): Result<RelayConfig, ConfigFault> {
	const given = parse(args);
	if (given === null) return fail('option-unknown');
	const port = portOf(given.port ?? env.PORT ?? '8787');
	if (port === null) return fail('port-invalid');
	const direct = given['no-direct'] ? 'off' : (given.direct ?? env.DIRECT_PORT ?? String(port));
	const directPort = direct === 'off' ? null : portOf(direct);
	if (directPort === null && direct !== 'off') return fail('direct-port-invalid');
	const iceServers = parseIceServers(env.ICE_SERVERS ?? '[]');
	if (!iceServers.ok) return iceServers;
	return ok({
		port,
		host: given.host ?? env.HOST ?? 'localhost',
		dataDir: given.data ?? env.DATA ?? '.hearsay/relay',
		buildDir: given.build ?? env.BUILD ?? 'build',
		modelsDir: given.models ?? (env.MODELS || null),
		directPort,
		directory: !given['no-directory'] && env.DIRECTORY !== 'off',
		trustProxy: given['trust-proxy'] ?? env.TRUST_PROXY === '1',
		iceServers: iceServers.value
	});
}

/** ICE servers from JSON: at most eight, each with stun: or turn: addresses. */
export function parseIceServers(json: string): Result<IceServer[], 'ice-servers-invalid'> {
	let list: unknown;
	try {
		list = JSON.parse(json);
	} catch {
		return fail('ice-servers-invalid');
	}
	if (!Array.isArray(list) || list.length > 8) return fail('ice-servers-invalid');
	const servers: IceServer[] = [];
	for (const item of list as unknown[]) {
		const server = iceServerOf(item);
		if (server === null) return fail('ice-servers-invalid');
		servers.push(server);
	}
	return ok(servers);
}

function iceServerOf(item: unknown): IceServer | null {
	if (typeof item !== 'object' || item === null) return null;
	const { urls: raw, username, credential } = item as Record<string, unknown>;
	const urls: unknown[] = Array.isArray(raw) ? raw : [raw];
	if (urls.length === 0 || !urls.every((url) => typeof url === 'string' && /^(stuns?|turns?):\S+$/.test(url)))
		return null;
	if (username !== undefined && typeof username !== 'string') return null;
	if (credential !== undefined && typeof credential !== 'string') return null;
	return {
		urls: urls as string[],
		...(username !== undefined && { username }),
		...(credential !== undefined && { credential })
	};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			options: {
				port: { type: 'string' },
				host: { type: 'string' },
				data: { type: 'string' },
				build: { type: 'string' },
				models: { type: 'string' },
				direct: { type: 'string' },
				'no-direct': { type: 'boolean' },
				'no-directory': { type: 'boolean' },
				'trust-proxy': { type: 'boolean' }
			}
		}).values;
	} catch {
		return null;
	}
}

function portOf(text: string): number | null {
	const port = Number(text);
	return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : null;
}
