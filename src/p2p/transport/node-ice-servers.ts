/**
 * STUN and TURN servers as libdatachannel takes them: one address each, `turn:user:secret@host:port`.
 * Those without an address are left out.
 */
export function nativeIceServers(servers: readonly RTCIceServer[]): string[] {
	return servers.flatMap(({ urls, username, credential }) =>
		[urls].flat().flatMap((url) => {
			const parts = /^(stuns?|turns?):(?:\/\/)?(.+)$/.exec(url);
			if (!parts) return [];
			const [, scheme, place] = parts;
			if (scheme!.startsWith('stun') || username === undefined || credential === undefined) return [url];
			return [`${scheme}:${encodeURIComponent(username)}:${encodeURIComponent(credential)}@${place}`];
		})
	);
}
