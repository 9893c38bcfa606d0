import type { Emitter } from '../base/emitter.ts';
import type { IdentityId, InviteKey } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { MicrophoneFault, RecordingFault } from '../ports.ts';
import type { Command } from '../room/commands.ts';
import type { KeptMinutes } from '../room/events.ts';
import type { Reaction } from '../room/reactions.ts';
import type { Rsvp } from '../room/timing.ts';
import type { RoomCaptions } from './captions.ts';
import type { AnnouncedTo } from './live.ts';
import type { Notice } from './notices.ts';
import type { PathView } from './path.ts';
import type { RoomView } from './room-view.ts';
import type { RoomTickets } from './tickets.ts';

/** A one-use invite as its maker holds it: the link to give away, and the key by which to revoke it. */
export interface MadeInvite {
	readonly link: string;
	readonly key: InviteKey;
}

/** What a `RoomSession` tells its owner. */
export interface RoomSessionEvents {
	/** `view` was replaced. */
	changed: undefined;
}

/** Why a command was not carried out. */
export type CommandFault =
	| 'not-allowed'
	| 'not-in-room'
	| 'invalid'
	/** No moderator's page is here to admit this one, so it cannot write. */
	| 'not-admitted';

/** One room as this page lives in it. */
export interface RoomSession extends Pick<Emitter<RoomSessionEvents>, 'on'> {
	/** What to share: `<origin>/room/#…`. */
	readonly link: string;
	readonly view: RoomView;
	/** Comes in: links to everybody, plays the stage. Call it from a click, which also unlocks playback. */
	join(): Promise<void>;
	/** Goes out and closes everything; the room goes on. Also for a page that is about to unload. */
	leave(): Promise<void>;
	/** Signs what the command asks for, if the rules allow it. */
	act(command: Command): Promise<Result<void, CommandFault>>;
	/** Makes an invite that lets one person in through an invite-only door, once. For moderators. */
	makeInvite(): Promise<Result<MadeInvite, CommandFault>>;
	/** Signs that this person follows the host and knocks again. */
	follow(): Promise<void>;
	/**
	 * Lets others see that this room is live for as long as it is public, this person hosts it and this page is in it.
	 * Does nothing for others than the host. Remembered for this room.
	 */
	announce(to: AnnouncedTo): void;
	/**
	 * Answers whether this person will come to a scheduled room: kept on this device, and signed as soon as a moderator's
	 * page is met. `view.rsvp` says whether it was.
	 */
	answer(rsvp: Rsvp): Promise<void>;
	/** Shows a reaction to everybody here for a few seconds. */
	react(reaction: Reaction): void;
	/**
	 * Records the room on this device, told to everybody; for moderators. `ownVoice` keeps this person's voice in a
	 * file of its own as well.
	 */
	startRecording(options: {
		readonly ownVoice: boolean;
	}): Promise<Result<void, RecordingFault | CommandFault>>;
	/** Ends every recording of the room; for moderators. */
	stopRecording(): Promise<Result<void, CommandFault>>;
	/**
	 * Keeps the last minutes of the room in this page's memory, told to everybody, for who comes late; 0: nobody's page
	 * does any more. For the host; moderators may end it.
	 */
	keepMinutes(minutes: KeptMinutes): Promise<Result<void, RecordingFault | CommandFault>>;
	/** Plays the last minutes faster, then live sound. Call it from a click. Nothing unless `mayCatchUp`. */
	catchUp(): void;
	/** Passes to live sound at once. */
	goLive(): void;
	/**
	 * Agrees to be heard in the recordings of the room and in its last minutes, and opens the microphone again if one of them closed it.
	 * `ownVoice` keeps this person's voice in a file on this device for as long as the room is recorded.
	 */
	agreeToRecording(options: { readonly ownVoice: boolean }): Promise<Result<void, CommandFault>>;
	/**
	 * Opens the microphone and sends it. Asks for permission the first time. `not-agreed` while the room is recorded
	 * and this person has not agreed to that.
	 */
	openMicrophone(): Promise<Result<void, MicrophoneFault | 'not-agreed'>>;
	/** Stops sending at once and ends the sent track. */
	closeMicrophone(): void;
	/** Playback volume of a person on this device, 0 to 1, remembered. */
	setVolume(identity: IdentityId, volume: number): void;
	/** Silences a person on this device alone, or gives them their volume back; remembered. */
	muteForMe(identity: IdentityId, isMuted: boolean): void;
	/** Level of a person now, 0 to 1, for the speaking ring. */
	levelOf(identity: IdentityId): number;
	/** How sound travels now; made anew at each call, so ask about once a second. */
	path(): PathView;
	/** Starts playback that the browser had refused; call it from a click. */
	unlockOutput(): Promise<void>;
	/** Takes the room over from the tab that has it (phase `elsewhere`). */
	takeOver(): Promise<void>;
	dismiss(notice: Notice['code']): void;
	/** What is said on the stage, in writing. */
	readonly captions: RoomCaptions;
	/** Asking for tickets, and giving them out. Offers, refunds and passing on are commands. */
	readonly tickets: RoomTickets;
	/** The machine's network came back or changed: redials everything now. */
	networkChanged(): void;
}
