/** Own pages make pictures of 96 × 96; more than this nobody needs to see a face. */
const MOST_SIDE = 512;

type Size = readonly [width: number, height: number];

/**
 * Whether bytes that came as somebody's picture begin like a small still WebP or JPEG, which is what pages send. What
 * moves, what would unfold to gigabytes of pixels, and what is no picture is not given to the browser. Total; linear in
 * the bytes. Sources: RFC 9649 (WebP), RFC 6386 section 9.1 (VP8), ITU-T T.81 annex B (JPEG).
 */
export function isStillPicture(bytes: Uint8Array): boolean {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const sizes = view.getUint16(0) === 0xffd8 ? jpegSizes(view) : webpSizes(view);
		const isSmall = ([width, height]: Size) =>
			Math.min(width, height) > 0 && Math.max(width, height) <= MOST_SIDE;
		return sizes.length > 0 && sizes.every(isSmall);
	} catch {
		// Cut short: something was read past the end.
		return false;
	}
}

/** Every size that a still WebP tells; none if it moves or is no WebP. */
function webpSizes(view: DataView): Size[] {
	const name = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
	if (name(0) !== 'RIFF' || name(8) !== 'WEBP') return [];
	const sizes: Size[] = [];
	for (let at = 12; at < view.byteLength;) {
		const data = at + 8;
		const chunk = name(at);
		if (chunk === 'VP8X') sizes.push([uint24(view, data + 4) + 1, uint24(view, data + 7) + 1]);
		else if (chunk === 'VP8 ') sizes.push([uint14(view, data + 6), uint14(view, data + 8)]);
		else if (chunk === 'VP8L') sizes.push(losslessSize(view.getUint32(data + 1, true)));
		else if (!['ICCP', 'ALPH', 'EXIF', 'XMP '].includes(chunk)) return [];
		const length = view.getUint32(at + 4, true);
		at = data + length + (length % 2);
	}
	return sizes;
}

const uint14 = (view: DataView, at: number) => view.getUint16(at, true) & 0x3fff;
const uint24 = (view: DataView, at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
const losslessSize = (bits: number): Size => [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];

/** Every size that a JPEG tells before its picture begins; none if there is none. */
function jpegSizes(view: DataView): Size[] {
	const sizes: Size[] = [];
	for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
		const marker = view.getUint16(at);
		if (marker < 0xff01) return [];
		if (marker === 0xffda) return sizes;
		const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
		if (isFrame) sizes.push([view.getUint16(at + 7), view.getUint16(at + 5)]);
	}
}
