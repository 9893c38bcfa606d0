/* All of French, loaded at once by whoever reads it (`loadLanguage`). */
export { agenda } from './messages.agenda.fr.ts';
export { captions } from './messages.captions.fr.ts';
export { chat } from './messages.chat.fr.ts';
export { communities } from './messages.communities.fr.ts';
export { devices } from './messages.devices.fr.ts';
export { fr } from './messages.fr.ts';
export { identity } from './messages.identity.fr.ts';
export { letters } from './messages.letters.fr.ts';
export { live } from './messages.live.fr.ts';
export { replay } from './messages.replay.fr.ts';
export { roomFiles } from './messages.room-files.fr.ts';
export { schedule } from './messages.schedule.fr.ts';
export { settings } from './messages.settings.fr.ts';
export { stage } from './messages.stage.fr.ts';
export { tickets } from './messages.tickets.fr.ts';
export { way } from './messages.way.fr.ts';
