/** What a recorded room tells everybody, in English. The words of recording and of the replay page are loaded with them. */
export const recording = {
	recording: {
		rec: 'REC',
		yes: 'This room is being recorded.',
		started: (names: string) => `${names} started recording this room.`,
		stopped: 'This room is no longer being recorded.',
		asked: 'Your microphone is off until you agree to be recorded.',
		record: 'Record the room',
		stop: 'Stop the recording',
		yours: 'Your recordings',
		minutesAsked: 'Your microphone is off until you agree that the last minutes of your voice are kept.',
		endsWithYou: 'Your recording ends when you leave. It is kept on this device.'
	},
	lastMinutes: {
		title: 'Let latecomers hear the last minutes',
		kept: (minutes: number) => `The last ${minutes} minutes can be heard again.`,
		away: 'The last minutes were kept by a page that is gone: they cannot be heard now.',
		stop: 'Keep no minutes any more',
		over: 'The last minutes are no longer kept.'
	}
};
