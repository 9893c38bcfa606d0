import type { SessionId } from '../base/ids.ts';
import type { Epoch } from '../ports.ts';
import { EpochKeys } from '../wire/epoch-keys.ts';
import { SealedFrames } from './sealed-frames.ts';

/** What the page tells the worker: first whose tracks it seals, then the keys each time they change. */
export type SealOrder = { readonly me: SessionId } | { readonly epochs: readonly Epoch[] | null };

/** What one transform is for. */
export type SealTask = { readonly do: 'seal' } | { readonly do: 'open'; readonly from: SessionId };

/** One encoded frame, as much of it as is used here. */
interface Frame {
	data: ArrayBuffer;
}

/** As much of `RTCTransformEvent` as is used here; the page's types do not know it. */
interface TransformEvent extends Event {
	readonly transformer: {
		readonly options: SealTask;
		readonly readable: ReadableStream<Frame>;
		readonly writable: WritableStream<Frame>;
	};
}

const keys = new EpochKeys('tracks');
// Until the page says that the room is open, nothing leaves and nothing is played.
keys.set([]);
let frames: SealedFrames | null = null;

addEventListener('message', ({ data }: MessageEvent<SealOrder>) => {
	if ('epochs' in data) return keys.set(data.epochs);
	frames = new SealedFrames({ keys, me: data.me });
	postMessage('ready');
});

addEventListener('rtctransform', (event) => {
	const { options, readable, writable } = (event as TransformEvent).transformer;
	const pass = new TransformStream<Frame, Frame>({
		async transform(frame, controller) {
			const bytes = new Uint8Array(frame.data);
			const passed = await (options.do === 'seal' ? frames?.seal(bytes) : frames?.open(options.from, bytes));
			if (!passed) return;
			if (passed !== bytes) frame.data = passed.slice().buffer;
			controller.enqueue(frame);
		}
	});
	// It fails when the connection ends, and there is nobody left to tell.
	readable
		.pipeThrough(pass)
		.pipeTo(writable)
		.catch(() => {});
});
