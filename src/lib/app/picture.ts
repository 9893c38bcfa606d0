import { fail, ok, type Result } from '../../p2p/base/result.ts';

/** Most bytes of a profile picture: it travels to every person in a room. */
const MAX_PICTURE_BYTES = 16 * 1024;
const SIDE = 96;

/** Why a chosen file is no profile picture. */
export type PictureFault = 'not-an-image' | 'too-large';

/** Crops a chosen file to its middle square and makes it small: 96 × 96, WebP or JPEG, at most 16 KiB. */
export async function smallPicture(file: Blob): Promise<Result<Uint8Array, PictureFault>> {
	let image: ImageBitmap;
	try {
		image = await createImageBitmap(file);
	} catch {
		return fail('not-an-image');
	}
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = SIDE;
	const side = Math.min(image.width, image.height);
	const context = canvas.getContext('2d');
	if (!context || side === 0) return fail('not-an-image');
	context.imageSmoothingQuality = 'high';
	context.fillStyle = '#fff';
	context.fillRect(0, 0, SIDE, SIDE);
	context.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
	image.close();
	for (const quality of [0.85, 0.6, 0.35]) {
		const blob = await encoded(canvas, quality);
		if (blob && blob.size <= MAX_PICTURE_BYTES) return ok(new Uint8Array(await blob.arrayBuffer()));
	}
	return fail('too-large');
}

/** WebP where the browser writes it, else JPEG; a browser that cannot answers with PNG, which is passed over. */
async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
	for (const type of ['image/webp', 'image/jpeg']) {
		const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
		if (blob?.type === type) return blob;
	}
	return null;
}
