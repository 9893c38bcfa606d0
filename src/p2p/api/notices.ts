import type { RecordingFault } from '../ports.ts';

/** Something worth a sentence that does not change the phase; shown until `dismiss`ed or replaced. */
export type Notice =
	| { readonly code: 'storage-full' | 'storage-unavailable' }
	| { readonly code: 'muted-by-moderator'; readonly by: string }
	| { readonly code: 'moved-to-audience'; readonly by: string }
	| { readonly code: 'made-cohost' }
	| { readonly code: 'microphone-lost' }
	| { readonly code: 'microphone-switched'; readonly device: string }
	| { readonly code: 'talking-while-muted' }
	/** RNNoise was chosen and cannot be had; the browser's own noise suppression is in its place. */
	| { readonly code: 'noise-model-missing' }
	| { readonly code: 'made-host' }
	| { readonly code: 'acting-host' }
	| { readonly code: 'network-changed' }
	/** A private room, and no page here has given this one its key: nothing is heard or said. */
	| { readonly code: 'no-room-key' }
	/** A private room, and this browser cannot encrypt tracks: none is played or sent. */
	| { readonly code: 'no-encryption' }
	| { readonly code: 'peer-misbehaved'; readonly name: string }
	/** This page is on the stage or a root, and its line does not carry what it has to send. */
	| { readonly code: 'weak-line' }
	| RecordingNotice
	| PathNotice;

/** A word about what this page records; each replaces the one before it. */
export type RecordingNotice = {
	readonly code:
		/** The recording is over, and kept on this device. */
		| 'recording-kept'
		/** A moderator ended it; what was recorded is kept on this device. */
		| 'recording-ended-by-other'
		/** This page went away while it recorded, and has come back; it is whole up to there. */
		| 'recording-cut-off'
		| RecordingFault
		| CatchUpFault;
};

/** Why somebody who was catching up passed to live sound before they had. */
export type CatchUpFault =
	/** Nothing is kept any more. */
	| 'minutes-over'
	/** The page that keeps the last minutes does not answer. */
	| 'minutes-unanswered'
	/** What it sent is not what an honest page sends. */
	| 'minutes-broken';

/** A word about how sound gets here; each replaces the one before it. */
export type PathNotice = {
	readonly code:
		/** The room has grown: listeners hand sound on to each other from now on. */
		| 'sound-over-listeners'
		/** The room is small again: sound comes straight from whoever speaks. */
		| 'sound-direct'
		/** No page is left that hands sound on to this one; it goes on asking. */
		| 'no-parent'
		/** Too few pages hand sound on for one more that does not. */
		| 'no-place'
		/** This page is the root of the second stripe from now on, and plans if the host's page goes. */
		| 'second-root';
};
