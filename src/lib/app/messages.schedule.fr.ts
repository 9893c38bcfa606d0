import { pluralsOf } from './plurals.ts';
import type { schedule as english } from './messages.schedule.en.ts';

const plural = pluralsOf('fr');

/** The words about rooms that take place later, in French. */
export const schedule: typeof english = {
	schedule: {
		date: 'Date',
		time: 'Heure',
		zone: 'Fuseau horaire',
		zoneHint: 'Les horloges de ce lieu font foi, même au passage à l’heure d’été ou d’hiver.',
		length: 'Durée',
		minutes: (count) => plural(count, { one: '# minute', other: '# minutes' }),
		hours: (count) => plural(count, { one: '# heure', other: '# heures' }),
		repeat: 'Répéter',
		repeats: {
			never: 'Jamais',
			daily: 'Chaque jour',
			weekly: 'Chaque semaine',
			fortnightly: 'Toutes les deux semaines',
			monthly: 'Chaque mois',
			custom: 'Selon votre propre règle'
		},
		days: 'Ces jours-là',
		ends: 'Jusqu’à',
		endings: { never: 'Sans fin', on: 'Un jour précis', after: 'Un nombre de fois' },
		lastDay: 'Dernier jour',
		times: 'Nombre de fois',
		rule: 'Règle',
		ruleHint:
			'Telle que les agendas l’écrivent (RRULE), par exemple FREQ=MONTHLY;BYDAY=1MO pour chaque premier lundi.',
		note: 'Note',
		noteHint: 'Ce qu’il faut savoir avant. 500 caractères au plus.',
		inYourTime: (when) => `Pour vous : ${when}`,
		isPast: 'D’après l’horloge de cet appareil, c’est déjà passé.',
		planFaults: {
			'no-time': 'Choisissez une date et une heure.',
			'unknown-zone':
				'Cet appareil ne connaît pas ce fuseau horaire. Choisissez-en un dans la liste, comme Europe/Paris.',
			'rule-malformed': 'Ce n’est pas une règle que les agendas comprennent.',
			'rule-too-often': 'Un salon revient au plus une fois par jour.',
			'rule-unknown': 'Cette règle emploie des éléments que Hearsay ne connaît pas.',
			'rule-too-large': 'Les nombres de cette règle sont trop grands.'
		},
		planned: 'Salon programmé',
		calledOff: 'Annulé',
		calledOffText: 'Ce salon n’a pas lieu. Son hôte peut le programmer de nouveau.',
		inZone: (when, zone) => `${when}, heure de ${zone}`,
		lasts: (length) => `Durée : ${length}`,
		waitingFor: (name) => `C’est l’heure. On attend que ${name} passe en direct.`,
		over: 'Sa date est passée, et aucune autre n’est prévue.',
		unreadable: {
			'unknown-zone': (start, zone) =>
				`Prévu le ${start} d’après les horloges de ${zone}, un fuseau que cet appareil ne connaît pas.`,
			rule: (start, zone) =>
				`Commence le ${start} (${zone}) et revient selon une règle que cette version ne comprend pas.`
		},
		next: 'Prochaines fois',
		moved: 'déplacé',
		toCalendar: 'Ajouter à l’agenda',
		keepOpen: 'Gardez cette page ouverte ou revenez : le même lien passera en direct.',
		alone:
			'Seul cet appareil a le salon pour l’instant. Gardez cette page ouverte quand d’autres ouvrent le lien, sinon personne ne leur répond.',
		noRelay:
			'Le relais est injoignable. Ce que vous changez est gardé ici et parviendra aux autres quand vous vous retrouverez.',
		goLive: 'Passer en direct',
		goLiveHint: 'Tous ceux qui ont cette page ouverte le voient passer en direct.',
		edit: 'Changer l’heure ou la note',
		save: 'Enregistrer',
		moveTimes: 'Déplacer ou annuler une seule date',
		callOff: 'Annuler le salon',
		callOffTitle: 'Annuler le salon ?',
		callOffText: 'Quiconque ouvre le lien voit qu’il n’a pas lieu. Vous pourrez le programmer de nouveau.',
		planAnew: 'Programmer de nouveau',
		timesTitle: 'Dates une par une',
		timesText: 'Ce que vous changez ici ne concerne qu’une date. Les autres restent.',
		move: 'Déplacer',
		moveTo: (when) => `Déplacer ${when} au`,
		drop: 'Annuler',
		putBack: 'Rétablir',
		isOff: 'annulé',
		noTimes: 'Aucune date à venir.',
		ask: 'Viendrez-vous ?',
		asks: { yes: 'Oui', maybe: 'Peut-être', no: 'Non' },
		forAll: 'Toutes les dates',
		forNext: 'La prochaine date seulement',
		about: 'Votre réponse concerne',
		pending: 'Votre réponse est gardée ici et parviendra à l’hôte quand vous vous retrouverez.',
		delivered: 'L’hôte a votre réponse.',
		coming: (count) => plural(count, { one: '# personne vient', other: '# personnes viennent' }),
		undecided: (count) => plural(count, { one: '# peut-être', other: '# peut-être' }),
		guests: 'Invités',
		guestsEmpty: 'Personne n’a encore répondu.',
		guestsText: 'Qui a dit s’il vient. Un co-hôte peut aussi changer l’heure, même sans réseau.',
		onlyFor: (when) => `seulement ${when}`,
		makeCohost: 'Nommer co-hôte',
		isCohost: 'Co-hôte',
		conflictTitle: 'Deux décisions en même temps',
		you: 'Vous',
		moves: (name, when) => `${name} : ${when}`,
		notes: (name, note) => `${name} : la note « ${note} »`,
		cancels: (name) => `${name} : salon annulé`,
		drops: (name, when) => `${name} : ${when}, annulé`,
		shifts: (name, from, when) => `${name} : ${from} déplacé au ${when}`,
		standsByHost: 'Ce que dit l’hôte l’emporte.',
		standsOff: 'L’annulation l’emporte, pour que personne ne vienne pour rien.',
		standsEqual: 'Il fallait que l’une des deux l’emporte ; cela ne décide de rien d’autre.',
		keep: 'Laisser ainsi',
		take: (what) => `Prendre plutôt : ${what}`,
		takePlan: (when) => when,
		takeNote: (note) => `la note « ${note} »`,
		takeCancel: 'annuler',
		settled: 'L’hôte ou un co-hôte peut trancher.'
	}
};
