/** The engine's only door, for the app and for bots. */
export type * from './api.ts';
export { openEngine, type EngineOptions } from './engine.ts';
export { parseInvite } from './wire/invite.ts';
