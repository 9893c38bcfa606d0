/** The sheets that the room screen can open over itself, one at a time. */
export type SheetName = 'share' | 'more' | 'edit' | 'pin' | 'people' | 'sound' | 'help' | 'check' | 'end';
