import { catalogues, type Language, type Messages } from './messages.ts';
import { identity as en } from './messages.identity.en.ts';
import { identity as fr } from './messages.identity.fr.ts';

/** All words, with those for keeping an identity: only the settings load them. */
export type IdentityMessages = Messages & typeof en;

/** The catalogues with the words for keeping an identity. */
export const identityCatalogues: Readonly<Record<Language, IdentityMessages>> = {
	en: { ...catalogues.en, ...en },
	fr: { ...catalogues.fr, ...fr }
};
