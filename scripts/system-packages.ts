import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs packages of the system where that can be done without asking: as root on Debian and Ubuntu. Shows what
 * the package manager says; elsewhere it does nothing. The caller looks whether they are there now.
 */
export function installPackages(...names: readonly string[]): void {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
	spawnSync('apt-get', ['update'], { stdio: 'inherit' });
	spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], { stdio: 'inherit' });
}
