import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { LettersEvents } from '../api.ts';
import type { Emitter } from '../base/emitter.ts';
import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import { isCertificateValid } from '../identity/certificate.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { Certificate } from '../room/events.ts';
import {
	decodeLetter,
	encodeLetter,
	openLetter,
	sealLetter,
	type LetterContent,
	type LetterVerdict,
	type LetterWord
} from '../wire/letter.ts';
import { NONCE_BYTES } from '../wire/sealed-box.ts';
import {
	ATTEMPT_BYTES,
	isSignalAuthentic,
	signSignal,
	type Signal,
	type SignalFault
} from '../wire/signal.ts';
import type { Present } from './view.ts';

/** Somebody whose key is proven. */
interface Person {
	readonly identity: IdentityId;
	readonly name: string;
}

/** What a room needs of the letters that this device keeps. */
export interface RoomLetters extends Pick<Emitter<LettersEvents>, 'on'> {
	/** Own letters that nobody has yet. */
	readonly waiting: readonly { readonly to: IdentityId; readonly id: string; readonly text: string }[];
	/** Takes a letter from somebody; what to tell them. */
	take(from: Person, letter: { readonly id: string; readonly text: string }): Promise<LetterVerdict>;
	/** Takes somebody's word about a letter of one's own. */
	settle(by: IdentityId, id: string, verdict: LetterVerdict): Promise<void>;
}

/** What letters travel by. */
export interface CorrespondenceOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly letters: RoomLetters;
	/** What this page says of itself, as it is when asked. */
	readonly certificate: () => Certificate;
	readonly isInside: () => boolean;
	/** Who is here, as far as this page was told. */
	readonly present: () => readonly Pick<Present, 'identity' | 'session' | 'name'>[];
	/** Whose session it is, by a certificate that was shown here; null if none was. */
	readonly identityOf: (session: SessionId) => IdentityId | null;
	/** Sends a letter on its way; whether anybody took it. */
	readonly post: (letter: Signal) => boolean;
}

/** A letter that nobody confirmed is sent again: whoever carried it may have left. */
const AGAIN_AFTER_MS = 10_000;
/** One session's words: as many letters as may wait, a question and the answers to one's own. */
const OF_SESSION: Rate = { burst: 40, perSecond: 2 };
/** Everybody's: each costs some milliseconds to open. */
const OF_ALL: Rate = { burst: 200, perSecond: 20 };
/** Sessions remembered at once, with whom they are and what they may still send. */
const MAX_SESSIONS = 256;

/**
 * Brings this person's letters to whom they are for while both are in the room, and takes those that come. Each is
 * sealed by what the two session keys agree on, so that whoever carries it reads nothing.
 */
export class Correspondence {
	readonly #options: CorrespondenceOptions;
	/** Who is behind sessions that showed their certificate to this page alone. */
	readonly #met = new Map<SessionId, Person>();
	readonly #budgets = new Map<SessionId, TokenBucket>();
	readonly #budget: TokenBucket;
	/** When what was last sent to which session, by name. */
	readonly #sentAt = new Map<string, number>();

	constructor(options: CorrespondenceOptions) {
		this.#options = options;
		const { scope, letters } = options;
		this.#budget = new TokenBucket(OF_ALL, () => scope.clock.now());
		scope.every(AGAIN_AFTER_MS, () => this.look());
		scope.add(letters.on('changed', () => this.look()));
	}

