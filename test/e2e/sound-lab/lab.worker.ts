import type { SessionId } from '../../../src/p2p/base/ids.ts';
import { systemClock } from '../../../src/p2p/base/clock.ts';
import { Scope } from '../../../src/p2p/base/scope.ts';
import { openCodec } from '../../../src/p2p/media/codec/open-codec.ts';
import { DecodingEar } from '../../../src/p2p/media/ear/decoding-ear.ts';
import { PortPlayout } from '../../../src/p2p/media/ear/port-playout.ts';
import { CodedVoice } from '../../../src/p2p/media/voice/coded-voice.ts';
import { MediaClock } from '../../../src/p2p/media/voice/media-clock.ts';

/** What the page hands over: the capture's port, then the playout's. */
export interface Begin {
	readonly codec: 'any' | 'wasm';
}

const openWasm = async () => (await import('../../../src/p2p/media/codec/wasm-opus.ts')).openWasmOpus();
const SPEAKER = '1'.repeat(64) as SessionId;
const scope = new Scope(systemClock);
let bytes = 0;
let frames = 0;

addEventListener('message', async ({ data, ports }: MessageEvent<Begin | 'report'>) => {
	if (data === 'report') return;
	const codec = await (data.codec === 'wasm' ? openWasm() : openCodec());
	const ear = new DecodingEar({ scope, codec, playout: new PortPlayout(ports[1]!) });
	ear.setAudible(new Map([[SPEAKER, 1]]));
	const voice = new CodedVoice({ port: ports[0]!, codec, clock: new MediaClock(systemClock) });
	voice.on('frame', (frame) => {
		frames += frame.payload.length > 0 ? 1 : 0;
		bytes += frame.payload.length;
		ear.take(SPEAKER, frame);
	});
	scope.every(200, () =>
		postMessage({ codec: codec.name, frames, bytes, ...ear.stats() } satisfies LabReport)
	);
});

/** How the worker stands. */
export interface LabReport {
	readonly codec: string;
	readonly frames: number;
	readonly bytes: number;
	readonly due: number;
	readonly missing: number;
	readonly playoutMs: number;
}
