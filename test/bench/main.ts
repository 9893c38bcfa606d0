import { parseArgs } from 'node:util';
import { buildIfStale } from '../../scripts/built-app.ts';
import { agendaOfThousands } from './agenda.ts';
import { audience, audienceDeaths } from './audience.ts';
import { audienceSimulation } from './audience-sim.ts';
import { firstLoadScripts } from './first-load.ts';
import { devicesMerged } from './devices.ts';
import { forwarderCost } from './forwarder.ts';
import { framesWhileArriving } from './frames.ts';
import { framesOfACrowd } from './crowd-frames.ts';
import { guardThroughput } from './guard.ts';
import { hostReady } from './host-ready.ts';
import { hourOfARoom } from './hour.ts';
import { inputToPaint } from './input.ts';
import { joinToSound } from './join.ts';
import { listenerCost } from './listener-cost.ts';
import { mouthToEarByDepth } from './depths.ts';
import { hops } from './hops.ts';
import { mouthToEar } from './mouth-to-ear.ts';
import { goingOn } from './record.ts';
import { reducerThroughput } from './reducer.ts';
import { switching } from './switch.ts';
import { formatTable, row, type Row } from './table.ts';
import { Workbench } from './workbench.ts';

/** What can be measured, in the order of the table; the browser's subjects first. */
const SUBJECTS: Readonly<Record<string, (bench: Workbench) => Promise<readonly Row[]>>> = {
	load: hostReady,
	join: joinToSound,
	mouth: mouthToEar,
	depths: mouthToEarByDepth,
	hops,
	switch: switching,
	input: inputToPaint,
	scripts: firstLoadScripts,
	agenda: agendaOfThousands,
	listener: listenerCost,
	audience,
	deaths: audienceDeaths,
	frames: framesWhileArriving,
	crowd: framesOfACrowd,
	hour: hourOfARoom,
	guard: guardThroughput,
	record: goingOn,
	reducer: reducerThroughput,
	forwarder: forwarderCost,
	'audience-sim': audienceSimulation,
	devices: devicesMerged
};

const NEEDS_NO_BROWSER = new Set([
	'guard',
	'hour',
	'record',
	'reducer',
	'forwarder',
	'audience-sim',
	'devices'
]);
const USAGE = `Usage: npm run bench -- [--json] [${Object.keys(SUBJECTS).join(' | ')} …]`;

/** `npm run bench`: measures the named subjects, or all, and prints one table. Judges nothing. */
async function main(): Promise<void> {
	const args = readArguments();
	if (!args) return stopWith(USAGE);
	process.chdir(`${import.meta.dirname}/../..`);
	if (args.names.some((name) => !NEEDS_NO_BROWSER.has(name)) && !buildIfStale())
		return stopWith('The app could not be built: the lines above say why.');
	const bench = new Workbench();
	process.once('SIGTERM', () => void bench.close().then(() => process.exit(143)));
	process.once('SIGINT', () => void bench.close().then(() => process.exit(130)));
	try {
		const rows: Row[] = [];
		for (const name of args.names) rows.push(...(await measure(name, bench)));
		console.log(args.json ? JSON.stringify(rows, null, '\t') : formatTable(rows));
	} finally {
		await bench.close();
	}
}

/** One subject's rows. One that breaks leaves a row that says so, and the others go on. */
async function measure(name: string, bench: Workbench): Promise<readonly Row[]> {
	console.error(`Measuring ${name} …`);
	try {
		return await SUBJECTS[name]!(bench);
	} catch (error) {
		console.error(error);
		process.exitCode = 1;
		return [row(name, NaN, '', { note: 'could not be measured: see above' })];
	}
}

function readArguments(): { readonly names: readonly string[]; readonly json: boolean } | null {
	try {
		const { values, positionals } = parseArgs({
			options: { json: { type: 'boolean', default: false } },
			allowPositionals: true
		});
		if (!positionals.every((name) => Object.hasOwn(SUBJECTS, name))) return null;
		return { names: positionals.length > 0 ? positionals : Object.keys(SUBJECTS), json: values.json };
	} catch {
		return null;
	}
}

function stopWith(sentence: string): void {
	console.error(sentence);
	process.exitCode = 1;
}

await main();
