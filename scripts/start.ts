import { join } from 'node:path';
import { runRelay } from '../relay/main.ts';
import { buildIfStale } from './built-app.ts';

/** `npm start`: builds the app when it is missing or older than its sources, then runs the relay here. */
async function start(): Promise<void> {
	process.chdir(join(import.meta.dirname, '..'));
	if (!buildIfStale()) {
		console.error(
			'The app could not be built: the lines above say why. After a fresh checkout, run npm ci first.'
		);
		process.exitCode = 1;
		return;
	}
	await runRelay(process.argv.slice(2));
}

await start();
