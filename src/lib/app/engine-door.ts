import type { Agenda, Engine, Library, Live, OwnDevices, Recordings } from '../../p2p/api.ts';
import { fail, type Result } from '../../p2p/base/result.ts';
import type { OpenFault } from './faults.ts';

/** Choices that a person's devices share, and that a page keeps. */
export interface DeviceChoices {
	read(): Record<string, unknown>;
	write(name: string, value: unknown): void;
}

/** The ways to the engine, each of which loads its code when it is first used. */
export interface EngineDoors {
	/** The whole engine: for rooms. */
	engine(): Promise<Result<Engine, OpenFault>>;
	/** Only what this browser keeps: for the home page. Null when it cannot be loaded. */
	library(): Promise<Library | null>;
	/** Only what this device recorded: for the page of recordings. Null when it cannot be loaded. */
	recordings(): Promise<Recordings | null>;
	/** Only who is live, and whom this person follows. Null when it cannot be loaded. */
	live(): Promise<Live | null>;
	/** Only this person's own devices, which are told these choices. Null when they cannot be loaded. */
	devices(choices: DeviceChoices): Promise<OwnDevices | null>;
	/** Only the scheduled rooms of this profile. Null when it cannot be loaded. */
	agenda(): Promise<Agenda | null>;
}

/** The real engine: its code is loaded here and nowhere else. */
export const realDoors: EngineDoors = {
	async engine() {
		try {
			const { openEngine } = await import('../../p2p/index.ts');
			return await openEngine();
		} catch (error) {
			console.error('The engine did not open', error);
			return fail('not-loaded');
		}
	},
	async library() {
		try {
			const { openLibrary } = await import('../../p2p/library.ts');
			return await openLibrary();
		} catch (error) {
			console.error('What this browser keeps could not be read', error);
			return null;
		}
	},
	async live() {
		try {
			const { openLive } = await import('../../p2p/live.ts');
			return await openLive();
		} catch (error) {
			console.error('Who is live could not be looked up', error);
			return null;
		}
	},
	async devices(choices) {
		try {
			const { openOwnDevices } = await import('../../p2p/own-devices.ts');
			return await openOwnDevices({ origin: location.origin, choices });
		} catch (error) {
			console.error('Own devices could not be opened', error);
			return null;
		}
	},
	async agenda() {
		try {
			const { openAgenda } = await import('../../p2p/agenda.ts');
			return await openAgenda();
		} catch (error) {
			console.error('The agenda could not be read', error);
			return null;
		}
	},
	async recordings() {
		try {
			const { openRecordings } = await import('../../p2p/replay.ts');
			return openRecordings();
		} catch (error) {
			console.error('The recordings could not be read', error);
			return null;
		}
	}
};
