/** The words for a person's own devices, in English. */
export const devices = {
	devices: {
		title: 'Your devices',
		about:
			'Share what you keep with your other devices: whom you follow and block, your rooms, your profile, relays and language. It goes from device to device whenever two of them are open; no server holds it, and the relay that introduces them cannot read it.',
		notIdentity:
			'Your key stays on each device. To be the same person on both, open your saved identity there.',
		addresses: 'Your devices learn each other’s address. Nobody else does.',
		link: 'Link a device',
		linkTitle: 'Link another device',
		linkText:
			'Scan this with the other device, or open the link there. It is good for two minutes and for one device.',
		qr: 'QR code for linking a device',
		url: 'Link for the other device',
		copy: 'Copy the link',
		copied: 'Copied. Open it on the other device, not on this one.',
		waiting: 'Waiting for the other device…',
		answerTitle: 'Link this device?',
		answerText:
			'This browser will share what it keeps with the device that showed you the code. Only go on if that is your own.',
		answer: 'Link this device',
		compare: 'Are these the same digits on both devices?',
		compareText:
			'If they differ, somebody else saw the code. Then press “They differ”, and nothing is shared.',
		digits: (digits: string) => `${digits.slice(0, 3)} ${digits.slice(3)}`,
		other: (name: string) => `The other device calls itself ${name}.`,
		same: 'They are the same',
		differ: 'They differ',
		confirmed: 'Now confirm on the other device.',
		linked: 'The two devices are linked.',
		toDevices: 'See your devices',
		again: 'Try again',
		name: 'Name of this device',
		nameHint: 'Only your own devices see it.',
		save: 'Save the name',
		saved: 'The name is saved.',
		list: 'Devices that share',
		thisOne: 'This device',
		here: 'Connected now',
		away: 'Not here now; it catches up when it is',
		gone: 'Cut off',
		unnamed: (key: string) => `Device ${key}`,
		cutOff: 'Cut off',
		cutOffTitle: (name: string) => `Cut ${name} off?`,
		cutOffText:
			'For a device that was lost or given away. It gets nothing more from your other devices. What it has it keeps: delete that on the device itself, if you can.',
		cutOffButton: 'Cut it off',
		cutOffDone: (name: string) => `${name} is cut off.`,
		stop: 'Stop sharing on this device',
		stopTitle: 'Stop sharing on this device?',
		stopText:
			'This device keeps what it has, and what you change from then on stays here. Your other devices go on without it.',
		stopped: 'This device shares no longer.',
		isCutOff:
			'Another of your devices cut this one off. What is kept here stays, and nothing more comes or goes. If that was not you, look at your other devices.',
		torn: 'While this device was away, two of your devices cut each other off. Choose the one that you trust; the other is left out.',
		goOnWith: (name: string) => `Go on with ${name}`,
		otherTab: 'Another tab of this browser does the sharing now.',
		notLoaded: 'This part could not be loaded. Check your connection and reload the page.',
		codeFaults: {
			'device-empty': 'This link has no code. Scan it again on the other device.',
			'device-mangled': 'This link was cut short or changed on its way. Scan it again on the other device.',
			'device-newer-version':
				'A newer version of Hearsay made this link. Reload the page to get it, and try again.'
		},
		linkingFaults: {
			'linking-too-late': 'The two minutes are over. Start again on the device that shows the code.',
			'linking-crowded':
				'A third device used the same code. Nothing was shared. Start again where nobody else sees the screen.',
			'linking-refused': 'The linking was called off. Nothing was shared.',
			'linking-taken':
				'This browser already shares with other devices. Stop that first in Settings → Your devices.'
		}
	}
};
