import type { communities as en } from './messages.communities.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for communities in French. */
export const communities: typeof en = {
	communities: {
		title: 'Communautés',
		sentence:
			'Une communauté, ce sont des gens qui font des salons ensemble : ses membres, ses règles et ses bannissements sont signés et gardés par tous ceux qui en font partie. Aucun serveur ne la détient.',
		none: 'Vous n’êtes dans aucune communauté sur cet appareil.',
		notLoaded: 'Les communautés ne peuvent pas être affichées pour le moment. Rechargez la page.',
		members: (count) => plural(count, { one: '# membre', other: '# membres' }),
		notIn: 'Vous n’êtes pas membre.',
		byLink: 'En ouvrir une par son lien',
		link: 'Lien d’une communauté',
		open: 'Ouvrir',
		make: 'Créer une communauté',
		name: 'Nom',
		about: 'De quoi il s’agit',
		aboutHint: 'Quiconque ouvre le lien le lit.',
		create: 'La créer',
		creating: 'Création …',

		looking: 'À la recherche de quelqu’un qui l’a …',
		lookingText:
			'Cet appareil n’a pas encore la communauté. Elle arrive dès qu’un membre a sa page ouverte, ou se trouve dans un salon avec vous.',
		noRelay:
			'Le relais ne répond pas. Ce que cet appareil garde est affiché ; ce que vous signez passe aux membres que vous rencontrez.',
		reached: (count) => plural(count, { one: 'À jour avec # page', other: 'À jour avec # pages' }),
		alone:
			'Aucune autre de ses pages n’est ouverte. Ce que vous signez ici passe à la prochaine personne que vous rencontrez.',
		join: 'Rejoindre',
		joinAs: (name) =>
			`Vous rejoignez en tant que ${name}. Les membres voient votre nom et qui vous suivez ici.`,
		joined: 'Vous êtes membre.',
		leave: 'Quitter',
		left: 'Vous avez quitté la communauté.',
		forget: 'Oublier sur cet appareil',
		forgotten: (name) => `${name} est oubliée sur cet appareil.`,
		banned: 'Vous êtes banni de cette communauté.',
		bannedFor: (reason) => `Vous êtes banni de cette communauté : ${reason}`,
		rank: { founder: 'Fondation', organiser: 'Organisation', member: 'Membre' },

		rules: 'Règles',
		hosts: {
			anyone: 'Toute personne qui n’est pas bannie peut tenir des salons en son nom.',
			members: 'Les membres peuvent tenir des salons en son nom.',
			followers: (count) =>
				plural(count, {
					one: 'Les membres que suit au moins # autre membre peuvent tenir des salons en son nom.',
					other: 'Les membres que suivent au moins # autres membres peuvent tenir des salons en son nom.'
				})
		},
		speakers: {
			everyone: 'Peut parler qui l’hôte fait monter.',
			members: 'Seuls les membres peuvent parler dans ses salons.'
		},
		verdict: {
			may: 'Vous pouvez tenir des salons en son nom.',
			banned: 'Vous êtes banni : vous ne pouvez pas tenir de salons en son nom.',
			'not-member': 'Vous pourrez tenir des salons en son nom quand vous serez membre.',
			followers: (missing) =>
				plural(missing, {
					one: 'Vous pourrez tenir des salons en son nom quand # membre de plus vous suivra ici.',
					other: 'Vous pourrez tenir des salons en son nom quand # membres de plus vous suivront ici.'
				})
		},

		rooms: 'Salons',
		noRooms: 'Aucun salon n’est sur la liste.',
		startRoom: 'Ouvrir un salon en son nom',
		listedBy: (name) => `Tenu par ${name}`,
		startsAt: (when) => `Commence ${when}`,
		listen: 'Ouvrir le salon',
		unlist: 'Retirer de la liste',
		unlisted: 'Le salon n’est plus sur la liste.',

		posts: 'Annonces',
		noPosts: 'Rien n’est épinglé.',
		post: 'Nouvelle annonce',
		pin: 'L’épingler',
		unpin: 'Retirer',
		pinned: 'L’annonce est épinglée.',
		unpinned: 'L’annonce est retirée.',
		postedBy: (name) => `Épinglée par ${name}`,

		people: 'Membres',
		search: 'Chercher parmi les membres',
		found: (count) => plural(count, { one: '# trouvé', other: '# trouvés' }),
		nobodyFound: 'Personne ne s’appelle ainsi.',
		more: (count) => plural(count, { one: 'En montrer # de plus', other: 'En montrer # de plus' }),
		followers: (count) => plural(count, { one: 'Suivi par # membre', other: 'Suivi par # membres' }),
		followHint: 'Un suivi est signé ici, et tous les membres le voient. La règle pour les hôtes le compte.',
		follow: 'Suivre',
		you: 'Vous',
		options: 'Options',
		appoint: 'Nommer à l’organisation',
		appointed: (name) => `${name} est maintenant à l’organisation.`,
		dismiss: 'Retirer de l’organisation',
		resign: 'Quitter l’organisation',
		dismissed: (name) => `${name} n’est plus à l’organisation.`,
		ban: 'Bannir',
		banMeans:
			'Cette personne ne peut plus participer, et les pages des membres la tiennent hors de tous ses salons.',
		reason: 'Raison (les membres la voient)',
		didBan: (name) => `${name} est banni.`,

		bans: 'Bannis',
		nobodyBanned: 'Personne n’est banni.',
		unban: 'Lever le bannissement',
		didUnban: (name) => `Le bannissement de ${name} est levé.`,

		settings: 'Réglages de la communauté',
		save: 'Enregistrer',
		saved: 'Enregistré.',
		choosePicture: 'Choisir une image',
		noPicture: 'Enlever l’image',
		pictureFaults: {
			'not-an-image': 'Ce fichier n’est pas une image que le navigateur sait lire.',
			'too-large': 'Cette image n’a pas pu être rendue assez petite.'
		},
		whoHosts: 'Qui peut tenir des salons en son nom',
		hostChoices: { anyone: 'Tout le monde', members: 'Les membres', followers: 'Les membres suivis' },
		followersNeeded: 'Suivis nécessaires',
		whoSpeaks: 'Qui peut parler dans ses salons',
		speakerChoices: { everyone: 'Qui l’hôte fait monter', members: 'Seulement les membres' },
		relays: 'Relais',
		relaysHint:
			'Quatre au plus, un par ligne : des adresses qui commencent par /. Les pages des membres s’y rencontrent aussi.',

		share: 'Partager',
		shareTitle: 'Partager la communauté',
		shareText: 'Quiconque a ce lien peut lire la communauté et la rejoindre.',
		words: { link: 'Lien', qr: 'Code QR du lien', copy: 'Copier le lien', copied: 'Lien copié.' },

		faults: {
			'community-unknown': 'La communauté n’est pas encore là : personne qui l’a n’a été rencontré.',
			'not-allowed': 'Les règles de la communauté ne le permettent plus.',
			invalid: 'Ce texte contient quelque chose qui ne peut pas être affiché, ou il est trop long.',
			'community-full': 'La communauté contient tout ce qu’elle peut. Ceci n’a pas été signé.',
			'storage-full': 'Cet appareil n’a plus de place. Libérez-en, puis réessayez.',
			'storage-unavailable': 'Ce navigateur ne garde rien pour le moment. Rien n’a été signé.'
		},
		linkFaults: {
			'link-empty': 'Collez le lien d’une communauté.',
			'link-truncated': 'Ce lien a été coupé. Demandez-le de nouveau, ou collez-le en entier.',
			'link-mangled': 'Ce lien a été modifié en route. Demandez-le de nouveau.',
			'link-foreign': 'Ce n’est pas le lien d’une communauté Hearsay.',
			'link-newer-version': 'Ce lien vient d’une version plus récente de Hearsay. Rechargez la page.'
		},

		inNameOf: 'Au nom de',
		myOwn: 'Mon propre nom',
		refused: (name) => `${name} ne le permet pas encore.`,
		inName: (name) => `Au nom de ${name}`,
		claimed: (name) =>
			`L’hôte dit que le salon se tient au nom de ${name}. Cet appareil ne peut pas le vérifier.`,
		notInName: (name) => `Ne se tient pas au nom de ${name} : ses règles ne permettent pas cet hôte.`
	}
};
