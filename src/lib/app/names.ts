import type { IdentityId } from '../../p2p/base/ids.ts';
import type { Messages } from './messages.ts';

/** The name to show: the one given, or a friendly one drawn from the key. */
export function displayName(words: Messages, person: { identity: IdentityId; name: string }): string {
	return person.name.trim() || words.app.guest(person.identity.slice(0, 4));
}
