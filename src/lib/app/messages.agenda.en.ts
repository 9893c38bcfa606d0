import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for the agenda, its reminders and calendar files, in English. */
export const agenda = {
	agenda: {
		zone: (zone: string) => `Times are those of your clock: ${zone}.`,
		search: 'Search the agenda',
		found: (count: number) => plural(count, { one: '# time found', other: '# times found' }),
		foundMore: (count: number) =>
			plural(count, { one: 'More than # time found', other: 'More than # times found' }),
		loading: 'Reading your agenda…',
		unreadable: 'Your agenda could not be loaded. Check your network and reload this page.',
		empty: 'Nothing is planned yet.',
		emptyHint:
			'Rooms that you plan, help to host, or said yes or maybe to stand here, also without a network.',
		plan: 'Plan a room',
		nothingFound: 'Nothing in your agenda has these words.',
		more: 'Show more',
		today: (day: string) => `Today, ${day}`,
		tomorrow: (day: string) => `Tomorrow, ${day}`,
		youHost: 'You host',
		youHelp: (host: string) => `You help ${host} to host`,
		hostedBy: (host: string) => `Hosted by ${host}`,
		answers: { yes: 'You said yes', maybe: 'You said maybe', no: 'You said no' },
		undelivered: 'not with the host yet',
		unanswered: 'Not answered',
		live: 'Live now',
		now: 'Now',
		/** After a title. */
		goesOn: 'now',
		moved: 'Moved',
		calledOff: 'Called off',
		clash: (others: string) => `At the same time as ${others}`,
		clashOne: (title: string, time: string) => `“${title}” (${time})`,
		options: (title: string) => `Reminder and calendar file: ${title}`,
		unplaced: 'Without times',
		unplacedFaults: {
			'unknown-zone': 'Its time zone is not known to this browser.',
			'rule-malformed': 'How it recurs cannot be read.',
			'rule-too-often': 'It says that it recurs several times a day.',
			'rule-unknown': 'How it recurs is not known to this version.',
			'rule-too-large': 'How it recurs is beyond what a calendar needs.'
		},
		next: 'Next:',
		all: 'Your agenda'
	},
	reminders: {
		title: 'Reminders',
		usual: 'Remind me of my rooms',
		room: 'Remind me',
		leads: { '10': '10 minutes before', '60': '1 hour before', '1440': '1 day before', off: 'Not at all' },
		about: 'Reminders come while Hearsay is open in a tab or as an app, also in the background.',
		closed:
			'Nothing can remind you while it is closed, for no server knows what you plan. A calendar file can: its alarms are those of your calendar.',
		allow: 'Show reminders as notifications',
		allowed: 'Reminders also come as notifications of this device.',
		denied:
			'This browser does not let Hearsay notify you. You can change that in the browser’s settings for this site.',
		noneHere: 'This browser has no notifications. Reminders show in the page.',
		starts: (title: string, when: string) => `${title} starts ${when}.`,
		startsNow: (title: string) => `${title} starts now.`,
		started: (title: string, when: string) => `${title} started ${when}.`,
		/** The reminders that are shown. */
		shown: 'Rooms that begin',
		open: 'Open the room',
		saved: 'Saved'
	},
	calendarFile: {
		title: 'Calendar files',
		about:
			'A calendar file brings your rooms into another calendar, with alarms. It holds the links of the rooms: whoever has the file can open them.',
		noSubscription:
			'It is a file to import, not a subscription: a subscription would have to stand on a server that can read what you plan.',
		saveAll: 'Save the agenda as a file',
		saveOne: 'Save as a calendar file',
		saved: 'The calendar file is saved.',
		open: 'Open a calendar file',
		openHint: 'A file that ends in .ics. You can also drop it on this page.',
		read: (count: number) => plural(count, { one: 'In this file: # event', other: 'In this file: # events' }),
		toRoom: 'Open the room',
		toPlan: 'Plan a room from it',
		untitled: 'Event without a title',
		close: 'Put the file away',
		recurs: 'Recurs',
		cautions: {
			'zone-unknown': 'Its time zone is not known here. The time is taken as one of your clock: check it.',
			'all-day': 'It has no time of day: choose one.',
			'rule-left-out': 'How it recurs is not taken along.',
			'changes-left-out': 'Single times that differ are not taken along.',
			shortened: 'It lasts longer than a day, which no room does.',
			cancelled: 'It is called off.'
		},
		faults: {
			'calendar-too-large': 'This file is larger than 1 MB. Export fewer events, then open it again.',
			'calendar-too-many':
				'This file holds more than 1,000 events. Export fewer of them, then open it again.',
			'calendar-malformed': 'This is not a calendar file, or it is damaged. It should end in .ics.',
			'calendar-empty': 'This calendar file holds no event with a time.'
		}
	}
};
