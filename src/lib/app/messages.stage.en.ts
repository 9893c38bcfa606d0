/** The words that only those need who speak against the clock or set it, in English. */
export const stage = {
	turnClock: {
		over: (time: string) => `${time} over`,
		ending: 'Half a minute left of your turn. Come to your last point.',
		ended: 'The time of your turn is up. Nobody cuts you off: finish your sentence and pass the word on.'
	},
	reasonChoice: {
		label: 'Reason for a removal or ban',
		none: 'No reason given',
		own: 'In my own words…',
		ownLabel: 'Your words',
		hint: 'The person reads it, and so does everybody in the log.'
	},
	turnSheet: {
		text: 'Everybody but the host sees a countdown while they speak. A turn begins with the first word and ends after ten seconds of silence. Whoever runs over is not cut off; you see who it is.',
		none: 'No limit',
		now: 'Chosen',
		set: (time: string) => `Each turn has ${time} from now on.`,
		unset: 'Turns have no limit any more.'
	}
};
