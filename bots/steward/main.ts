import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { Mouth, NodeEngine, openIdentityFile, openNodeThreads, readWav, systemClock } from 'hearsay/engine';
import { Steward, type StewardOptions } from './steward.ts';

const USAGE = `Usage: npm run bot -- <link> [--name NAME] [--greeting TEXT] [--every MINUTES] [--play FILE.wav]
                     [--identity FILE]

An example of a bot: joins a room by its link, greets whoever comes, keeps the time, and plays a file once it is let
onto the stage. Whoever writes “!time” in the chat is answered.

  --name NAME       what it is called in the room (Steward)
  --greeting TEXT   said to who comes; {name} is theirs (Welcome, {name}.). Empty greets nobody
  --every MINUTES   tells the time that often
  --play FILE.wav   raises its hand, and plays this when it is let speak
  --identity FILE   keeps its key in FILE, so that the room knows it again; made at the first start
  --help            says this`;

/** `npm run bot`: stays in a room until it ends, or until SIGINT or SIGTERM. Sets the exit code. */
async function main(args: readonly string[]): Promise<void> {
	const given = parse(args);
	if (given?.values.help) return console.log(USAGE);
	const [link, ...others] = given?.positionals ?? [];
	if (!given || !link || others.length > 0 || !URL.canParse(link)) return stopWith(USAGE);
	const { name = 'Steward', greeting = 'Welcome, {name}.', every, play, identity } = given.values;
	const everyMinutes = every === undefined ? null : Number(every);
	if (everyMinutes !== null && !(everyMinutes > 0)) return stopWith('--every takes a number of minutes.');
	const piece = play === undefined ? null : await pieceOf(play);
	if (typeof piece === 'string') return stopWith(piece);
	const pair = identity === undefined ? null : await openIdentityFile(identity);
	if (pair && !pair.ok) return stopWith(`The identity file ${identity} cannot be used (${pair.code}).`);
	const threads = openNodeThreads();
	const engine = await NodeEngine.open({
		origin: new URL(link).origin,
		profile: { name, picture: null },
		verifier: threads.verifier,
		...(pair && { identity: pair.value }),
		// A guest that says something and hands nothing on.
		sound: { children: 0, ...(piece && { mouth: piece.mouth }) }
	});
	const room = await engine.openRoom(link);
	if (room.ok) {
		const steward = new Steward({
			room: room.value,
			clock: systemClock,
			greeting: greeting === '' ? null : greeting,
			everyMinutes,
			settled: () => console.log('In the room.'),
			refused: (code) => console.error(`The room did not let it say something (${code}).`),
			piece
		});
		console.log('Looking for the room.');
		await Promise.race([over(room.value), stopping()]);
		steward.close();
	} else stopWith(`This is not the link of a room (${room.code}).`);
	await engine.close();
	threads.close();
}

/** The piece in a file, or what is wrong with it. */
async function pieceOf(path: string): Promise<StewardOptions['piece'] | string> {
	const bytes = await readFile(path).catch(() => null);
	if (!bytes) return `${path} cannot be read.`;
	const wav = readWav(bytes);
	if (!wav.ok) return `${path} is no WAV file of 16 bits, one or two channels.`;
	return { name: basename(path), samples: wav.value, mouth: new Mouth() };
}

/** Resolves when the room is over for this bot. */
function over(room: StewardOptions['room']): Promise<void> {
	const isOver = () =>
		['ended', 'banned', 'removed', 'locked', 'uninvited', 'ticketless'].includes(room.view.phase.name);
	return new Promise((resolve) => {
		const look = () => {
			if (isOver()) resolve();
		};
		room.on('changed', look);
		look();
	});
}

/** Resolves at the first SIGINT or SIGTERM. */
function stopping(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
	});
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				name: { type: 'string' },
				greeting: { type: 'string' },
				every: { type: 'string' },
				play: { type: 'string' },
				identity: { type: 'string' },
				help: { type: 'boolean' }
			}
		});
	} catch {
		return null;
	}
}

function stopWith(sentence: string): void {
	console.error(sentence);
	process.exitCode = 1;
}

await main(process.argv.slice(2));
