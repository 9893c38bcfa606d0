import { fail, ok, type Result } from '../../p2p/base/result.ts';

/** Why nothing can be scanned. */
export type ScanFault = 'denied' | 'missing';

/** Pictures are looked at this often: a hand that holds a code moves slowly. */
const LOOK_EVERY_MS = 200;
/** Longer side of the picture that is searched, pixels; a code that fills a third of it is found. */
const LOOKED_AT = 640;

/** The camera, and what it shows of QR codes. Its pictures stay in this page. */
export class QrScanner {
	readonly #stream: MediaStream;
	readonly #timer: ReturnType<typeof setInterval>;

	private constructor(stream: MediaStream, timer: ReturnType<typeof setInterval>) {
		this.#stream = stream;
		this.#timer = timer;
	}

	/** Asks for the camera, shows it in `video`, and tells of each code that is seen, the same one again too. */
	static async open(
		video: HTMLVideoElement,
		seen: (text: string) => void
	): Promise<Result<QrScanner, ScanFault>> {
		const [stream, { decodeQR }] = await Promise.all([openCamera(), import('qr/decode.js')]);
		if (!stream.ok) return stream;
		video.srcObject = stream.value;
		await video.play().catch(() => {});
		const canvas = document.createElement('canvas');
		const drawing = canvas.getContext('2d', { willReadFrequently: true });
		const timer = setInterval(() => {
			const scale = LOOKED_AT / Math.max(video.videoWidth, video.videoHeight, 1);
			if (!drawing || video.videoWidth === 0) return;
			canvas.width = Math.round(video.videoWidth * Math.min(1, scale));
			canvas.height = Math.round(video.videoHeight * Math.min(1, scale));
			drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
			const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height);
			try {
				seen(decodeQR({ data, width, height }));
			} catch {
				// No code in this picture.
			}
		}, LOOK_EVERY_MS);
		return ok(new QrScanner(stream.value, timer));
	}

	/** Lets the camera go. */
	close(): void {
		clearInterval(this.#timer);
		for (const track of this.#stream.getTracks()) track.stop();
	}
}

/** The camera that looks away from its holder, where there are two. */
async function openCamera(): Promise<Result<MediaStream, ScanFault>> {
	try {
		return ok(await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }));
	} catch (error) {
		return fail(error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'missing');
	}
}
