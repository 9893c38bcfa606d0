import type { path as english } from './messages.path.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');
const number = new Intl.NumberFormat('fr');

/** The words for how sound travels, for giving, and for large audiences, in French. */
export const path: typeof english = {
	path: {
		title: 'Votre chemin',
		back: 'Retour au salon',
		how: { mesh: 'Le son vient directement', tree: 'Le son passe par le public' },
		howWhy: {
			mesh: 'Chaque page ici est reliée à chacune des autres. Le son va droit de qui parle à qui écoute.',
			tree: 'Dans un grand salon, les auditeurs se passent le son de l’un à l’autre. Deux brins vous parviennent par des voies différentes, et chacun suffit à lui seul.'
		},
		protection: { links: 'Chaque lien est chiffré', 'end-to-end': 'Chiffré de bout en bout' },
		protectionWhy: {
			links: 'Chaque liaison entre deux pages est chiffrée : personne au-dehors ne peut écouter.',
			'end-to-end':
				'Seules les personnes qui ont le droit d’être dans le salon ont la clé. Ni le relais ni personne d’autre en chemin ne peut écouter.'
		},
		handersHear: 'Qui passe le son peut l’entendre, comme tout le monde dans le salon.',
		number: (value) => number.format(value),
		kbps: (value) => `${number.format(Math.round(value))} kbit/s`
	},
	giving: {
		link: 'Réglages du partage',
		title: 'Partage',
		text: 'Les grands salons se passent de serveur parce que les auditeurs se passent le son. Ici, vous décidez de ce que vous donnez.',
		allow: 'Passer le son à d’autres auditeurs',
		allowHint:
			'Votre page passe les fragments tels qu’elle les a reçus et ne peut pas les changer. Elle ne le fait que dans le salon où vous êtes.',
		budget: 'Envoi permis pour cela, au plus',
		budgetValue: (kbps, people) => `${kbps}, ${people}`,
		people: (count) => plural(count, { one: 'environ # auditeur', other: 'environ # auditeurs' }),
		gives: (count) =>
			plural(count, {
				one: 'Ce que cela donne : environ # personne peut entendre un grand salon grâce à vous.',
				other: 'Ce que cela donne : environ # personnes peuvent entendre un grand salon grâce à vous.'
			}),
		costs: (megabytes) =>
			`Ce que cela coûte : au plus ${megabytes} Mo d’envoi par heure, un peu d’énergie, et les personnes à qui vous passez le son voient votre adresse réseau. Rien dans les petits salons.`,
		costsNothing:
			'Vous écoutez seulement : vous recevez des autres et ne passez rien. Si trop de monde fait ainsi, un grand salon peut ne pas avoir de place pour vous.',
		scarce: 'Aussi sur batterie, avec une connexion limitée, sur un téléphone ou dans un onglet masqué',
		scarceHint:
			'Sinon, votre page se retire d’elle-même là où l’envoi ou l’énergie sont chers, et d’autres prennent sa place.',
		kept: 'Enregistré sur cet appareil.'
	},
	crowd: {
		listeners: (count) => plural(count, { one: '# auditeur', other: '# auditeurs' }),
		unnamed: (count) => plural(count, { one: 'et # autre auditeur', other: 'et # autres auditeurs' }),
		unnamedWhy: 'Dans un grand salon, votre page ne connaît par leur nom qu’une partie des auditeurs.',
		reactions: 'Réactions des dernières secondes',
		reaction: (name, count) => `${name} : ${number.format(count)}`,
		handsUp: (count) => plural(count, { one: '# main levée', other: '# mains levées' }),
		moreHands: (count) => plural(count, { one: 'En montrer # de plus', other: 'En montrer # de plus' })
	},
	pathNotice: {
		'sound-over-listeners':
			'Le salon a grandi : les auditeurs se passent désormais le son. Vous n’avez rien à faire.',
		'sound-direct': 'Le salon est redevenu petit : le son vient droit de qui parle.',
		'no-parent': 'Personne n’a été trouvé pour vous passer le son. Nous continuons d’essayer.',
		'no-place':
			'Ce salon n’a plus de place pour qui ne peut pas passer le son. Autorisez le partage dans les réglages, ou réessayez dans un moment.',
		'second-root':
			'Votre page est maintenant à l’origine du second brin de ce salon et envoie donc davantage, tant que vous êtes dans le salon.',
		'weak-line':
			'Votre connexion envoie trop lentement : les autres vous entendent par bribes. Fermez ce qui envoie d’autres données, ou rapprochez-vous de votre box.',
		'no-room-key':
			'Personne ici n’a la clé de ce salon privé : on n’entend rien. Elle arrive dès que l’hôte ou un co-hôte est là.',
		'no-encryption':
			'Ce navigateur ne sait pas chiffrer le son de bout en bout : dans ce salon privé, vous n’entendez personne et personne ne vous entend. Un navigateur à jour le sait.'
	}
};
