import type { live as english } from './messages.live.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for who is live, and for people whom one follows, in French. */
export const live: typeof english = {
	live: {
		title: 'En direct',
		nobody: (followed) =>
			plural(followed, {
				one: 'La personne que vous suivez n’est pas en direct.',
				other: 'Aucune des # personnes que vous suivez n’est en direct.'
			}),
		unknown: 'On ne peut pas voir qui est en direct : le relais ne répond pas. La demande est répétée.',
		isLive: ' est en direct :',
		followedIsLive: ' (vous suivez cette personne) est en direct :',
		inside: (count) =>
			plural(count, {
				one: '# personne présente, dit l’hôte',
				other: '# personnes présentes, dit l’hôte'
			}),
		hostedBy: (name) => `Animé par ${name}`,
		leaves: 'Vous quittez le salon où vous êtes.'
	},
	follow: {
		title: 'Personnes que vous suivez',
		follow: 'Suivre',
		followName: (name) => `Suivre ${name}`,
		unfollow: 'Ne plus suivre',
		followed: (name) => `Vous suivez ${name} : votre accueil montre quand cette personne est en direct.`,
		unfollowed: (name) => `Vous ne suivez plus ${name}.`,
		means: 'Votre accueil montre quand cette personne est en direct. Personne n’en sait rien, elle non plus.',
		about:
			'Quand ces personnes sont en direct et le montrent, vous les voyez en haut de votre accueil. La liste n’est qu’à vous : ni elles ni un relais ne l’apprennent.',
		empty:
			'Vous ne suivez personne. Dans un salon, touchez une personne et choisissez Suivre, ou ouvrez le lien de quelqu’un.',
		count: (count) => plural(count, { one: 'Vous suivez # personne.', other: 'Vous suivez # personnes.' }),
		counted: (count) => plural(count, { one: '# personne est suivie.', other: '# personnes sont suivies.' }),
		more: (count) => plural(count, { one: 'En montrer # de plus', other: 'En montrer # de plus' }),
		since: (when) => `Sur votre liste : ${when}.`,
		key: 'Clé',
		keyHint:
			'Chacun peut mettre n’importe quel nom dans un lien. L’image est dessinée d’après la clé. Comparez la clé avec celle que cette personne vous donne.',
		pageTitle: (name) => `Suivre ${name}`,
		pageLost: 'Ce lien ne mène à personne',
		mine: 'Vous faire suivre',
		mineHint:
			'Qui ouvre ce lien peut vous suivre, et voit quand vous êtes en direct si vous le montrez. Il contient votre nom et votre clé publique, et n’ouvre aucun salon.',
		mineLink: 'Votre lien à suivre',
		mineQr: 'Votre lien à suivre en code QR',
		mineTitle: (name) => `Suivre ${name} sur Hearsay`,
		copy: 'Copier le lien',
		copied: 'Le lien est copié.',
		faults: {
			'follows-full': 'Votre liste contient 500 personnes et pas plus. Retirez-en, puis réessayez.',
			'follows-myself': 'C’est votre propre lien. Donnez-le à d’autres : ils peuvent vous suivre grâce à lui.'
		},
		linkFaults: {
			'follow-empty': 'La partie du lien qui dit qui suivre manque. Demandez le lien entier.',
			'follow-mangled': 'Ce lien a été coupé ou modifié en route. Demandez-le à nouveau.',
			'follow-newer-version':
				'Ce lien vient d’un Hearsay plus récent. Rechargez cette page pour l’obtenir, puis rouvrez le lien.'
		},
		notLoaded:
			'Une partie de l’application n’a pas pu être chargée. Vérifiez votre réseau et rechargez cette page.'
	},
	announced: {
		title: 'Qui peut voir le salon',
		names: { nobody: 'Personne', followers: 'Les personnes qui vous suivent', everybody: 'Tout le monde' },
		why: {
			nobody: 'Seules les personnes à qui vous donnez le lien trouvent le salon.',
			followers:
				'Elles voient le salon sur leur accueil quand il est en direct, et dans leur agenda s’il est prévu. Le relais le garde et peut le lire, comme qui connaît votre clé.',
			everybody:
				'Le salon figure dans l’annuaire public de votre relais, avec titre, sujets, votre nom et le nombre de présents.'
		},
		standing: {
			sending: 'Le relais est prévenu…',
			shown: 'Le relais montre votre salon.',
			'relay-unreachable':
				'Aucun relais ne répond : personne ne voit encore que vous êtes en direct. Nouvel essai toutes les trente secondes.',
			'no-directory':
				'Votre relais ne tient pas d’annuaire : personne ne voit que vous êtes en direct. Partagez le lien, ou choisissez un autre relais dans les réglages avant d’ouvrir un salon.',
			'clock-apart':
				'L’horloge de cet appareil se trompe de plus de cinq minutes, et le relais ne montre pas votre salon. Réglez-la.',
			'directory-full':
				'Le relais ne prend plus de salons pour le moment. Nouvel essai toutes les trente secondes ; en attendant, partagez le lien.'
		}
	}
};
