import type { Page } from '@playwright/test';

interface HostileWindow {
	readonly hearsayConnections: RTCPeerConnection[];
	/** What becomes of letters on their way out. */
	hearsayTampering: Tampering;
}

/** What a page does to the letters it sends or carries: each five times, or each with its last byte changed. */
type Tampering = 'none' | 'repeat' | 'alter';

/** Before a page's own scripts: its links are never closed and go on sending, whomever the page turns away. */
export function neverHangUp(): void {
	const connections: RTCPeerConnection[] = [];
	Object.assign(window, { hearsayConnections: connections });
	window.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(...options: ConstructorParameters<typeof RTCPeerConnection>) {
			super(...options);
			connections.push(this);
		}
		override close(): void {}
	};
	const replaceTrack = RTCRtpSender.prototype.replaceTrack;
	RTCRtpSender.prototype.replaceTrack = async function (track) {
		if (track) await replaceTrack.call(this, track);
	};
}

/** Before a page's own scripts: it plays whatever comes, and keeps every key that it was ever given. */
export function hearEverything(): void {
	const postMessage = Worker.prototype.postMessage as (message: unknown, ...rest: unknown[]) => void;
	const kept: unknown[] = [];
	Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
		const order = message as { readonly me?: unknown; readonly epochs?: readonly unknown[] | null } | null;
		if (!order?.epochs || 'do' in order) return postMessage.call(this, message, ...rest);
		kept.push(...order.epochs);
		postMessage.call(this, { epochs: kept });
	} as typeof Worker.prototype.postMessage;
	const play = ({ track }: RTCTrackEvent) => {
		const element = document.createElement('audio');
		element.srcObject = new MediaStream([track]);
		document.body.append(element);
		void element.play();
	};
	const listen = RTCPeerConnection.prototype.addEventListener as (name: string, listener: unknown) => void;
	const Connection = window.RTCPeerConnection;
	window.RTCPeerConnection = class extends Connection {
		constructor(...options: ConstructorParameters<typeof RTCPeerConnection>) {
			super(...options);
			listen.call(this, 'track', play);
		}
	};
}

/** Before a page's own scripts: letters that it sends or carries are as `tamperFromNowOn` says. */
export function tamperWithLetters(): void {
	const hostile = window as unknown as HostileWindow;
	hostile.hearsayTampering = 'none';
	const send = RTCDataChannel.prototype.send as (data: unknown) => void;
	RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
		const bytes =
			data instanceof Uint8Array ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : null;
		if (!bytes || !String.fromCharCode(...bytes.subarray(0, 10_000)).includes('letter'))
			return send.call(this, data);
		const sent = bytes.slice();
		if (hostile.hearsayTampering === 'alter') sent[sent.length - 1]! ^= 1;
		const times = hostile.hearsayTampering === 'repeat' ? 5 : 1;
		for (let i = 0; i < times; i++) send.call(this, sent);
	} as typeof RTCDataChannel.prototype.send;
}

/** Changes what a page with `tamperWithLetters` does to letters. */
export async function tamperFromNowOn(page: Page, tampering: Tampering): Promise<void> {
	await page.evaluate((tampering) => {
		(window as unknown as HostileWindow).hearsayTampering = tampering;
	}, tampering);
}

/** Before a page's own scripts: a browser from before encoded transforms. */
export function withoutTransforms(): void {
	Reflect.deleteProperty(window, 'RTCRtpScriptTransform');
}

/** Packets of sound that a page's links have received so far. */
export function soundPackets(page: Page): Promise<number> {
	return page.evaluate(async () => {
		let packets = 0;
		for (const connection of (window as unknown as HostileWindow).hearsayConnections)
			for (const entry of (await connection.getStats()).values() as Iterable<RTCInboundRtpStreamStats>)
				if (entry.type === 'inbound-rtp') packets += entry.packetsReceived ?? 0;
		return packets;
	});
}

/** The same room as a link of another site, which finds it through this relay. */
export async function onAnotherSite(link: string, origin: string, relay: string): Promise<string> {
	const { addresses } = (await (await fetch(`${relay}/relay.json`)).json()) as { addresses: string[] };
	const options = addresses.slice(0, 1).map((address) => `&r=${encodeURIComponent(address)}`);
	return `${origin}/room/${new URL(link).hash}${options.join('')}`;
}
