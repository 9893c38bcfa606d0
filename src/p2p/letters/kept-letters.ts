import { bytesToHex } from '@noble/hashes/utils.js';
import type { Conversation, Letters, LettersEvents, LettersFault, LettersFrom } from '../api.ts';
import type { Clock } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import { isIdentityId, type IdentityId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Store, StoreFault } from '../ports.ts';
import { printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { LETTER_ID_BYTES, type LetterVerdict } from '../wire/letter.ts';
import {
	begun,
	isStrange,
	MAX_WAITING,
	newestAt,
	readConversation,
	settled,
	waitingIn,
	withdrawn,
	withLetter
} from './conversation.ts';

/** What kept letters work with. */
export interface KeptLettersOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly random: Random;
	readonly me: IdentityId;
	/** Whom this person blocks, as it is when asked. */
	readonly isBlocked: (identity: IdentityId) => boolean;
}

/** A letter on its way to somebody. */
export interface WaitingLetter {
	readonly to: IdentityId;
	readonly id: string;
	readonly text: string;
}

/** Conversations kept: more than one person keeps up. */
const MAX_CONVERSATIONS = 200;
/** Of those, with people to whom one never wrote: the newest push out the oldest. */
const MAX_STRANGERS = 40;
/** Under which name the store keeps with whom there are conversations, and whose letters are taken. */
const INDEX = 'letters';
const CHOICES: readonly LettersFrom[] = ['everybody', 'known', 'nobody'];

/** The letters of one profile, as its store keeps them: one value for each conversation. */
export class KeptLetters extends Emitter<LettersEvents> implements Letters {
	readonly #options: KeptLettersOptions;
	#conversations: readonly Conversation[] = [];
	#from: LettersFrom = 'everybody';
	/** Whether the store has what this page has: another tab's changes are then read before one's own. */
	#isKept = true;
	#changes: Promise<unknown> = Promise.resolve();

	private constructor(options: KeptLettersOptions) {
		super();
		this.#options = options;
	}

	/** Loads the letters; what does not read as a conversation is left out. */
	static async open(options: KeptLettersOptions): Promise<KeptLetters> {
		const letters = new KeptLetters(options);
		await letters.#load();
		return letters;
	}

	get conversations(): readonly Conversation[] {
		return this.#conversations;
	}

	get from(): LettersFrom {
		return this.#from;
	}

