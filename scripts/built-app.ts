import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** What the built app is made of. */
const SOURCES = ['src', 'static', 'package.json', 'package-lock.json', 'vite.config.ts', 'svelte.config.js'];

/**
 * Builds the app when it is missing or older than its sources, and says so. False when it could not
 * be built; the compiler's own lines then stand above.
 */
export function buildIfStale(): boolean {
	if (!isStale()) return true;
	console.error('Building the app, which takes about half a minute the first time …');
	const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
	const stdio: ['ignore', 'inherit', 'inherit'] = ['ignore', 'inherit', 'inherit'];
	return (
		spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: ROOT, stdio }).status === 0
	);
}

function isStale(): boolean {
	const built = join(ROOT, 'build', 'index.html');
	if (!existsSync(built)) return true;
	const builtAt = statSync(built).mtimeMs;
	return SOURCES.map((source) => join(ROOT, source)).some(
		(path) => existsSync(path) && newest(path) > builtAt
	);
}

function newest(path: string): number {
	const info = statSync(path);
	if (!info.isDirectory()) return info.mtimeMs;
	return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
