import { catalogues, inLanguages, type Messages } from './messages.ts';
import { communities as en } from './messages.communities.en.ts';

/** All words, with those for communities: loaded with the first part of the app that needs them. */
export type CommunitiesMessages = Messages & typeof en;

/** The catalogues with those words. */
export const communitiesCatalogues = inLanguages<CommunitiesMessages>(
	{ ...catalogues.en, ...en },
	(french) => ({ ...french.fr, ...french.communities })
);
