import type { Engine } from '../../p2p/api.ts';
import { fail, type Result } from '../../p2p/base/result.ts';
import type { OpenFault } from './faults.ts';

/** Opens the engine of this page. */
export type EngineDoor = () => Promise<Result<Engine, OpenFault>>;

/** The real engine: its code is loaded here and nowhere else, when it is first needed. */
export const openRealEngine: EngineDoor = async () => {
	try {
		const { openEngine } = await import('../../p2p/index.ts');
		return await openEngine();
	} catch (error) {
		console.error('The engine did not open', error);
		return fail('not-loaded');
	}
};
