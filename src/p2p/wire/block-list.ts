import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOf, idOf, sameBytes, type IdentityId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Sign } from '../identity/signature.ts';
import { isPrintable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { asRecord, decodeCanonical, encodeCanonical, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_BLOCK_LIST_BYTES, MAX_BLOCKS } from './limits.ts';
import {
	isWordAuthentic,
	signWord,
	wordFromPlain,
	wordToPlain,
	type Signed,
	type WordForm
} from './signed-words.ts';

/** Somebody on a signed list, and why, as its signer says. */
export interface ListedPerson {
	readonly identity: IdentityId;
	/** What they were called then; may be empty. */
	readonly name: string;
	/** May be empty. */
	readonly reason: string;
}

/** Whom an identity blocks, as it says to others. */
export interface BlockListFields {
	readonly signer: IdentityId;
	/** What the signer is called by their own word. */
	readonly name: string;
	/** When it was signed by the signer's clock, milliseconds since the epoch. */
	readonly at: number;
	/** Everybody once, ascending by identity. */
	readonly people: readonly ListedPerson[];
}

/** A block list with its signature. */
export type BlockList = Signed<BlockListFields>;

/** What is wrong with a file that should hold a block list. */
export type BlockListFault =
	/** It is something else. */
	| 'list-foreign'
	/** Written by a later version. */
	| 'list-newer-version'
	/** Cut short or changed, so that it cannot be read. */
	| 'list-damaged'
	/** It can be read, and whoever it names as its signer did not sign it. */
	| 'list-forged'
	| 'list-too-large';

const KIND = utf8ToBytes('hearsay/block-list/');
/** What every file of this version begins with. */
const HEAD = concatBytes(KIND, utf8ToBytes('1'), Uint8Array.of(0));

const FORM: WordForm<BlockListFields> = {
	domain: 'hearsay/block-list/1',
	signer: ({ signer }) => signer,
	toPlain: ({ signer, name, at, people }) => ({
		signer: bytesOf(signer),
		name,
		at,
		people: people.map(({ identity, name, reason }) => ({ identity: bytesOf(identity), name, reason }))
	}),
	fromPlain(value) {
		const record = asRecord(value, ['signer', 'name', 'at', 'people']);
		if (!record) return null;
		const { signer, name, at } = record;
		const people = readPeople(record.people);
		if (!isBytes(signer, 32) || !isPrintable(name, TEXT_LIMITS.name)) return null;
		if (!isCount(at, Number.MAX_SAFE_INTEGER) || !people) return null;
		return { signer: idOf<IdentityId>(signer), name, at, people };
	}
};

/** Signs a list of whom this identity blocks. */
export function signBlockList(fields: BlockListFields, sign: Sign): Promise<BlockList> {
	const people = [...fields.people].sort((a, b) => (a.identity < b.identity ? -1 : 1));
	return signWord(FORM, { ...fields, people }, sign);
}

/** The file of a block list. */
export function encodeBlockList(list: BlockList): Uint8Array {
	return concatBytes(HEAD, encodeCanonical(wordToPlain(FORM, list)));
}

/** Reads the file of a block list strictly; the signature is not checked. Total: any bytes give an answer. */
export function decodeBlockList(bytes: Uint8Array): Result<BlockList, BlockListFault> {
	if (!sameBytes(bytes.subarray(0, KIND.length), KIND)) return fail('list-foreign');
	if (bytes.length > MAX_BLOCK_LIST_BYTES) return fail('list-too-large');
	if (bytes.length <= HEAD.length) return fail('list-damaged');
	if (!sameBytes(bytes.subarray(0, HEAD.length), HEAD))
		return isOfLaterVersion(bytes) ? fail('list-newer-version') : fail('list-damaged');
	const plain = decodeCanonical(bytes.subarray(HEAD.length), MAX_BLOCK_LIST_BYTES);
	const list = plain.ok ? wordFromPlain(FORM, plain.value) : null;
	return list ? ok(list) : fail('list-damaged');
}

/** Reads the file of a block list and checks that whoever it names signed it. */
export function readBlockList(bytes: Uint8Array): Result<BlockList, BlockListFault> {
	const list = decodeBlockList(bytes);
	return list.ok && !isWordAuthentic(FORM, list.value) ? fail('list-forged') : list;
}

/** Whether a number other than ours stands where the version does. */
function isOfLaterVersion(bytes: Uint8Array): boolean {
	const version = String.fromCharCode(...bytes.subarray(KIND.length, KIND.length + 4)).split('\0')[0]!;
	return /^[1-9]\d{0,2}$/.test(version) && version !== '1';
}

function readPeople(value: Plain): readonly ListedPerson[] | null {
	if (!Array.isArray(value) || value.length === 0 || value.length > MAX_BLOCKS) return null;
	const people = value.map(readPerson);
	const isAscending = people.every(
		(person, i) => person !== null && (i === 0 || people[i - 1]!.identity < person.identity)
	);
	return isAscending ? (people as ListedPerson[]) : null;
}

function readPerson(value: Plain): ListedPerson | null {
	const record = asRecord(value, ['identity', 'name', 'reason']);
	if (!record || !isBytes(record.identity, 32)) return null;
	const { name, reason } = record;
	if (!isPrintable(name, TEXT_LIMITS.name) || !isPrintable(reason, TEXT_LIMITS.reason)) return null;
	return { identity: idOf<IdentityId>(record.identity), name, reason };
}
