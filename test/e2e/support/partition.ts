import type { Browser, Page } from '@playwright/test';

interface Watched {
	readonly hearsayConnections: {
		readonly connection: RTCPeerConnection;
		readonly channels: RTCDataChannel[];
	}[];
}

/** Runs in the page before its own code: remembers every connection and its channels. */
function rememberConnections(): void {
	const watched = { hearsayConnections: [] } as unknown as Watched;
	Object.assign(window, watched);
	const Native = window.RTCPeerConnection;
	window.RTCPeerConnection = class extends Native {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			const channels: RTCDataChannel[] = [];
			watched.hearsayConnections.push({ connection: this, channels });
			this.addEventListener('datachannel', ({ channel }) => channels.push(channel));
			const create = this.createDataChannel.bind(this);
			this.createDataChannel = (label, options) => {
				const channel = create(label, options);
				channels.push(channel);
				return channel;
			};
		}
	};
}

/** A browser whose pages can be cut off from one another by `partition`. */
export function divisible(browser: Browser): Browser {
	return {
		...browser,
		newContext: async (options) => {
			const context = await browser.newContext(options);
			await context.addInitScript(rememberConnections);
			return context;
		}
	} as Browser;
}

const ufrag = (sdp: string | undefined) => /a=ice-ufrag:(\S+)/.exec(sdp ?? '')?.[1] ?? '';

/** What each page calls itself in its connections. */
async function ownNames(page: Page): Promise<string[]> {
	const descriptions = await page.evaluate(() =>
		(window as unknown as Watched).hearsayConnections.map(
			({ connection }) => connection.localDescription?.sdp
		)
	);
	return descriptions.map(ufrag);
}

/**
 * Cuts every connection between the groups, as a network that falls apart does. With the relay gone
 * nobody can introduce them again.
 */
export async function partition(...groups: (readonly Page[])[]): Promise<void> {
	const pages = groups.flat();
	const names = new Map<Page, string[]>();
	for (const page of pages) names.set(page, await ownNames(page));
	for (const group of groups)
		for (const page of group) {
			const strangers = pages.filter((other) => !group.includes(other)).flatMap((other) => names.get(other)!);
			await page.evaluate((theirs) => {
				for (const { connection, channels } of (window as unknown as Watched).hearsayConnections) {
					const remote = /a=ice-ufrag:(\S+)/.exec(connection.remoteDescription?.sdp ?? '')?.[1];
					if (remote && theirs.includes(remote)) for (const channel of channels) channel.close();
				}
			}, strangers);
		}
}
