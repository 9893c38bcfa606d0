import { catalogues, inLanguages, type Messages } from './messages.ts';
import { identity as en } from './messages.identity.en.ts';

/** All words, with those for keeping an identity: only the settings load them. */
export type IdentityMessages = Messages & typeof en;

/** The catalogues with the words for keeping an identity. */
export const identityCatalogues = inLanguages<IdentityMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.identity
}));
