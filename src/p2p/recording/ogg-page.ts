/*
 * Pages of an Ogg stream (RFC 3533, section 6). A page holds whole packets here, carries its own checksum, and says
 * how much sound there is up to its end: so a file that breaks off is whole up to its last whole page.
 */

/** Bytes of a page before its segment table. */
const HEADER = 27;
const MAX_SEGMENTS = 255;
const CAPTURE = [0x4f, 0x67, 0x67, 0x53];
const POLYNOMIAL = 0x04c11db7;

/** What marks the first and the last page of a stream. */
export const BEGINS = 2;
export const ENDS = 4;

/** One page to be written. */
export interface Page {
	readonly flags: number;
	/** Samples at 48 kHz up to the end of the page. */
	readonly granule: number;
	readonly serial: number;
	/** Number of the page in its stream, from 0. */
	readonly sequence: number;
	readonly packets: readonly Uint8Array[];
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let crc = byte << 24;
	for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x80000000 ? POLYNOMIAL : 0);
	return crc >>> 0;
});

/** The checksum of a page whose own checksum is zero: CRC-32, not reflected, from zero. */
function checksum(page: Uint8Array): number {
	let crc = 0;
	for (const byte of page) crc = ((crc << 8) ^ CRC_TABLE[(crc >>> 24) ^ byte]!) >>> 0;
	return crc;
}

/** Segments that a packet takes: as many full ones as it fills, and one that is not full. */
export function segmentsOf(packetBytes: number): number {
	return Math.floor(packetBytes / 255) + 1;
}

/** The bytes of a page. Its packets must fit: 255 segments in all. */
export function encodePage({ flags, granule, serial, sequence, packets }: Page): Uint8Array<ArrayBuffer> {
	const segments = packets.flatMap(({ length }) => [
		...Array.from({ length: segmentsOf(length) - 1 }, () => 255),
		length % 255
	]);
	if (segments.length > MAX_SEGMENTS) throw new RangeError('a page holds 255 segments');
	const body = packets.reduce((sum, { length }) => sum + length, 0);
	const page = new Uint8Array(HEADER + segments.length + body);
	const view = new DataView(page.buffer);
	page.set(CAPTURE);
	view.setUint8(5, flags);
	view.setBigUint64(6, BigInt(granule), true);
	view.setUint32(14, serial, true);
	view.setUint32(18, sequence, true);
	view.setUint8(26, segments.length);
	page.set(segments, HEADER);
	let at = HEADER + segments.length;
	for (const packet of packets) {
		page.set(packet, at);
		at += packet.length;
	}
	view.setUint32(22, checksum(page), true);
	return page;
}

/** A whole page as it was found in bytes. */
export interface FoundPage {
	/** Where it begins, and where the next one would. */
	readonly at: number;
	readonly end: number;
	readonly granule: number;
}

/** The page that begins at `at`, or null where there is none, or not all of it, or its checksum is wrong. */
export function pageAt(bytes: Uint8Array, at: number): FoundPage | null {
	if (at + HEADER > bytes.length || CAPTURE.some((byte, i) => bytes[at + i] !== byte)) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const count = view.getUint8(at + 26);
	const table = bytes.subarray(at + HEADER, at + HEADER + count);
	const end = at + HEADER + count + table.reduce((sum, size) => sum + size, 0);
	if (table.length < count || end > bytes.length) return null;
	const page = bytes.slice(at, end);
	page.fill(0, 22, 26);
	if (checksum(page) !== view.getUint32(at + 22, true)) return null;
	const granule = view.getBigUint64(at + 6, true);
	return granule <= BigInt(Number.MAX_SAFE_INTEGER) ? { at, end, granule: Number(granule) } : null;
}

/** The last whole page in bytes, or null. Work is bounded by their length, whatever they are. */
export function lastPage(bytes: Uint8Array): FoundPage | null {
	for (let at = bytes.lastIndexOf(CAPTURE[0]!); at >= 0; at = bytes.lastIndexOf(CAPTURE[0]!, at - 1)) {
		const page = pageAt(bytes, at);
		if (page) return page;
		if (at === 0) break;
	}
	return null;
}
