/** The words of captions, in English; loaded with the first caption, or when somebody opens their settings. */
export const captions = {
	captions: {
		title: 'Captions',
		none: 'Nobody’s words are shown yet.',
		noneHint: 'Captions appear as soon as somebody on the stage types, or has their voice turned into words.',
		settings: 'Captions: size, language and your own words',
		hide: 'Hide captions',
		hidden: 'Captions are hidden. More, then Captions, brings them back.',
		understanding: 'still being said',
		typedBy: (name: string) => `typed by ${name}`,
		saidBy: (name: string) => `${name}:`,
		reading: 'Reading',
		show: 'Show captions',
		size: 'Size',
		sizes: { small: 'Small', medium: 'Medium', large: 'Large', largest: 'Largest' },
		language: 'Language shown',
		allLanguages: 'All languages',
		announce: 'Let my screen reader say each line',
		announceHint: 'It will talk over the voices.',
		own: 'Your own words',
		ownLater: 'Once you are on the stage you can let your words be shown here.',
		ways: {
			off: 'Not shown',
			typed: 'I type them',
			device: 'From my voice, on this device',
			model: 'From my voice, by a speech model that I keep',
			cloud: 'From my voice, by my browser’s maker'
		},
		wayHints: {
			off: 'Nothing of your voice becomes words.',
			typed: 'A field to type in appears with the captions.',
			device:
				'Your browser understands your voice here. Nothing leaves this device but the words, which go to this room.',
			model:
				'This page understands your voice here, with a model that you fetch once. Nothing leaves this device but the words, which go to this room.',
			cloud: 'Your browser sends your voice to whoever made it. You are asked first.'
		},
		wayMissing: 'This browser cannot do that.',
		myLanguage: 'The language I speak',
		readiness: {
			ready: 'Ready.',
			'to-fetch':
				'Your browser has to fetch this language first, once. It asks its maker for it, who sees your network address.',
			fetching: 'Your browser is fetching this language. Choose it again in a moment.',
			missing:
				'This browser cannot understand speech in this way. You can type, or open the room in another browser.',
			'language-missing': 'This browser does not know this language in this way. Choose another one, or type.'
		},
		modelReadiness: {
			ready: 'Ready.',
			'to-fetch': 'You have none yet: fetch one below.',
			fetching: 'It is being fetched.',
			missing: 'This browser cannot run one.',
			'language-missing': 'The one you have does not know this language. Fetch another one below.'
		},
		model: {
			title: 'Speech model',
			pick: 'Model',
			option: (name: string, megabytes: string) => `${name}, about ${megabytes} MB`,
			none: 'There is no model for this language here.',
			address: 'Fetch it from',
			addressHint:
				'The public hub, or any https address that has the model’s folder, such as your own relay’s with /models behind it.',
			will: (megabytes: string, host: string) =>
				`About ${megabytes} MB will be fetched from ${host} when you press the button, and nothing before.`,
			learns: (host: string) =>
				`Whoever runs ${host}, or a host that it sends the page on to, then sees your network address and which model you fetch. Your voice never goes there.`,
			fetch: 'Fetch the model',
			fetching: (megabytes: string, of: string) => `Fetching: ${megabytes} of about ${of} MB.`,
			trying: 'It is here. Trying it out…',
			cancel: 'Cancel',
			cancelled: 'Stopped. Nothing of it is kept.',
			fetched: 'The model is here and works.',
			kept: (name: string, megabytes: string, host: string) =>
				`${name} is kept in this browser: ${megabytes} MB, from ${host}.`,
			remove: 'Remove it',
			removed: 'The model is removed.',
			get: 'Get a speech model',
			another: 'Another model',
			opening: 'Starting the model…'
		},
		fetch: 'Fetch this language',
		fetching: 'Fetching…',
		consentTitle: 'Send your voice to your browser’s maker?',
		consent: [
			'While your microphone is on in this room, your browser sends your voice to a service of the company that made it, and gets words back.',
			'That company hears what you say and sees your network address. What it keeps is up to it, not to this room.',
			'Nobody else’s voice is sent. You can stop at any time, and you are asked anew in the next room.'
		],
		agree: 'I agree: send my voice',
		refuse: 'No, do not send it',
		states: {
			waiting: 'Your words are shown as soon as your microphone is on.',
			listening: 'Your words are being shown.'
		},
		cloudOn: 'Your voice goes to your browser’s maker.',
		deviceOn: 'Your voice is turned into words on this device.',
		stop: 'Stop',
		write: 'Type what is said',
		send: 'Show',
		writeFor: 'Whose words',
		myself: 'My own',
		faults: {
			'recogniser-missing':
				'This browser cannot turn speech into words. You can type, or open the room in another browser.',
			'recogniser-language':
				'Your browser does not have this language here. Fetch it, choose another one, or type.',
			'recogniser-denied':
				'Your browser forbids speech recognition for this page. Allow it in the page’s settings, or type.',
			'recogniser-network':
				'The service that understands speech is not reached. Check your connection and choose it again, or type.',
			'recogniser-failed':
				'Your browser’s speech recognition stops as soon as it starts. Reload the page, or type.',
			'model-address':
				'Models are not fetched from such an address. Give one that begins with https:// and has no password and no question mark in it.',
			'model-not-found':
				'There is no such model at this address. Check the address, or choose another model.',
			'model-invalid':
				'What came from there is not this model, or not the whole of it. Nothing of it is kept. Try another address.',
			'model-network':
				'The address is not reached, does not let this page fetch, or stopped answering. Check address and connection, and try again.',
			'model-slow':
				'The model takes longer to understand than you to speak on this device. Choose a smaller one, or type.',
			'model-memory':
				'The model asks for more memory than this device has to give. Choose a smaller one, close other pages, or type.',
			'model-disk':
				'The browser has no room to keep the model. Make room on this device, or choose a smaller one.',
			'model-busy': 'Another tab is fetching a model. Wait until it is done.',
			'model-cancelled': 'The model was stopped. Choose it again.',
			'model-missing': 'There is no model in this browser any more. Fetch one.'
		},
		writeFaults: {
			'not-on-stage': 'Only who is on the stage can write captions.',
			muted: 'A moderator muted you. Unmute yourself first: then you can speak and write again.',
			'not-for-another':
				'Only host and co-hosts write for others, and only for who is on the stage. Choose whose words they are.',
			'caption-empty': 'Nothing of this can be shown. Type some words.'
		},
		unmute: 'Unmute myself',
		transcript: 'What was said',
		openTranscript: 'Everything that was said',
		transcriptHint:
			'Only this page has it, and forgets it when you leave. If you keep it, it becomes a file on this device: tell the others, they are their words.',
		transcriptEmpty: 'Nothing was said in writing yet.',
		keepText: 'Keep as text',
		keepVtt: 'Keep as subtitles',
		kept: 'The file goes to your downloads.',
		back: 'Back to captions'
	}
};
