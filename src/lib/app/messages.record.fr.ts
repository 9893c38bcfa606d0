import type { record as english } from './messages.record.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for what happened in a room and what was refused there, in French. */
export const record: typeof english = {
	log: {
		title: 'Journal',
		text: 'Qui a fait quoi ici. Chaque ligne est signée, et la même pour toutes les personnes du salon.',
		empty: 'Rien de ce qui va ici ne s’est encore passé.',
		showAdmissions: 'Montrer aussi qui est entré',
		seenBefore: 'Vu avant votre arrivée',
		signedBy: 'Signé par',
		key: (key) => `Clé ${key}`,
		entry: (id) => `Ligne ${id}`,
		me: (name) => `${name} (vous)`,
		somebody: 'quelqu’un',
		more: (count) => plural(count, { one: 'En montrer # de plus', other: 'En montrer # de plus' }),
		acts: {
			'room.created': (by) => `${by} a ouvert le salon.`,
			'room.continued': (by) => `${by} a abrégé le registre du salon ; il continue d’ici.`,
			'record.part': (by) => `${by} a repris le registre du salon.`,
			'session.opened': (by) => `${by} a signé pour la première fois.`,
			'title.changed': (by) => `${by} a changé le titre et les sujets.`,
			'role.granted': (by, whom) => `${by} a nommé coanimateur : ${whom}.`,
			'role.revoked': (by, whom) => `${by} a retiré un rôle à ${whom}.`,
			'cohost-ended': (by, whom) => `${by} a retiré à ${whom} son rôle de coanimateur.`,
			'moved-to-audience': (by, whom) => `${by} a renvoyé ${whom} dans le public.`,
			'stepped-down': (by) => `${by} a quitté la scène.`,
			'hand.raised': (by) => `${by} a levé la main.`,
			'hand.lowered': (by, whom) => `${by} a baissé la main de ${whom}.`,
			'stage.invited': (by, whom) => `${by} a invité ${whom} sur scène.`,
			'stage.answered': (by) => `${by} a répondu à une invitation sur scène.`,
			'mic.muted': (by, whom) => `${by} a coupé le micro de ${whom}.`,
			'mic.unmuted': (by) => `${by} a rouvert son micro.`,
			'person.removed': (by, whom) => `${by} a fait sortir ${whom}.`,
			'person.banned': (by, whom) => `${by} a exclu ${whom}.`,
			'person.unbanned': (by, whom) => `${by} a laissé revenir ${whom}.`,
			'pin.added': (by) => `${by} a épinglé quelque chose.`,
			'pin.removed': (by) => `${by} a détaché une épingle.`,
			'door.changed': (by) => `${by} a changé qui peut entrer.`,
			'person.admitted': (by, whom) => `${by} a laissé entrer ${whom}.`,
			'invite.revoked': (by) => `${by} a annulé une invitation.`,
			'hands.lowered': (by) => `${by} a baissé toutes les mains.`,
			'stage.muted': (by) => `${by} a coupé tous les micros de la scène.`,
			'succession.set': (by) => `${by} a choisi qui mène en l’absence de l’hôte.`,
			'acting.backed': (by, whom) => `${by} veut que ${whom} mène jusqu’au retour de l’hôte.`,
			'backing-withdrawn': (by) => `${by} a retiré sa voix sur qui mène.`,
			'host.offered': (by, whom) => `${by} a proposé le salon à ${whom}.`,
			'offer-withdrawn': (by) => `${by} a retiré sa proposition de transmettre le salon.`,
			'host.answered': (by) => `${by} a répondu à la proposition de reprendre le salon.`,
			'room.ended': (by) => `${by} a mis fin au salon.`
		},
		unknownAct: (by) => `${by} a fait quelque chose que cette version ne sait pas nommer.`
	},
	refused: {
		title: 'Ce qui a été refusé',
		text: 'Ce que d’autres pages ont envoyé et que celle-ci n’a pas pris. Rien n’en a changé, ni ici ni chez personne.',
		empty: 'Rien n’a été refusé.',
		emptyHint: 'Tout ce qui est arrivé à cette page était signé et suivait les règles.',
		what: 'Quoi',
		from: 'De',
		times: 'Fois',
		between: (first, last) => `de ${first} à ${last}`,
		forks: 'Signé deux fois',
		fork: (name) =>
			`Une page de ${name} a signé deux choses différentes au même endroit. Ce qu’elle a signé ensuite ne compte pas.`,
		copy: 'Copier le rapport',
		copied: 'Le rapport est copié. Il contient des noms et des clés, et aucune adresse.',
		copyFailed: 'Le navigateur n’a pas permis de copier le rapport.',
		codes: {
			'event-malformed': 'Un acte qui n’en a pas la forme',
			'event-version': 'Un acte dans la forme d’une autre version',
			'event-signature': 'Un acte dont la signature n’est pas celle de son auteur',
			'feed-squatted': 'Un acte sous le nom de quelqu’un d’autre',
			'feed-broken': 'Un acte hors de sa place',
			'too-many-feeds': 'Les actes de plus de personnes qu’un salon n’en peut tenir',
			'update-too-large': 'Un message trop grand',
			'update-malformed': 'Un changement illisible',
			'update-foreign-form': 'Un changement d’une forme que ce salon n’emploie pas',
			'update-deletes': 'Une tentative d’effacer ce que d’autres ont signé',
			'sync-malformed': 'Une question illisible sur le salon',
			'sync-flood': 'Trop de messages à la fois',
			'message-malformed': 'Un message illisible',
			'message-out-of-turn': 'Un message avant son tour',
			'proof-wrong': 'Une visite sans le secret du salon',
			'certificate-wrong': 'Une clé qui n’est pas celle de la personne qu’elle nomme'
		},
		unknownCode: (code) => `Une règle que cette version ne sait pas nommer : ${code}`
	}
};
