import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Both themes and both widths; what a theme breaks does not depend on the width, nor the other way round. */
const LOOKS = [
	{ colorScheme: 'light', width: 1280 },
	{ colorScheme: 'dark', width: 320 }
] as const;

/** Expects that axe finds nothing on the page as it stands, and that nothing sticks out to the side. */
export async function expectAccessible(page: Page): Promise<void> {
	for (const { colorScheme, width } of LOOKS) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
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
