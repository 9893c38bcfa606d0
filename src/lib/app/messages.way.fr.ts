import type { way as english } from './messages.way.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');
const number = new Intl.NumberFormat('fr');
const percent = new Intl.NumberFormat('fr', { style: 'percent', maximumFractionDigits: 2 });

/** The words of the page of one’s path and of the whole tree, in French; loaded with that page. */
export const way: typeof english = {
	way: {
		notInside: 'Vous verrez votre chemin une fois dans le salon.',
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
		hops: (count) => plural(count, { one: '# étape', other: '# étapes' }),
		ms: (value) => `${number.format(Math.round(value))} ms`,
		lost: (share) => `${share} perdu`,
		share: (value) => (value > 0 && value < 0.0001 ? 'moins de 0,01 %' : percent.format(value)),
		giving: {
			title: 'Ce que vous donnez',
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
	}
};
