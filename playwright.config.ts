import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'test/e2e',
	testMatch: '**/*.spec.ts',
	outputDir: 'test-results',
	// Each test runs several browsers on two cores: one at a time, so that speech is not starved.
	workers: 1,
	fullyParallel: false,
	timeout: 120_000,
	expect: { timeout: 20_000 },
	forbidOnly: true,
	retries: 0,
	reporter: [['list']],
	use: { locale: 'en-GB' }
});
