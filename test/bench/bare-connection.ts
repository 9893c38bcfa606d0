import type { Page } from '@playwright/test';

/**
 * Sends the speaker's made microphone to the listener's page a second time, over a connection with
 * nothing of Hearsay in it: the browser's own descriptions, one audio element named `bare`.
 */
export async function connectBarely(speaker: Page, listener: Page): Promise<void> {
	const offer = await speaker.evaluate(makeOffer);
	const answer = await listener.evaluate(makeAnswer, offer);
	await speaker.evaluate(takeAnswer, answer);
}

interface SpeakerWindow {
	readonly hearsayMouth: { readonly stream: MediaStream };
	bareConnection: RTCPeerConnection;
}

async function makeOffer(): Promise<string> {
	const page = window as unknown as SpeakerWindow;
	const connection = new RTCPeerConnection();
	page.bareConnection = connection;
	const { stream } = page.hearsayMouth;
	connection.addTrack(stream.getAudioTracks()[0]!.clone(), stream);
	await connection.setLocalDescription();
	while (connection.iceGatheringState !== 'complete')
		await new Promise((resolve) =>
			connection.addEventListener('icegatheringstatechange', resolve, { once: true })
		);
	return connection.localDescription!.sdp;
}

async function makeAnswer(sdp: string): Promise<string> {
	const connection = new RTCPeerConnection();
	Object.assign(window, { bareConnection: connection });
	connection.addEventListener('track', ({ track }) => {
		const element = document.createElement('audio');
		element.dataset['ear'] = 'bare';
		element.srcObject = new MediaStream([track]);
		document.body.append(element);
		void element.play();
	});
	await connection.setRemoteDescription({ type: 'offer', sdp });
	await connection.setLocalDescription();
	while (connection.iceGatheringState !== 'complete')
		await new Promise((resolve) =>
			connection.addEventListener('icegatheringstatechange', resolve, { once: true })
		);
	return connection.localDescription!.sdp;
}

async function takeAnswer(sdp: string): Promise<void> {
	await (window as unknown as SpeakerWindow).bareConnection.setRemoteDescription({ type: 'answer', sdp });
}
