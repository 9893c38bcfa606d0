import type { identity as english } from './messages.identity.en.ts';

/** The words for keeping an identity, in French. */
export const identity: typeof english = {
	identity: {
		text: 'On vous reconnaît à une clé. Sa moitié privée reste dans ce navigateur, qui ne la laisse lire à personne : ni à nous, ni à une page qu’on vous glisserait, ni à vous.',
		unsaved:
			'Cette identité ne peut donc plus être enregistrée. Si les données de ce navigateur se perdent, elle est perdue. Une nouvelle peut l’être au moment où elle est créée.',
		saved:
			'Un fichier de cette identité a été enregistré. Avec lui et la phrase secrète, vous êtes la même personne sur un autre appareil.',
		make: 'Créer une identité qui peut être enregistrée',
		makeText:
			'Vous recevez une nouvelle clé et un fichier qui la fait revenir. Pour les autres, vous êtes quelqu’un de nouveau : ils suivent, invitent et bloquent des clés. Les salons dont vous êtes l’hôte restent à l’ancienne clé : confiez-les d’abord.',
		open: 'Ouvrir une identité enregistrée',
		openText:
			'Ce navigateur est alors la personne à qui elle appartient. L’identité qu’il a maintenant est perdue, sauf si elle a été enregistrée aussi. Salons, personnes bloquées et lettres restent dans ce navigateur.',
		file: 'Choisir le fichier d’identité',
		passphrase: 'Phrase secrète',
		newPassphrase: 'Nouvelle phrase secrète',
		passphraseHint:
			'Au moins 12 caractères ; quatre ou cinq mots au hasard conviennent. Personne ne peut la retrouver : sans elle, le fichier ne s’ouvre pour personne, vous compris.',
		again: 'La phrase secrète encore une fois',
		unequal: 'Les deux phrases secrètes diffèrent. Tapez-les de nouveau.',
		short: 'La phrase secrète est trop courte. Prenez au moins 12 caractères.',
		noFile: 'Choisissez d’abord le fichier.',
		makeButton: 'La créer et enregistrer le fichier',
		openButton: 'L’ouvrir',
		working: 'Un instant, cela prend quelques secondes…',
		madeTitle: 'Le fichier est-il dans vos téléchargements ?',
		madeText:
			'Il s’appelle identity.hearsay. Gardez-le là où vous le retrouverez, et pas à côté de la phrase secrète. Rien n’a encore changé ici.',
		saveAgain: 'Enregistrer encore le fichier',
		openedTitle: 'Le fichier est ouvert',
		openedText: (key) => `Il contient l’identité dont la clé est ${key}.`,
		mine: 'C’est l’identité que ce navigateur a déjà.',
		use: 'Utiliser désormais cette identité',
		using: 'Un instant…',
		useText:
			'Vous quittez le salon où vous êtes, et la page se recharge. Fermez d’abord les autres onglets de Hearsay.',
		key: 'Votre clé',
		faults: {
			'identity-foreign':
				'Ce fichier n’est pas une identité enregistrée. Choisissez celui qui s’appelle identity.hearsay.',
			'identity-newer-version':
				'Une version plus récente de Hearsay a enregistré ce fichier. Rechargez la page pour l’obtenir et réessayez.',
			'identity-damaged': 'Ce fichier a été coupé ou modifié en route. Prenez-en une autre copie.',
			'wrong-passphrase':
				'La phrase secrète n’ouvre pas ce fichier. Tapez-la de nouveau ; les majuscules et les espaces comptent.'
		}
	}
};
