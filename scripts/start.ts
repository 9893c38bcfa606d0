import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runRelay } from '../relay/main.ts';

/** What the built app is made of. */
const SOURCES = ['src', 'static', 'package.json', 'package-lock.json', 'vite.config.ts'];
const BUILT = join('build', 'index.html');

/** `npm start`: builds the app when it is missing or older than its sources, then runs the relay here. */
async function start(): Promise<void> {
	process.chdir(join(import.meta.dirname, '..'));
	if (isStale()) {
		console.log('Building the app, which takes about half a minute the first time …');
		const vite = join('node_modules', 'vite', 'bin', 'vite.js');
		const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { stdio: 'inherit' });
		if (built.status !== 0) {
			console.error(
				'The app could not be built: the lines above say why. After a fresh checkout, run npm ci first.'
			);
			process.exitCode = 1;
			return;
		}
	}
	await runRelay(process.argv.slice(2));
}

function isStale(): boolean {
	if (!existsSync(BUILT)) return true;
	const builtAt = statSync(BUILT).mtimeMs;
	return SOURCES.some((source) => existsSync(source) && newest(source) > builtAt);
}

function newest(path: string): number {
	const info = statSync(path);
	if (!info.isDirectory()) return info.mtimeMs;
	return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

await start();
