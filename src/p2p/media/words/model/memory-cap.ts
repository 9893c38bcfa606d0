/** What the largest model of the catalogue needs is a third of this. */
const MAX_BYTES = 1024 ** 3;
const PAGE_BYTES = 65_536;

/**
 * From now on no WebAssembly of this thread gets more memory than a gibibyte. ONNX Runtime would take four, and a few
 * bytes of a model are enough to ask for them. For a thread that runs nothing else.
 */
export function capMemory(): void {
	const { Memory } = WebAssembly;
	WebAssembly.Memory = class extends Memory {
		constructor(limits: WebAssembly.MemoryDescriptor) {
			const most = MAX_BYTES / PAGE_BYTES;
			super({ ...limits, maximum: Math.min(limits.maximum ?? most, most) });
		}
	};
}
