import { catalogues, inLanguages, type Messages } from './messages.ts';
import { schedule as en } from './messages.schedule.en.ts';

/** All words, with those about rooms that take place later: no other part of the app loads them. */
export type ScheduleMessages = Messages & typeof en;

/** The catalogues with the words about rooms that take place later. */
export const scheduleCatalogues = inLanguages<ScheduleMessages>({ ...catalogues.en, ...en }, (french) => ({
	...french.fr,
	...french.schedule
}));
