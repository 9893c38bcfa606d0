import type { chat as english } from './messages.chat.en.ts';

/** The words for the room's chat, in French. */
export const chat: typeof english = {
	chat: {
		title: 'Discussion',
		letters: 'Lettres, à deux seulement',
		empty: 'Personne n’a encore écrit',
		emptyHint: 'Ce que vous écrivez ici, tout le salon peut le lire.',
		closed: 'La discussion est fermée',
		closedHint: 'Un modérateur l’a fermée. Ce qui était écrit reste.',
		write: 'Écrire à tout le monde',
		send: 'Envoyer',
		me: (name) => `${name} (vous)`,
		edit: 'Modifier',
		edited: '(modifié)',
		delete: 'Supprimer',
		deleted: 'Votre message est supprimé.',
		hide: 'Masquer pour tous',
		hidden: 'Le message est masqué pour tous.',
		more: 'Plus',
		blocked: 'Une personne que vous bloquez a écrit quelque chose.',
		show: 'L’afficher',
		open: 'Laisser écrire à nouveau',
		close: 'Arrêter la discussion pour tous'
	}
};
