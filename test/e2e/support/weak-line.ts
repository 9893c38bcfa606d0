import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { BrowserContext } from '@playwright/test';
import { seededRandom } from '../../fixtures/random.ts';

/** Lets a browser tell its true addresses, which `WeakLine` needs. */
export const TRUE_ADDRESSES = '--disable-features=WebRtcHideLocalIpsWithMdns';

declare global {
	interface Window {
		/** Where to send instead of to this address; for the scripts below. */
		wayTo(address: string, port: number): Promise<number>;
	}
}

/** Sends to the ways that the test made, and over one family of addresses only. */
function takeOtherWays(): void {
	type Add = (init?: RTCIceCandidateInit | null) => Promise<void>;
	const add = RTCPeerConnection.prototype.addIceCandidate as Add;
	RTCPeerConnection.prototype.addIceCandidate = async function (...[init]: Parameters<Add>) {
		const fields = init?.candidate?.split(' ') ?? [];
		if (fields.length < 8) return add.call(this, init);
		if (fields[2]!.toLowerCase() !== 'udp' || !fields[4]!.includes('.')) return;
		fields[5] = String(await window.wayTo(fields[4]!, Number(fields[5])));
		fields[4] = '127.0.0.1';
		const { sdpMid = null, sdpMLineIndex = null } = init!;
		return add.call(this, { candidate: fields.join(' '), sdpMid, sdpMLineIndex });
	};
}

/**
 * The line of one page, which loses a share of the sound that the page sends by its tracks. Real datagrams of real
 * browsers pass through it; every page of the room has to be told of it before it is opened.
 */
export class WeakLine {
	/** 0 to 1. */
	loss = 0;
	/** Datagrams of sound that came to it, and those that it lost. */
	readonly counts = { sent: 0, lost: 0 };
	readonly #sockets: Socket[] = [];
	readonly #random = seededRandom(5);

	/** Leads all that this context sends to others past this line; `isWeak`: the page is the one whose line it is. */
	async lead(context: BrowserContext, { isWeak }: { readonly isWeak: boolean }): Promise<void> {
		await context.exposeFunction('wayTo', (address: string, port: number) =>
			this.#open(address, port, isWeak)
		);
		await context.addInitScript(takeOtherWays);
	}

	/** Ends all ways. */
	close(): void {
		for (const socket of this.#sockets) socket.close();
	}

	/** A port that stands for an address: what comes to it goes on there, and what comes from there goes back. */
	async #open(address: string, port: number, isOut: boolean): Promise<number> {
		const socket = createSocket('udp4');
		this.#sockets.push(socket);
		let caller: { readonly address: string; readonly port: number } | null = null;
		socket.on('message', (datagram, from) => {
			const isBack = from.port === port;
			if (!isBack) caller = from;
			const to = isBack ? caller : { address, port };
			if (to && !this.#loses(datagram, isOut !== isBack)) socket.send(datagram, to.port, to.address);
		});
		socket.bind(0);
		await once(socket, 'listening');
		return socket.address().port;
	}

	/** Of what the weak page sends, RTP is lost by chance: RFC 7983 tells it by its first byte, and RTCP by its second. */
	#loses(datagram: Buffer, isSent: boolean): boolean {
		const [first = 0, second = 0] = datagram;
		const isSound = first >= 128 && first <= 191 && !(second >= 192 && second <= 223);
		if (!isSent || !isSound) return false;
		this.counts.sent++;
		const isLost = this.#random.fraction() < this.loss;
		if (isLost) this.counts.lost++;
		return isLost;
	}
}
