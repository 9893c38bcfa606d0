import type { Doc } from 'yjs';

/** One document shared with everybody who knows the same topic and password, for as long as it is open. */
export interface SharedLine {
	/** What those say of themselves to whom a link stands now. */
	here(): ReadonlySet<string>;
	/** Resolves when all that are there have told what they have; never where nobody is. */
	readonly synced: Promise<void>;
	close(): void;
}

/** What a line is opened with. */
export interface SharedLineOptions {
	readonly doc: Doc;
	/** Names the line at whatever introduces its ends. Nobody can guess it, and it says nothing. */
	readonly topic: string;
	readonly password: string;
	/** What this end says of itself. */
	readonly me: string;
	/** `here` changed. */
	readonly changed: () => void;
}

/** Opens a line. */
export type ShareDocument = (options: SharedLineOptions) => SharedLine;

/** Which of a profile's tabs does what one of them is enough for. */
export interface TabLead {
	/** Waits until this tab leads; `changed` is told when it begins to, and when another tab took it over. */
	lead(changed: (leads: boolean) => void): {
		/** Takes it over from the tab that has it. */
		take(): void;
	};
}
