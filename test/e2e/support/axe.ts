import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Expects that axe finds nothing on the page as it stands, light and dark, 320 and 1280 px wide, and
 * that nothing sticks out to the side.
 */
export async function expectAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		for (const width of [320, 1280]) {
			await page.setViewportSize({ width, height: 800 });
			const where = `${colorScheme}, ${width} px`;
			const { violations } = await new AxeBuilder({ page })
				.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
				.analyze();
			const found = violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
			expect(found, where).toEqual([]);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(overflow, `nothing sticks out to the side: ${where}`).toBeLessThanOrEqual(0);
		}
	}
}
