import type { path as english } from './messages.path.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');
const number = new Intl.NumberFormat('fr');
const percent = new Intl.NumberFormat('fr', { style: 'percent', maximumFractionDigits: 2 });

/** The words for how sound travels, for giving, and for large audiences, in French. */
export const path: typeof english = {
	path: {
		title: 'Votre chemin',
		back: 'Retour au salon',
		notInside: 'Vous verrez votre chemin une fois dans le salon.',
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
		signed:
			'Chaque fragment de son est signé par la personne qui l’a dit. Nul en chemin ne peut y changer un mot.',
		stage: 'Scène',
		me: 'Vous',
		strands: ['Brin A', 'Brin B'],
		marks: ['A', 'B'],
		picture: 'Un dessin du chemin du son jusqu’à vous. Le tableau ci-dessous dit la même chose en mots.',
		pictureDirect: (count) =>
			plural(count, {
				one: 'Un dessin : vous et # page à laquelle vous êtes directement relié.',
				other: 'Un dessin : vous et # pages auxquelles vous êtes directement relié.'
			}),
		repairingOne: (broken, other) => `${broken} en réparation. ${other} porte le son entre-temps.`,
		repairingBoth: 'Les deux brins sont en réparation. Le son peut se couper un instant.',
		table: {
			title: 'Les deux brins en mots',
			from: 'Vous vient de',
			hops: 'Étapes depuis sa racine',
			delay: 'De là jusqu’à vous',
			loss: 'En retard ou perdu',
			state: 'État',
			fallback: 'Prendrait le relais',
			children: 'Vous le passez à',
			stageItself: 'La scène elle-même',
			nobodyYet: 'Personne encore, nous cherchons',
			notNeeded: 'Inutile ici',
			nobody: 'Personne',
			unknown: 'Pas encore mesuré'
		},
		states: { steady: 'Stable', repairing: 'En réparation', root: 'Vous en êtes la racine' },
		looking: 'Recherche…',
		standsBy: 'en réserve',
		figures: {
			title: 'En chiffres',
			missing: 'Son jamais arrivé, dernière minute',
			playout: 'Retard à votre oreille',
			down: 'Reçu',
			up: 'Envoyé',
			silent: 'Rien n’est joué'
		},
		number: (value) => number.format(value),
		hops: (count) => plural(count, { one: '# étape', other: '# étapes' }),
		ms: (value) => `${number.format(Math.round(value))} ms`,
		kbps: (value) => `${number.format(Math.round(value))} kbit/s`,
		lost: (share) => `${share} perdu`,
		share: (value) => (value > 0 && value < 0.0001 ? 'moins de 0,01 %' : percent.format(value)),
		giving: {
			title: 'Ce que vous donnez',
			settings: 'Réglages du partage',
			mesh: 'Ici, chaque page envoie à toutes les autres : il n’y a rien à passer.',
			handsOn: (count) =>
				plural(count, {
					one: '# personne entend le salon grâce à vous.',
					other: '# personnes entendent le salon grâce à vous.'
				}),
			ready: 'Vous êtes prêt à passer le son. Personne n’en a besoin pour le moment.',
			off: 'Vous ne passez rien, car vous l’avez désactivé. Vous pouvez l’activer dans les réglages.',
			hidden:
				'Vous ne passez rien, car cet onglet est masqué. Affichez-le, ou autorisez les onglets masqués dans les réglages.',
			battery:
				'Vous ne passez rien, car cet appareil est sur batterie. Branchez-le, ou autorisez la batterie dans les réglages.',
			metered:
				'Vous ne passez rien, car cette connexion est limitée. Changez-en, ou autorisez-la dans les réglages.',
			phone: 'Vous ne passez rien, car ceci est un téléphone. Vous pouvez l’autoriser dans les réglages.',
			weak: 'Vous ne passez rien, car votre connexion envoie trop lentement. Nous réessayons tout seuls.'
		},
		addresses: {
			title: 'Qui voit votre adresse réseau',
			text: (count) =>
				plural(count, {
					one: 'Le relais qui vous a présenté, et # page reliée directement à la vôtre :',
					other: 'Le relais qui vous a présenté, et # pages reliées directement à la vôtre :'
				}),
			none: 'Seulement le relais. Votre page n’est reliée à personne d’autre en ce moment.',
			more: (count) => plural(count, { one: 'et # autre', other: 'et # autres' })
		}
	},
	tree: {
		title: 'Tout le salon',
		text: 'Votre page décide qui passe le son à qui. Elle seule voit ce dessin.',
		loading: 'Dessin du salon…',
		strand: 'Brin à montrer',
		picture: (strand, shown, hops) =>
			`${strand} avec ${shown}, sur ${hops}, dessiné en cercles autour de sa racine. Le tableau ci-dessous dit la même chose en mots.`,
		shown: (count) => plural(count, { one: '# page', other: '# pages' }),
		partly: (shown, all) => `${shown} pages sur ${all} sont dessinées.`,
		totals: 'Totaux',
		listeners: 'Auditeurs',
		depth: 'Le plus éloigné',
		forwarding: 'Passent le son',
		missing: 'Son jamais arrivé, à présent',
		repairs: 'Réparations, dix dernières minutes',
		byHops: 'Selon la distance à la racine',
		hops: 'Étapes',
		pages: 'Pages',
		handOn: 'Le passent',
		children: 'Passe à',
		who: 'Qui passe ce brin',
		name: 'Nom',
		legendRoot: 'racine',
		legendHandsOn: 'passe le son',
		legendListens: 'écoute'
	},
	health: {
		title: 'Les dix dernières minutes',
		empty: 'Les premiers chiffres arrivent dans quelques secondes.',
		listeners: 'Auditeurs',
		missing: 'Son jamais arrivé',
		repairs: 'Réparations',
		now: (value, most) => `${value} à présent, ${most} au plus`,
		inAll: (value) => `${value} en tout`,
		ago: 'il y a 10 min',
		nowMark: 'à présent',
		table: 'Minute par minute',
		minute: 'Il y a (minutes)'
	},
	giving: {
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
		'no-room-key':
			'Personne ici n’a la clé de ce salon privé : on n’entend rien. Elle arrive dès que l’hôte ou un co-hôte est là.',
		'no-encryption':
			'Ce navigateur ne sait pas chiffrer le son de bout en bout : dans ce salon privé, vous n’entendez personne et personne ne vous entend. Un navigateur à jour le sait.'
	}
};
