/** The words of the settings of sound and keyboard, in English; loaded with them. */
export const settings = {
	sound: {
		title: 'Sound and microphone',
		input: 'Microphone',
		output: 'Loudspeaker or headphones',
		system: 'The system’s choice',
		unnamed: (place: number) => `Device ${place}`,
		namesLater: 'The names of your devices appear once you have allowed the microphone.',
		test: 'Test the microphone',
		testing: 'Say something: the bar moves with your voice.',
		stopTest: 'Stop the test',
		level: 'Microphone level',
		hearYourself: 'Hear yourself, half a second late',
		hearYourselfHint: 'Use headphones, or the sound comes round again.',
		noise: 'Background noise',
		noiseKinds: {
			off: 'Leave it in',
			browser: 'Your browser takes it out',
			rnnoise: 'RNNoise takes it out'
		},
		noiseHints: {
			off: 'Your voice goes out with what is around you.',
			browser: 'Made for fans and other steady noise.',
			rnnoise:
				'A small neural model that works on this device. It takes out more, makes your voice a moment later, and is loaded once (170 kB).'
		},
		noiseRests: 'In music mode nothing is taken out.',
		music: 'Music mode',
		musicHint:
			'For instruments and singing. Your sound goes out as it is, without echo cancellation, noise suppression or automatic volume. Use headphones, or the others hear themselves.',
		pushToTalk: 'Push to talk',
		pushToTalkHint: (key: string | null) =>
			key === null
				? 'Your microphone sends only while you hold the Microphone button.'
				: `Your microphone sends only while you hold the key ${key} or the Microphone button.`,
		whenMuted: 'While your microphone is off',
		whenMutedClose: 'Let go of it',
		whenMutedCloseHint: 'Your system shows it as unused.',
		whenMutedWatch: 'Keep it open on this device',
		whenMutedWatchHint: 'Nothing is sent, and we can tell you when you talk while muted.',
		cues: 'Short sounds for what happens',
		cuesHint: 'They play on this device only. Nobody else hears them.',
		cueVolume: 'How loud these sounds are',
		tryCues: 'Listen to each',
		cueNames: {
			muted: 'Microphone off',
			unmuted: 'Microphone on',
			'on-stage': 'You are on stage',
			dropped: 'Connection lost',
			reconnected: 'Connection back',
			recording: 'A recording begins or ends',
			turn: 'Your time runs out',
			hand: 'A hand goes up',
			joined: 'Somebody comes in',
			left: 'Somebody leaves'
		},
		cuesWhen:
			'A hand sounds for host and co-hosts only. Coming and leaving sound in rooms of up to eight people.'
	},
	shortcuts: {
		title: 'Keyboard shortcuts',
		hint: 'They rest while you type. Each can be switched off, and most can have another key.',
		names: {
			talk: 'Hold to talk',
			mute: 'Microphone on or off',
			hand: 'Raise or lower your hand',
			react: 'Send a reaction',
			help: 'Show this list'
		},
		space: 'Space',
		reactKeys: '1–9',
		change: 'Change',
		changeFor: (name: string) => `Change the key: ${name}`,
		press: 'Press a key…',
		pressFor: (name: string) => `Press the new key for “${name}”, or Escape to keep the old one.`,
		isNow: (name: string, key: string) => `“${name}” has the key ${key} now.`,
		reset: 'Give all of them their first keys',
		faults: {
			'key-reserved': 'This key cannot be used. Choose a letter, a sign or Space; 1 to 9 are for reactions.',
			'key-taken': 'Another shortcut has this key. Choose another one.'
		},
		escape: 'Close what is open',
		escapeKey: 'Esc'
	}
};
