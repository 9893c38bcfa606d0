import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const WIDTHS = [1280, 320] as const;
const COLOR_SCHEMES = ['light', 'dark'] as const;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Expects that axe finds nothing on the page as it stands, and that nothing sticks out to the side: in
 * both themes, at both widths. The page is left in the last of these looks.
 */
export async function expectAccessible(page: Page): Promise<void> {
	// axe judges the document it was put into, so a frame would go unseen.
	expect(page.frames(), 'the page has no frames').toHaveLength(1);
	await page.evaluate(axe.source);
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 800 });
		for (const colorScheme of COLOR_SCHEMES) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await settle(page);
			const where = `${colorScheme}, ${width} px`;
			expect(await violations(page), where).toEqual([]);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(overflow, `nothing sticks out to the side: ${where}`).toBeLessThanOrEqual(0);
		}
	}
}

/** Waits for colours on their way from one theme to the other: an inherited one sets out after its parent's arrived. */
async function settle(page: Page): Promise<void> {
	await page.waitForFunction(() =>
		document
			.getAnimations()
			.every(
				({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity
			)
	);
}

/** Names of the rules that are broken, each with the elements that break it. */
function violations(page: Page): Promise<[string, string[]][]> {
	return page.evaluate(async (tags) => {
		const { axe } = window as unknown as { axe: typeof import('axe-core') };
		const { violations } = await axe.run(document, {
			runOnly: { type: 'tag', values: tags },
			resultTypes: ['violations']
		});
		return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
	}, TAGS);
}
