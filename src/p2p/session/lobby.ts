import type { Scope } from '../base/scope.ts';
import { certifySession } from '../identity/certificate.ts';
import type { Identity } from '../identity/identity.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Certificate } from '../room/events.ts';
import { personOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import type { Standing } from './phase.ts';

/** What a lobby works with. */
export interface LobbyOptions {
	readonly scope: Scope;
	readonly identity: Identity;
	readonly key: SessionKey;
	/** This person's name as it is when asked. */
	readonly name: () => string;
	readonly standing: () => Standing;
	readonly state: () => RoomState | null;
	/** Whether this session signed something in the room already: then its name stands. */
	readonly hasSigned: () => boolean;
	/** Signs under this certificate from now on. */
	readonly begin: (certificate: Certificate) => void;
	/** Can be found by others who have the page open, or no more. */
	readonly attend: (isAttending: boolean) => void;
}

/** Whether a room is planned and does not take place now. */
export function isWaiting(state: RoomState | null): boolean {
	return state !== null && !state.ended && state.schedule !== null && state.schedule.live === null;
}

/**
 * The page of a scheduled room while the room is not live: it is in no room, shows nobody and opens no sound, but it
 * signs what its person decides, also without any network, and meets whoever has the page open too.
 */
export class Lobby {
	readonly #options: LobbyOptions;
	#isOpen = false;
	#name: string | null = null;
	#preparing: Promise<void> = Promise.resolve();

	constructor(options: LobbyOptions) {
		this.#options = options;
	}

	/** Whether this page waits for a scheduled room. */
	get isOpen(): boolean {
		return this.#isOpen;
	}

	/** To be called whenever the room's state, or where this page stands, changed. */
	follow(): void {
		const { standing, state, identity, attend } = this.#options;
		const known = state();
		const isIn = known !== null && (personOf(known, identity.id)?.access ?? 'in') === 'in';
		const isOpen = isIn && isWaiting(known) && standing() === 'looking';
		if (isOpen === this.#isOpen) return;
		this.#isOpen = isOpen;
		this.#name = null;
		attend(isOpen);
		if (isOpen) void this.prepare();
	}

	/** Resolves once this page can sign, under its person's name as it is now unless it signed under another one. */
	prepare(): Promise<void> {
		this.#preparing = this.#preparing.then(() => this.#certify());
		return this.#preparing;
	}

	async #certify(): Promise<void> {
		const { identity, key, name, hasSigned, begin } = this.#options;
		const wanted = name();
		if (!this.#isOpen || wanted === this.#name || (this.#name !== null && hasSigned())) return;
		const certificate = await certifySession(identity, key.id, wanted);
		// The room may have begun meanwhile: then this page signs in it, or not at all.
		if (!this.#isOpen) return;
		this.#name = wanted;
		begin(certificate);
	}
}
