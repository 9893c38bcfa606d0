import { Emitter } from '../base/emitter.ts';
import type { Scope } from '../base/scope.ts';
import { certifySession } from '../identity/certificate.ts';
import type { Identity } from '../identity/identity.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { RoomLock } from '../ports.ts';
import type { Certificate } from '../room/events.ts';
import type { Invite } from '../wire/invite.ts';
import type { Standing } from './phase.ts';

/** What attendance tells its owner. */
export interface AttendanceEvents {
	/** This page is in the room, under a certificate with its person's name. */
	entered: undefined;
	/** Another tab has the room. */
	steppedAside: undefined;
}

/** What attendance works with. */
export interface AttendanceOptions {
	readonly scope: Scope;
	readonly lock: RoomLock;
	readonly invite: Invite;
	readonly identity: Identity;
	readonly key: SessionKey;
	/** This person's name as it is when asked. */
	readonly name: () => string;
	/** A certificate without a name, for looking before joining. */
	readonly previewCertificate: Certificate;
}

/**
 * Whether this page is in the room, by its own person's acts: it owns the room's lock, which one tab of
 * a browser holds, and the certificate that the page shows.
 */
export class Attendance extends Emitter<AttendanceEvents> {
	readonly #options: AttendanceOptions;
	#standing: Standing = 'looking';
	#certificate: Certificate;
	#joinedAt: number | null = null;
	#entering: Promise<void> | null = null;

	constructor(options: AttendanceOptions) {
		super();
		this.#options = options;
		this.#certificate = options.previewCertificate;
	}

	get standing(): Standing {
		return this.#standing;
	}

	/** Whether this page is in the room, not only looking at it. */
	get isInside(): boolean {
		return this.#standing === 'joined';
	}

	/** What this page shows of itself: without a name until it came in. */
	get certificate(): Certificate {
		return this.#certificate;
	}

	/** When this page came in, by its own clock in milliseconds; null before, and after being put out. */
	get joinedAt(): number | null {
		return this.#joinedAt;
	}

	/**
	 * Comes in unless another tab has the room; with `steal` it takes the room from that tab. Whoever asks
	 * while that is under way gets the same answer: a second hold would find the room taken, by this page.
	 */
	enter(how: { readonly steal: boolean }): Promise<void> {
		this.#entering ??= this.#comeIn(how).finally(() => (this.#entering = null));
		return this.#entering;
	}

	/** Put out of the room: looks at it again, so that being let back in is seen. */
	lookAgain(): void {
		this.#standing = 'looking';
		this.#joinedAt = null;
		this.#options.lock.release(this.#options.invite.room);
	}

	/** Out for good; `close` follows. */
	leave(): void {
		this.#standing = 'left';
	}

	/** Lets another tab have the room. */
	close(): void {
		this.#options.lock.release(this.#options.invite.room);
		this.clear();
	}

	/** The person may leave, and another tab may take the room, while this page waits for lock or certificate. */
	async #comeIn({ steal }: { readonly steal: boolean }): Promise<void> {
		const { scope, lock, invite, identity, key, name } = this.#options;
		let isLost = false;
		const lost = () => {
			isLost = true;
			this.#stepAside();
		};
		const held = await lock.hold(invite.room, { steal, lost });
		if (!held) return this.#stepAside();
		if (this.#hasLeft()) return lock.release(invite.room);
		const certificate = await certifySession(identity, key.id, name());
		if (isLost || this.#hasLeft()) return;
		this.#certificate = certificate;
		this.#standing = 'joined';
		this.#joinedAt = scope.clock.now();
		this.emit('entered', undefined);
	}

	#hasLeft(): boolean {
		return this.#standing === 'left';
	}

	/** Stops being in the room on this page because another tab has it. */
	#stepAside(): void {
		if (this.#hasLeft()) return;
		this.#standing = 'elsewhere';
		this.emit('steppedAside', undefined);
	}
}
