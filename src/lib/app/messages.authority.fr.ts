import type { authority as english } from './messages.authority.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for who may come in, who leads, and how a room changes hands, in French. */
export const authority: typeof english = {
	doors: {
		title: 'Qui peut entrer',
		names: {
			open: 'Public',
			link: 'Qui a le lien',
			followers: 'Qui suit l’hôte',
			ticket: 'Avec un billet',
			invite: 'Sur invitation',
			locked: 'Fermé à clé'
		},
		followersOfMine: 'Qui me suit',
		why: {
			open: 'Tout le monde est bienvenu, et le salon peut être annoncé publiquement.',
			link: 'Toute personne qui a le lien peut écouter. Le salon n’est annoncé nulle part.',
			followers: 'Pour entrer, il faut le lien et suivre l’hôte, ce que signe la clé de chacun.',
			ticket: 'Qui a un billet entre ; qui le rend sort. Proposez-les sous Plus, Billets.',
			invite: 'Chaque personne nouvelle a besoin de sa propre invitation, qui sert une fois.',
			locked: 'Personne de nouveau n’entre.'
		},
		hint: 'Personne n’est mis dehors : qui est ici peut rester, partir et revenir.',
		now: 'Actuel',
		changed: (door) => `Désormais : ${door}.`,
		chips: {
			followers: 'Pour qui suit l’hôte',
			ticket: 'Avec un billet',
			invite: 'Sur invitation',
			locked: 'Fermé à clé'
		},
		share: {
			open: 'Toute personne qui a ce lien peut écouter. Le salon est public.',
			link: 'Toute personne qui a ce lien peut écouter.',
			followers: 'Toute personne qui a ce lien et suit l’hôte peut écouter.',
			ticket:
				'Toute personne qui a ce lien peut regarder et obtenir un billet ; on n’écoute qu’avec un billet.',
			invite: 'Ce salon est sur invitation : le lien du salon ne suffit pas à qui n’y était pas.',
			locked: 'Le salon est fermé à clé : ce lien ne fait entrer personne de nouveau pour le moment.'
		}
	},
	invites: {
		people: 'Inviter des personnes',
		make: 'Créer une invitation pour une personne',
		once: 'Une invitation fait entrer une personne, et ne sert qu’une fois.',
		ask: 'Demandez à l’hôte ou à un coanimateur une invitation pour chaque personne à faire venir.',
		made: 'L’invitation est prête. Donnez-la à une seule personne.',
		link: 'Lien d’invitation',
		qr: 'Lien d’invitation en code QR',
		copy: 'Copier',
		copyNewest: 'Copier l’invitation',
		copied: 'L’invitation est copiée.',
		open: 'Pas encore utilisées',
		openHint: 'Cette page s’en souvient jusqu’à ce que vous la fermiez.',
		name: (place) => `Invitation ${place}`,
		cancelled: (place) => `L’invitation ${place} est annulée et n’ouvre plus rien.`,
		roomLink: 'Lien du salon, pour qui y était déjà'
	},
	leave: {
		title: 'Quitter le salon ?',
		text: 'Le même lien vous ramène comme hôte, sauf si vous transmettez le salon.',
		handOver: 'Transmettre et quitter',
		handOverText: 'Quelqu’un d’autre devient l’hôte pour de bon.',
		goesOn: 'Quitter, le salon continue',
		leads: (name) => `${name} mène jusqu’à votre retour.`,
		nobodyLeads: 'Personne ici ne peut mener : le salon continue tel quel jusqu’à votre retour.',
		end: 'Terminer pour tous',
		endText: 'Terminer est définitif : le salon se ferme pour tous et ne peut plus être rouvert.',
		endTitle: 'Terminer le salon pour tous',
		closeTime: 'Terminer cette séance',
		closeTimeText: 'Le salon se remet à attendre sa prochaine date. Son lien reste le même.'
	},
	handover: {
		choose: 'Qui reprend le salon ?',
		chooseText: 'Cette personne devient l’hôte dès qu’elle accepte. Vous devenez coanimateur.',
		nobody: 'Personne d’autre n’est ici pour reprendre le salon.',
		waiting: (name) => `En attente de la réponse de ${name}…`,
		waitingText: 'Vous partez dès que le salon est repris.',
		declined: (name) =>
			`${name} n’a pas repris le salon. Choisissez quelqu’un d’autre, ou partez sans transmettre.`,
		handOver: 'Transmettre le salon',
		ask: (name) =>
			`${name} devient l’hôte dès son accord, et vous devenez coanimateur. Vous ne pourrez pas reprendre le salon de vous-même.`,
		offer: (name) => `Proposer le salon à ${name}`,
		offered: (name) => `Vous avez proposé le salon à ${name}, qui n’a pas encore répondu.`,
		takeBack: 'Retirer la proposition',
		cardTitle: (name) => `${name} veut vous transmettre ce salon`,
		cardText: 'Vous en seriez l’hôte et décideriez de tout ici. L’hôte actuel resterait coanimateur.',
		accept: 'Accepter',
		decline: 'Refuser'
	},
	away: {
		led: (name) => `L’hôte est absent. ${name} mène le salon.`,
		ledByMe: 'L’hôte est absent. Vous menez le salon.',
		nobody: 'L’hôte est absent. Personne ne mène jusqu’à son retour.',
		leads: 'Mène',
		choose: 'Choisir qui mène',
		title: 'Jusqu’au retour de l’hôte',
		text: 'Quand plus de la moitié des coanimateurs s’accordent sur l’un d’eux, il mène et peut aussi nommer des coanimateurs. Cela finit au retour de l’hôte.',
		back: (name) => `Laisser ${name} mener jusqu’au retour de l’hôte`,
		backMe: 'Mener jusqu’au retour de l’hôte',
		takeBack: 'Retirer votre voix',
		agree: (count, all) =>
			plural(all, {
				one: `${count} coanimateur sur # d’accord`,
				other: `${count} coanimateurs sur # d’accord`
			}),
		isActing: 'Mène en ce moment'
	},
	succession: {
		title: 'Qui mène en mon absence',
		text: 'Le premier d’entre eux qui est présent mène jusqu’à votre retour.',
		empty: 'Vous n’avez pas encore de coanimateur. Touchez une personne et choisissez Nommer coanimateur.',
		up: (name) => `Monter ${name}`,
		down: (name) => `Descendre ${name}`,
		moved: (name, place) => `${name} est maintenant à la place ${place}.`,
		save: 'Enregistrer l’ordre'
	},
	everybody: {
		lowerHands: 'Baisser toutes les mains',
		handsLowered: 'Toutes les mains sont baissées.',
		mute: 'Couper tous les micros',
		muted: 'Tous les autres micros de la scène sont coupés. Chacun peut rouvrir le sien.'
	}
};
