import { concatBytes } from '@noble/hashes/utils.js';

/** What one data channel message holds of a longer one: what every browser takes. Source: RFC 8831, section 6.6. */
const FRAGMENT_BYTES = 64 * 1024;
/** Longest message that is put together again: a person's whole document, many times over. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
const LAST = 1;
const MORE = 0;

/**
 * What simple-peer makes connections of, such that messages of any length pass: y-webrtc sends a document in one message, browsers
 * refuse those of more than 256 KiB, and y-webrtc then drops it without a word. Both ends have to use it.
 */
export function fragmentingConnections(): { readonly wrtc: object } {
	class Connection extends RTCPeerConnection {
		override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
			return fragmenting(super.createDataChannel(label, init));
		}

		override set ondatachannel(handler: ((event: RTCDataChannelEvent) => void) | null) {
			super.ondatachannel =
				handler && ((event) => handler({ channel: fragmenting(event.channel) } as RTCDataChannelEvent));
		}
	}
	return { wrtc: { RTCPeerConnection: Connection, RTCSessionDescription, RTCIceCandidate } };
}

/** A channel that cuts what is sent and puts together what comes; anything else of it is as it was. */
function fragmenting(channel: RTCDataChannel): RTCDataChannel {
	const send = channel.send.bind(channel) as (bytes: Uint8Array<ArrayBuffer>) => void;
	let parts: Uint8Array[] = [];
	let length = 0;
	const put = (data: ArrayBuffer): Uint8Array | null => {
		const part = new Uint8Array(data);
		parts.push(part.subarray(1));
		length += part.length - 1;
		if (length > MAX_MESSAGE_BYTES) channel.close();
		if (part[0] !== LAST || length > MAX_MESSAGE_BYTES) return null;
		const message = concatBytes(...parts);
		parts = [];
		length = 0;
		return message;
	};
	return new Proxy(channel, {
		get(target, name) {
			if (name !== 'send') {
				const value = Reflect.get(target, name, target) as unknown;
				return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
			}
			return (bytes: Uint8Array) => {
				for (let at = 0; at === 0 || at < bytes.length; at += FRAGMENT_BYTES) {
					const isLast = at + FRAGMENT_BYTES >= bytes.length;
					const part = bytes.subarray(at, at + FRAGMENT_BYTES);
					send(new Uint8Array(concatBytes(Uint8Array.of(isLast ? LAST : MORE), part)));
				}
			};
		},
		set(target, name, value: unknown) {
			if (name !== 'onmessage') return Reflect.set(target, name, value, target);
			const handler = value as ((event: MessageEvent) => void) | null;
			target.onmessage =
				handler &&
				((event: MessageEvent<ArrayBuffer>) => {
					const message = put(event.data);
					if (message) handler({ data: message.buffer } as MessageEvent);
				});
			return true;
		}
	});
}
