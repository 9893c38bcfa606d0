import { authority } from './messages.authority.en.ts';
import { data } from './messages.data.en.ts';
import { entry } from './messages.entry.en.ts';
import { blocks } from './messages.blocks.en.ts';
import { path } from './messages.path.en.ts';
import { pins } from './messages.pins.en.ts';
import { reasons } from './messages.reasons.en.ts';
import { record } from './messages.record.en.ts';
import { recording } from './messages.recording.en.ts';
import { turns } from './messages.turns.en.ts';
import { ordinalsOf, pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');
const ordinal = ordinalsOf('en', { one: 'st', two: 'nd', few: 'rd', other: 'th' });

/** Every word of the interface in English; the shape that every other language must fill. */
export const en = {
	...authority,
	...data,
	...entry,
	...blocks,
	...path,
	...pins,
	...reasons,
	...record,
	...recording,
	...turns,
	language: { label: 'Language' },
	app: {
		name: 'Hearsay',
		home: 'Home',
		settings: 'Settings',
		agenda: 'Agenda',
		communities: 'Communities',
		close: 'Close',
		cancel: 'Cancel',
		save: 'Save',
		saved: 'Saved',
		dismiss: 'Dismiss',
		back: 'Back',
		skip: 'Skip to the content',
		loading: 'One moment…',
		guest: (mark: string) => `Guest ${mark}`,
		you: 'You',
		notFoundTitle: 'There is nothing here',
		notFoundText: 'The address may have been cut short. A room link holds a long part after a # sign.',
		brokenTitle: 'Something went wrong on this page',
		brokenText: 'Reload it. If you are in a room, you come back in by yourself.'
	},
	home: {
		title: 'Talk, and let it pass on',
		sentence:
			'Hearsay is an audio room in your browser: you speak on a stage, and the sound goes straight to those who listen, or from one to the next when they are many, with no company in the middle.',
		start: 'Start a room',
		startHint: 'No account. One link to share.',
		paste: 'Have a link?',
		pasteLabel: 'Room link',
		pasteHint: 'Paste it here',
		open: 'Open',
		rooms: 'Your rooms',
		openFile: 'Open a room file',
		roomsEmpty: 'Rooms that you start or visit are kept here, on this device only.',
		roomsLoading: 'Looking for your rooms…',
		hosted: 'You host',
		ended: 'Ended',
		untitled: 'Untitled room',
		visited: (when: string) => `Last visit ${when}`,
		forget: 'Forget',
		forgotten: (title: string) => `“${title}” is forgotten on this device.`,
		profile: 'You',
		noName: 'No name yet',
		changeProfile: 'Change',
		profileHint: 'This is how others in a room see you. It stays on this device until you enter a room.',
		notDurable:
			'This browser keeps nothing for this page (a private window, perhaps). Your name and rooms go when you close it.',
		look: 'Language and look'
	},
	profile: {
		identity: 'Your identity',
		keepIdentity: 'Keep it for other devices',
		name: 'Your name',
		nameHint: 'Leave it empty to be a guest.',
		picture: 'Your picture',
		choosePicture: 'Choose a picture',
		dropPicture: 'Use the drawn one',
		notAnImage: 'That file is not a picture this browser can read. Choose a JPEG, PNG or WebP.',
		tooLarge: 'That picture could not be made small enough. Choose a simpler one.',
		kept: 'Your profile is saved on this device.'
	},
	theme: { label: 'Theme', system: 'Like the device', light: 'Light', dark: 'Dark' },
	start: {
		title: 'Start a room',
		sentence: 'You will be the host: you decide who may come in and who speaks.',
		roomTitle: 'Room title',
		roomTitleHint: 'What will you talk about?',
		topics: 'Topics',
		topicsHint: 'Up to three, one in each box. You can leave them empty.',
		topic: (place: number) => `Topic ${place}`,
		when: 'When',
		now: 'Now',
		later: 'Later',
		plan: 'Schedule the room',
		golive: 'Go live',
		going: 'Opening the room…',
		defaultTitle: (name: string) => `${name}’s room`
	},
	join: {
		invited: 'You are invited to listen',
		button: 'Start listening',
		promise:
			'No account and no microphone needed. Sound comes from the people inside, so devices of theirs see your network address, as in any direct call. Your path shows whose.',
		unknownTitle: 'A room on Hearsay',
		hostedBy: (name: string) => `Hosted by ${name}`,
		onStage: 'On stage',
		inside: (count: number) => plural(count, { one: '# person inside', other: '# people inside' }),
		soon: 'You come in as soon as the room is found. You can keep this page open.',
		noRelay: 'The relay that introduces you cannot be reached. We keep trying.'
	},
	room: {
		live: 'Live',
		here: (count: number) => plural(count, { one: '# person', other: '# people' }),
		hereFor: 'You have been here',
		stage: 'Stage',
		stageEmpty: 'Nobody is on stage right now.',
		audience: 'Audience',
		audienceEmpty: 'No listeners yet. Press Share and send the link to bring people in.',
		audienceEmptyListener: 'You are the first to listen.',
		audienceMore: (count: number) => plural(count, { one: 'Show # more', other: 'Show # more' }),
		pinned: 'Pinned',
		unpin: 'Unpin',
		linkConnected: 'Connected',
		linkAlone: 'Open, waiting for others',
		linkNoRelay: 'Relay out of reach, the room goes on',
		linkReconnecting: 'Reconnecting…',
		linkConnecting: 'Connecting…',
		turnOnSound: 'Turn on sound',
		turnOnSoundWhy: 'Your browser keeps this page silent until you press the button.',
		minimised: 'Your room',
		backToRoom: 'Back to the room'
	},
	person: {
		roles: { host: 'Host', cohost: 'Co-host', speaker: 'Speaker', listener: 'Listener' },
		you: 'you',
		micOn: 'Microphone on',
		micOff: 'Microphone off',
		muted: 'Muted by a moderator',
		hand: (place: number) => `Hand up, ${ordinal(place)} in line`,
		invited: 'Invited to the stage',
		reconnecting: 'Reconnecting',
		volume: 'Volume on this device',
		muteForMe: 'Mute for me',
		muteForMeHint: 'You no longer hear them, the others do. Nobody is told.',
		mutedForMe: 'Muted for you',
		writeAlone: 'Write to them alone',
		wroteAlone: (name: string, text: string) => `${name} wrote to you alone: ${text}`,
		letUp: 'Invite to the stage',
		takeHandDown: 'Take the hand down',
		mute: 'Mute',
		toAudience: 'Move to audience',
		remove: 'Remove',
		ban: 'Ban',
		makeCohost: 'Make co-host',
		endCohost: 'End co-hosting',
		moderation: 'For moderators',
		moderationHint: 'Remove puts a person out until you let them back in. A ban lasts.',
		letBackIn: 'Let back in',
		removed: (name: string) => `${name} was removed.`,
		banned: (name: string) => `${name} was banned.`,
		key: 'Key'
	},
	bar: {
		label: 'Room controls',
		leave: 'Leave',
		microphone: 'Microphone',
		/** The beginning of it, for narrow screens. */
		mic: 'Mic',
		micOff: 'Your microphone is off',
		micOpening: 'Opening your microphone…',
		micOn: 'Your microphone is on',
		micHold: 'Hold to talk',
		micMuted: 'A moderator muted you. Press to speak again',
		membersSpeak: 'Only members of the community may speak here',
		listening: 'You are listening',
		hand: 'Raise hand',
		handUp: 'Your hand is up',
		handPlace: (place: number) => `Your hand is up, ${ordinal(place)} in line`,
		requests: 'Requests',
		requestsWaiting: (count: number) => plural(count, { one: '# hand up', other: '# hands up' }),
		chat: 'Chat',
		unread: (count: number) => plural(count, { one: '# new message', other: '# new messages' }),
		unreadLetters: (count: number) => plural(count, { one: '# new letter', other: '# new letters' }),
		share: 'Share',
		more: 'More',
		stepDown: 'Leave the stage'
	},
	reactions: {
		button: 'React',
		title: 'Reactions',
		names: {
			clap: 'Clap',
			heart: 'Heart',
			laugh: 'Laugh',
			fire: 'Fire',
			up: 'Thumbs up',
			party: 'Party',
			wow: 'Wow',
			thanks: 'Thanks',
			hundred: 'Hundred'
		}
	},
	requests: {
		title: 'Requests',
		empty: 'No hands are up.',
		emptyHint: 'When a listener raises a hand, they wait here in order.',
		letSpeak: 'Let speak',
		takeDown: 'Not now',
		waiting: (time: string) => `Waiting ${time}`,
		left: 'Not here at the moment',
		fair: 'Whoever spoke least first',
		talked: (time: string) => `has spoken ${time}`,
		lessThanMinute: 'less than a minute',
		minutes: (count: number) => plural(count, { one: '# minute', other: '# minutes' })
	},
	invitation: {
		title: 'You are invited to speak',
		text: 'You come up with your microphone off. Others hear you only after you turn it on.',
		join: 'Join the stage',
		stay: 'Stay in the audience',
		check: 'Check my microphone'
	},
	share: {
		title: 'Share this room',
		link: 'Room link',
		copy: 'Copy link',
		copied: 'The link is copied.',
		copyFailed: 'The browser did not let us copy. Select the link and copy it yourself.',
		send: 'Send with another app',
		qr: 'Room link as a QR code'
	},
	more: {
		title: 'More',
		edit: 'Change title and topics',
		editTitle: 'Title and topics',
		pin: 'Pin something',
		pinTitle: 'Pin something',
		pinLabel: 'Text or link',
		pinButton: 'Pin it',
		people: 'People who were put out',
		peopleEmpty: 'Nobody was removed or banned.',
		isRemoved: 'Removed',
		isBanned: 'Banned',
		reason: (text: string) => `Reason: ${text}`,
		sound: 'Sound and microphone',
		shortcuts: 'Keyboard shortcuts',
		tickets: 'Tickets',
		captions: 'Captions',
		saveFile: 'Save this room as a file',
		whoSpeaks: 'Who is speaking?',
		speakingNow: (names: string) => `Speaking now: ${names}.`,
		nobodySpeaks: 'Nobody is speaking.'
	},
	announce: {
		label: 'Spoken by a screen reader',
		kinds: {
			people: 'People who come and go',
			hands: 'Raised hands',
			stage: 'Who comes to and leaves the stage',
			microphone: 'Your microphone',
			chat: 'What people write in the chat',
			turns: turns.turns.kind
		},
		wrote: (name: string, text: string) => `${name} wrote: ${text}`,
		wroteMany: (count: number) => plural(count, { one: '# new message.', other: '# new messages.' }),
		joined: (name: string) => `${name} came in.`,
		joinedMany: (count: number) => plural(count, { one: '# person came in.', other: '# people came in.' }),
		left: (name: string) => `${name} left.`,
		leftMany: (count: number) => plural(count, { one: '# person left.', other: '# people left.' }),
		hand: (name: string) => `${name} raised a hand.`,
		handMany: (count: number) => plural(count, { one: '# hand went up.', other: '# hands went up.' }),
		onStage: (name: string) => `${name} is on stage.`,
		offStage: (name: string) => `${name} left the stage.`,
		newHost: (name: string) => `${name} is the host now.`,
		youHost: 'You are the host now.',
		youOnStage: 'You are on stage. Your microphone is off.',
		youOffStage: 'You are in the audience.',
		micOn: 'Your microphone is on.',
		micOff: 'Your microphone is off.'
	},
	relays: {
		title: 'Relays',
		label: 'Your own relays',
		hint: 'One address on each line, such as https://relay.example.org or one that begins with /ip4/. Rooms you start can be found through them too, and their links carry them; your home page asks them who is live. Empty: only the relay of this page.',
		kept: 'Your relays are saved on this device.',
		invalid:
			'One of these is no relay address. Give the address that opens the relay in a browser, or a whole /ip4/ or /dns4/ address; four at most.'
	},
	settings: {
		title: 'Settings',
		you: 'You',
		sound: 'Sound',
		look: 'Language and look',
		letters: 'Letters between two',
		keyboard: 'Keyboard',
		reader: 'Screen reader'
	},
	phase: {
		connecting: { title: 'Finding the room…', text: 'This takes a few seconds.' },
		waiting: {
			title: 'Nobody is here yet',
			text: 'The link is good. Keep this page open: the room appears as soon as somebody of it comes back.'
		},
		preview: { title: 'The room is open', text: 'Press Start listening to come in.' },
		scheduled: { title: 'Not live yet', text: 'This room takes place later.' },
		live: { title: 'Live', text: 'You are in the room.' },
		reconnecting: {
			title: 'Reconnecting…',
			text: 'The links to the others were lost. We keep trying until you leave.'
		},
		ended: {
			title: 'This room has ended',
			text: 'The host ended it for everyone. You can start one of your own.'
		},
		locked: {
			title: 'This room is locked',
			text: 'No newcomers for the moment. Ask the host to open the door, then try again.'
		},
		uninvited: {
			title: 'This room is by invitation',
			text: 'Ask the host for an invite of your own: each one lets one person in, once.'
		},
		'not-following': {
			title: 'This room is for followers of the host',
			text: 'Follow the host to come in. Your follow is signed by your key and shown to this room only.'
		},
		ticketless: {
			title: 'This room asks for a ticket',
			text: 'With a ticket the door opens by itself, and without one nothing is heard.'
		},
		'other-version': {
			title: 'The others run another version of Hearsay',
			text: 'Reload this page to get the newest one. If that does not help, ask them to reload theirs.'
		},
		full: { title: 'This room is full', text: 'Try again in a little while, when somebody has left.' },
		removed: {
			title: 'You were removed from this room',
			text: 'A moderator can let you back in. Until then this link stays closed to you.'
		},
		banned: {
			title: 'You were banned from this room',
			text: 'This link stays closed to you, here and after a reload. Only a moderator can change that.'
		},
		elsewhere: {
			title: 'This room is open in another tab',
			text: 'Sound plays in one tab at a time. Go to that tab, or use the room here instead.'
		},
		left: { title: 'You left the room', text: 'The room goes on. You can come back with the same link.' }
	},
	phaseActions: {
		follow: (name: string) => `Follow ${name}`,
		followHost: 'Follow the host',
		reload: 'Reload',
		takeOver: 'Use it here',
		again: 'Try again',
		home: 'Go to the home page',
		reason: (text: string) => `The reason given: ${text}`
	},
	notice: {
		'storage-full':
			'This device has no space left. The room goes on, but what happens now may be missing after a reload.',
		'storage-unavailable':
			'This browser does not let Hearsay keep anything. The room goes on; after closing the page you start anew.',
		'muted-by-moderator': (by: string) => `${by} muted you. Press Microphone when you want to speak again.`,
		'moved-to-audience': (by: string) => `${by} moved you to the audience. Raise your hand to come back.`,
		'made-host': 'The room is yours now: you are its host.',
		'acting-host': 'The co-hosts agreed: you lead until the host is back.',
		'made-cohost': 'You are a co-host now: you can let people speak and keep order.',
		'microphone-lost':
			'Your microphone was unplugged. Plug it in or choose another one, then press Microphone.',
		'microphone-switched': (device: string) => `Your microphone was lost. You speak through “${device}” now.`,
		'talking-while-muted': 'You are talking, but your microphone is off. Press Microphone to be heard.',
		'noise-model-missing':
			'RNNoise could not be loaded. Your browser takes the background noise out of your voice instead.',
		'network-changed': 'Your network changed. Sound comes back in a moment.',
		'peer-misbehaved': (name: string) =>
			`${name} sent something this room does not allow, and was disconnected from you. You need not do anything.`
	},
	fault: {
		link: {
			'link-empty': 'There is no room in this link. Ask for the whole link: it ends in a long part after #.',
			'link-truncated': 'This link was cut short. Copy the whole link again, up to its last letter.',
			'link-mangled': 'This link was changed on its way. Ask for it again, or use the QR code.',
			'link-foreign': 'This is not a Hearsay room link. A room link holds /room/# and a long code.',
			'link-newer-version':
				'This link comes from a newer Hearsay. Reload this page to get it, then open the link again.'
		},
		engine: {
			'no-webrtc':
				'This browser cannot connect to others (WebRTC is missing or switched off). Use a current Firefox, Chrome, Edge or Safari.',
			'no-crypto':
				'This browser lacks the encryption that Hearsay needs. Update it, or use a current Firefox, Chrome, Edge or Safari.',
			'insecure-page': 'Hearsay works only over a safe connection. Open this address with https:// in front.',
			'not-loaded': 'A part of Hearsay could not be loaded. Check your connection, then try again.'
		},
		microphone: {
			'microphone-denied':
				'Your microphone is blocked. Allow it in the address bar, then press Microphone again.',
			'microphone-missing': 'No microphone was found. Plug one in, then press Microphone again.',
			'microphone-in-use':
				'Another program is using your microphone. Close it there, then press Microphone again.',
			'microphone-unsupported':
				'This browser cannot use a microphone here. You can go on listening, or try another browser.',
			'not-on-stage': 'You are not on stage. Raise your hand to ask for a place.'
		},
		command: {
			'not-allowed': 'That is not yours to do in this room right now. Roles may have just changed.',
			'not-admitted':
				'Nobody is here who can let you write yet. Try again when the host or a co-host is back.',
			'not-in-room': 'You are not in the room at the moment. Try again once you are back in.',
			invalid: 'That could not be used. Make it shorter, or check it for stray characters.'
		},
		store: {
			'storage-full': 'It could not be saved: this device has no space left. Free some space and try again.',
			'storage-unavailable':
				'It could not be saved: this browser keeps nothing for this page. It holds until you close it.'
		}
	}
};
