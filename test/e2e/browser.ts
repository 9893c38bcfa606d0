import type { LaunchOptions } from '@playwright/test';

/** Debian's Chromium, quiet on the network. */
export const chromiumOptions: LaunchOptions = {
	executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
	args: [
		'--no-sandbox',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--no-first-run'
	]
};
