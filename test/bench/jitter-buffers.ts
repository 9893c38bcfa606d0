import type { BrowserContext, Page } from '@playwright/test';

/** One jitter buffer's counters since its start. Source: webrtc-stats, RTCInboundRtpStreamStats. */
export interface JitterBuffer {
	/** Seconds that all samples together have waited. */
	readonly delay: number;
	/** Samples that have left. */
	readonly emitted: number;
}

/** Keeps hold of the connections that the context's pages make, in the order they are made. */
export async function noteConnections(context: BrowserContext): Promise<void> {
	await context.addInitScript(() => {
		const connections: RTCPeerConnection[] = [];
		const Connection = RTCPeerConnection;
		Object.assign(window, {
			connections,
			RTCPeerConnection: class extends Connection {
				constructor(configuration?: RTCConfiguration) {
					super(configuration);
					connections.push(this);
				}
			}
		});
	});
}

/** The jitter buffers of the page's open connections that have received sound, oldest connection first. */
export function jitterBuffers(page: Page): Promise<readonly JitterBuffer[]> {
	return page.evaluate(async () => {
		const { connections } = window as unknown as { connections: readonly RTCPeerConnection[] };
		const buffers: JitterBuffer[] = [];
		for (const connection of connections) {
			if (connection.connectionState !== 'connected') continue;
			const stats = (await connection.getStats()) as unknown as ReadonlyMap<string, Record<string, unknown>>;
			for (const { type, kind, jitterBufferDelay, jitterBufferEmittedCount } of stats.values())
				if (type === 'inbound-rtp' && kind === 'audio')
					buffers.push({ delay: Number(jitterBufferDelay), emitted: Number(jitterBufferEmittedCount) });
		}
		return buffers;
	});
}

/** How long a sample waited on average between the two readings, for each buffer, in milliseconds. */
export function bufferingMs(before: readonly JitterBuffer[], after: readonly JitterBuffer[]): number[] {
	return after.map(({ delay, emitted }, i) => {
		const start = before[i] ?? { delay: 0, emitted: 0 };
		return (1000 * (delay - start.delay)) / (emitted - start.emitted);
	});
}
