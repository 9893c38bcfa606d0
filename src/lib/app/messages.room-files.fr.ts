import type { roomFiles as en } from './messages.room-files.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for rooms as files, in French. */
export const roomFiles: typeof en = {
	roomFiles: {
		title: 'Un salon dans un fichier',
		choose: 'Choisir le fichier',
		about:
			'Un fichier de salon contient ce qui a été signé dans un salon : titre, personnes, discussion, épingles et journal. Il est vérifié avant que quoi que ce soit en soit gardé.',
		reading: 'Lecture et vérification…',
		hostedBy: (host) => `Animé par ${host}.`,
		holds: (people, messages) => `Il contient ${people} et ${messages}.`,
		people: (count) => plural(count, { one: '# personne', other: '# personnes' }),
		messages: (count) => plural(count, { one: '# message', other: '# messages' }),
		verified: 'Chaque entrée est signée par la personne qu’elle nomme.',
		news: (count) =>
			plural(count, {
				one: '# entrée est nouvelle pour ce navigateur.',
				other: '# entrées sont nouvelles pour ce navigateur.'
			}),
		nothingNew: 'Ce navigateur a déjà tout.',
		older: 'Ce navigateur a un état plus récent du salon. Il n’y a rien à prendre dans ce fichier.',
		take: 'Le garder ici',
		took: 'Le salon est gardé ici.',
		enter: 'Aller au salon',
		transcript: 'Enregistrer la transcription',
		transcriptHint:
			'Ce qui a été dit, tel que l’avait la personne qui a fait le fichier. Personne ne l’a signé.',
		another: 'Choisir un autre fichier',
		saveAbout:
			'Tout ce qui a été signé dans ce salon entre dans un fichier : titre, personnes, discussion, épingles, journal, et ce qui a été dit par écrit si les sous-titres étaient activés. Ailleurs, il est vérifié puis gardé, ou fusionné avec ce qui s’y trouve. Il contient le lien du salon.',
		saveButton: 'Enregistrer le fichier',
		saved: 'Enregistré. Qui a le fichier peut tout y lire et venir à la porte du salon.',
		notKept: 'Ce navigateur ne garde rien de ce salon : il n’y a rien à enregistrer.',
		faults: {
			'room-file-foreign':
				'Ce fichier n’est pas un salon. Les fichiers de salon s’enregistrent dans un salon, sous Plus.',
			'room-file-newer-version':
				'Une version plus récente de Hearsay a enregistré ce fichier. Rechargez la page pour l’obtenir, puis réessayez.',
			'room-file-damaged': 'Ce fichier a été coupé ou modifié en route. Prenez-en une autre copie.',
			'room-file-forged':
				'Quelque chose dans ce fichier n’a pas été signé par la personne nommée. Rien n’en a été gardé. Prenez une copie chez quelqu’un de confiance.',
			'room-file-too-large': 'Ce fichier est plus grand que n’importe quel salon. Choisissez-en un autre.'
		}
	}
};
