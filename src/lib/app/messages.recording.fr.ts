import type { recording as english } from './messages.recording.en.ts';

/** What a recorded room tells everybody, in French. */
export const recording: typeof english = {
	recording: {
		rec: 'REC',
		yes: 'Ce salon est enregistré.',
		started: (names) => `${names} a commencé à enregistrer ce salon.`,
		stopped: 'Ce salon n’est plus enregistré.',
		asked: 'Votre microphone est coupé tant que vous n’acceptez pas d’être enregistré.',
		record: 'Enregistrer le salon',
		stop: 'Arrêter l’enregistrement',
		yours: 'Vos enregistrements',
		minutesAsked:
			'Votre microphone est coupé tant que vous n’acceptez pas que les dernières minutes de votre voix soient gardées.',
		endsWithYou: 'Votre enregistrement s’arrête quand vous partez. Il est gardé sur cet appareil.'
	},
	lastMinutes: {
		title: 'Laisser réécouter les dernières minutes',
		kept: (minutes) => `Les ${minutes} dernières minutes peuvent être réécoutées.`,
		away: 'Les dernières minutes étaient gardées par une page qui n’est plus là : on ne peut pas les entendre.',
		stop: 'Ne plus garder les dernières minutes',
		over: 'Les dernières minutes ne sont plus gardées.'
	}
};
