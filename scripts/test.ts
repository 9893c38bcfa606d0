import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';

interface Count {
	passed: number;
	failed: number;
	/** What failed, by name, as far as the runner tells. */
	names?: readonly string[];
}

/** A suite in Playwright's report. */
interface Suite {
	readonly suites?: readonly Suite[];
	readonly specs?: readonly { readonly title: string; readonly file: string; readonly ok: boolean }[];
}

const reports = mkdtempSync(join(tmpdir(), 'hearsay-test-'));

/** Runs one command of the project's own tools; whether it ended well. */
function run(name: string, args: readonly string[], env: Record<string, string> = {}): boolean {
	console.log(`\n— ${name} ${args.join(' ')}`);
	const command = join('node_modules', '.bin', name);
	return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

/** One check that either holds or does not. */
function check(steps: readonly (readonly [string, ...string[]])[]): Count {
	const isGreen = steps.every(([name, ...args]) => run(name, args));
	const names = isGreen ? [] : [steps.map(([name]) => name).join(', ')];
	return { passed: Number(isGreen), failed: Number(!isGreen), names };
}

/** A runner's report; a runner that ended badly without saying so in its report counts as one failure. */
function counted(isGreen: boolean, read: () => Count): Count {
	let count: Count = { passed: 0, failed: 0 };
	try {
		count = read();
	} catch {
		// No report: said by the failure below.
	}
	if (count.passed + count.failed === 0 || (!isGreen && count.failed === 0)) count.failed++;
	return count;
}

/** Unit, property and relay tests. */
function unitTests(): Count {
	const file = join(reports, 'unit.json');
	const isGreen = run('vitest', [
		'run',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${file}`
	]);
	return counted(isGreen, () => {
		const report = JSON.parse(readFileSync(file, 'utf8')) as {
			numPassedTests: number;
			numFailedTests: number;
			testResults: { assertionResults: { status: string; fullName: string }[] }[];
		};
		const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
		const names = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
		return { passed: report.numPassedTests, failed: report.numFailedTests, names };
	});
}

/** The app in real browsers, on a fresh build. */
function browserTests(): Count {
	if (!run('vite', ['build', '--logLevel', 'error'])) return { passed: 0, failed: 1 };
	const file = join(reports, 'browser.json');
	const isGreen = run('playwright', ['test', '--reporter=list,json'], {
		CHROMIUM: findBrowser(),
		PLAYWRIGHT_JSON_OUTPUT_NAME: file
	});
	return counted(isGreen, () => {
		const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as {
			stats: { expected: number; unexpected: number; flaky: number };
			suites: Suite[];
		};
		const failed = stats.unexpected + stats.flaky;
		return { passed: stats.expected, failed, names: suites.flatMap(failedIn) };
	});
}

function failedIn({ suites = [], specs = [] }: Suite): string[] {
	const own = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`);
	return [...own, ...suites.flatMap(failedIn)];
}

console.log(`Browser: ${findBrowser()}`);
const counts = [
	check([
		['svelte-kit', 'sync'],
		['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings']
	]),
	check([
		['prettier', '--check', '--log-level', 'warn', '.'],
		['eslint', '.']
	]),
	unitTests(),
	browserTests()
];
rmSync(reports, { recursive: true, force: true });
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
for (const name of counts.flatMap(({ names = [] }) => names)) console.log(`Failed: ${name}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
