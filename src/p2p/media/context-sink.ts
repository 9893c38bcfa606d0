/** An audio context that can choose its loudspeaker itself. Elsewhere only an audio element can. */
export type SinkContext = AudioContext & {
	readonly sinkId: string | object;
	setSinkId(id: string): Promise<void>;
};

/** Whether this browser's contexts choose their loudspeaker. */
export function hasSink(context: AudioContext): context is SinkContext {
	return 'setSinkId' in context;
}

/** Plays through a loudspeaker by its id, or through the system's choice (an empty id, or one that is gone). */
export async function setSink(context: SinkContext, device: string): Promise<void> {
	if (context.sinkId === device) return;
	await context.setSinkId(device).catch(() => context.setSinkId('').catch(() => {}));
}