	/** Own letters that nobody has yet. */
	get waiting(): readonly WaitingLetter[] {
		return this.#conversations.flatMap((one) =>
			waitingIn(one).map(({ id, text }) => ({ to: one.with, id, text }))
		);
	}

	setFrom(from: LettersFrom): Promise<Result<void, StoreFault>> {
		return this.#inTurn(async () => {
			this.#from = from;
			const saved = await this.#saveIndex();
			this.#isKept = saved.ok;
			this.emit('changed', undefined);
			return saved;
		});
	}

	async write(to: { readonly identity: IdentityId; readonly name: string }, typed: string) {
		const { clock, random, me, isBlocked } = this.#options;
		const text = printable(typed, TEXT_LIMITS.letter);
		if (text === '') return fail('letter-empty');
		if (to.identity === me) return fail('letter-to-myself');
		if (isBlocked(to.identity)) return fail('letter-to-blocked');
		return this.#change<LettersFault>(to.identity, (known) => {
			if (known && waitingIn(known).length >= MAX_WAITING) return fail('letters-waiting');
			if (!known && !this.#makeRoom()) return fail('letters-full');
			const id = bytesToHex(random.bytes(LETTER_ID_BYTES));
			const letter = { id, isMine: true, text, at: clock.now(), state: 'waiting' as const };
			const named = { ...(known ?? begun(to.identity, '')), name: printable(to.name, TEXT_LIMITS.name) };
			return ok(withLetter(named, letter));
		});
	}

	takeBack(to: IdentityId, id: string): Promise<Result<void, StoreFault>> {
		return this.#change<StoreFault>(to, (known) => ok(known && withdrawn(known, id)));
	}

	read(from: IdentityId): Promise<Result<void, StoreFault>> {
		return this.#change<StoreFault>(from, (known) => ok(known && { ...known, unread: 0 }));
	}

	forget(other: IdentityId): Promise<Result<void, StoreFault>> {
		return this.#change<StoreFault>(other, () => ok(null));
	}

	/** Takes a letter from somebody whose key is proven; what to tell them. The same one again changes nothing. */
	async take(
		from: { readonly identity: IdentityId; readonly name: string },
		{ id, text }: { readonly id: string; readonly text: string }
	): Promise<LetterVerdict> {
		const { clock, isBlocked } = this.#options;
		let verdict: LetterVerdict = 'declined';
		let isNews = false;
		await this.#change<StoreFault>(from.identity, (known) => {
			const isStranger = !known || isStrange(known);
			if (isBlocked(from.identity) || this.#from === 'nobody') return ok(known);
			if (this.#from === 'known' && isStranger) return ok(known);
			if (!known && !this.#makeRoomForStranger()) return ok(known);
			verdict = 'delivered';
			if (known?.letters.some((letter) => !letter.isMine && letter.id === id)) return ok(known);
			isNews = true;
			const named = { ...(known ?? begun(from.identity, '')), name: printable(from.name, TEXT_LIMITS.name) };
			return ok(withLetter(named, { id, isMine: false, text, at: clock.now(), state: 'delivered' }));
		});
		if (isNews) this.emit('came', { from: from.identity, name: from.name, text });
		return verdict;
	}

	/** Takes the word of somebody about a letter that they were written. */
	async settle(by: IdentityId, id: string, verdict: LetterVerdict): Promise<void> {
		if (!this.waiting.some((letter) => letter.to === by && letter.id === id)) return;
		await this.#change<StoreFault>(by, (known) => ok(known && settled(known, id, verdict)));
	}

	async #load(): Promise<void> {
		const { from, people } = await this.#index();
		const read = await Promise.all(people.map((other) => this.#loadOne(other)));
		this.#from = from;
		this.#conversations = sorted(read.filter((conversation) => conversation !== null));
	}

	async #index(): Promise<{ readonly from: LettersFrom; readonly people: readonly IdentityId[] }> {
		const kept = ((await this.#options.store.loadValue(INDEX)) ?? {}) as Record<string, unknown>;
		const people = Array.isArray(kept['people']) ? kept['people'].filter(isIdentityId) : [];
		return {
			from: CHOICES.find((choice) => choice === kept['from']) ?? 'everybody',
			people: [...new Set(people)].slice(0, MAX_CONVERSATIONS)
		};
	}

	async #loadOne(other: IdentityId): Promise<Conversation | null> {
		return readConversation(other, await this.#options.store.loadValue(nameOf(other)));
	}

	/** Changes one conversation after the other, as the store has it by then; null forgets it. */
	#change<Code extends string>(
		other: IdentityId,
		edit: (known: Conversation | null) => Result<Conversation | null, Code>
	): Promise<Result<void, Code | StoreFault>> {
		return this.#inTurn(async () => {
			const { store } = this.#options;
			const had = this.#conversations.find((one) => one.with === other) ?? null;
			const known = this.#isKept ? await this.#loadOne(other) : had;
			if (this.#isKept) this.#from = (await this.#index()).from;
			const edited = edit(known);
			if (!edited.ok) return edited;
			if (edited.value === known) return ok(undefined);
			const rest = this.#conversations.filter((one) => one.with !== other);
			this.#conversations = sorted(edited.value ? [...rest, edited.value] : rest);
			const saved = await store.saveValue(nameOf(other), edited.value);
			const listed = saved.ok && !known ? await this.#saveIndex() : saved;
			this.#isKept = listed.ok;
			this.emit('changed', undefined);
			return listed;
		});
	}

	#inTurn<Done>(task: () => Promise<Done>): Promise<Done> {
		const done = this.#changes.then(task);
		this.#changes = done;
		return done;
	}

	/** Another tab's conversations stay in it; those that were forgotten read as none. */
	async #saveIndex(): Promise<Result<void, StoreFault>> {
		const { people } = await this.#index();
		const all = new Set([...this.#conversations.map((one) => one.with), ...people]);
		return this.#options.store.saveValue(INDEX, { from: this.#from, people: [...all] });
	}

	/** Makes room for one more conversation; false if all that are kept are with people one wrote to. */
	#makeRoom(): boolean {
		if (this.#conversations.length < MAX_CONVERSATIONS) return true;
		return this.#dropOldestStranger();
	}

	#makeRoomForStranger(): boolean {
		const strangers = this.#conversations.filter(isStrange).length;
		return strangers < MAX_STRANGERS ? this.#makeRoom() : this.#dropOldestStranger();
	}

	#dropOldestStranger(): boolean {
		const oldest = this.#conversations.findLast(isStrange);
		if (!oldest) return false;
		this.#conversations = this.#conversations.filter((one) => one !== oldest);
		void this.#options.store.saveValue(nameOf(oldest.with), null);
		return true;
	}
}

function nameOf(other: IdentityId): string {
	return `letters with ${other}`;
}

function sorted(conversations: readonly Conversation[]): readonly Conversation[] {
	return conversations.toSorted((a, b) => newestAt(b) - newestAt(a));
}
