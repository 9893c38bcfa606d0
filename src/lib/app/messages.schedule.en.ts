import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words about rooms that take place later, in English. */
export const schedule = {
	schedule: {
		/* Planning a room. */
		date: 'Date',
		time: 'Time',
		zone: 'Time zone',
		zoneHint: 'The clocks of this place decide, also when summer time begins or ends.',
		length: 'How long',
		minutes: (count: number) => plural(count, { one: '# minute', other: '# minutes' }),
		hours: (count: number) => plural(count, { one: '# hour', other: '# hours' }),
		repeat: 'Repeat',
		repeats: {
			never: 'Never',
			daily: 'Every day',
			weekly: 'Every week',
			fortnightly: 'Every two weeks',
			monthly: 'Every month',
			custom: 'By a rule of your own'
		},
		days: 'On these days',
		ends: 'Until',
		endings: { never: 'No end', on: 'A day', after: 'A number of times' },
		lastDay: 'Last day',
		times: 'How many times',
		rule: 'Rule',
		ruleHint: 'As calendars write it (RRULE), for example FREQ=MONTHLY;BYDAY=1MO for each first Monday.',
		note: 'Note',
		noteHint: 'What people should know before. Up to 500 characters.',
		inYourTime: (when: string) => `For you: ${when}`,
		isPast: 'This is in the past by the clock of this device.',
		planFaults: {
			'no-time': 'Choose a date and a time.',
			'unknown-zone':
				'This device does not know that time zone. Choose one of the list, such as Europe/Paris.',
			'rule-malformed': 'This is not a rule that calendars understand.',
			'rule-too-often': 'A room recurs once a day at most.',
			'rule-unknown': 'This rule uses parts that Hearsay does not know.',
			'rule-too-large': 'The numbers in this rule are too large.'
		},
		/* The page of a room before it begins. */
		planned: 'Scheduled room',
		calledOff: 'Called off',
		calledOffText: 'This room does not take place. It is up to its host to plan it anew.',
		inZone: (when: string, zone: string) => `${when}, ${zone} time`,
		lasts: (length: string) => `Lasts ${length}`,
		waitingFor: (name: string) => `Its time has come. Waiting for ${name} to go live.`,
		over: 'Its time has passed, and no other one is planned.',
		unreadable: {
			'unknown-zone': (start: string, zone: string) =>
				`Planned for ${start} by the clocks of ${zone}, a time zone that this device does not know.`,
			rule: (start: string, zone: string) =>
				`Begins on ${start} (${zone}) and recurs by a rule that this version does not understand.`
		},
		next: 'Next times',
		moved: 'moved',
		toCalendar: 'Add to calendar',
		keepOpen: 'Keep this page open, or come back: the same link turns live.',
		alone:
			'Only this device has the room so far. Keep this page open while others open the link, or they find nobody.',
		noRelay:
			'The relay cannot be reached. What you change is kept here and reaches the others when you meet.',
		goLive: 'Go live',
		goLiveHint: 'Everybody who has this page open sees it turn live.',
		edit: 'Change time or note',
		save: 'Save',
		moveTimes: 'Move or call off one time',
		callOff: 'Call off the room',
		callOffTitle: 'Call the room off?',
		callOffText: 'Everybody who opens the link sees that it does not take place. You can plan it anew later.',
		planAnew: 'Plan anew',
		/* Single times. */
		timesTitle: 'Single times',
		timesText: 'What you change here is about one time alone. The others stay.',
		move: 'Move',
		moveTo: (when: string) => `Move ${when} to`,
		drop: 'Call off',
		putBack: 'Put back',
		isOff: 'called off',
		noTimes: 'No times to come.',
		/* Answers. */
		ask: 'Will you come?',
		asks: { yes: 'Yes', maybe: 'Maybe', no: 'No' },
		forAll: 'Every time',
		forNext: 'Only the next time',
		about: 'Your answer is about',
		pending: 'Your answer is kept here and reaches the host when you meet.',
		delivered: 'The host has your answer.',
		coming: (count: number) => plural(count, { one: '# person comes', other: '# people come' }),
		undecided: (count: number) => plural(count, { one: '# maybe', other: '# maybe' }),
		guests: 'Guests',
		guestsEmpty: 'Nobody has answered yet.',
		guestsText: 'Who said whether they come. A co-host can change the time too, also without a network.',
		onlyFor: (when: string) => `only ${when}`,
		makeCohost: 'Make co-host',
		isCohost: 'Co-host',
		/* What two decided at the same time. */
		conflictTitle: 'Two decided at the same time',
		you: 'You',
		moves: (name: string, when: string) => `${name} set ${when}`,
		notes: (name: string, note: string) => `${name} wrote the note “${note}”`,
		cancels: (name: string) => `${name} called the room off`,
		drops: (name: string, when: string) => `${name} called off ${when}`,
		shifts: (name: string, from: string, when: string) => `${name} moved ${from} to ${when}`,
		standsByHost: 'What the host says stands.',
		standsOff: 'The calling off stands, so that nobody comes in vain.',
		standsEqual: 'One of the two had to stand; it decides nothing but this.',
		keep: 'Leave it so',
		take: (what: string) => `Take instead: ${what}`,
		takePlan: (when: string) => `set ${when}`,
		takeNote: (note: string) => `the note “${note}”`,
		takeCancel: 'call it off',
		settled: 'A host or co-host can settle it.'
	}
};
