import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for rooms as files, in English. */
export const roomFiles = {
	roomFiles: {
		title: 'A room from a file',
		choose: 'Choose the file',
		about:
			'A room file holds what was signed in a room: title, people, chat, pins and the log. It is verified before anything of it is kept.',
		reading: 'Reading and verifying…',
		hostedBy: (host: string) => `Hosted by ${host}.`,
		holds: (people: string, messages: string) => `It holds ${people} and ${messages}.`,
		people: (count: number) => plural(count, { one: '# person', other: '# people' }),
		messages: (count: number) => plural(count, { one: '# message', other: '# messages' }),
		verified: 'Every entry is signed by whom it names.',
		news: (count: number) =>
			plural(count, {
				one: '# entry of it is new to this browser.',
				other: '# entries of it are new to this browser.'
			}),
		nothingNew: 'This browser has all of it.',
		older: 'This browser has a later state of the room. There is nothing to take from the file.',
		take: 'Keep it here',
		took: 'The room is kept here.',
		enter: 'Go to the room',
		transcript: 'Save the transcript',
		transcriptHint: 'What was said, as whoever made the file had it. Nobody signed it.',
		another: 'Choose another file',
		saveAbout:
			'Everything that was signed in this room goes into one file: title, people, chat, pins, the log, and what was said in writing if captions were on. Elsewhere it is verified and kept, or merged with what is there. It holds the room’s link.',
		saveButton: 'Save the file',
		saved: 'Saved. Whoever has the file can read all of it and come to the room’s door.',
		notKept: 'This browser keeps nothing of this room, so there is nothing to save.',
		faults: {
			'room-file-foreign': 'This file is no room. Room files are saved in a room under More.',
			'room-file-newer-version':
				'A newer version of Hearsay saved this file. Reload the page to get it, and try again.',
			'room-file-damaged': 'This file was cut short or changed on its way. Take another copy of it.',
			'room-file-forged':
				'Something in this file was not signed by whom it names. Nothing of it was kept. Take a copy from somebody you trust.',
			'room-file-too-large': 'This file is larger than any room. Choose another one.'
		}
	}
};
