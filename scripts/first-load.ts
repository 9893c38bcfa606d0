/** Prints the first-load JavaScript and CSS of each built page, gzip, as the page's own markup names it. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

for (const page of ['', 'start/', 'room/', 'room/path/', 'settings/']) {
	const html = await readFile(`build/${page}index.html`, 'utf8');
	const files = new Set(html.match(/_app\/immutable\/[^"'\s)]+\.(js|css)/g));
	let [js, css] = [0, 0];
	for (const file of files) {
		const { length } = gzipSync(await readFile(`build/${file}`), { level: 9 });
		if (file.endsWith('.js')) js += length;
		else css += length;
	}
	const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
	console.log(`/${page}`.padEnd(12), `js ${kB(js)}`.padEnd(14), `css ${kB(css)}`);
}
