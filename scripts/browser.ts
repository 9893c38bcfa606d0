import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const USUAL_PLACES = [
	process.env.CHROMIUM ?? '',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

function installed(): string | null {
	const playwrights = chromium.executablePath();
	return [...USUAL_PLACES, playwrights].find((path) => path !== '' && existsSync(path)) ?? null;
}

/**
 * The path of a Chromium for the browser tests: one that is here, or else one that is installed now,
 * by the system's package manager (as root on Debian and Ubuntu) or by Playwright. Says what it does.
 * Throws with what to do when neither works.
 */
export function findBrowser(): string {
	const found = installed();
	if (found) return found;
	console.log('No Chromium here: installing one for the browser tests.');
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		spawnSync('apt-get', ['update'], { stdio: 'inherit' });
		spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'inherit' });
	}
	if (!installed()) {
		try {
			execFileSync('npx', ['playwright', 'install', '--with-deps', 'chromium'], { stdio: 'inherit' });
		} catch {
			// Said below.
		}
	}
	const now = installed();
	if (now) return now;
	throw new Error('No Chromium could be installed. Install one, set CHROMIUM to its path, and run again.');
}
