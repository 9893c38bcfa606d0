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
		endsWithYou: 'Your recording ends when you leave. It is kept on this device.'
	}
};
