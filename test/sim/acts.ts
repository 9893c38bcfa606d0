import type { EventId, IdentityId, InviteKey } from '../../src/p2p/base/ids.ts';
import { DOORS } from '../../src/p2p/room/events.ts';
import type { Command } from '../../src/p2p/room/commands.ts';
import { mayDo } from '../../src/p2p/room/permissions.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';
import type { Chance } from './chance.ts';

/** What a person of a run may think of. */
interface Thought {
	readonly chance: Chance;
	readonly state: RoomState;
	readonly target: IdentityId;
	readonly all: readonly IdentityId[];
}

type Idea = (thought: Thought) => Command;

/** Commands, each as often as its weight says. What ends a room or empties it is rare. */
const IDEAS: readonly (readonly [weight: number, idea: Idea])[] = [
	[8, () => ({ do: 'raise-hand' })],
	[3, ({ target }) => ({ do: 'lower-hand', target })],
	[10, ({ target }) => ({ do: 'invite', target })],
	[10, ({ chance }) => ({ do: 'answer', accept: chance.happens(0.8) })],
	[2, () => ({ do: 'step-down' })],
	[5, ({ target }) => ({ do: 'mute', target })],
	[4, () => ({ do: 'unmute-myself' })],
	[3, ({ target }) => ({ do: 'move-to-audience', target })],
	[2, ({ target }) => ({ do: 'remove', target, reason: 'noise' })],
	[2, ({ target }) => ({ do: 'ban', target, reason: 'spam' })],
	[5, ({ target }) => ({ do: 'unban', target })],
	[8, ({ target }) => ({ do: 'make-cohost', target })],
	[3, ({ target }) => ({ do: 'dismiss-cohost', target })],
	[4, ({ chance }) => ({ do: 'pin', text: `pin ${chance.between(0, 99)}` })],
	[2, ({ chance, state }) => ({ do: 'unpin', pin: somePin(chance, state) })],
	[3, ({ chance }) => ({ do: 'retitle', title: `Room ${chance.between(0, 99)}`, topics: [] })],
	[1, ({ chance, all }) => ({ do: 'set-door', door: chance.pick(DOORS), inside: inside(chance, all) })],
	[1, ({ chance }) => ({ do: 'revoke-invite', invite: hex(chance) as InviteKey })],
	[1, () => ({ do: 'lower-all' })],
	[1, () => ({ do: 'mute-all' })],
	[2, ({ chance, all }) => ({ do: 'set-succession', order: chance.shuffled(all).slice(0, 3) })],
	[3, ({ chance, target }) => ({ do: 'back-acting', target: chance.happens(0.8) ? target : null })],
	[1, ({ chance, target }) => ({ do: 'offer-host', target: chance.happens(0.8) ? target : null })],
	[3, ({ chance }) => ({ do: 'answer-host', accept: chance.happens(0.7) })],
	[0.1, () => ({ do: 'end' })]
];

const hex = (chance: Chance) => Buffer.from(chance.bytes(32)).toString('hex');

function somePin(chance: Chance, { pins }: RoomState): EventId {
	return pins.length > 0 ? chance.pick(pins).id : (hex(chance) as EventId);
}

/** Everybody who is asked about, as the interface fills the list, or only some. */
function inside(chance: Chance, all: readonly IdentityId[]): IdentityId[] {
	return all.filter(() => chance.happens(0.8)).sort();
}

/** Anything at all, allowed or not. */
export function anyCommand(chance: Chance, state: RoomState, all: readonly IdentityId[]): Command {
	return chance.weighed(IDEAS)({ chance, state, target: chance.pick(all), all });
}

/** Something that `me` may do now, or null if nothing of it comes to mind. */
export function allowedCommand(
	chance: Chance,
	state: RoomState,
	people: { readonly me: IdentityId; readonly all: readonly IdentityId[] }
): Command | null {
	for (let i = 0; i < 12; i++) {
		const command = anyCommand(chance, state, people.all);
		if (mayDo(state, people.me, command)) return command;
	}
	return null;
}

/** A command in a few words, for a trace. */
export function inWords(command: Command, nameOf: (who: IdentityId) => string): string {
	if (!('target' in command) || command.target === null) return command.do;
	return `${command.do} ${nameOf(command.target)}`;
}
