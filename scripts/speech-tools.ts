import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from './system-packages.ts';

/** What makes speech and judges what arrived of it, and the Debian package that each comes with. */
const TOOLS = {
	'espeak-ng': 'espeak-ng',
	sox: 'sox',
	pocketsphinx_continuous: 'pocketsphinx'
} as const;

/** The acoustic model of American English, where Debian puts it. */
export const ENGLISH_MODEL = '/usr/share/pocketsphinx/model/en-us';

function isOnPath(name: string): boolean {
	return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function missing(): string[] {
	const packages = Object.entries(TOOLS)
		.filter(([name]) => !isOnPath(name))
		.map(([, from]) => from);
	return existsSync(ENGLISH_MODEL) ? packages : [...packages, 'pocketsphinx-en-us'];
}

/**
 * Whether speech can be made and recognised here: with the tools that are here, or that are installed now. Says what
 * it does, and what is missing if it cannot.
 */
export function haveSpeechTools(): boolean {
	if (missing().length === 0) return true;
	console.log(`Speech is judged with ${missing().join(', ')}, which is not here: installing it.`);
	installPackages(...missing());
	const still = missing();
	if (still.length > 0)
		console.log(`Without ${still.join(', ')} no speech is judged here. Install it to include these tests.`);
	return still.length === 0;
}
