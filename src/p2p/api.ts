/* What the engine promises to the app: types alone, by subject. */
export type * from './api/agenda.ts';
export type * from './api/blocks.ts';
export type * from './api/captions.ts';
export type * from './api/communities.ts';
export type * from './api/devices.ts';
export type * from './api/engine.ts';
export type * from './api/identities.ts';
export type * from './api/letters.ts';
export type * from './api/live.ts';
export type * from './api/notices.ts';
export type * from './api/path.ts';
export type * from './api/recordings.ts';
export type * from './api/room-files.ts';
export type * from './api/room-session.ts';
export type * from './api/room-view.ts';
export type * from './api/sound.ts';
export type * from './api/tickets.ts';
export type {
	KeptModel,
	MicrophoneFault,
	MicrophoneState,
	ModelFault,
	PerStripe,
	RecordingFault,
	RecogniserFault,
	RecogniserKind,
	RecogniserReadiness,
	SpeechModel,
	SpeechModels,
	SoundDevices,
	SoundSettings,
	Stripe,
	TakeKind
} from './ports.ts';
