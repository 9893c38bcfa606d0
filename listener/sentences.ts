import type { IdentityFileFault } from '../src/p2p/node-engine.ts';
import type { Phase } from '../src/p2p/api.ts';
import type { ArgumentFault } from './arguments.ts';

const ARGUMENTS: Readonly<Record<ArgumentFault, string>> = {
	'option-unknown': 'There is an option here that the listener does not know.',
	'link-missing': 'Give the link of a room.',
	'links-many': 'Give one link only. If it holds spaces or &, put it in quotes.',
	'link-not-an-address':
		'Give the whole link with https:// (or http://) in front: the relay is found by its address.',
	'link-empty': 'There is no room in this link. It ends in a long part after #; put it in quotes.',
	'link-truncated': 'This link was cut short. Copy the whole link again, up to its last letter.',
	'link-mangled': 'This link was changed on its way. Ask for it again.',
	'link-foreign': 'This is not a Hearsay room link. A room link holds /room/# and a long code.',
	'link-newer-version': 'This link comes from a newer Hearsay. Update this one, then start it again.',
	'count-invalid': '--count takes a number from 1 to 500.',
	'wav-shared': '--wav is for one listener: leave it out, or leave --count out.',
	'wav-unwritable': 'The file for --wav cannot be written. Choose another place.',
	'identity-shared': '--identity is for one listener: leave it out, or leave --count out.'
};

/** What is wrong with the arguments, and what to do. */
export function argumentSentence(code: ArgumentFault): string {
	return ARGUMENTS[code];
}

/** What is wrong with the identity file, and what to do. */
export function identitySentence(code: IdentityFileFault, path: string): string {
	switch (code) {
		case 'identity-unreadable':
			return `The identity file ${path} cannot be read or made: check its folder and its owner.`;
		case 'identity-damaged':
			return `${path} holds no identity of Hearsay: restore it from a backup, or choose another file.`;
		case 'identity-exposed':
			return `Others on this machine may read ${path}: run chmod 600 on it, or choose another file.`;
	}
}

/** Where a listener stands, in a sentence; `title` is null while the room is unknown. */
export function phaseSentence(phase: Phase, title: string | null): string {
	const room = title === null ? 'the room' : `“${title}”`;
	switch (phase.name) {
		case 'connecting':
			return 'Reaching the relay.';
		case 'waiting':
			return 'Nobody of this room is here yet. Waiting.';
		case 'preview':
			return `Found ${room}. Coming in.`;
		case 'scheduled':
			return `${title === null ? 'The room' : room} is planned and not live yet. Waiting.`;
		case 'live':
			return `In ${room}.`;
		case 'reconnecting':
			return `Every link to ${room} is lost. Dialling again.`;
		case 'ended':
			return `${title === null ? 'The room' : room} has ended.`;
		case 'locked':
			return 'The room is locked: nobody new is let in.';
		case 'full':
			return 'The room is full.';
		case 'uninvited':
			return 'The room lets in invited people only. Ask its host for an invite link.';
		case 'not-following':
			return 'The room lets in followers of its host only. Ask its host for an invite link.';
		case 'ticketless':
			return 'The room lets in people with a ticket only.';
		case 'other-version':
			return 'The others speak another version of the protocol. Update Hearsay here or there.';
		case 'removed':
			return `A moderator has removed this listener.${reasonOf(phase.reason)}`;
		case 'banned':
			return `A moderator has banned this listener.${reasonOf(phase.reason)}`;
		case 'elsewhere':
			return 'The same identity has this room elsewhere.';
		case 'left':
			return `Left ${room}.`;
	}
}

function reasonOf(reason: string): string {
	return reason === '' ? '' : ` They said: ${reason}`;
}
