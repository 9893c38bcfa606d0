import { fail, ok, type Result } from '../../p2p/base/result.ts';

/** A profile picture: its sides, and the most bytes, since it travels to every person in a room. */
const PROFILE = { side: 96, maxBytes: 16 * 1024 };

/** Why a chosen file is no profile picture. */
export type PictureFault = 'not-an-image' | 'too-large';

/** Crops a chosen file to its middle square and makes it small, WebP or JPEG: a profile picture unless another size is wanted. */
export async function smallPicture(
	file: Blob,
	{ side: wanted, maxBytes } = PROFILE
): Promise<Result<Uint8Array, PictureFault>> {
	let image: ImageBitmap;
	try {
		image = await createImageBitmap(file);
	} catch {
		return fail('not-an-image');
	}
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = wanted;
	const side = Math.min(image.width, image.height);
	const context = canvas.getContext('2d');
	if (!context || side === 0) return fail('not-an-image');
	context.imageSmoothingQuality = 'high';
	context.fillStyle = '#fff';
	context.fillRect(0, 0, wanted, wanted);
	context.drawImage(
		image,
		(image.width - side) / 2,
		(image.height - side) / 2,
		side,
		side,
		0,
		0,
		wanted,
		wanted
	);
	image.close();
	for (const quality of [0.85, 0.6, 0.35]) {
		const blob = await encoded(canvas, quality);
		if (blob && blob.size <= maxBytes) return ok(new Uint8Array(await blob.arrayBuffer()));
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
