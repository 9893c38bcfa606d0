import type { Participant } from '../../p2p/api.ts';
import type { Messages } from './messages.ts';

/** What a tile shows with icons, in words: for its description and for the person's sheet. */
export function stateWords(words: Messages, person: Participant): string {
	const say = words.person;
	const states: string[] = [];
	if (person.mutedByModerator) states.push(say.muted);
	else if (person.role !== 'listener') states.push(person.microphone ? say.micOn : say.micOff);
	if (person.mutedForMe) states.push(say.mutedForMe);
	if (person.hand !== null) states.push(say.hand(person.hand));
	if (person.invited) states.push(say.invited);
	if (person.turn) states.push(words.turns.states[person.turn.state]);
	if (person.link === 'reconnecting') states.push(say.reconnecting);
	return states.length > 0 ? `${states.join('. ')}.` : '';
}
