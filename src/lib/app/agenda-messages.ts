import { agenda as en } from './messages.agenda.en.ts';
import { catalogues, inLanguages, type Messages } from './messages.ts';

/** All words, with those for the agenda, reminders and calendar files: loaded with the first of them. */
export type AgendaMessages = Messages & typeof en;

/** The catalogues with those words. */
export const agendaCatalogues = inLanguages<AgendaMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.agenda
}));
