import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';
import type { InviteFault } from '../src/p2p/node-engine.ts';
import { parseInvite } from '../src/p2p/node-engine.ts';

/** What a listener is started with. */
export interface ListenerOptions {
	/** The whole link of the room. */
	readonly link: string;
	/** The origin in it, whose relay is asked first. */
	readonly origin: string;
	/** What the listener is called; several are numbered. */
	readonly name: string;
	/** Listeners in this process, each with its own keys, relay connection and links. */
	readonly count: number;
	/** Where what is heard is written; null: nowhere. */
	readonly wav: string | null;
	/** Hands nothing on. */
	readonly isLeaf: boolean;
	/** Where the identity is kept; null makes a new one at every start. */
	readonly identity: string | null;
}

/** Why the arguments cannot be used. */
export type ArgumentFault =
	| InviteFault
	| 'option-unknown'
	| 'link-missing'
	/** Only one link at a time, and only as a whole address: the relay is found by it. */
	| 'link-not-an-address'
	| 'links-many'
	| 'count-invalid'
	| 'identity-shared'
	| 'wav-shared'
	| 'wav-unwritable';

/** Past this, one process on one core has no time left for forwarding: start several. */
const MAX_COUNT = 500;

/** How it is called. */
export const USAGE = `Usage: npm run listener -- <link> [--name NAME] [--wav FILE] [--no-forward]
                          [--identity FILE] [--count N]

Joins a room by its link and stays, as a listener without a screen.

  --name NAME       what it is called in the room (Listener)
  --wav FILE        writes what it hears to FILE; only where the room's people are told
  --no-forward      hands nothing on to others
  --identity FILE   keeps its key in FILE, so that the room knows it again; made at the first start
  --count N         runs N independent listeners in this process
  --help            says this

It ends with code 0 when it is stopped (Ctrl+C) or the room has ended, 1 when it cannot start, and 2 when the
room does not let it in.`;

/** Reads the arguments. */
export function readArguments(args: readonly string[]): Result<ListenerOptions, ArgumentFault> {
	const given = parse(args);
	if (given === null) return fail('option-unknown');
	const { values, positionals } = given;
	const [link, ...others] = positionals;
	if (link === undefined) return fail('link-missing');
	if (others.length > 0) return fail('links-many');
	const invite = parseInvite(link);
	if (!invite.ok) return invite;
	const origin = originOf(link);
	if (origin === null) return fail('link-not-an-address');
	const count = Number(values.count ?? '1');
	if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) return fail('count-invalid');
	const identity = values.identity ?? null;
	if (identity !== null && count > 1) return fail('identity-shared');
	const wav = values.wav ?? null;
	if (wav !== null && count > 1) return fail('wav-shared');
	const isLeaf = values['no-forward'] ?? false;
	return ok({ link, origin, name: values.name ?? 'Listener', count, identity, wav, isLeaf });
}

/** The names of all listeners of this process. */
export function namesOf({ name, count }: Pick<ListenerOptions, 'name' | 'count'>): string[] {
	return count === 1 ? [name] : Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}

function originOf(link: string): string | null {
	const text = link.trim();
	return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).origin : null;
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				name: { type: 'string' },
				identity: { type: 'string' },
				wav: { type: 'string' },
				'no-forward': { type: 'boolean' },
				count: { type: 'string' }
			}
		});
	} catch {
		return null;
	}
}
