import { createContext } from 'svelte';
import type { Announcer } from './announcer.svelte.ts';
import type { CurrentRoom } from './current-room.svelte.ts';
import type { DevicesHolder } from './own-devices.svelte.ts';
import type { EngineHolder } from './engine.svelte.ts';
import type { ShortcutChoices } from './shortcut-choices.svelte.ts';
import type { Speech } from './speech.svelte.ts';
import type { Look } from './theme.svelte.ts';

/** What every page and component can reach; made once by the root layout. */
export interface App {
	readonly speech: Speech;
	readonly look: Look;
	readonly engine: EngineHolder;
	readonly devices: DevicesHolder;
	readonly current: CurrentRoom;
	readonly announcer: Announcer;
	readonly shortcuts: ShortcutChoices;
}

const [useApp, setApp] = createContext<App>();
export { setApp, useApp };
