import type { agenda as en } from './messages.agenda.en.ts';
import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('fr');

/** The words for the agenda, its reminders and calendar files, in French. */
export const agenda: typeof en = {
	agenda: {
		zone: (zone) => `Les heures sont celles de votre horloge : ${zone}.`,
		search: 'Chercher dans l’agenda',
		found: (count) => plural(count, { one: '# date trouvée', other: '# dates trouvées' }),
		foundMore: (count) => plural(count, { one: 'Plus de # date trouvée', other: 'Plus de # dates trouvées' }),
		loading: 'Lecture de votre agenda…',
		unreadable: 'Votre agenda n’a pas pu être chargé. Vérifiez votre réseau et rechargez cette page.',
		empty: 'Rien n’est encore prévu.',
		emptyHint:
			'Les salons que vous prévoyez, que vous aidez à animer, ou auxquels vous avez répondu oui ou peut-être sont ici, même sans réseau.',
		plan: 'Prévoir un salon',
		nothingFound: 'Rien dans votre agenda ne contient ces mots.',
		more: 'Afficher plus',
		today: (day) => `Aujourd’hui, ${day}`,
		tomorrow: (day) => `Demain, ${day}`,
		youHost: 'Vous animez',
		youHelp: (host) => `Vous animez avec ${host}`,
		hostedBy: (host) => `Animé par ${host}`,
		answers: { yes: 'Vous avez dit oui', maybe: 'Vous avez dit peut-être', no: 'Vous avez dit non' },
		undelivered: 'l’hôte ne le sait pas encore',
		unanswered: 'Sans réponse',
		live: 'En direct',
		now: 'Maintenant',
		goesOn: 'maintenant',
		moved: 'Déplacé',
		calledOff: 'Annulé',
		clash: (others) => `En même temps que ${others}`,
		clashOne: (title, time) => `« ${title} » (${time})`,
		options: (title) => `Rappel et fichier de calendrier : ${title}`,
		unplaced: 'Sans date',
		unplacedFaults: {
			'unknown-zone': 'Ce navigateur ne connaît pas son fuseau horaire.',
			'rule-malformed': 'Sa récurrence est illisible.',
			'rule-too-often': 'Il se répéterait plusieurs fois par jour.',
			'rule-unknown': 'Cette version ne connaît pas sa récurrence.',
			'rule-too-large': 'Sa récurrence dépasse ce dont un calendrier a besoin.'
		},
		next: 'Prochainement :',
		all: 'Votre agenda'
	},
	reminders: {
		title: 'Rappels',
		usual: 'Me rappeler mes salons',
		room: 'Me le rappeler',
		leads: { '10': '10 minutes avant', '60': '1 heure avant', '1440': '1 jour avant', off: 'Pas du tout' },
		about:
			'Les rappels viennent tant que Hearsay est ouvert dans un onglet ou comme application, même en arrière-plan.',
		closed:
			'Rien ne peut vous rappeler un salon quand il est fermé, car aucun serveur ne sait ce que vous prévoyez. Un fichier de calendrier le peut : ses alarmes sont celles de votre calendrier.',
		allow: 'Afficher les rappels en notifications',
		allowed: 'Les rappels viennent aussi en notifications de cet appareil.',
		denied:
			'Ce navigateur ne laisse pas Hearsay vous notifier. Vous pouvez le changer dans les réglages du navigateur pour ce site.',
		noneHere: 'Ce navigateur n’a pas de notifications. Les rappels s’affichent dans la page.',
		starts: (title, when) => `${title} commence ${when}.`,
		startsNow: (title) => `${title} commence maintenant.`,
		started: (title, when) => `${title} a commencé ${when}.`,
		shown: 'Salons qui commencent',
		open: 'Ouvrir le salon',
		saved: 'Enregistré'
	},
	calendarFile: {
		title: 'Fichiers de calendrier',
		about:
			'Un fichier de calendrier porte vos salons dans un autre calendrier, avec des alarmes. Il contient les liens des salons : qui a le fichier peut les ouvrir.',
		noSubscription:
			'C’est un fichier à importer, non un abonnement : un abonnement devrait se trouver sur un serveur qui pourrait lire ce que vous prévoyez.',
		saveAll: 'Enregistrer l’agenda en fichier',
		saveOne: 'Enregistrer en fichier de calendrier',
		saved: 'Le fichier de calendrier est enregistré.',
		open: 'Ouvrir un fichier de calendrier',
		openHint: 'Un fichier qui finit par .ics. Vous pouvez aussi le déposer sur cette page.',
		read: (count) =>
			plural(count, { one: 'Dans ce fichier : # événement', other: 'Dans ce fichier : # événements' }),
		toRoom: 'Ouvrir le salon',
		toPlan: 'En faire un salon',
		untitled: 'Événement sans titre',
		close: 'Ranger le fichier',
		recurs: 'Se répète',
		cautions: {
			'zone-unknown':
				'Son fuseau horaire est inconnu ici. L’heure est prise pour celle de votre horloge : vérifiez-la.',
			'all-day': 'Il n’a pas d’heure : choisissez-en une.',
			'rule-left-out': 'Sa récurrence n’est pas reprise.',
			'changes-left-out': 'Les dates qui diffèrent ne sont pas reprises.',
			shortened: 'Il dure plus d’un jour, ce qu’aucun salon ne fait.',
			cancelled: 'Il est annulé.'
		},
		faults: {
			'calendar-too-large':
				'Ce fichier dépasse 1 Mo. Exportez moins d’événements, puis ouvrez-le de nouveau.',
			'calendar-too-many':
				'Ce fichier contient plus de 1 000 événements. Exportez-en moins, puis ouvrez-le de nouveau.',
			'calendar-malformed':
				'Ce n’est pas un fichier de calendrier, ou il est abîmé. Il devrait finir par .ics.',
			'calendar-empty': 'Ce fichier de calendrier ne contient aucun événement avec une heure.'
		}
	}
};
