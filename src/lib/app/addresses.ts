import { resolve } from '$app/paths';

/** The pages of the app, under whatever path it is served from; each ends in a slash, as simple hosts need. */
export const addresses = {
	home: (): string => resolve('/'),
	start: (): string => `${resolve('/')}start/`,
	/** The same form, for a room that takes place later. */
	plan: (): string => `${resolve('/')}start/#later`,
	settings: (): string => `${resolve('/')}settings/`,
	/** What is known of the own identity, and how it can be saved, among the settings. */
	identity: (): string => `${resolve('/')}settings/#identity`,
	/** What this page gives to large rooms, among the settings. */
	giving: (): string => `${resolve('/')}settings/#giving`,
	/** Following somebody, by the code of their follow link. */
	follow: (code: string): string => `${resolve('/')}follow/#${code}`,
	/** This person's own devices, among the settings. */
	devices: (): string => `${resolve('/')}settings/#devices`,
	/** Linking this device with another one, by the code that it shows. */
	device: (code: string): string => `${resolve('/')}devices/#${code}`,
	/** Taking in a room from its file. */
	file: (): string => `${resolve('/')}file/`,
	/** The rooms that are planned. */
	agenda: (): string => `${resolve('/')}agenda/`,
	/** The recordings that this device keeps. */
	replay: (): string => `${resolve('/')}replay/`,
	/** What this person and others wrote each other alone. */
	letters: (): string => `${resolve('/')}letters/`,
	/** A room by its code, which stays in the fragment and so on this device. */
	room: (code: string): string => `${resolve('/')}room/#${code}`,
	/** A room in a frame of another page, by its code. */
	embed: (code: string): string => `${resolve('/')}embed/#${code}`,
	/** How the sound of a room travels, by the room's code. */
	path: (code: string): string => `${resolve('/')}room/path/#${code}`
};
