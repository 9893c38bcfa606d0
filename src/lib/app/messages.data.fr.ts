import type { data as english } from './messages.data.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for what this device keeps, in French. */
export const data: typeof english = {
	data: {
		title: 'Vos données',
		text: 'Tout ce que Hearsay garde de vous est dans ce navigateur, et nulle part ailleurs :',
		kept: [
			'votre identité, une clé qu’aucune page ne peut lire, avec votre nom et votre image',
			'les salons que vous avez ouverts ou visités, avec ce qui s’y est passé',
			'les dates des salons prévus dont vous avez ouvert la page, vos réponses et vos rappels',
			'les enregistrements que vous avez faits, avec ce qui s’y est passé',
			'le modèle vocal que vous avez téléchargé pour les sous-titres, s’il y en a un',
			'les lettres entre vous et d’autres',
			'qui vous suivez, bloquez ou avez coupé pour vous, vos communautés, et ce que d’autres prévoient et que vous transmettez',
			'vos billets ; comme hôte, l’ecash reçu et l’accès à votre portefeuille',
			'vos choix : son, volumes des personnes, partage, relais, raccourcis, langue et apparence'
		],
		rooms: (count) => plural(count, { one: '# salon est gardé.', other: '# salons sont gardés.' }),
		recordings: (count) =>
			plural(count, { one: '# enregistrement est gardé.', other: '# enregistrements sont gardés.' }),
		model: (name, megabytes) => `${name} est gardé : ${megabytes} Mo.`,
		removeModel: 'Retirer le modèle vocal',
		modelRemoved: 'Le modèle vocal est retiré.',
		size: (megabytes) => `Cela prend environ ${megabytes} Mo, l’application comprise.`,
		keeping: {
			lasting: 'Le navigateur a promis de tout garder jusqu’à ce que vous l’effaciez.',
			fleeting:
				'Si la place vient à manquer sur cet appareil, le navigateur peut tout effacer : vos salons, vos enregistrements et votre clé, et avec elle votre rôle d’hôte.',
			ask: 'Demander au navigateur de tout garder',
			refused:
				'Le navigateur n’a pas accepté. Il le fait plus volontiers pour une application installée ou souvent utilisée. Enregistrez dans un fichier ce qui compte.',
			'cannot-ask':
				'Ce navigateur ne promet pas de garder tout cela et peut l’effacer si la place vient à manquer. Enregistrez dans un fichier ce qui compte.'
		},
		save: 'Tout enregistrer dans un fichier',
		saveHint:
			'Tout ce qui précède, sauf votre clé, vos enregistrements et le modèle vocal, en JSON lisible par les personnes et les programmes. Il contient les liens de vos salons et vos lettres : gardez-le pour vous.',
		saved: 'Le fichier est prêt. Votre navigateur l’enregistre.',
		erase: 'Tout effacer sur cet appareil',
		eraseTitle: 'Tout effacer sur cet appareil ?',
		eraseText:
			'Votre identité disparaît avec le reste : vous n’êtes plus l’hôte de vos salons, et personne ne vous reconnaît. Vos enregistrements partent aussi : sauvez d’abord ceux que vous voulez garder. Remettez d’abord un salon qui doit continuer. Il n’y a pas de retour.',
		eraseButton: 'Tout effacer',
		erasing: 'Effacement…'
	}
};
