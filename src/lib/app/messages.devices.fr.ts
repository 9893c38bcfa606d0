import type { devices as en } from './messages.devices.en.ts';

/** The words for a person's own devices, in French. */
export const devices: typeof en = {
	devices: {
		title: 'Vos appareils',
		about:
			'Partagez ce que vous gardez avec vos autres appareils : les personnes que vous suivez ou bloquez, vos salons, votre profil, les relais et la langue. Cela passe d’un appareil à l’autre dès que deux sont ouverts ; aucun serveur ne le garde, et le relais qui les présente ne peut pas le lire.',
		notIdentity:
			'Votre clé reste sur chaque appareil. Pour être la même personne sur les deux, ouvrez-y votre identité enregistrée.',
		addresses: 'Vos appareils apprennent l’adresse les uns des autres. Personne d’autre.',
		link: 'Relier un appareil',
		linkTitle: 'Relier un autre appareil',
		linkText:
			'Scannez ceci avec l’autre appareil, ou ouvrez-y le lien. Il vaut deux minutes et pour un seul appareil.',
		qr: 'Code QR pour relier un appareil',
		url: 'Lien pour l’autre appareil',
		copy: 'Copier le lien',
		copied: 'Copié. Ouvrez-le sur l’autre appareil, pas sur celui-ci.',
		waiting: 'En attente de l’autre appareil…',
		answerTitle: 'Relier cet appareil ?',
		answerText:
			'Ce navigateur partagera ce qu’il garde avec l’appareil qui vous a montré le code. Ne continuez que si c’est le vôtre.',
		answer: 'Relier cet appareil',
		compare: 'Les deux appareils montrent-ils les mêmes chiffres ?',
		compareText:
			'S’ils diffèrent, quelqu’un d’autre a vu le code. Appuyez alors sur « Ils diffèrent », et rien n’est partagé.',
		digits: (digits) => `${digits.slice(0, 3)} ${digits.slice(3)}`,
		other: (name) => `L’autre appareil s’appelle ${name}.`,
		same: 'Ce sont les mêmes',
		differ: 'Ils diffèrent',
		confirmed: 'Confirmez maintenant sur l’autre appareil.',
		linked: 'Les deux appareils sont reliés.',
		toDevices: 'Voir vos appareils',
		again: 'Réessayer',
		name: 'Nom de cet appareil',
		nameHint: 'Seuls vos appareils le voient.',
		save: 'Enregistrer le nom',
		saved: 'Le nom est enregistré.',
		list: 'Appareils qui partagent',
		thisOne: 'Cet appareil',
		here: 'Connecté en ce moment',
		away: 'Absent en ce moment ; il se mettra à jour à son retour',
		gone: 'Écarté',
		unnamed: (key) => `Appareil ${key}`,
		cutOff: 'Écarter',
		cutOffTitle: (name) => `Écarter ${name} ?`,
		cutOffText:
			'Pour un appareil perdu ou donné. Il ne reçoit plus rien de vos autres appareils. Ce qu’il a, il le garde : effacez-le sur l’appareil lui-même, si vous le pouvez.',
		cutOffButton: 'L’écarter',
		cutOffDone: (name) => `${name} est écarté.`,
		stop: 'Ne plus partager sur cet appareil',
		stopTitle: 'Ne plus partager sur cet appareil ?',
		stopText:
			'Cet appareil garde ce qu’il a, et ce que vous changez ensuite reste ici. Vos autres appareils continuent sans lui.',
		stopped: 'Cet appareil ne partage plus.',
		isCutOff:
			'Un autre de vos appareils a écarté celui-ci. Ce qui est gardé ici reste, et plus rien ne vient ni ne part. Si ce n’était pas vous, vérifiez vos autres appareils.',
		torn: 'En l’absence de cet appareil, deux de vos appareils se sont écartés l’un l’autre. Choisissez celui auquel vous faites confiance ; l’autre est laissé de côté.',
		goOnWith: (name) => `Continuer avec ${name}`,
		otherTab: 'Un autre onglet de ce navigateur s’occupe du partage.',
		notLoaded: 'Cette partie n’a pas pu être chargée. Vérifiez votre connexion et rechargez la page.',
		codeFaults: {
			'device-empty': 'Ce lien n’a pas de code. Scannez-le de nouveau sur l’autre appareil.',
			'device-mangled':
				'Ce lien a été coupé ou modifié en route. Scannez-le de nouveau sur l’autre appareil.',
			'device-newer-version':
				'Une version plus récente de Hearsay a créé ce lien. Rechargez la page pour l’obtenir, puis réessayez.'
		},
		linkingFaults: {
			'linking-too-late': 'Les deux minutes sont passées. Recommencez sur l’appareil qui montre le code.',
			'linking-crowded':
				'Un troisième appareil a utilisé le même code. Rien n’a été partagé. Recommencez là où personne d’autre ne voit l’écran.',
			'linking-refused': 'La liaison a été annulée. Rien n’a été partagé.',
			'linking-taken':
				'Ce navigateur partage déjà avec d’autres appareils. Arrêtez cela d’abord dans Réglages → Vos appareils.'
		}
	}
};
