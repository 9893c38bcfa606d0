import type { Emitter } from '../base/emitter.ts';
import type { SessionId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { StoreFault } from '../ports.ts';

/** One of a person's own devices, by the key that it made for this alone. */
export interface OwnDevice {
	readonly id: SessionId;
	/** What its person calls it; may be empty. */
	readonly name: string;
	readonly isMe: boolean;
	/** Whether a link to it stands now. */
	readonly isHere: boolean;
	/** Another device cut it off: it gets nothing more. */
	readonly isCutOff: boolean;
}

/** How this browser stands to the other devices of its person. */
export type DevicesStanding =
	/** Nothing is shared. */
	| 'alone'
	/** What is kept is shared with the other devices whenever one of them is there. */
	| 'sharing'
	/** The same, by another tab of this browser. */
	| 'other-tab'
	/** Another device cut this one off. What is kept here stays. */
	| 'cut-off'
	/** Two devices cut each other off while this one was away: its person chooses whom to go on with. */
	| 'torn';

/** Everything that a screen shows of own devices, replaced as a whole on each change. */
export interface DevicesView {
	readonly standing: DevicesStanding;
	/** This one first, then by name. Empty while `alone`. */
	readonly devices: readonly OwnDevice[];
	/** Between whom to choose while `torn`. */
	readonly choices: readonly OwnDevice[];
}

/** What is wrong with the code by which a device is linked. */
export type DeviceCodeFault = 'device-empty' | 'device-mangled' | 'device-newer-version';

/** Why two devices were not linked. */
export type LinkingFault =
	/** Nobody came, or the other side went away, within its time. */
	| 'linking-too-late'
	/** A third device used the same code, or what the two say does not fit together. */
	| 'linking-crowded'
	/** The other side says that the digits differ. */
	| 'linking-refused'
	/** This browser shares with other devices already. */
	| 'linking-taken'
	| StoreFault;

/** Where linking two devices stands. */
export type LinkingState =
	/** Until the other device is there. */
	| { readonly name: 'waiting' }
	/** Both show the same six digits, or somebody stands between them. */
	| { readonly name: 'compare'; readonly digits: string; readonly other: string }
	/** Confirmed here, not yet there. */
	| { readonly name: 'confirmed'; readonly digits: string; readonly other: string }
	| { readonly name: 'linked' }
	| { readonly name: 'fault'; readonly code: LinkingFault };

/** Linking this browser with one other device. */
export interface Linking extends Pick<Emitter<{ changed: undefined }>, 'on'> {
	readonly state: LinkingState;
	/** The person compared the digits and found them the same. */
	confirm(): void;
	/** The digits differ, or the person does not want it any more. */
	refuse(): void;
}

/** What `OwnDevices` tells its owner. */
export interface OwnDevicesEvents {
	/** `view` was replaced. */
	changed: undefined;
	/** Something that another device shared was kept here: what is shown of it is to be read anew. */
	took: undefined;
}

/** A person's own devices, among which they share what each of them keeps. No server holds any of it. */
export interface OwnDevices extends Pick<Emitter<OwnDevicesEvents>, 'on'> {
	readonly view: DevicesView;
	/** Waits for another device that brings `link`, for two minutes. */
	offerLink(): Linking & { readonly link: string };
	/** Answers such an offer by its link, or the fragment of it. */
	answerLink(link: string): Result<Linking, DeviceCodeFault>;
	/** What the others call this device. */
	rename(name: string): Promise<Result<void, StoreFault>>;
	/** Goes on without a device that was lost: it gets nothing more, and is told so. What it has it keeps. */
	cutOff(device: SessionId): Promise<Result<void, StoreFault>>;
	/** While `torn`: goes on with this device, and without whom it cut off. */
	goOnWith(device: SessionId): Promise<Result<void, StoreFault>>;
	/** Shares no longer. What is kept here stays. */
	stop(): Promise<Result<void, StoreFault>>;
}
