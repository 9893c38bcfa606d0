import { readFileSync } from 'node:fs';
import { startVitest, type TestModule } from 'vitest/node';
import { MUTANTS, type Mutant } from '../test/room/mutants.ts';

/*
 * `npm run test:mutants [-- <rule or words> …]`: takes the rules of the room apart one clause at a time and
 * sees whether a test notices. Each mutant is a change of source text, made while the tests load it: no file
 * is written. It is tried against the stories, which tell one rule each, and against the properties in a
 * share of their runs. Exits 1 if a mutant survives both, or if its text is no longer in the source.
 */

const ROOT = `${import.meta.dirname}/..`;
/** Rules of communities have tests of their own. */
const layerOf = ({ rule }: Mutant) => (rule.startsWith('CO') ? 'community' : 'room');
const STORIES = [
	'rules',
	'admission',
	'forks',
	'handover',
	'acting',
	'quotas',
	'recordings',
	'schedule',
	'tickets'
];
const PROPERTIES = ['properties', 'permissions'];
/** Share of the properties' runs: some 3,000 rooms, in a few seconds. */
const SHARE = '0.03';

/** The first test that fails with a mutant in place, or null. */
async function catcher(mutant: Mutant, names: readonly string[]): Promise<string | null> {
	const layer = layerOf(mutant);
	const file = `src/p2p/${layer}/${mutant.file}`;
	const vitest = await startVitest(
		'test',
		names.map((name) => `test/${layer}/${name}`),
		{
			config: false,
			root: ROOT,
			include: [`test/${layer}/**/*.test.ts`],
			watch: false,
			bail: 1,
			pool: 'threads',
			isolate: false,
			reporters: [{}],
			// A cache would hand the next mutant, or the next honest run, the source of this one.
			fsModuleCache: false,
			env: { HEARSAY_RUNS: SHARE },
			// A mutant may make a property run away; that counts as caught.
			testTimeout: 60_000
		},
		{
			plugins: [
				{
					name: 'mutant',
					enforce: 'pre',
					transform: (code, id) => (id.endsWith(file) ? code.replace(mutant.find, mutant.replace) : undefined)
				}
			]
		}
	);
	const failed = vitest.state.getTestModules().map(firstFailure);
	await vitest.close();
	return failed.find((title) => title !== null) ?? null;
}

function firstFailure(module: TestModule): string | null {
	for (const test of module.children.allTests('failed')) return test.name;
	return module.state() === 'failed' ? `${module.relativeModuleId} could not be loaded` : null;
}

function isInSource(mutant: Mutant): boolean {
	const { file, find } = mutant;
	return readFileSync(`${ROOT}/src/p2p/${layerOf(mutant)}/${file}`, 'utf8').split(find).length === 2;
}

const words = process.argv.slice(2);
const chosen = MUTANTS.filter(({ rule, what }) =>
	words.every((word) => rule === word || what.includes(word))
);
const survivors: string[] = [];
for (const mutant of chosen) {
	const name = `${mutant.rule.padEnd(4)} ${mutant.what}`;
	if (!isInSource(mutant)) {
		survivors.push(`${name}: its text is not in ${mutant.file}, or more than once`);
		continue;
	}
	const story = await catcher(mutant, STORIES);
	const property = await catcher(mutant, PROPERTIES);
	if (story === null && property === null) survivors.push(name);
	console.log(`${name}\n       story:    ${story ?? '–'}\n       property: ${property ?? '–'}`);
}
console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutants caught.`);
for (const survivor of survivors) console.log(`SURVIVED ${survivor}`);
process.exit(survivors.length > 0 ? 1 : 0);
