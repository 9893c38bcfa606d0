import type { NoiseSuppression, SoundSettings } from '../ports.ts';

/** How sound is handled until somebody chooses otherwise. */
export const SOUND_DEFAULTS: SoundSettings = {
	inputDevice: null,
	outputDevice: null,
	noiseSuppression: 'browser',
	music: false,
	pushToTalk: false,
	whenMuted: 'close',
	cues: true,
	cueVolume: 0.5
};

/**
 * The settings in what was kept, by this version or an older one. Each is read by itself: one that is missing, or is
 * not what it should be, is as at first, and what no version knows is left out.
 */
export function soundSettingsFrom(kept: unknown): SoundSettings {
	const known = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
	const { inputDevice, outputDevice, noiseSuppression, music, pushToTalk, whenMuted, cues, cueVolume } =
		known;
	return {
		inputDevice: deviceIn(inputDevice),
		outputDevice: deviceIn(outputDevice),
		noiseSuppression: suppressionIn(noiseSuppression),
		music: flagIn(music, SOUND_DEFAULTS.music),
		pushToTalk: flagIn(pushToTalk, SOUND_DEFAULTS.pushToTalk),
		whenMuted: whenMuted === 'close' || whenMuted === 'watch' ? whenMuted : SOUND_DEFAULTS.whenMuted,
		cues: flagIn(cues, SOUND_DEFAULTS.cues),
		cueVolume: shareIn(cueVolume, SOUND_DEFAULTS.cueVolume)
	};
}

function deviceIn(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

/** Older versions kept whether the browser's own was on. */
function suppressionIn(value: unknown): NoiseSuppression {
	if (value === 'off' || value === 'browser' || value === 'rnnoise') return value;
	return value === false ? 'off' : SOUND_DEFAULTS.noiseSuppression;
}

function flagIn(value: unknown, otherwise: boolean): boolean {
	return typeof value === 'boolean' ? value : otherwise;
}

function shareIn(value: unknown, otherwise: number): number {
	return typeof value === 'number' && value >= 0 && value <= 1 ? value : otherwise;
}
