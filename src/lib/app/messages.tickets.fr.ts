import type { tickets as en } from './messages.tickets.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for tickets, in French. */
export const tickets: typeof en = {
	tickets: {
		title: 'Billets',
		free: 'Gratuit',
		left: (count) =>
			count === 0 ? 'Il n’en reste plus' : plural(count, { one: 'Il en reste #', other: 'Il en reste #' }),
		perPerson: (count) => plural(count, { one: 'Un par personne', other: 'Jusqu’à # par personne' }),
		opens: (when) => `En vente à partir du ${when}.`,
		closes: (when) => `En vente jusqu’au ${when}.`,
		transferable: 'Vous pouvez le donner à quelqu’un d’autre, une fois.',
		notTransferable: 'Il n’est que pour vous.',
		directly:
			'Vous payez l’hôte directement, et tout lui revient : Hearsay ne prend rien et ne peut rien rembourser.',
		toHost: 'On vous paie directement, et tout vous revient : Hearsay ne prend rien.',
		door: {
			title: 'Ce salon demande un billet',
			text: 'Un billet est lié à votre clé dans ce navigateur. Avec lui, la porte s’ouvre toute seule ; sans lui, on n’entend rien.',
			none: 'Il n’y a pas de billets pour le moment. Gardez cette page ouverte : ils apparaissent ici dès que l’hôte en propose.'
		},
		buy: {
			title: 'Obtenir un billet',
			way: 'Comment vous payez',
			ways: {
				link: 'Directement à l’hôte, qui le confirme',
				ecash: 'En ecash (Cashu)',
				lightning: 'Par Lightning'
			},
			get: 'Obtenir un billet gratuit',
			want: 'Réservez-m’en un',
			named: 'L’hôte voit votre nom. Tout le salon peut voir quelle clé détient un billet.',
			stop: 'Je n’en veux plus',
			putAway: 'J’ai déplacé le jeton : l’oublier ici',
			stopHint: 'Si vous avez déjà payé, demandez à l’hôte de vous rembourser.',
			again: 'Réessayer'
		},
		pay: {
			held: (when) => `Un billet vous est réservé jusqu’à ${when}.`,
			here: 'Payez ici',
			open: 'Ouvrir la page de paiement',
			note: 'Pour que l’hôte voie que c’est arrivé',
			noteHint: 'Par exemple le nom du virement, ou son numéro.',
			paid: 'J’ai payé',
			mint: (mint) => `Payez avec un jeton de cet émetteur : ${mint}`,
			key: 'Verrouillez le jeton à cette clé de l’hôte',
			copyKey: 'Copier la clé',
			keyCopied: 'La clé est copiée.',
			token: 'Jeton verrouillé',
			tokenHint: 'Seul l’hôte peut le dépenser. Il commence par « cashu ».',
			send: 'Payer avec ce jeton',
			invoice: 'Facture',
			copyInvoice: 'Copier la facture',
			invoiceCopied: 'La facture est copiée.',
			invoiceHint:
				'Payez-la avec n’importe quel portefeuille Lightning. Le billet vient tout seul, même si cette page s’est fermée entre-temps.',
			openWallet: 'Ouvrir dans un portefeuille',
			qr: 'La facture en code QR',
			sent: 'Ce que vous avez envoyé'
		},
		steps: {
			'waiting-for-host':
				'En attente de l’hôte. Votre souhait est gardé sur cet appareil et part dès que la page de l’hôte est là, même après un rechargement.',
			pay: 'Il est à vous dès qu’il est payé.',
			checking: 'L’hôte regarde si c’est arrivé. Votre billet apparaît ici dès sa confirmation.',
			issued: 'Vous avez un billet.',
			'sold-out': 'Tous les billets sont vendus, ou réservés à quelqu’un qui paie en ce moment.',
			'too-many': 'Vous avez autant de billets qu’une personne peut en avoir.',
			closed: 'Ces billets ne sont pas en vente pour le moment.',
			refused: 'L’hôte n’a pas reçu votre paiement.',
			busy: 'Trop d’autres personnes attendent. Réessayez dans quelques minutes.',
			'proof-unreadable': 'Ce n’est pas un jeton lisible. Copiez-le encore, en entier.',
			underpaid: 'Le jeton valait moins que le prix. Il vous est revenu comme nouveau jeton, ci-dessous.',
			spent: 'Ce jeton était déjà dépensé : rien n’a été payé. Envoyez-en un autre.',
			'not-locked':
				'Ce jeton n’est pas verrouillé à la clé de l’hôte. Rien n’a été pris : verrouillez-en un à cette clé et envoyez-le.',
			'wrong-mint':
				'Ce jeton vient d’un autre émetteur que celui de l’hôte. Rien n’a été pris : envoyez-en un du bon émetteur.',
			'mint-unreachable':
				'L’émetteur ne répond pas. Votre jeton est gardé ici, et un nouvel essai se fait tout seul.',
			'wallet-unreachable':
				'Le portefeuille de l’hôte ne répond pas. Si vous avez déjà payé, le billet vient dès qu’il répond ; cette page redemande toute seule.',
			expired: 'Elle n’a pas été payée à temps, et la facture ne vaut plus.'
		},
		saysHost: (words) => `L’hôte dit : ${words}`,
		back: 'Vous est revenu',
		copyBack: 'Copier le jeton',
		backCopied: 'Le jeton est copié. Qui l’a peut le dépenser.',
		wishFaults: {
			'no-offer': 'Il n’y a pas de billets pour le moment.',
			invalid: 'Écrivez d’abord quelques mots, ou collez le jeton.'
		},
		yours: {
			title: 'Votre billet',
			number: (number, of) => `Numéro ${number} sur ${of}`,
			held: 'Il est lié à votre clé dans ce navigateur : la porte de ce salon s’ouvre toute seule pour vous.',
			give: 'Le donner à',
			giveHint: 'Cette personne pourra alors entrer, et vous ne le pourrez plus. Cela marche une fois.',
			giveButton: 'Le donner',
			given: (name) => `Le billet est maintenant à ${name}.`,
			nobody: 'Personne d’autre n’est là pour le recevoir.'
		},
		offer: {
			title: 'Proposer des billets',
			text: 'Autant que vous en choisissez, jamais plus : votre page seule signe chacun, lié à la clé de qui le reçoit.',
			isFree: 'Gratuits',
			price: 'Prix',
			currency: 'Monnaie',
			supply: 'Combien',
			perPerson: 'Par personne au plus',
			opens: 'En vente à partir de (peut rester vide)',
			closes: 'En vente jusqu’à (peut rester vide)',
			transferable: 'Peuvent être donnés à quelqu’un d’autre, une fois',
			ways: 'Moyens de paiement',
			byLink: 'Par un lien ou en mots, et vous confirmez chaque paiement',
			to: 'Où ou comment vous payer',
			toHint: 'Un lien vers votre page de paiement, ou un compte : toute personne qui peut acheter le lit.',
			byEcash: 'En ecash, verrouillé à une clé de cet appareil ; votre page l’encaisse toute seule',
			onlySat: 'L’ecash et Lightning demandent la monnaie sat.',
			byLightning:
				'Par Lightning : votre propre portefeuille fait les factures, et votre page voit qu’elles sont payées',
			wallet: 'Connexion à votre portefeuille',
			walletHint:
				'Votre portefeuille l’appelle « Nostr Wallet Connect » ; elle commence par nostr+walletconnect. Permettez-lui de faire et de consulter des factures, rien de plus. Elle reste sur cet appareil.',
			walletIs: 'Votre portefeuille est connecté.',
			walletForget: 'Déconnecter le portefeuille',
			ecashHint:
				'Vous confiez l’argent à cet émetteur jusqu’à ce que vous le déplaciez vers un portefeuille.',
			mint: 'Adresse de l’émetteur',
			door: 'Seules les personnes qui ont un billet entrent',
			doorHint: 'Qui est ici peut rester et revenir, jusqu’à 64 personnes.',
			submit: 'Les proposer',
			change: 'En proposer d’autres à la place',
			close: 'Arrêter la vente',
			faults: {
				price: 'Donnez un prix, comme 5 ou 5,50.',
				way: 'Choisissez au moins un moyen de paiement, et remplissez-le.',
				time: 'La fin doit venir après le début.',
				'wallet-invalid':
					'Ce n’est pas une connexion à un portefeuille. Copiez-la encore depuis le vôtre, en entier.',
				'wallet-unreachable':
					'Le portefeuille ne répond pas. Vérifiez qu’il marche et qu’il peut faire et consulter des factures, puis réessayez.'
			}
		},
		sales: {
			sold: (count, of) => plural(count, { one: `# vendu sur ${of}`, other: `# vendus sur ${of}` }),
			list: 'Qui en a un',
			none: 'Personne n’en a encore.',
			ticket: (number) => `Numéro ${number}`,
			passed: (name) => `acheté par ${name}`,
			refund: 'Le reprendre',
			refundHint:
				'Reprendre un billet ferme aussitôt la porte à qui l’a. Rendez l’argent par le chemin où il est venu.',
			refunded: 'Le billet est repris.',
			waiting: 'Disent avoir payé',
			nobodyWaits: 'Personne n’attend que vous confirmiez un paiement.',
			confirm: 'C’est arrivé : donner le billet',
			refuse: 'Ce n’est pas arrivé',
			words: 'Quelques mots pour elle ou lui (facultatif)',
			confirmed: 'Le billet est donné.',
			refused: 'C’est dit.',
			why: {
				spent:
					'Votre page s’est fermée, ou l’émetteur s’est tu, pendant l’encaissement de son ecash, dépensé depuis. Confirmez si vous le trouvez ci-dessous ou dans votre portefeuille.',
				'none-left':
					'Il n’y avait plus de numéro : le dernier est allé à quelqu’un d’autre entre-temps. Proposez-en plus et confirmez, ou rendez ce qui a été payé.'
			},
			ecash: 'Ecash que vous avez reçu',
			ecashHint:
				'Il n’est que sur cet appareil et vaut de l’argent : prenez chaque jeton dans un portefeuille à vous, puis dites-le ici.',
			ecashOf: (amount, mint) => `${amount} de ${mint}`,
			ecashMoved: 'Je l’ai déplacé : l’oublier ici',
			wallet: {
				none: 'Aucun portefeuille n’est connecté à cet appareil : personne ne peut payer ici par Lightning. Choisissez « En proposer d’autres à la place » et connectez le vôtre.',
				'wallet-unreachable':
					'Votre portefeuille ne répond pas. Vérifiez qu’il est en marche : qui a payé reçoit le billet dès qu’il répond, et d’ici là personne d’autre ne reçoit de facture.',
				'wallet-lies':
					'Votre portefeuille a dit ce qui ne peut être : un autre montant, ou un paiement sans sa preuve. Aucun billet n’est donné sur une telle parole. Regardez dans votre portefeuille, ou connectez-en un autre.'
			},
			away: 'Les billets se donnent tant que cette page est ouverte. Qui vient entre-temps attend, et le lit.'
		},
		orderFaults: {
			'sold-out':
				'Il n’y a plus de numéro pour cette personne. Proposez plus de billets, ou rendez l’argent et dites que cela n’a pas marché.',
			'too-many': 'Cette personne a autant de billets qu’on peut en avoir. Rendez l’argent.',
			closed: 'Vous ne vendez pas de billets pour le moment. Proposez-en, puis confirmez encore.',
			'no-order': 'C’était déjà réglé.'
		}
	}
};
