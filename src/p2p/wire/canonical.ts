import * as dagCbor from '@ipld/dag-cbor';
import { sameBytes } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';

/** What can be written: plain data with byte strings. */
export type Plain =
	null | boolean | number | string | Uint8Array | readonly Plain[] | { readonly [key: string]: Plain };

/** The one byte string that stands for a value. Source: the DAG-CBOR specification, "Strictness". */
export function encodeCanonical(value: Plain): Uint8Array {
	// A plain copy: under Node the library returns a Buffer, whose slices share memory.
	return new Uint8Array(dagCbor.encode(value));
}

/**
 * Reads bytes that were written by `encodeCanonical`, and nothing else: what does not encode back to
 * the same bytes (unsorted keys, long integers, short floats, `__proto__`) is refused. Total: any
 * bytes give an answer, in time linear in their length.
 */
export function decodeCanonical(bytes: Uint8Array, maxBytes: number): Result<Plain, 'malformed'> {
	if (bytes.length === 0 || bytes.length > maxBytes) return fail('malformed');
	try {
		const value = dagCbor.decode<Plain>(bytes);
		return sameBytes(dagCbor.encode(value), bytes) ? ok(value) : fail('malformed');
	} catch {
		return fail('malformed');
	}
}

/** The value as a map with exactly these keys, or null. */
export function asRecord<Key extends string>(
	value: Plain | undefined,
	keys: readonly Key[]
): Record<Key, Plain> | null {
	if (value === null || typeof value !== 'object' || value instanceof Uint8Array || Array.isArray(value))
		return null;
	const found = Object.keys(value);
	if (found.length !== keys.length || !keys.every((key) => Object.hasOwn(value, key))) return null;
	return value as Record<Key, Plain>;
}

/** Whether the value is a byte string of exactly this length. */
export function isBytes(value: Plain | undefined, length: number): value is Uint8Array {
	return value instanceof Uint8Array && value.length === length;
}

/** Whether the value is a whole number from 0 to `max`. */
export function isCount(value: Plain | undefined, max: number): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max;
}
