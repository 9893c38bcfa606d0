import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { systemClock } from '../../src/p2p/base/clock.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';

/** As much of simple-peer as a link uses: what arrives waits in the stream until somebody listens. */
class FakePeer extends Readable {
	connected = false;
	static last: FakePeer;
	readonly _pc = Object.assign(new EventEmitter(), {
		addEventListener: () => {},
		createDataChannel: (label: string, options: RTCDataChannelInit) => ({ label, ...options }),
		addTransceiver: () => {}
	});

	constructor() {
		super({ objectMode: true, read: () => {} });
		FakePeer.last = this;
	}
}

async function openLink() {
	vi.doMock('simple-peer/simplepeer.min.js', () => ({ default: FakePeer }));
	const { directLinks } = await import('../../src/p2p/transport/direct-link.ts');
	return directLinks({ iceServers: [], clock: systemClock })({ peer: 'ab' as SessionId, initiator: true });
}

it('P6 brings an unordered channel without retransmission from the moment it is made', async () => {
	const { frames } = await openLink();
	const options = { label: 'frames', negotiated: true, id: 100, ordered: false, maxRetransmits: 0 };
	expect(frames).toEqual({ ...options, binaryType: 'arraybuffer' });
});

it('hands on what the other side said before this side knew that it was connected', async () => {
	const link = await openLink();
	const heard: string[] = [];
	link.on('opened', () => {
		heard.push('opened');
		link.on('received', (bytes) => heard.push(new TextDecoder().decode(bytes)));
	});
	const peer = FakePeer.last;
	peer.push(new TextEncoder().encode('hello'));
	await new Promise((resolve) => setImmediate(resolve));
	peer.emit('connect');
	peer.push(new TextEncoder().encode('introduction'));
	await new Promise((resolve) => setImmediate(resolve));
	expect(heard).toEqual(['opened', 'hello', 'introduction']);
});
