import { catalogues, inLanguages, type Messages } from './messages.ts';
import { roomFiles as en } from './messages.room-files.en.ts';

/** All words, with those for rooms as files: loaded with what shows them. */
export type RoomFilesMessages = Messages & typeof en;

/** The catalogues with those words. */
export const roomFilesCatalogues = inLanguages<RoomFilesMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.roomFiles
}));
