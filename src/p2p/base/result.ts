/**
 * The outcome of something that is expected to fail sometimes. Bugs throw; everything a peer, a
 * link, a disk or a person can cause comes back as a value with a code.
 */
export type Result<Value, Code extends string = string> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: Code };

/** Wraps a success. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
	return { ok: true, value };
}

/** Wraps a failure; the code is what the interface turns into a sentence. */
export function fail<Code extends string>(code: Code): { readonly ok: false; readonly code: Code } {
	return { ok: false, code };
}
