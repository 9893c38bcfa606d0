/** What can stand beside the people while they talk, one at a time. */
export type DrawerName = 'requests' | 'chat' | 'letters';

/** The sheets that the room screen can open over itself, one at a time. */
export type SheetName =
	| 'share'
	| 'more'
	| 'edit'
	| 'pin'
	| 'door'
	| 'succession'
	| 'lead'
	| 'people'
	| 'log'
	| 'refused'
	| 'sound'
	| 'check'
	| 'help'
	| 'record'
	| 'minutes'
	| 'captions'
	| 'transcript'
	| 'turns'
	| 'tickets'
	| 'file'
	| 'end';
