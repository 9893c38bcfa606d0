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
		notAgreed:
			'Ce salon est enregistré. Acceptez d’abord d’être entendu dans l’enregistrement, ou quittez la scène et continuez à écouter.',
		faults: {
			'recording-unsupported':
				'Ce navigateur ne peut pas enregistrer ici. Utilisez Firefox, Chrome, Edge ou Safari à jour, hors d’une fenêtre privée.',
			'recording-full':
				'Cet appareil n’a plus de place pour un enregistrement. Libérez de la place, puis réessayez.',
			'recording-failed':
				'L’enregistrement n’a pas pu commencer. Vérifiez votre connexion et réessayez, ou rechargez la page.'
		},
		notices: {
			'recording-kept': 'L’enregistrement est terminé. Il est gardé sur cet appareil.',
			'recording-ended-by-other':
				'Une autre personne qui mène ce salon a arrêté votre enregistrement. Il est gardé sur cet appareil.',
			'recording-cut-off':
				'Un de vos enregistrements a été coupé quand sa page a disparu. Il est entier jusque-là, sur l’appareil qui l’a fait.',
			'recording-unsupported':
				'Ce navigateur ne peut pas enregistrer ici. Utilisez Firefox, Chrome, Edge ou Safari à jour, hors d’une fenêtre privée.',
			'recording-full':
				'Cet appareil n’a plus de place, l’enregistrement s’est donc arrêté. Il est entier jusque-là. Libérez de la place avant d’enregistrer de nouveau.',
			'recording-failed':
				'L’enregistrement n’a pas pu continuer. Ce qui était écrit est gardé sur cet appareil. Réessayez ; si cela échoue encore, rechargez la page.'
		}
	}
};
