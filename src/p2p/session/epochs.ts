import { Emitter } from '../base/emitter.ts';
import type { EventId, IdentityId, RoomId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Epoch } from '../ports.ts';
import type { Certificate } from '../room/events.ts';
import { authorityOf, lineOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { EPOCH, EPOCH_SECRET_BYTES, MAX_EPOCH_NUMBER, type EpochWord } from '../wire/epoch.ts';
import { signWord, wordName } from '../wire/signed-words.ts';
import { ChangeOver } from './change-over.ts';
import type { CurrentDocument } from './current-document.ts';
import { EpochGiving, type EpochNeighbour } from './epoch-giving.ts';
import { EpochJudge, type KnownRoom } from './epoch-judgement.ts';
import { reasonsNow } from './epoch-reasons.ts';

/** A moderator who is not first in line waits so much longer, each: the first may be gone without a word. */
const NEXT_IN_LINE_MS = 700;
/** Who just came in is given the room's epoch within this, and makes one of their own only after it. */
const NEWCOMER_MS = 3_000;
/** Epochs that one page makes: bans in a row make one each at first, then one for several. */
const MADE: Rate = { burst: 6, perSecond: 0.5 };
/** Epochs of one neighbour that wait for the events they name; of more the oldest is forgotten. */
const MAX_WAITING = 4;
/** When to try again what had to wait for a budget. */
const RETRY_MS = 1_000;

/** What epochs tell their owner. */
export interface EpochsEvents {
	/** `isHeld` changed, or another epoch is in force. */
	changed: undefined;
}

/** What epochs work with. */
export interface EpochsOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly me: IdentityId;
	readonly current: Pick<CurrentDocument, 'document' | 'state'>;
	readonly certificate: () => Certificate;
	/** Whether this page is in the room, not only looking at it. */
	readonly isInside: () => boolean;
	/** The pages that this page talks to. */
	readonly ways: { readonly neighbours: readonly EpochNeighbour[] };
	/** The keys of the sound from now on, as `SoundPath.setEpochs`. */
	readonly apply: (epochs: readonly Epoch[] | null) => void;
}

/** Whether a room's sound is for those who may be in it alone: everywhere but behind the open door. */
export function isPrivate({ door }: RoomState): boolean {
	return door !== 'open';
}

/**
 * The key of a private room. The leading moderator's page makes a new one whenever the one in force does not
 * know of a ban, a removal, a revoked invite or a change of the door; pages pass it on from neighbour to neighbour, each
 * only to whom it lets be in the room itself. Secrets are in memory only. Design: PROTOCOL.md, "Epochs".
 */
export class Epochs extends Emitter<EpochsEvents> {
	readonly #options: EpochsOptions;
	readonly #judge = new EpochJudge();
	readonly #giving: EpochGiving;
	readonly #changeOver: ChangeOver;
	readonly #making: TokenBucket;
	readonly #waiting = new Map<EpochNeighbour, readonly EpochWord[]>();
	#current: EpochWord | null = null;
	#name = '';
	/** The highest number adopted: a room that was open in between counts on. */
	#highest = 0;
	#insideSince: number | null = null;
	#neededSince: number | null = null;
	#isMaking = false;
	#lookAt: { readonly atMs: number; readonly cancel: () => void } | null = null;

	constructor(options: EpochsOptions) {
		super();
		this.#options = options;
		const now = () => options.scope.clock.now();
		this.#giving = new EpochGiving({ room: options.room, now });
		this.#changeOver = new ChangeOver(options);
		this.#making = new TokenBucket(MADE, now);
	}

	/** Whether the room is private and its key is here. */
	get isHeld(): boolean {
		return this.#current !== null;
	}

