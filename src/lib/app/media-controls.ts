/** What the system's own controls (lock screen, headset, media keys) show of a room, and what they do. */
export interface MediaControls {
	readonly title: string;
	readonly host: string;
	/** Whether the microphone is open; null for who has none on the stage. */
	readonly microphone: boolean | null;
	readonly leave: () => void;
	readonly toggleMicrophone: () => void;
}

/** Shows a room in the system's controls until the returned function is called. */
export function showControls({
	title,
	host,
	microphone,
	leave,
	toggleMicrophone
}: MediaControls): () => void {
	const { mediaSession: session } = navigator;
	if (!session) return () => {};
	session.metadata = new MediaMetadata({ title, artist: host });
	session.playbackState = 'playing';
	handle('hangup', leave);
	handle('togglemicrophone', microphone === null ? null : toggleMicrophone);
	void session.setMicrophoneActive?.(microphone === true);
	return () => {
		session.metadata = null;
		session.playbackState = 'none';
		handle('hangup', null);
		handle('togglemicrophone', null);
	};
}

function handle(action: 'hangup' | 'togglemicrophone', handler: (() => void) | null): void {
	try {
		navigator.mediaSession.setActionHandler(action as MediaSessionAction, handler);
	} catch {
		// This browser's controls do not have it.
	}
}
