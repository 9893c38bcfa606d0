/** Checks signatures: in the calling thread, or in one of its own. */
export interface Verifier {
	/** Whether each of these raw events is whole and signed by its session. Never rejects. */
	verify(raws: readonly Uint8Array[]): Promise<readonly boolean[]>;
}
