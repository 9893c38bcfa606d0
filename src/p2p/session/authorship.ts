import type { CommandFault, MadeInvite } from '../api.ts';
import type { IdentityId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import { Author } from '../document/author.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { parseBody, wireBody } from '../room/bodies.ts';
import type { Command } from '../room/commands.ts';
import type { Certificate } from '../room/events.ts';
import { commandEvents, mayDo } from '../room/permissions.ts';
import { isModerator } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { inviteFragment, type Invite } from '../wire/invite.ts';
import { makePass, passKey } from '../wire/pass.ts';
import { Continuing } from './continuing.ts';
import type { Continuation } from './continuation.ts';
import type { CurrentDocument, Left } from './current-document.ts';
import type { Caller } from './door.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { lateActs } from './late-acts.ts';
import { Petition } from './petition.ts';

/** What authorship works with. */
export interface AuthorshipOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly me: IdentityId;
	readonly key: SessionKey;
	readonly invite: Invite;
	/** The room's plain link, which every invite lengthens. */
	readonly link: string;
	readonly current: CurrentDocument;
	/** Events of a document after which the host's page lets the room go on in a new one. */
	readonly recordAfter: number;
	/** Whether this page is in the room, not only looking at it. */
	readonly isInside: () => boolean;
	/** Who is linked to this page now. */
	readonly linked: () => ReadonlySet<IdentityId>;
	/** Asks one of them to let this session write. */
	readonly ask: (identity: IdentityId) => void;
}

/**
 * What this page signs: what its person asks for, once its session may write; as a moderator's, who else
 * may write; as the host's, with what a long room goes on.
 */
export class Authorship {
	readonly #options: AuthorshipOptions;
	readonly #petition: Petition;
	readonly #doorkeeper: Doorkeeper;
	readonly #continuing: Continuing;
	#author: Author | null = null;

	constructor(options: AuthorshipOptions) {
		this.#options = options;
		const { scope, me, key, invite, current, linked, ask } = options;
		this.#petition = new Petition({
			scope,
			me,
			session: key.id,
			state: () => current.state,
			linked,
			ask
		});
		this.#doorkeeper = new Doorkeeper({
			scope,
			room: invite.room,
			me,
			state: () => (this.#present ? current.state : null),
			admit: (admission) => void this.#author?.write('person.admitted', admission)
		});
		this.#continuing = new Continuing({ ...options, author: () => this.#present });
	}

	/** Begins to sign, in the room and under this certificate. */
	begin(certificate: Certificate): void {
		this.#author = new Author(this.#options.current.document, this.#options.key, certificate);
	}

	/** Signs what a command asks for, if the rules allow it. */
	async act(command: Command): Promise<Result<void, CommandFault>> {
		const { me } = this.#options;
		if (!this.#present || !this.#state) return fail('not-in-room');
		if (!mayDo(this.#state, me, command)) return fail('not-allowed');
		if (!(await this.#petition.granted())) return fail('not-admitted');
		// The answer took a moment, in which things may have changed.
		const state = this.#state;
		if (!mayDo(state, me, command)) return fail('not-allowed');
		const drafts = commandEvents(state, me, command);
		if (!drafts.every(({ type, body }) => parseBody(type, wireBody(type, body)))) return fail('invalid');
		for (const { type, body } of drafts) {
			const naming = 'target' in body && body.target ? body.target : undefined;
			const written = await this.#author?.write(type, body, naming ? { naming } : {});
			if (!written) return fail('not-allowed');
		}
		return ok(undefined);
	}

	/** Makes an invite for one person. */
	async makeInvite(): Promise<Result<MadeInvite, CommandFault>> {
		const { me, key, invite, link, random } = this.#options;
		const author = this.#present;
		if (!author || !this.#state) return fail('not-in-room');
		if (!isModerator(this.#state, me)) return fail('not-allowed');
		// Whoever checks the invite must know whose session made it.
		await author.open();
		const pass = await makePass(key, random);
		const page = link.slice(0, link.indexOf('#') + 1);
		return ok({ link: page + inviteFragment({ ...invite, pass }), key: passKey(pass) });
	}

	/** Asks for the right to write before anything is to be said. */
	petition(): void {
		if (this.#present) void this.#petition.granted();
	}

	/** Makes sure that everybody can tell whose session this is, once it may write. */
	beKnown(): void {
		const author = this.#present;
		if (!author || this.#options.current.document.feed(this.#options.key.id).length > 0) return;
		void this.#petition.granted().then((isGranted) => (isGranted ? author.open() : undefined));
	}

	/** Somebody asks to be let write. */
	asked(caller: Caller): void {
		this.#doorkeeper.asked(caller);
	}

	/** Another device of somebody went on in a new document without knowing all that is known here. */
	outdated(continuation: Continuation): void {
		this.#continuing.outdated(continuation);
	}

	/** To be called whenever the room's state changed. */
	stateChanged(): void {
		this.#petition.stateChanged();
	}

	/**
	 * The room goes on in another document, where from now on this page signs. Call what this returns once
	 * that document is kept: it asks again for the own acts that the record leaves out.
	 */
	moved(left: Left): () => Promise<void> {
		const { me, key, current } = this.#options;
		const { continuation, document, state } = current;
		const before = this.#author;
		if (before) this.begin(before.certificate);
		return async () => {
			// What was just being signed went into the document that was left.
			await before?.settled();
			if (!state || !continuation || current.document !== document) return;
			if (isModerator(state, me)) await this.#author?.open();
			for (const command of lateActs(left, continuation, { identity: me, session: key.id, state }))
				await this.act(command);
		};
	}

	get #state(): RoomState | null {
		return this.#options.current.state;
	}

	/** Who writes the own feed, while this page is in the room. */
	get #present(): Author | null {
		return this.#options.isInside() ? this.#author : null;
	}
}
