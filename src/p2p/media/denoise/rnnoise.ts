/** Samples of one frame: 10 ms at 48 kHz. */
export const DENOISED_FRAME = 480;

/** Takes the noise out of one voice, one frame after the other. */
export interface Denoiser {
	/** Puts in place of 480 samples (mono, 48 kHz, −1 to 1) those of 10 ms before them, without their noise. */
	denoise(frame: Float32Array): void;
}

/** As much of the module as is used. Addresses are bytes in its memory. */
interface Rnnoise {
	readonly memory: WebAssembly.Memory;
	__wasm_call_ctors(): void;
	malloc(bytes: number): number;
	rnnoise_create(model: number): number;
	rnnoise_process_frame(state: number, to: number, from: number): number;
}

/** RNNoise counts in the units of 16-bit samples. */
const SCALE = 32_768;

/**
 * Makes a denoiser of RNNoise's WebAssembly, with the model inside it. Rejects what is no such module, and where a
 * content policy forbids WebAssembly. Its memory (16 MB) goes with it. Source: Valin, "A Hybrid DSP/Deep Learning
 * Approach to Real-Time Full-Band Speech Enhancement", 2018.
 */
export async function openRnnoise(wasm: ArrayBuffer): Promise<Denoiser> {
	const memory = () => new Uint8Array(rnnoise.memory.buffer);
	const env = {
		emscripten_memcpy_big: (to: number, from: number, length: number) =>
			void memory().copyWithin(to, from, from + length),
		// It allocates when it is made, and never more than it began with.
		emscripten_resize_heap: () => 0,
		__assert_fail: () => {
			throw new Error('RNNoise found itself in a state that cannot be');
		}
	};
	const { instance } = await WebAssembly.instantiate(wasm, { env });
	const rnnoise = instance.exports as unknown as Rnnoise;
	rnnoise.__wasm_call_ctors();
	const state = rnnoise.rnnoise_create(0);
	const at = rnnoise.malloc(DENOISED_FRAME * Float32Array.BYTES_PER_ELEMENT);
	if (!state || !at) throw new Error('RNNoise has no memory');
	const samples = new Float32Array(rnnoise.memory.buffer, at, DENOISED_FRAME);
	return {
		denoise(frame) {
			for (let i = 0; i < DENOISED_FRAME; i++) samples[i] = frame[i]! * SCALE;
			rnnoise.rnnoise_process_frame(state, at, at);
			for (let i = 0; i < DENOISED_FRAME; i++) frame[i] = samples[i]! / SCALE;
		}
	};
}
