import type { Conversation, Letter, LetterState } from '../api.ts';
import type { IdentityId } from '../base/ids.ts';
import { isPrintable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';

/** Letters kept of one conversation: months of it, and less than 1 MB of any script. */
const MAX_LETTERS = 200;
/** Letters kept of somebody to whom one never wrote: enough to say who they are. */
const MAX_OF_STRANGER = 20;
/** Own letters that may wait for one person. */
export const MAX_WAITING = 20;

/** A conversation that has not begun. */
export function begun(other: IdentityId, name: string): Conversation {
	return { with: other, name, letters: [], unread: 0 };
}

/** Whether this person never wrote in it. */
export function isStrange({ letters }: Conversation): boolean {
	return !letters.some(({ isMine }) => isMine);
}

/** When something was last written in it; 0 if nothing ever was. */
export function newestAt({ letters }: Conversation): number {
	return letters.at(-1)?.at ?? 0;
}

/** Own letters that nobody has yet, the oldest first. */
export function waitingIn({ letters }: Conversation): readonly Letter[] {
	return letters.filter(({ state }) => state === 'waiting');
}

/** With a letter that this person wrote or that came; the oldest that waits for nothing makes room. */
export function withLetter(conversation: Conversation, letter: Letter): Conversation {
	const letters = [...conversation.letters, letter];
	const unread = letter.isMine ? 0 : conversation.unread + 1;
	const most = isStrange({ ...conversation, letters }) ? MAX_OF_STRANGER : MAX_LETTERS;
	const first = letters.findIndex(({ state }) => state !== 'waiting');
	const kept = letters.length > most ? letters.toSpliced(first, 1) : letters;
	return { ...conversation, letters: kept, unread: Math.min(unread, kept.length) };
}

/** With the other's word about an own letter; the same if it waits for none. */
export function settled(conversation: Conversation, id: string, state: LetterState): Conversation {
	const isMeant = (letter: Letter) => letter.isMine && letter.id === id && letter.state === 'waiting';
	if (!conversation.letters.some(isMeant)) return conversation;
	const letters = conversation.letters.map((letter) => (isMeant(letter) ? { ...letter, state } : letter));
	return { ...conversation, letters };
}

/** Without an own letter that waits. */
export function withdrawn(conversation: Conversation, id: string): Conversation {
	const letters = conversation.letters.filter((letter) => letter.id !== id || letter.state !== 'waiting');
	return { ...conversation, letters };
}

/** Reads what a store kept, strictly: null unless all of it is a conversation with this person. */
export function readConversation(other: IdentityId, kept: unknown): Conversation | null {
	const { name, letters, unread } = (kept ?? {}) as Record<string, unknown>;
	if (!isPrintable(name, TEXT_LIMITS.name) || !Array.isArray(letters) || letters.length > MAX_LETTERS)
		return null;
	const read = letters.map(readLetter);
	if (!Number.isSafeInteger(unread) || read.includes(null)) return null;
	return { with: other, name, letters: read as Letter[], unread: unread as number };
}

function readLetter(kept: unknown): Letter | null {
	const { id, isMine, text, at, state } = (kept ?? {}) as Record<string, unknown>;
	if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id) || typeof isMine !== 'boolean') return null;
	if (!isPrintable(text, TEXT_LIMITS.letter) || !Number.isSafeInteger(at)) return null;
	if (state !== 'delivered' && !(isMine && (state === 'waiting' || state === 'declined'))) return null;
	return { id, isMine, text, at: at as number, state };
}
