/** Renders static/icon.svg to the PNG sizes that the manifest names. Run after changing the drawing. */
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { chromiumOptions } from '../test/e2e/browser.ts';

const svg = await readFile('static/icon.svg', 'utf8');
const browser = await chromium.launch(chromiumOptions);
for (const size of [192, 512]) {
	const page = await browser.newPage({ viewport: { width: size, height: size } });
	await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
	await page.screenshot({ path: `static/icon-${size}.png` });
}
await browser.close();