	/** Sends what waits for people who are here, each once in a while until they confirm it. */
	look(): void {
		const { letters, isInside, present, scope } = this.#options;
		const { waiting } = letters;
		const since = scope.clock.now() - AGAIN_AFTER_MS;
		for (const [name, at] of this.#sentAt) if (at <= since) this.#sentAt.delete(name);
		if (waiting.length === 0 || !isInside()) return;
		const here = present();
		for (const letter of waiting)
			for (const { session } of here.filter(({ identity }) => identity === letter.to))
				this.#send(session, letter);
	}

	/** Takes a letter for this page; why it was not taken, if whoever brought it should be told. */
	take(signal: Signal): SignalFault | null {
		const { room, key } = this.#options;
		const { from, to } = signal;
		if (signal.room !== room || to !== key.id || from === key.id) return 'signal-foreign';
		if (!isSignalAuthentic(signal)) return 'signal-forged';
		if (!this.#budgetOf(from).spend() || !this.#budget.spend()) return 'signal-flood';
		const word = decodeLetter(signal.data);
		if (word?.kind === 'introduction') this.#meet(signal, word);
		else if (word) void this.#open(signal, word);
		return null;
	}

	/** The one who says whose session it is may be wrong: what is sealed goes only to who proved it. */
	#send(session: SessionId, letter: RoomLetters['waiting'][number]): void {
		const person = this.#personOf(session);
		if (!person) return this.#ask(session);
		if (person.identity !== letter.to || !this.#isDue(`${letter.id} ${session}`)) return;
		this.#seal(session, { do: 'write', id: hexToBytes(letter.id), text: letter.text }, this.#attempt());
	}

	/** Asks whose session it is, and says whose this one is. */
	#ask(session: SessionId): void {
		if (this.#isDue(`who ${session}`)) this.#introduce(session, { isQuestion: true }, this.#attempt());
	}

	#meet(
		{ from, attempt }: Signal,
		{ certificate, isQuestion }: LetterWord & { readonly kind: 'introduction' }
	): void {
		if (!isCertificateValid(certificate, from)) return;
		remember(this.#met, from, { identity: certificate.identity, name: certificate.name });
		if (isQuestion) this.#introduce(from, { isQuestion: false }, attempt);
		this.look();
	}

	async #open({ from, attempt }: Signal, word: LetterWord & { readonly kind: 'sealed' }): Promise<void> {
		const { room, key, letters } = this.#options;
		const person = this.#personOf(from);
		// It comes again once they have answered.
		if (!person) return this.#ask(from);
		const content = openLetter(key, { room, from, to: key.id }, word);
		if (!content) return;
		const { id } = content;
		if (content.do === 'answer') return letters.settle(person.identity, bytesToHex(id), content.verdict);
		const verdict = await letters.take(person, { id: bytesToHex(id), text: content.text });
		this.#seal(from, { do: 'answer', id, verdict }, attempt);
	}

	#introduce(to: SessionId, { isQuestion }: { readonly isQuestion: boolean }, attempt: Uint8Array): void {
		this.#post(to, { kind: 'introduction', certificate: this.#options.certificate(), isQuestion }, attempt);
	}

	#seal(to: SessionId, content: LetterContent, attempt: Uint8Array): void {
		const { key, room, random } = this.#options;
		const nonce = random.bytes(NONCE_BYTES);
		const word = sealLetter(key, { room, from: key.id, to }, { content, nonce });
		if (word) this.#post(to, word, attempt);
	}

	#post(to: SessionId, word: LetterWord, attempt: Uint8Array): void {
		const { room, key, post, isInside } = this.#options;
		const what = { room, from: key.id, to, purpose: 'letter' as const, attempt, data: encodeLetter(word) };
		void signSignal(what, key.sign).then((letter) => isInside() && post(letter));
	}

	#personOf(session: SessionId): Person | null {
		const { identityOf, present } = this.#options;
		const identity = identityOf(session);
		if (!identity) return this.#met.get(session) ?? null;
		return { identity, name: present().find((one) => one.session === session)?.name ?? '' };
	}

	#isDue(name: string): boolean {
		if (this.#sentAt.has(name)) return false;
		this.#sentAt.set(name, this.#options.scope.clock.now());
		return true;
	}

	#budgetOf(session: SessionId): TokenBucket {
		const budget =
			this.#budgets.get(session) ?? new TokenBucket(OF_SESSION, () => this.#options.scope.clock.now());
		remember(this.#budgets, session, budget);
		return budget;
	}

	#attempt(): Uint8Array {
		return this.#options.random.bytes(ATTEMPT_BYTES);
	}
}

/** Keeps the newest, and lets go of who was not heard of the longest. */
function remember<Value>(known: Map<SessionId, Value>, session: SessionId, value: Value): void {
	known.delete(session);
	known.set(session, value);
	if (known.size > MAX_SESSIONS) known.delete(known.keys().next().value!);
}
