import type { Codec } from './codec.ts';
import { openWebCodecs } from './web-codecs.ts';

/** The browser's own Opus, else libopus in WebAssembly, which is loaded only then. Rejects where neither runs. */
export async function openCodec(): Promise<Codec> {
	return (await openWebCodecs()) ?? (await import('./wasm-opus.ts')).openWasmOpus();
}
