import { Emitter } from '../base/emitter.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Reaction } from '../room/reactions.ts';
import type { Ephemeral, EphemeralBodies, EphemeralKind } from '../wire/ephemeral.ts';
import type { CurrentDocument } from './current-document.ts';
import type { Doorway } from './doorway.ts';
import { Ephemerals } from './ephemerals.ts';
import type { Neighbour } from './neighbour.ts';
import type { Refusals } from './refusals.ts';
import type { Roster } from './roster.ts';

/** What asides tell their owner. */
export interface AsideEvents {
	/** Somebody showed a reaction. */
	reacted: { readonly session: SessionId; readonly identity: IdentityId; readonly reaction: Reaction };
}

/** What asides are made of. */
export interface AsidesOptions {
	readonly current: CurrentDocument;
	readonly key: SessionKey;
	readonly roster: Roster;
	readonly doorway: Doorway;
	readonly refused: Refusals;
	readonly now: () => number;
}

/** What pages say in passing: told to whoever is linked, judged, and kept nowhere. */
export class Asides extends Emitter<AsideEvents> {
	readonly #options: AsidesOptions;
	readonly #ephemerals: Ephemerals;
	/** The newest word about this page itself. */
	#presence: Ephemeral | null = null;

	constructor(options: AsidesOptions) {
		super();
		this.#options = options;
		const { current, key, now } = options;
		const isCertified = (session: SessionId) => this.identityOf(session) !== null;
		this.#ephemerals = new Ephemerals({ room: current.room, key, now, isCertified });
	}

	/** Signs something and tells it to everybody who is linked by then. */
	async express<Kind extends EphemeralKind>(kind: Kind, body: EphemeralBodies[Kind]): Promise<void> {
		const { roster, doorway } = this.#options;
		const ephemeral = await this.#ephemerals.make(kind, body);
		if (kind === 'presence') this.#presence = ephemeral;
		for (const neighbour of [...roster.neighbours, ...doorway.neighbours])
			if (neighbour.isReady) neighbour.send({ kind: 'ephemeral', ephemeral });
	}

	/** Tells a new neighbour how this page is, as everybody else knows it already. */
	introduce(neighbour: Neighbour): void {
		if (this.#presence) neighbour.send({ kind: 'ephemeral', ephemeral: this.#presence });
	}

	/** Takes what a neighbour told, of itself or of another session. */
	take(ephemeral: Ephemeral, from: Neighbour): void {
		const fault = this.#ephemerals.judge(ephemeral, from);
		if (fault === 'ephemeral-forged') return from.expel(fault);
		const { session, kind, body } = ephemeral;
		const isFirstHand = session === from.session;
		// How a page is, is believed of nobody but that page; each of its channels has to know.
		if (isFirstHand && kind === 'presence' && (!fault || fault === 'ephemeral-repeated')) from.hear(body);
		// Two channels to one page overtake each other: its own old words are nothing to note.
		const isOrdinary = fault === 'ephemeral-repeated' || (fault === 'ephemeral-replayed' && isFirstHand);
		if (fault && !isOrdinary) this.#options.refused.note(fault, from);
		const identity = this.identityOf(session);
		if (!fault && kind === 'reaction' && identity)
			this.emit('reacted', { session, identity, reaction: body });
	}

	/** Whose session this is, by a certificate that was shown here; null if none was. */
	identityOf(session: SessionId): IdentityId | null {
		const { roster, doorway, current } = this.#options;
		const met = roster.neighbour(session) ?? doorway.neighbour(session);
		if (met?.identity) return met.identity;
		const opening = current.document.feed(session)[0];
		return opening && 'certificate' in opening.body ? opening.body.certificate.identity : null;
	}
}
