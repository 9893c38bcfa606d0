/** Opus format parameters asked of whoever sends to us. Source: RFC 7587 section 6.1. */
const OPUS_PARAMETERS = { useinbandfec: '1', usedtx: '1', minptime: '10', stereo: '0' };

/**
 * The session description with every Opus line asking for forward error correction (a lost packet is
 * rebuilt from the next) and discontinuous transmission (silence costs nothing). Other lines stay.
 */
export function withOpusParameters(sdp: string): string {
	const payloads = [...sdp.matchAll(/^a=rtpmap:(\d+) opus\/48000/gim)].map(([, payload]) => payload!);
	return payloads.reduce((text, payload) => {
		const line = new RegExp(`^a=fmtp:${payload} (.*)$`, 'm');
		if (!line.test(text))
			return text.replace(
				new RegExp(`^(a=rtpmap:${payload} opus/48000.*)$`, 'im'),
				`$1\r\na=fmtp:${payload} ${formatParameters(OPUS_PARAMETERS)}`
			);
		return text.replace(line, (_, parameters: string) => {
			const present = Object.fromEntries(
				parameters
					.trim()
					.split(';')
					.map((pair) => pair.trim().split('=') as [string, string])
			);
			return `a=fmtp:${payload} ${formatParameters({ ...present, ...OPUS_PARAMETERS })}`;
		});
	}, sdp);
}

function formatParameters(parameters: Record<string, string>): string {
	return Object.entries(parameters)
		.map(([name, value]) => `${name}=${value}`)
		.join(';');
}
