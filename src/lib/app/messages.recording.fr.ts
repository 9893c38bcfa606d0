import type { recording as english } from './messages.recording.en.ts';

/** What a recorded room tells everybody, in French. */
export const recording: typeof english = {
	recording: {
		mark: 'REC',
		keepsOwnVoice: 'Votre propre voix est gardée dans un fichier à part.',
		by: (names) => `${names} enregistre ce salon.`,
		byMe: 'Vous enregistrez ce salon.',
		away: (name) => `${name} enregistrait, mais sa page n’est plus là : rien n’est enregistré en ce moment.`,
		join: 'En écoutant, vous n’êtes pas entendu dans l’enregistrement. Qui parle donne d’abord son accord.',
		started: (names) => `${names} a commencé à enregistrer ce salon.`,
		stopped: 'Ce salon n’est plus enregistré.',
		asked: 'Votre microphone est coupé tant que vous n’acceptez pas d’être enregistré.',
		record: 'Enregistrer le salon',
		stop: 'Arrêter l’enregistrement',
		yours: 'Vos enregistrements',
		endsWithYou: 'Votre enregistrement s’arrête quand vous partez. Il est gardé sur cet appareil.'
	}
};
