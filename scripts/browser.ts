import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { installPackages } from './system-packages.ts';

const USUAL_PLACES = [
	process.env.CHROMIUM ?? '',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

const FIREFOX_PLACES = [
	process.env.FIREFOX ?? '',
	'/usr/bin/firefox-esr',
	'/usr/bin/firefox',
	'/Applications/Firefox.app/Contents/MacOS/firefox'
];

function isThere(path: string): boolean {
	return path !== '' && existsSync(path);
}

/** The path of a Firefox, one that is here or one that is installed now; null, with a sentence, if there is none. */
export function findFirefox(): string | null {
	const found = FIREFOX_PLACES.find(isThere);
	if (found) return found;
	console.log('No Firefox here: installing one to compare its verdicts.');
	installPackages('firefox-esr');
	const now = FIREFOX_PLACES.find(isThere);
	if (!now) console.log('No Firefox could be installed. Set FIREFOX to the path of one to include it.');
	return now ?? null;
}

function installed(): string | null {
	const playwrights = chromium.executablePath();
	return [...USUAL_PLACES, playwrights].find(isThere) ?? null;
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
	installPackages('chromium');
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
