import { Author } from '../../src/p2p/document/author.ts';
import { isModerator, mayEnter } from '../../src/p2p/room/selectors.ts';
import { admissionOf } from '../fixtures/people.ts';
import type { SimPage, SimWorld } from './world.ts';

/** Lets in whoever came, on the first moderator's page that may, as far as the network and the door allow. */
export async function admitNewcomers(world: SimWorld): Promise<void> {
	const keeper = world.honestPages.find(isKeeper);
	if (!keeper) return;
	const { document, person, session } = keeper;
	const author = new Author(document, person.key, person.certificate);
	for (const { hasJoined, person: newcomer } of world.pages) {
		const { id } = newcomer.key;
		if (!hasJoined || document.mayWrite(id) || world.network.isCut(person.key.id, id)) continue;
		if (mayEnter(session.view.state!, newcomer.identity.id) === 'yes')
			await author.write('person.admitted', admissionOf(newcomer));
	}
}

function isKeeper({ document, person, session }: SimPage): boolean {
	const { state, phase } = session.view;
	if (!state || phase.name !== 'live' || !document.mayWrite(person.key.id)) return false;
	return isModerator(state, person.identity.id);
}
