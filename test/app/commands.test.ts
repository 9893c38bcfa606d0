import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Command } from '../../src/p2p/room/commands.ts';

/* A record over the union of the contract: a new command is a type error here. */
const commands: Record<Command['do'], true> = {
	'raise-hand': true,
	'lower-hand': true,
	invite: true,
	answer: true,
	'step-down': true,
	mute: true,
	'unmute-myself': true,
	'move-to-audience': true,
	remove: true,
	ban: true,
	unban: true,
	'make-cohost': true,
	'dismiss-cohost': true,
	pin: true,
	unpin: true,
	'order-pins': true,
	retitle: true,
	'set-door': true,
	'revoke-invite': true,
	'lower-all': true,
	'mute-all': true,
	'set-succession': true,
	'back-acting': true,
	'offer-host': true,
	'answer-host': true,
	say: true,
	'edit-message': true,
	'remove-message': true,
	'switch-chat': true,
	'limit-turns': true,
	schedule: true,
	'change-time': true,
	'call-off': true,
	'open-room': true,
	'close-room': true,
	rsvp: true,
	'start-recording': true,
	'stop-recording': true,
	'agree-to-recording': true,
	'offer-tickets': true,
	'close-tickets': true,
	'issue-ticket': true,
	'refund-ticket': true,
	'pass-ticket': true,
	end: true
};

const SOURCES = join(import.meta.dirname, '../../src/lib');

it('Every command of the engine has its way in the interface', () => {
	const source = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.(svelte|ts)$/.test(file))
		.map((file) => readFileSync(join(SOURCES, file), 'utf8'))
		.join('\n');
	/* Opening the microphone unmutes, a recording is stopped or agreed to as a whole, an answer is delivered when it can be, tickets are offered and given by name: the engine signs that by itself. */
	const byItself = [
		'unmute-myself',
		'stop-recording',
		'agree-to-recording',
		'rsvp',
		'offer-tickets',
		'issue-ticket'
	];
	const wanted = Object.keys(commands).filter((name) => !byItself.includes(name));
	expect(wanted.filter((name) => !new RegExp(`do: [^}]*'${name}'`).test(source))).toEqual([]);
});
