/** What a recorded room tells everybody, in English. The words of recording and of the replay page are loaded with them. */
export const recording = {
	recording: {
		mark: 'REC',
		keepsOwnVoice: 'Your own voice is kept in a file of its own.',
		/** Everybody who records, joined. */
		by: (names: string) => `${names} is recording this room.`,
		byMe: 'You are recording this room.',
		away: (name: string) => `${name} was recording, but their page is gone: nothing is being recorded now.`,
		join: 'As a listener you are not heard in the recording. Whoever speaks is asked first.',
		started: (names: string) => `${names} started recording this room.`,
		stopped: 'This room is no longer being recorded.',
		asked: 'Your microphone is off until you agree to be recorded.',
		record: 'Record the room',
		stop: 'Stop the recording',
		yours: 'Your recordings',
		notAgreed:
			'This room is being recorded. Agree to be heard in the recording first, or leave the stage and go on listening.',
		/** Why a recording did not begin. */
		faults: {
			'recording-unsupported':
				'This browser cannot record here. Use a current Firefox, Chrome, Edge or Safari, and no private window.',
			'recording-full': 'This device has no space left for a recording. Free some space, then try again.',
			'recording-failed':
				'The recording could not begin. Check your connection and try again, or reload the page.'
		},
		notices: {
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
				'The recording could not go on. What was written until then is kept on this device. Try again; if that fails too, reload the page.'
		}
	}
};