	/** Looks at everything anew: to be called whenever the room's state or the neighbours changed. */
	look(): void {
		const room = this.#room;
		const { isInside, ways, scope } = this.#options;
		for (const neighbour of this.#waiting.keys())
			if (!ways.neighbours.includes(neighbour)) this.#waiting.delete(neighbour);
		if (room) for (const neighbour of ways.neighbours) this.#giving.isWelcome(neighbour, room.state);
		if (!isInside() || !room || !isPrivate(room.state) || room.state.ended)
			return this.#rest(room?.state ?? null);
		this.#insideSince ??= scope.clock.now();
		if (!this.#current) this.#changeOver.clear('silent');
		this.#settle(room);
		this.#provide(room);
		this.#spread(room);
	}

	/** Takes an epoch that a neighbour told. False: no honest page sends such. */
	take(word: EpochWord, from: EpochNeighbour): boolean {
		const name = wordName(EPOCH, word);
		const waiting = this.#waiting.get(from) ?? [];
		const known = [this.#current, ...waiting].some((each) => each && wordName(EPOCH, each) === name);
		if (!known) {
			if (!this.#giving.mayTake(from)) return true;
			if (word.room !== this.#options.room || !this.#judge.isAuthentic(word)) return false;
			this.#waiting.set(from, [...waiting, word].slice(-MAX_WAITING));
		}
		this.#giving.has(from, name);
		this.look();
		return true;
	}

	get #room(): KnownRoom | null {
		const { document, state } = this.#options.current;
		return state && { document, state };
	}

	/** Out of the room, or in one that everybody may hear. */
	#rest(state: RoomState | null): void {
		if (!this.#options.isInside()) this.#insideSince = null;
		this.#neededSince = null;
		// As long as the door is not known nothing is said.
		this.#changeOver.clear(state && !isPrivate(state) ? 'open' : 'silent');
		if (!this.#current) return;
		this.#current = null;
		this.emit('changed', undefined);
	}

	/** Adopts the best of what neighbours told, if it is better than what is in force. */
	#settle(room: KnownRoom): void {
		let best = this.#current;
		for (const [neighbour, words] of this.#waiting) {
			const isFit = (word: EpochWord) => this.#judge.judge(word, room).isFit;
			for (const word of words.filter(isFit))
				if (!best || this.#judge.isBetter(word, best, room)) best = word;
			// What is fit was weighed; the rest waits for what it names.
			const rest = words.filter((word) => !isFit(word));
			if (rest.length === 0) this.#waiting.delete(neighbour);
			else this.#waiting.set(neighbour, rest);
		}
		if (best && best !== this.#current) this.#adopt(best);
	}

	#adopt(word: EpochWord): void {
		this.#current = word;
		this.#name = wordName(EPOCH, word);
		this.#highest = Math.max(this.#highest, word.number);
		this.#changeOver.adopt({ number: word.number, secret: word.secret });
		this.emit('changed', undefined);
	}

	/** Makes the next epoch if it is needed and this page's turn. */
	#provide(room: KnownRoom): void {
		const { me, scope } = this.#options;
		const isNeeded = !this.#current || !this.#judge.judge(this.#current, room).isUpToDate;
		if (!isNeeded) this.#neededSince = null;
		if (!isNeeded || this.#isMaking || authorityOf(room.state, me) === 0) return;
		const now = scope.clock.now();
		this.#neededSince ??= now;
		const turn = this.#placeInLine(room.state) * NEXT_IN_LINE_MS;
		const dueAt = Math.max(
			this.#neededSince + turn,
			this.#current || this.#isFounder(room) ? 0 : this.#insideSince! + NEWCOMER_MS
		);
		if (now < dueAt) return this.#lookIn(dueAt - now);
		if (!this.#making.spend()) return this.#lookIn(RETRY_MS);
		void this.#make(room);
	}

	async #make({ document, state }: KnownRoom): Promise<void> {
		const { room, random, key, certificate } = this.#options;
		const because = reasonsNow(document, state);
		// More at once than a message names: another one of ours would know no more.
		if (this.#current?.issuer === key.id && this.#current.because.join() === because.join()) return;
		this.#isMaking = true;
		const after = this.#current?.number ?? this.#highest;
		const fields = {
			room,
			number: after >= MAX_EPOCH_NUMBER ? 1 : after + 1,
			secret: random.bytes(EPOCH_SECRET_BYTES),
			issuer: key.id,
			certificate: certificate(),
			because
		};
		const word = await signWord(EPOCH, fields, key.sign);
		this.#isMaking = false;
		const now = this.#room;
		if (!now || !this.#options.isInside() || !isPrivate(now.state)) return;
		const isBetter = !this.#current || this.#judge.isBetter(word, this.#current, now);
		if (this.#judge.judge(word, now).isFit && isBetter) this.#adopt(word);
		this.look();
	}

	/** Passes the epoch on to every neighbour that may have it. */
	#spread({ state }: KnownRoom): void {
		const epoch = this.#current;
		if (!epoch) return;
		for (const neighbour of this.#options.ways.neighbours)
			if (this.#giving.isWelcome(neighbour, state))
				if (!this.#giving.give(neighbour, { kind: 'epoch', epoch }, this.#name)) this.#lookIn(RETRY_MS);
	}

	/** How many present moderators come before this page's person. */
	#placeInLine(state: RoomState): number {
		const { me, ways } = this.#options;
		const present = new Set(
			ways.neighbours.filter(({ isJoined }) => isJoined).map(({ identity }) => identity)
		);
		const line = lineOf(state).filter((identity) => authorityOf(state, identity) > 0);
		return line.slice(0, line.indexOf(me)).filter((identity) => present.has(identity)).length;
	}

	/** Whether this page made the room just now, so that nobody can have given it an epoch. */
	#isFounder({ document }: KnownRoom): boolean {
		return document.event(document.room as string as EventId)?.session === this.#options.key.id;
	}

	#lookIn(delayMs: number): void {
		const { scope } = this.#options;
		const atMs = scope.clock.now() + delayMs;
		if (this.#lookAt && this.#lookAt.atMs <= atMs) return;
		this.#lookAt?.cancel();
		const cancel = scope.after(delayMs, () => {
			this.#lookAt = null;
			this.look();
		});
		this.#lookAt = { atMs, cancel };
	}
}
