/** Where a relay of this origin keeps its directory. */
export function directoryOf(origin: string): string {
	return `${origin}/announcements`;
}

/**
 * Where a relay keeps its directory, by the multiaddr of its WebSocket: `/dns4/localhost/tcp/8787/ws/http-path/p2p`
 * gives `http://localhost:8787/announcements`. Null for any other way in, which knows no HTTP.
 */
export function directoryBeside(relay: string): string | null {
	return besideRelay(relay, 'announcements');
}

/** Where planned rooms are, beside a directory of live ones. */
export function plannedBeside(directory: string): string {
	return new URL('planned', directory).href;
}

/** The URL of what a relay serves by HTTP under a name, by the multiaddr of its WebSocket; null for any other way in. */
export function besideRelay(relay: string, name: string): string | null {
	const parts = WEB_SOCKET.exec(relay);
	if (!parts) return null;
	const [, kind, host = '', port, security, path = ''] = parts;
	const scheme = security === 'ws' ? 'http' : 'https';
	const hostname = kind === 'ip6' ? `[${host}]` : host;
	try {
		return new URL(name, `${scheme}://${hostname}:${port}/${decodeURIComponent(path)}`).href;
	} catch {
		return null;
	}
}

const WEB_SOCKET =
	/^\/(dns|dns4|dns6|ip4|ip6)\/([\w.:-]{1,255})\/tcp\/(\d{1,5})\/(ws|wss|tls\/ws)(?:\/http-path\/([\w.~%-]{1,255}))?(?:\/p2p\/\w+)?$/;
