import { Emitter } from '../base/emitter.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import { isBanned } from '../community/selectors.ts';
import { Intake } from '../document/intake.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { MeetingPoint, Verifier } from '../ports.ts';
import type { Certificate } from '../room/events.ts';
import { standingOf } from '../session/continuation.ts';
import type { CurrentDocumentEvents, StandingDocument } from '../session/current-document.ts';
import { Doorway } from '../session/doorway.ts';
import { Neighbour, type Host } from '../session/neighbour.ts';
import { roomTopic } from '../wire/invite.ts';
import type { KeptCommunity } from './kept-community.ts';

/** Pages of a community that one page talks to at once: news goes on from each of them. */
const PAGES = 4;
const CATCH_UP_EVERY_MS = 10_000;

/** What a circle is made of. */
export interface CircleOptions {
	readonly scope: Scope;
	readonly random: Random;
	/** Of this page alone; what it signs in the community it signs with another one. */
	readonly key: SessionKey;
	readonly certificate: Certificate;
	readonly community: KeptCommunity;
	readonly meeting: MeetingPoint;
	readonly verifier: Verifier;
}

/** The document of a community as the conversation between pages needs it: it never goes on in another one. */
class OnlyDocument extends Emitter<CurrentDocumentEvents> implements StandingDocument {
	readonly room;
	readonly document;
	readonly state = null;
	readonly continuation = null;
	readonly standing;

	constructor({ invite, document }: KeptCommunity) {
		super();
		this.room = invite.room;
		this.document = document;
		this.standing = standingOf(invite.room, null);
	}

	move(): never {
		throw new Error('nobody holds a community who could go on with it elsewhere');
	}
}

/**
 * The pages that have a community open: finds them at its relays, and brings the document up to date with some of them.
 * The conversation is the one that pages have in rooms; what else is said in those is passed over here.
 */
export class Circle extends Emitter<{ changed: undefined }> {
	readonly #options: CircleOptions;
	readonly #host: Host;
	readonly #neighbours = new Set<Neighbour>();

	constructor(options: CircleOptions) {
		super();
		this.#options = options;
		const { scope, random, key, certificate, community, meeting, verifier } = options;
		this.#host = {
			invite: community.invite,
			session: key.id,
			certificate,
			grant: null,
			current: new OnlyDocument(community),
			intake: new Intake(verifier),
			picture: null,
			now: () => scope.clock.now(),
			later: (delayMs, task) => void scope.after(delayMs, task),
			isJoined: () => false,
			refusalFor: ({ identity }) =>
				community.state && isBanned(community.state, identity) ? 'banned' : null,
			outdated: () => {}
		};
		const doorway = new Doorway({
			scope,
			random,
			meeting,
			me: key.id,
			previews: () => PAGES,
			greet: (channel) => this.#greet(new Neighbour(channel, 'relay', this.#host)),
			found: () => {}
		});
		scope.add(community.document.on('admitted', (events) => this.#tell(events)));
		scope.add(meeting.on('stateChanged', () => this.emit('changed', undefined)));
		scope.every(CATCH_UP_EVERY_MS, () => {
			for (const neighbour of this.#neighbours) neighbour.catchUp();
		});
		meeting.watch(roomTopic(community.invite));
		meeting.announce();
		doorway.startPreview();
	}

	/** Pages that this one talks to. */
	get reached(): number {
		return [...this.#neighbours].filter(({ isReady }) => isReady).length;
	}

	#tell(events: Parameters<Neighbour['tell']>[0]): void {
		const { state } = this.#options.community;
		for (const neighbour of [...this.#neighbours]) {
			neighbour.tell(events);
			// Whoever is banned hears that much.
			if (state && neighbour.identity && isBanned(state, neighbour.identity)) neighbour.refuse('banned');
		}
	}

	#greet(neighbour: Neighbour): Neighbour {
		this.#neighbours.add(neighbour);
		neighbour.on('ready', () => this.emit('changed', undefined));
		neighbour.on('closed', () => {
			this.#neighbours.delete(neighbour);
			this.emit('changed', undefined);
		});
		return neighbour;
	}
}
