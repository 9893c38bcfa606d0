import type { RoomView } from '../../p2p/api.ts';
import type { IdentityId } from '../../p2p/base/ids.ts';
import type { Messages } from './messages.ts';

/** The name to show: the one given, or a friendly one drawn from the key. */
export function displayName(words: Messages, person: { identity: IdentityId; name: string }): string {
	return person.name.trim() || words.app.guest(person.identity.slice(0, 4));
}

/** The name of anybody the room knows, here or not; drawn from the key where there is none. */
export function nameIn(words: Messages, view: RoomView, identity: IdentityId): string {
	const isThem = (person: { identity: IdentityId; name: string }) =>
		person.identity === identity && person.name.trim() !== '';
	const known = view.stage.find(isThem) ?? view.audience.find(isThem) ?? view.state?.people.find(isThem);
	return displayName(words, { identity, name: known?.name ?? '' });
}
