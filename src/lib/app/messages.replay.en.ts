import type { RecordingNotice } from '../../p2p/api.ts';
import type { RecordedFault } from './faults.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words of recording a room and of the page of recordings, in English; loaded with them. */
export const replay = {
	mark: {
		keepsOwnVoice: 'Your own voice is kept in a file of its own.',
		/** Everybody who records, joined. */
		by: (names: string) => `${names} is recording this room.`,
		byMe: 'You are recording this room.',
		away: (name: string) => `${name} was recording, but their page is gone: nothing is being recorded now.`,
		join: 'As a listener you are not heard in the recording. Whoever speaks is asked first.'
	},
	recordSheet: {
		text: 'The recording is made on this device, and stays on it until you share or delete it.',
		means: [
			'Everybody in the room sees that it is recorded, and so does whoever comes in.',
			'Everybody on the stage is asked. Until they agree their microphone is off, and no caption of theirs is kept.',
			'It ends when you or another host or co-host stops it, and when you leave the room.'
		] as readonly string[],
		ownVoice: 'Also keep my own voice in a file of its own',
		ownVoiceHint: 'It has no gaps and no other voices: good to cut from.',
		space: (hours: number) =>
			hours === 0
				? 'This device has hardly any space left: less than an hour.'
				: plural(hours, {
						one: 'This browser has space for about # hour.',
						other: 'This browser has space for about # hours.'
					}),
		start: 'Start recording',
		starting: 'Starting…'
	},
	minutesSheet: {
		text: 'Whoever comes late can hear what was said, at one and a half times the speed, until they have caught up.',
		means: [
			'The sound is kept in the memory of this page alone, and only so long.',
			'Everybody sees that. Everybody on the stage is asked; until they agree their microphone is off.',
			'All of it is dropped when you switch this off or leave, when the room ends, and when somebody who agreed leaves the stage.'
		] as readonly string[],
		off: 'Off',
		now: 'Chosen now',
		set: (time: string) => `The last ${time} can be heard again from now on.`,
		unset: 'Nothing is kept any more.'
	},
	catchUp: {
		start: 'Catch up (1.5×)',
		asking: 'Asking for what was said…',
		waiting: 'Others are catching up. It is your turn as soon as one of them is done.',
		behind: (time: string) => `${time} behind. The live sound is quiet meanwhile.`,
		live: 'Go live'
	},
	/** Why a recording did not begin, or a microphone did not open. */
	recordingFaults: {
		'not-agreed':
			'This room is being recorded. Agree to be heard in the recording first, or leave the stage and go on listening.',
		'recording-unsupported':
			'This browser cannot record here. Use a current Firefox, Chrome, Edge or Safari, and no private window.',
		'recording-full': 'This device has no space left for a recording. Free some space, then try again.',
		'recording-failed':
			'The recording could not begin. Check your connection and try again, or reload the page.'
	} satisfies Record<RecordedFault['code'], string>,
	recordingNotices: {
		'recording-kept': 'The recording has ended. It is kept on this device.',
		'recording-ended-by-other':
			'Somebody else who leads this room ended your recording. It is kept on this device.',
		'recording-cut-off':
			'A recording of yours was cut off when its page went away. It is whole up to there, on the device that made it.',
		'recording-unsupported':
			'This browser cannot record here. Use a current Firefox, Chrome, Edge or Safari, and no private window.',
		'recording-full':
			'This device has no space left, so the recording ended. It is whole up to there. Free some space before you record again.',
		'recording-failed':
			'The recording could not go on. What was written until then is kept on this device. Try again; if that fails too, reload the page.',
		'minutes-over': 'What you were catching up on is no longer kept. You hear the room live now.',
		'minutes-unanswered':
			'The page that keeps the last minutes does not answer. You hear the room live now; you can try again.',
		'minutes-broken':
			'What came as the last minutes could not be what was said here, so it was stopped. You hear the room live now.'
	} satisfies Record<RecordingNotice['code'], string>,
	consent: {
		title: 'May your voice be recorded?',
		text: (names: string) =>
			`Your microphone is off until you agree to be heard in the recording that ${names} makes on their own device, with the captions of what you say. You can go on listening without.`,
		minutesText: (names: string, minutes: number) =>
			`${names} keeps the last ${minutes} minutes in the memory of their page, so that whoever comes late can hear them. Your microphone is off until you agree. Leave the stage later, and all that is kept is dropped.`,
		dropMinutes: 'Keep no minutes',
		ownVoice: 'Also keep my own voice on this device',
		agree: 'I agree',
		leaveStage: 'Leave the stage'
	},
	replay: {
		title: 'Recordings',
		text: 'What this device recorded. Nobody else has it unless you give it to them.',
		empty:
			'Nothing is recorded here yet. As host or co-host of a room, open More and choose “Record the room”.',
		loading: 'Looking for recordings…',
		unreadable: 'The recordings could not be read. Reload the page to try again.',
		kinds: { room: 'The whole room', voice: 'Your own voice' },
		size: (megabytes: string) => `${megabytes} MB`,
		hostedBy: (name: string) => `hosted by ${name}`,
		ends: {
			'cut-off': 'It was cut off when its page went away. It is whole up to there.',
			full: 'The device had no space left. It is whole up to there.',
			failed: 'It could not be written on. It is whole up to there.',
			running: 'It is being recorded now, in a room that is open on this device.'
		},
		listen: 'Listen',
		close: 'Close',
		save: 'Save as a file',
		remove: 'Delete',
		removeTitle: 'Delete this recording?',
		removeText: (title: string) => `“${title}” goes from this device for good.`,
		removed: (title: string) => `“${title}” was deleted.`,
		saved: 'The file is on its way to your downloads.',
		faults: {
			'recording-missing': 'This recording is no longer here. Reload the page to see what is.',
			'recording-damaged': 'This recording is damaged and cannot be played.'
		}
	},
	said: {
		title: 'What was said',
		show: 'Show captions',
		/** Whose words a line is. */
		by: (name: string) => `${name}:`,
		typedBy: (name: string) => `(typed by ${name})`,
		search: 'Search in what was said',
		found: (count: number) =>
			count === 0
				? 'No line has these words.'
				: plural(count, { one: '# line has these words.', other: '# lines have these words.' }),
		/** Lines from one number to another, of so many. */
		part: (from: number, to: number, of: number) => `Lines ${from} to ${to} of ${of}`,
		earlier: 'Earlier lines',
		later: 'Later lines',
		save: 'Save as subtitles'
	},
	player: {
		play: 'Play',
		pause: 'Pause',
		back: 'Back 15 seconds',
		ahead: 'Ahead 15 seconds',
		place: 'Place in the recording',
		placeNow: (at: string, of: string) => `${at} of ${of}`,
		speed: 'Speed',
		speeds: (times: number) => `${times}×`,
		who: 'Who speaks when',
		spoke: (name: string, total: string) => `${name} speaks for ${total} in all.`,
		contents: 'Contents',
		topics: 'Topics',
		pin: 'Pinned',
		speaker: 'Speaks',
		failed: 'Your browser cannot play this recording. Save it as a file and open it with another player.'
	}
};
