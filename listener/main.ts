import { systemClock } from '../src/p2p/base/clock.ts';
import { Scope } from '../src/p2p/base/scope.ts';
import { openIdentityFile, openNodeThreads } from '../src/p2p/node-engine.ts';
import { namesOf, readArguments, USAGE, type ListenerOptions } from './arguments.ts';
import { Listener, type Outcome } from './listener.ts';
import { openRecording } from './recording.ts';
import { argumentSentence, identitySentence } from './sentences.ts';
import { StatusLines } from './status-lines.ts';
import { factsOfAll } from './status.ts';

/** How often what has no event of its own is looked at: place and flow. */
const LOOK_EVERY_MS = 1_000;
const EXIT_CODES: Readonly<Record<Outcome, number>> = { over: 0, refused: 2 };

/** `npm run listener`: stays in a room until it ends, or until SIGINT or SIGTERM. Sets the exit code. */
async function main(args: readonly string[]): Promise<void> {
	if (args.includes('--help')) return console.log(USAGE);
	const options = readArguments(args);
	if (!options.ok)
		return stopWith(`${argumentSentence(options.code)}\nnpm run listener -- --help says more.`);
	const { identity } = options.value;
	const pair = identity === null ? null : await openIdentityFile(identity);
	if (pair && !pair.ok) return stopWith(identitySentence(pair.code, identity!));
	await listen(options.value, pair?.value ?? null);
}

async function listen(options: ListenerOptions, identity: CryptoKeyPair | null): Promise<void> {
	const recording = options.wav === null ? null : openRecording(options.wav);
	if (recording && !recording.ok) return stopWith(argumentSentence(recording.code));
	const scope = new Scope(systemClock);
	const threads = openNodeThreads();
	const listeners: Listener[] = [];
	const lines = new StatusLines(scope, (line) => console.log(line));
	const look = () => {
		if (listeners.length === 0 || scope.isClosed) return;
		lines.update(factsOfAll(listeners.map((one) => ({ view: one.view, path: one.path() }))));
	};
	const stopped = stopping();
	console.log(`Looking for the room at ${options.origin}.`);
	for (const name of namesOf(options)) {
		const opened = await Listener.open({
			origin: options.origin,
			link: options.link,
			profile: { name, picture: null },
			verifier: threads.verifier,
			sound: { ...(options.isLeaf && { children: 0 }), ...(recording && { heard: recording.value.write }) },
			...(identity && { identity }),
			changed: look
		});
		if (opened.ok) listeners.push(opened.value);
		else stopWith(argumentSentence(opened.code));
	}
	scope.every(LOOK_EVERY_MS, look);
	look();
	const all = Promise.all(listeners.map((one) => one.ended));
	const outcomes = await Promise.race([all, stopped.then((): Outcome[] => [])]);
	scope.close();
	if (outcomes.includes('refused')) process.exitCode = EXIT_CODES.refused;
	await Promise.all(listeners.map((one) => one.close()));
	threads.close();
	recording?.value.close();
	console.log('Left.');
}

/** Resolves at the first SIGINT or SIGTERM; the second ends the process without a goodbye. */
function stopping(): Promise<void> {
	return new Promise((resolve) => {
		let isStopping = false;
		const stop = () => {
			if (isStopping) process.exit(130);
			isStopping = true;
			resolve();
		};
		process.on('SIGINT', stop);
		process.on('SIGTERM', stop);
	});
}

function stopWith(sentence: string): void {
	console.error(sentence);
	process.exitCode = 1;
}

await main(process.argv.slice(2));
