import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { Doc, type YMapEvent } from 'yjs';
import type { Linking, LinkingFault, LinkingState } from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import { bytesOf, ID_BYTES, idOf, sameBytes, type RoomId, type SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { ShareDocument } from '../ports.ts';
import { printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { NONCE_BYTES, seal, unseal } from '../wire/sealed-box.ts';
import { lineOf } from './lines.ts';

/** How long a code is good: whoever photographed it has to be quick, and is seen (below). */
export const LINKING_MS = 2 * 60_000;

const SEAL_DOMAIN = 'hearsay/device-link/1';

/** What two devices are linked with. */
export interface PairingOptions {
	readonly scope: Scope;
	readonly random: Random;
	readonly share: ShareDocument;
	/** What both know by the code. */
	readonly secret: Uint8Array;
	/** Of this device. */
	readonly key: SessionKey;
	/** What it is called. */
	readonly name: string;
}

/** What the one who offers gives away once both agree, or how the other takes it. */
export type PairingPart =
	| { readonly role: 'offers'; readonly give: () => Uint8Array }
	| { readonly role: 'answers'; readonly take: (given: Uint8Array) => Promise<LinkingFault | null> };

/** One side as the other sees it. */
interface Side {
	readonly id: SessionId;
	readonly name: string;
	readonly nonce: Uint8Array;
}

/**
 * Links two devices that know the same code, over a document of their own. The code alone links nobody: whoever photographed it
 * knows it too. So both sides draw digits from both keys and their people compare them. The one who offers is bound to its key
 * before it sees the other's, so nobody can try out keys until the digits agree. Source: ZRTP (RFC 6189), section 4.4.1: hash commitment.
 */
export class Pairing extends Emitter<{ changed: undefined }> implements Linking {
	readonly #options: PairingOptions;
	readonly #part: PairingPart;
	readonly #scope: Scope;
	readonly #said = new Doc().getMap<unknown>('said');
	readonly #nonce: Uint8Array;
	#state: LinkingState = { name: 'waiting' };
	/** What the one who offers bound itself to, as it was first seen. */
	#commitment: Uint8Array | null = null;
	#other: Side | null = null;

	constructor(options: PairingOptions, part: PairingPart) {
		super();
		this.#options = options;
		this.#part = part;
		this.#scope = options.scope.child();
		this.#nonce = options.random.bytes(ID_BYTES);
		const { share, secret, key } = options;
		const doc = this.#said.doc!;
		this.#said.observe((event: YMapEvent<unknown>) => void (event.transaction.local || this.#read()));
		const line = share({ doc, ...lineOf(secret, 'link'), me: key.id, changed: () => {} });
		this.#scope.add(() => line.close());
		this.#scope.after(LINKING_MS, () => this.#fail('linking-too-late'));
		if (part.role === 'offers') this.#said.set('bound', commitmentOf(this.#me()));
	}

	get state(): LinkingState {
		return this.#state;
	}

	confirm(): void {
		if (this.#state.name !== 'compare') return;
		this.#become({ ...this.#state, name: 'confirmed' });
		const other = this.#other!;
		this.#said.set(`same:${this.#options.key.id}`, true);
		if (this.#part.role === 'offers') {
			const { key, random } = this.#options;
			const sealed = seal(key, this.#way(key.id, other.id), {
				domain: SEAL_DOMAIN,
				bytes: this.#part.give(),
				nonce: random.bytes(NONCE_BYTES)
			});
			if (!sealed) return this.#fail('linking-crowded');
			this.#said.set('given', concatBytes(sealed.nonce, sealed.box));
		}
		this.#read();
	}

	refuse(): void {
		this.#said.set(`refused:${this.#options.key.id}`, true);
		this.#fail('linking-refused');
	}

	#me(): Side {
		const { key, name } = this.#options;
		return { id: key.id, name: printable(name, TEXT_LIMITS.name), nonce: this.#nonce };
	}

	/** Everybody else who said who they are; one of them, unless somebody else used the code. */
	#others(): Side[] {
		const mine = `side:${this.#options.key.id}`;
		return [...this.#said.entries()].flatMap(([name, value]) => {
			const side = name.startsWith('side:') && name !== mine ? sideOf(name, value) : null;
			return side ? [side] : [];
		});
	}

	/** Looks at what the other side said so far; whoever knows the code can say anything here. */
	#read(): void {
		if (this.#scope.isClosed) return;
		if (this.#part.role === 'offers') this.#readAnswer();
		else this.#readOffer();
		if (this.#scope.isClosed || !this.#other) return;
		if (this.#said.get(`refused:${this.#other.id}`) === true) return this.#fail('linking-refused');
		if (this.#state.name !== 'confirmed') return;
		if (this.#part.role === 'offers') {
			if (this.#said.get(`taken:${this.#other.id}`) === true) this.#finish();
		} else void this.#take();
	}

	#readAnswer(): void {
		const answers = this.#others();
		const [answer] = answers;
		if (!answer) return;
		if (answers.length > 1 || !isSame(this.#other ?? answer, answer)) return this.#fail('linking-crowded');
		if (this.#other) return;
		this.#other = answer;
		this.#said.set(`side:${this.#options.key.id}`, plainOf(this.#me()));
		this.#compare(this.#me(), answer);
	}

	#readOffer(): void {
		const bound = this.#said.get('bound');
		if (!(bound instanceof Uint8Array) || bound.length !== ID_BYTES) return;
		if (!this.#commitment) {
			this.#commitment = bound;
			this.#said.set(`side:${this.#options.key.id}`, plainOf(this.#me()));
		}
		if (!sameBytes(this.#commitment, bound)) return this.#fail('linking-crowded');
		if (this.#other) return;
		const offers = this.#others();
		const [offer] = offers;
		if (!offer) return;
		if (offers.length > 1 || !sameBytes(commitmentOf(offer), this.#commitment))
			return this.#fail('linking-crowded');
		this.#other = offer;
		this.#compare(offer, this.#me());
	}

	#compare(offers: Side, answers: Side): void {
		const digits = digitsOf(this.#options.secret, offers, answers);
		this.#become({ name: 'compare', digits, other: this.#other!.name });
	}

	async #take(): Promise<void> {
		const given = this.#said.get('given');
		if (this.#part.role !== 'answers' || !(given instanceof Uint8Array) || given.length <= NONCE_BYTES)
			return;
		const { key } = this.#options;
		const sealed = { nonce: given.slice(0, NONCE_BYTES), box: given.slice(NONCE_BYTES) };
		const bytes = unseal(key, this.#way(this.#other!.id, key.id), { domain: SEAL_DOMAIN, sealed });
		if (!bytes) return this.#fail('linking-crowded');
		const fault = await this.#part.take(bytes);
		if (fault) return this.#fail(fault);
		this.#said.set(`taken:${key.id}`, true);
		this.#finish();
	}

	#way(from: SessionId, to: SessionId) {
		const room = idOf<RoomId>(sha256(this.#options.secret));
		return { room, from, to };
	}

	#finish(): void {
		this.#become({ name: 'linked' });
		// The other side is to see the last word before the line closes.
		this.#scope.after(2_000, () => this.#scope.close());
	}

	#fail(code: LinkingFault): void {
		if (this.#scope.isClosed || this.#state.name === 'linked') return;
		this.#become({ name: 'fault', code });
		this.#scope.after(2_000, () => this.#scope.close());
	}

	#become(state: LinkingState): void {
		if (this.#state.name === 'fault' || this.#state.name === 'linked') return;
		this.#state = state;
		this.emit('changed', undefined);
	}
}

const DOMAIN = utf8ToBytes('hearsay/device-digits/1\0');

function bytesOfSide({ id, name, nonce }: Side): Uint8Array {
	return concatBytes(bytesOf(id), nonce, sha256(utf8ToBytes(name)));
}

function commitmentOf(side: Side): Uint8Array {
	return sha256(concatBytes(utf8ToBytes('hearsay/device-bound/1\0'), bytesOfSide(side)));
}

/** Six digits: whoever stands between the two has one try in a million. */
function digitsOf(secret: Uint8Array, offers: Side, answers: Side): string {
	const hash = sha256(concatBytes(DOMAIN, secret, bytesOfSide(offers), bytesOfSide(answers)));
	const number = new DataView(hash.buffer, hash.byteOffset).getUint32(0) % 1_000_000;
	return String(number).padStart(6, '0');
}

function plainOf({ name, nonce }: Side) {
	return { name, nonce };
}

function isSame(a: Side, b: Side): boolean {
	return a.id === b.id && a.name === b.name && sameBytes(a.nonce, b.nonce);
}

function sideOf(key: string, value: unknown): Side | null {
	const id = key.slice('side:'.length);
	const { name, nonce } = (value ?? {}) as Record<string, unknown>;
	if (!/^[0-9a-f]{64}$/.test(id) || typeof name !== 'string') return null;
	if (!(nonce instanceof Uint8Array) || nonce.length !== ID_BYTES) return null;
	return { id: id as SessionId, name: printable(name.slice(0, 200), TEXT_LIMITS.name), nonce };
}
