import { equalBytes } from '@noble/curves/utils.js';
import type { RoomId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import { isBanned } from '../community/selectors.ts';
import type { CommunityState } from '../community/state.ts';
import { Exchange } from '../document/exchange.ts';
import { Intake } from '../document/intake.ts';
import type { RoomDocument } from '../document/room-document.ts';
import type { Verifier } from '../ports.ts';
import { MAX_COMMON, PROOF_BYTES, type CommunityMessage } from '../wire/community-messages.ts';
import { doorProof, type Invite } from '../wire/invite.ts';
import type { Neighbour } from './neighbour.ts';

/** One of this person's communities, as rooms share it. */
export interface SharedCommunity {
	readonly invite: Pick<Invite, 'room' | 'secret'>;
	readonly document: RoomDocument;
	readonly state: CommunityState | null;
}

/** This person's communities, as rooms use them. */
export interface RoomCommunities {
	readonly shared: readonly SharedCommunity[];
	/** A room that this person held in a community's name ended for good. */
	ended(community: RoomId, room: RoomId): void;
	on(name: 'changed', listener: () => void): () => void;
}

/** What sharing communities works with. */
export interface CommonCommunitiesOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly me: SessionId;
	readonly communities: RoomCommunities;
	readonly verifier: Verifier;
	/** Whether this page is in the room, not only looking at it. */
	readonly isInside: () => boolean;
	/** Everybody this page is linked with. */
	readonly neighbours: () => readonly Neighbour[];
	/** Counts something that was refused from a neighbour. */
	readonly refuse: (code: string, from: Neighbour) => void;
}

/** Greetings read of one neighbour: one as they meet, and one for every community that it joins meanwhile. */
const GREETINGS: Rate = { burst: 8, perSecond: 1 / 60 };
const CATCH_UP_EVERY_MS = 10_000;

/** What this page has with one neighbour. */
interface Acquaintance {
	readonly greetings: TokenBucket;
	readonly exchanges: Map<SharedCommunity, { readonly exchange: Exchange; readonly end: () => void }>;
	/** What it was told of. */
	told: readonly SharedCommunity[];
	/** It sent what no honest page sends: nothing more of it is read about communities. */
	isShunned: boolean;
}

/**
 * Brings the documents of communities up to date between pages that are linked in a room, whatever room it is: so that
 * communities live on without any relay as long as two members meet. Nobody learns of a community whose secret they
 * do not know, nor how many somebody is in.
 */
export class CommonCommunities {
	readonly #options: CommonCommunitiesOptions;
	readonly #intake: Intake;
	readonly #acquaintances = new Map<Neighbour, Acquaintance>();

	constructor(options: CommonCommunitiesOptions) {
		this.#options = options;
		this.#intake = new Intake(options.verifier);
		const { scope, communities } = options;
		scope.add(communities.on('changed', () => this.look()));
		scope.add(() => {
			for (const neighbour of [...this.#acquaintances.keys()]) this.#part(neighbour);
		});
		scope.every(CATCH_UP_EVERY_MS, () => {
			for (const { exchanges } of this.#acquaintances.values())
				for (const { exchange } of exchanges.values()) exchange.catchUp();
		});
	}

	/** Greets whoever is linked and was not told of all communities yet. */
	look(): void {
		const { isInside, neighbours, communities } = this.#options;
		if (!isInside()) return;
		const shared = communities.shared.slice(0, MAX_COMMON);
		for (const neighbour of neighbours()) {
			if (neighbour.via !== 'direct' || !neighbour.isReady) continue;
			const known = this.#meet(neighbour);
			if (shared.every((community) => known.told.includes(community))) continue;
			known.told = shared;
			this.#greet(neighbour, shared);
		}
	}

	/** Takes what a neighbour says about communities. */
	take(message: CommunityMessage, from: Neighbour): void {
		if (!this.#options.isInside() || from.via !== 'direct') return;
		const known = this.#meet(from);
		if (known.isShunned) return;
		if (message.kind === 'community') {
			const community = this.#provenBy(message.proof, from);
			if (community) this.#open(community, from, known)?.receive(message.message);
			return;
		}
		if (!known.greetings.spend()) return this.#options.refuse('message-flood', from);
		for (const proof of message.proofs) {
			const community = this.#provenBy(proof, from);
			if (community) this.#open(community, from, known);
		}
	}

	#greet(neighbour: Neighbour, shared: readonly SharedCommunity[]): void {
		const { random, me } = this.#options;
		const proofs = shared.map(({ invite }) => doorProof(invite, me, neighbour.session));
		while (proofs.length < MAX_COMMON) proofs.push(random.bytes(PROOF_BYTES));
		neighbour.send({ kind: 'communities', proofs });
	}

	/** The community by whose secret a neighbour made a proof for this page, or null. */
	#provenBy(proof: Uint8Array, from: Neighbour): SharedCommunity | null {
		const { communities, me } = this.#options;
		const isProven = ({ invite }: SharedCommunity) => equalBytes(doorProof(invite, from.session, me), proof);
		return communities.shared.find(isProven) ?? null;
	}

	#meet(neighbour: Neighbour): Acquaintance {
		const known = this.#acquaintances.get(neighbour);
		if (known) return known;
		const made: Acquaintance = {
			greetings: new TokenBucket(GREETINGS, () => this.#options.scope.clock.now()),
			exchanges: new Map(),
			told: [],
			isShunned: false
		};
		this.#acquaintances.set(neighbour, made);
		neighbour.on('closed', () => this.#part(neighbour));
		return made;
	}

	#open(community: SharedCommunity, from: Neighbour, known: Acquaintance): Exchange | null {
		if (community.state && from.identity && isBanned(community.state, from.identity)) return null;
		const open = known.exchanges.get(community);
		if (open) return open.exchange;
		const { me, scope, refuse } = this.#options;
		const proof = doorProof(community.invite, me, from.session);
		const exchange = new Exchange({
			document: community.document,
			intake: this.#intake,
			now: () => scope.clock.now(),
			send: (message) => from.send({ kind: 'community', proof, message }),
			failed: (fault) => {
				refuse(fault, from);
				known.isShunned = true;
				this.#end(known);
			},
			leftOut: (code) => {
				if (code !== 'gap' && code !== 'backlog') refuse(code, from);
			}
		});
		const forget = community.document.on('admitted', (events) => exchange.tell(events));
		const end = () => {
			forget();
			exchange.close();
		};
		known.exchanges.set(community, { exchange, end });
		// Whoever opened the conversation asks; so does who is told of it.
		exchange.ask();
		return exchange;
	}

	#part(neighbour: Neighbour): void {
		const known = this.#acquaintances.get(neighbour);
		this.#acquaintances.delete(neighbour);
		if (known) this.#end(known);
	}

	#end({ exchanges }: Acquaintance): void {
		for (const { end } of exchanges.values()) end();
		exchanges.clear();
	}
}
