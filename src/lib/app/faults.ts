import type {
	BlockFault,
	BlockListFault,
	CommandFault,
	EngineFault,
	LinkFault,
	MicrophoneFault,
	Notice,
	Phase,
	RecordingFault,
	RecordingNotice
} from '../../p2p/api.ts';
import type { StoreFault } from '../../p2p/ports.ts';
import type { Messages } from './messages.ts';
import { reasonWords } from './reason-words.ts';

/** Why the engine did not open: what it says itself, or that its code could not be loaded. */
export type OpenFault = EngineFault | 'not-loaded';

/** A code of the engine together with the kind of thing that failed. */
export type Fault =
	| { readonly about: 'link'; readonly code: LinkFault }
	| { readonly about: 'engine'; readonly code: OpenFault }
	| { readonly about: 'microphone'; readonly code: MicrophoneFault }
	| { readonly about: 'command'; readonly code: CommandFault }
	| { readonly about: 'store'; readonly code: StoreFault }
	| { readonly about: 'blocks'; readonly code: BlockFault }
	| { readonly about: 'block-list'; readonly code: BlockListFault };

/** What went wrong with a recording, or because of one; its words are loaded when they are needed. */
export type RecordedFault = {
	readonly about: 'recording';
	readonly code: RecordingFault | 'not-agreed';
};

/** Whether a notice is about what this page records; its words are loaded when they are needed. */
export function isAboutRecording(notice: Notice): notice is RecordingNotice {
	return notice.code.startsWith('recording-') || notice.code.startsWith('minutes-');
}

/** What happened and what to do about it, in a sentence. */
export function faultText(words: Messages, fault: Fault): string {
	switch (fault.about) {
		case 'link':
			return words.fault.link[fault.code];
		case 'engine':
			return words.fault.engine[fault.code];
		case 'microphone':
			return words.fault.microphone[fault.code];
		case 'command':
			return words.fault.command[fault.code];
		case 'store':
			return words.fault.store[fault.code];
		case 'blocks':
			return { ...words.fault.store, ...words.blocks.faults }[fault.code];
		case 'block-list':
			return words.blocks.fileFaults[fault.code];
	}
}

/** The sentence of a notice. `nameOf` gives the name to use where a person left theirs empty. */
export function noticeText(words: Messages, notice: Exclude<Notice, RecordingNotice>): string {
	switch (notice.code) {
		case 'muted-by-moderator':
		case 'moved-to-audience':
			return words.notice[notice.code](notice.by || words.person.roles.host);
		case 'microphone-switched':
			return words.notice[notice.code](notice.device);
		case 'peer-misbehaved':
			return words.notice[notice.code](notice.name || words.app.guest('?'));
		case 'sound-over-listeners':
		case 'sound-direct':
		case 'no-parent':
		case 'no-place':
		case 'second-root':
		case 'weak-line':
		case 'no-room-key':
		case 'no-encryption':
			return words.pathNotice[notice.code];
		default:
			return words.notice[notice.code];
	}
}

/** A phase as a heading and a sentence; `reason` only where a moderator gave one. */
export interface PhaseText {
	readonly title: string;
	readonly text: string;
	readonly reason: string | null;
}

/** The words of a phase. */
export function phaseText(words: Messages, phase: Phase): PhaseText {
	const reason =
		(phase.name === 'removed' || phase.name === 'banned') && phase.reason !== ''
			? words.phaseActions.reason(reasonWords(words, phase.reason))
			: null;
	return { ...words.phase[phase.name], reason };
}
