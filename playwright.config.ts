import { defineConfig } from '@playwright/test';

/** What needs one page and no sound. */
const SCREENS = ['**/accessibility.spec.ts', '**/offline.spec.ts', '**/screen-reader.spec.ts'];

/** What judges sound that arrived (`listen` sees to it that the tag is there), and what needs both cores. */
const HEARD = /@heard|@alone/;

export default defineConfig({
	testDir: 'test/e2e',
	outputDir: 'test-results',
	globalSetup: './test/e2e/support/variants.ts',
	// In this order: the screens are through, but for the last one, when the first room begins.
	projects: [
		{ name: 'screens', testMatch: SCREENS, fullyParallel: true },
		// Rooms that are looked at, and not listened to.
		{
			name: 'rooms',
			testMatch: '**/*.spec.ts',
			testIgnore: SCREENS,
			grepInvert: HEARD,
			fullyParallel: true
		},
		// Each test runs several pages on two cores: one at a time, so that speech is not starved.
		{ name: 'heard', testMatch: '**/*.spec.ts', testIgnore: SCREENS, grep: HEARD, workers: 1 }
	],
	workers: 2,
	timeout: 120_000,
	// A screen reader's tree is told whole: what is added to a screen is heard as well as what is gone.
	expect: { timeout: 20_000, toMatchAriaSnapshot: { children: 'deep-equal' } },
	forbidOnly: true,
	retries: 0,
	reporter: [['list']],
	use: { locale: 'en-GB', timezoneId: 'UTC' }
});
