import type { blocks as english } from './messages.blocks.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for people whom one blocks, and for lists of them, in French. */
export const blocks: typeof english = {
	blocks: {
		title: 'Personnes bloquées',
		mark: 'Bloqué par vous',
		named: (name) => `${name}, bloqué par vous,`,
		block: 'Bloquer',
		unblock: 'Débloquer',
		unblockAndLetIn: 'Débloquer et laisser revenir',
		means: (name) =>
			`Vous n’entendez plus ${name} sur cet appareil. Un signe vous le montre dans chaque salon, et les salons que vous animez lui restent fermés. Votre liste est privée.`,
		meansHere: (name) =>
			`Vous animez ce salon : ${name} en est exclu dès maintenant. Tout le monde ici peut le voir, mais pas votre raison.`,
		reason: 'Votre raison (facultative)',
		reasonHint:
			'Gardée sur cet appareil. Les autres ne la voient que si vous la mettez vous-même dans un fichier.',
		confirm: (name) => `Bloquer ${name}`,
		notHeard: 'Vous ne l’entendez pas sur cet appareil.',
		blocked: (name) => `Vous avez bloqué ${name}.`,
		unblocked: (name) => `${name} n’est plus sur votre liste.`,
		since: (when) => `Sur votre liste : ${when}.`,
		because: (reason) => `Raison : ${reason}`,
		fromList: (name) => `D’après la liste de ${name}.`,
		theirReason: (reason) => `Sa raison : ${reason}`,
		asWas: (name) => `Sur votre liste sous le nom ${name}.`,
		here: (count) =>
			plural(count, {
				one: 'Une personne que vous avez bloquée est ici',
				other: '# personnes que vous avez bloquées sont ici'
			}),
		hereWhy: 'Si vous entrez, elle peut voir que vous êtes là. Vous ne l’entendez pas.',
		hereHost: 'Vous animez ce salon : l’exclusion prend effet dès que vous entrez.',
		hostIs: 'Vous avez bloqué l’hôte de ce salon.',
		about:
			'Vous n’entendez pas les personnes de cette liste sur cet appareil. Un signe vous les montre dans chaque salon, et les salons que vous animez leur restent fermés. La liste n’est qu’à vous : personne n’en sait rien.',
		empty: 'Vous ne bloquez personne. Dans un salon, touchez une personne et choisissez Bloquer.',
		count: (count) => plural(count, { one: 'Vous bloquez # personne.', other: 'Vous bloquez # personnes.' }),
		more: (count) => plural(count, { one: 'En montrer # de plus', other: 'En montrer # de plus' }),
		bansStay: 'Là où la personne est déjà exclue, elle le reste jusqu’à ce qu’on l’y laisse revenir.',
		files: 'Listes à transmettre',
		save: 'Enregistrer ma liste dans un fichier',
		withReasons: 'Avec mes raisons',
		withReasonsHint: 'Les raisons venues de la liste de quelqu’un d’autre n’y sont jamais.',
		saveHint:
			'Votre clé signe le fichier, qui porte votre nom : qui le reçoit peut montrer que vous l’avez fait.',
		saved: 'Le fichier est prêt. Votre navigateur l’enregistre.',
		open: 'Ouvrir la liste de quelqu’un',
		signedBy: (name) => `Une liste signée par ${name}`,
		signedByMe: 'Une liste que vous avez signée vous-même',
		signedOn: (when) => `Signée : ${when}.`,
		key: 'Clé',
		keyHint:
			'Chacun peut prendre n’importe quel nom. Comparez la clé avec la sienne avant de vous fier à la liste.',
		holds: (count) => plural(count, { one: 'Elle nomme # personne.', other: 'Elle nomme # personnes.' }),
		known: (count) =>
			plural(count, { one: '# est déjà sur votre liste.', other: '# sont déjà sur votre liste.' }),
		allKnown: 'Tout le monde y est déjà sur votre liste.',
		noReason: 'Aucune raison donnée.',
		take: (count) => plural(count, { one: 'Bloquer # personne', other: 'Bloquer # personnes' }),
		taken: (count) => plural(count, { one: '# personne est bloquée.', other: '# personnes sont bloquées.' }),
		faults: {
			'blocks-full': 'Votre liste contient 2 000 personnes et pas plus. Débloquez-en, puis réessayez.',
			'blocks-myself': 'C’est vous. Vous ne pouvez pas vous bloquer vous-même.'
		},
		fileFaults: {
			'list-foreign':
				'Ce fichier n’est pas une liste de personnes bloquées. Choisissez le fichier que quelqu’un a enregistré dans Hearsay.',
			'list-newer-version':
				'Cette liste vient d’un Hearsay plus récent. Rechargez cette page, puis ouvrez le fichier de nouveau.',
			'list-damaged': 'Ce fichier a été coupé ou abîmé en route. Demandez-le de nouveau.',
			'list-forged':
				'La signature de cette liste est fausse : quelqu’un l’a changée, ou elle ne vient pas de qui elle nomme. Ne l’utilisez pas, et demandez-la de nouveau.',
			'list-too-large':
				'Ce fichier est trop gros pour une liste de personnes bloquées. Choisissez-en un autre.'
		}
	}
};
