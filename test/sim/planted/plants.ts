import type { Swap } from '../swapped-modules.ts';

/** Engines in which one thing is broken, to see that the simulator finds it. */
export const PLANTS = {
	'trusting-guard': { module: 'identity/signature.ts', by: 'planted/trusting-signature.ts' },
	'ban-blind-reducer': { module: 'room/reducer.ts', by: 'planted/ban-blind-reducer.ts' },
	'forgetful-store': { module: 'storage/memory-store.ts', by: 'planted/forgetful-store.ts' },
	'incurious-exchange': { module: 'document/exchange.ts', by: 'planted/incurious-exchange.ts' }
} satisfies Record<string, Swap>;

/** Name of a planted fault. */
export type Plant = keyof typeof PLANTS;
