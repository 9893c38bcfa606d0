import { devices as en } from './messages.devices.en.ts';
import { catalogues, inLanguages, type Messages } from './messages.ts';

/** All words, with those for a person's own devices: loaded with what shows them. */
export type DevicesMessages = Messages & typeof en;

/** The catalogues with those words. */
export const devicesCatalogues = inLanguages<DevicesMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.devices
}));
