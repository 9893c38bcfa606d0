import { writeFileSync } from 'node:fs';
import { encode } from 'uqr';

const WIDTH = 640;
const HEIGHT = 480;
const MODULE = 5;
const WHITE = 235;
const BLACK = 16;

/** Writes what a camera sees of a QR code that is held in front of it, as YUV4MPEG2, for Chromium's fake camera. */
export function writeQrVideo(file: string, text: string): void {
	const { data, size } = encode(text, { ecc: 'M', border: 4 });
	const [left, top] = [(WIDTH - size * MODULE) >> 1, (HEIGHT - size * MODULE) >> 1];
	const picture = Buffer.alloc(WIDTH * HEIGHT, WHITE);
	for (const [y, line] of data.entries())
		for (const [x, isDark] of line.entries())
			for (let row = 0; isDark && row < MODULE; row++) {
				const at = (top + y * MODULE + row) * WIDTH + left + x * MODULE;
				picture.fill(BLACK, at, at + MODULE);
			}
	const colours = Buffer.alloc(WIDTH * HEIGHT * 0.5, 128);
	const frame = Buffer.concat([Buffer.from('FRAME\n'), picture, colours]);
	const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
	writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 20 }, () => frame)]));
}
