/**
 * What a screen reader is given on the main screens, as a tree of roles, names and states. A change here is a change of
 * what people hear: read the difference, and if it is meant, run the spec with `--update-snapshots`.
 */
import { expect, type Page } from '@playwright/test';
import { open, test, type Site } from './site.ts';

/** An evening on which nothing ticks, so that times read the same in every run. */
const EVENING = new Date('2026-11-23T20:00:00Z');

const room = (scene: string) => async (page: Page, site: Site) => {
	await open(page, site, `/room/#story-${scene}`);
};

const screens: Readonly<Record<string, (page: Page, site: Site) => Promise<unknown>>> = {
	home: async (page, site) => {
		await open(page, site, '/');
		await page.getByText('Wednesday on the quay').waitFor();
		await page.getByText('None of the 3 people you follow').waitFor();
	},
	start: (page, site) => open(page, site, '/start/'),
	door: room('preview'),
	scheduled: room('scheduled'),
	'scheduled-host': room('scheduled-host'),
	'room-host': room('host'),
	'room-listener': room('listener'),
	'room-turns': async (page, site) => {
		await room('turns')(page, site);
		await page.getByText('0:24').waitFor();
	}
};

for (const [name, show] of Object.entries(screens)) {
	test(`a screen reader is given the ${name} screen as it was`, async ({ page, site }) => {
		await page.clock.setFixedTime(EVENING);
		await show(page, site);
		await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
	});
}

test('a screen reader is given the room of a listener in French as it was', async ({ page, site }) => {
	await page.clock.setFixedTime(EVENING);
	await page.addInitScript(() => localStorage.setItem('hearsay.language', '"fr"'));
	await page.goto(`${site.origin}/room/#story-listener`);
	await page.getByRole('heading', { name: 'Scène' }).waitFor();
	await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'room-listener-french.aria.yml' });
});
