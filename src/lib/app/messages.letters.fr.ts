import type { letters as english } from './messages.letters.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for letters between two people, in French. */
export const letters: typeof english = {
	letters: {
		title: 'Lettres',
		about: 'Entre vous et une seule personne. Nul entre vous deux ne peut les lire.',
		empty: 'Aucune lettre',
		emptyHint: 'Dans un salon, touchez une personne et choisissez « Lui écrire en privé ».',
		toChat: 'Discussion du salon',
		toAll: 'Toutes les lettres',
		all: 'Les lettres que cet appareil conserve',
		unread: (count) => plural(count, { one: '# nouvelle', other: '# nouvelles' }),
		you: 'Vous',
		yours: (text) => `Vous : ${text}`,
		between: (name) => `Ce que vous et ${name} vous êtes écrit`,
		begin: (name) =>
			`Seul destinataire : ${name}. Ce que vous écrivez est scellé sur cet appareil et ouvert sur le sien.`,
		key: 'Clé',
		write: (name) => `Écrire à ${name} en privé`,
		send: 'Envoyer',
		states: {
			waiting: 'Attend que vous soyez dans un même salon',
			delivered: 'Remise',
			declined: 'Non acceptée'
		},
		declinedHint: (name) => `${name} n’accepte pas de lettres de votre part.`,
		takeBack: 'Reprendre',
		takenBack: 'La lettre est reprise.',
		isBlocked: (name) => `Vous bloquez ${name}. Débloquez cette personne dans les réglages pour lui écrire.`,
		forget: 'Oublier ces lettres',
		forgetText: (name) =>
			`Elles sont supprimées de cet appareil. ${name} garde les siennes. C’est sans retour.`,
		forgotten: (name) => `Les lettres entre vous et ${name} ont quitté cet appareil.`,
		who: 'Qui peut vous écrire en privé',
		choices: {
			everybody: 'Toute personne rencontrée dans un salon',
			known: 'Seulement celles à qui j’ai écrit d’abord',
			nobody: 'Personne'
		},
		choiceHint: 'Les autres apprennent que leur lettre n’a pas été acceptée.',
		faults: {
			'letter-empty': 'Il n’y a rien à y lire. Écrivez quelques mots.',
			'letter-to-myself': 'C’est vous. Vous ne pouvez pas vous écrire.',
			'letter-to-blocked': 'Vous bloquez cette personne. Débloquez-la pour lui écrire.',
			'letters-waiting':
				'Vingt lettres attendent déjà cette personne. Vous pourrez en écrire d’autres quand elle les aura, ou si vous en reprenez.',
			'letters-full':
				'Cet appareil conserve deux cents conversations, pas plus. Oubliez-en une, puis réessayez.'
		}
	}
};
