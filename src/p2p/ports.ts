/* What touches the outside, as the engine needs it: ports by subject; the real ones come in by engine.ts. */
export type { Clock } from './base/clock.ts';
export type { Random } from './base/random.ts';
export type * from './ports/devices.ts';
export type * from './ports/meeting.ts';
export type * from './ports/microphone.ts';
export type * from './ports/recorder.ts';
export * from './ports/sound-path.ts';
export type * from './ports/store.ts';
export type * from './ports/till.ts';
export type * from './ports/verifier.ts';
export type * from './ports/wallet.ts';
export type * from './ports/words.ts';
