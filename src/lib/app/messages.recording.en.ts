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
		endsWithYou: 'Your recording ends when you leave. It is kept on this device.'
	}
};
