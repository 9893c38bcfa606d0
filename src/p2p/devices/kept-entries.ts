import { fromBase64, toBase64 } from 'lib0/buffer';
import type { Profile } from '../api.ts';
import { isIdentityId, type IdentityId, type RoomId } from '../base/ids.ts';
import type { KnownRoom, Store } from '../ports.ts';
import { isPrintable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { MAX_FOLLOWS } from '../wire/directory-limits.ts';
import { MAX_RELAYS, parseInvite } from '../wire/invite.ts';
import { MAX_BLOCKS, MAX_PICTURE_BYTES } from '../wire/limits.ts';
import type { Entries, EntryChanges } from './merge.ts';

/** Choices that a page keeps elsewhere, by name, as far as they are shared. */
export interface SharedChoices {
	read(): Readonly<Record<string, unknown>>;
	/** Null forgets it. */
	write(name: string, value: unknown): void;
}

/** Where entries are read from and written to. */
export interface Keeper {
	readonly store: Store;
	readonly choices: SharedChoices;
	/** Whose rooms count as hosted here; null before the first visit made an identity. */
	readonly me: IdentityId | null;
}

/** Longest entry: a profile with its picture. Anything longer stays on its device. */
const MAX_ENTRY_LENGTH = 32 * 1024;

/** Values of the store that are shared. */
export const SHARED_VALUES = ['follows', 'blocks', 'profile', 'relays'] as const;

/** Lists of people among them, and how many each holds. */
const LISTS = { follows: MAX_FOLLOWS, blocks: MAX_BLOCKS } as const;
type List = keyof typeof LISTS;

/** Everything that this device keeps and shares, one entry each: `follows/<identity>`, `rooms/<room>` and so on. */
export async function readKept({ store, choices }: Keeper): Promise<Entries> {
	const entries = new Map<string, string>();
	const add = (key: string, value: unknown) => {
		const text = JSON.stringify(value);
		if (text.length <= MAX_ENTRY_LENGTH) entries.set(key, text);
	};
	for (const list of Object.keys(LISTS) as List[])
		for (const person of await peopleOf(store, list)) add(`${list}/${person.identity}`, person);
	for (const { room, code, title, host, ended, lastVisit } of await store.loadRooms())
		add(`rooms/${room}`, { code, title, host, ended, lastVisit });
	const profile = await store.loadValue<Profile>('profile');
	if (profile) add('profile', { name: profile.name, picture: profile.picture && toBase64(profile.picture) });
	const relays = await store.loadValue<unknown>('relays');
	if (areRelays(relays)) add('relays', relays);
	for (const [name, value] of Object.entries(choices.read())) add(`choices/${name}`, value);
	return entries;
}

/** Keeps what another device changed. What is not what it should be is left out. */
export async function writeKept(keeper: Keeper, changes: EntryChanges): Promise<void> {
	const { store, choices, me } = keeper;
	for (const list of Object.keys(LISTS) as List[]) await writePeople(store, list, changes);
	for (const [key, text] of changes) {
		const [kind, name = ''] = key.split('/', 2) as [string, string?];
		const value = text === null ? null : parsed(text);
		if (kind === 'choices') choices.write(name, value);
		if (kind === 'rooms' && text === null) await store.deleteRoom(name as RoomId);
		if (value === null) continue;
		const room = kind === 'rooms' ? roomFrom(name, value, me) : null;
		if (room) await store.saveRoom(room);
		const profile = kind === 'profile' ? profileFrom(value) : null;
		if (profile) await store.saveValue('profile', profile);
		if (kind === 'relays' && areRelays(value)) await store.saveValue('relays', value);
	}
}

interface KeptPerson {
	readonly identity: IdentityId;
}

function isPerson(value: unknown): value is KeptPerson {
	return isIdentityId((value as Record<string, unknown> | null)?.['identity']);
}

async function peopleOf(store: Store, list: List): Promise<readonly KeptPerson[]> {
	const kept = await store.loadValue<unknown>(list);
	return Array.isArray(kept) ? kept.filter(isPerson) : [];
}

async function writePeople(store: Store, list: List, changes: EntryChanges): Promise<void> {
	const changed = [...changes].filter(([key]) => key.startsWith(`${list}/`));
	if (changed.length === 0) return;
	const people = new Map((await peopleOf(store, list)).map((person) => [person.identity as string, person]));
	for (const [key, text] of changed) {
		const identity = key.slice(list.length + 1);
		const person = text === null ? null : parsed(text);
		if (text === null) people.delete(identity);
		else if (isPerson(person) && person.identity === identity) people.set(identity, person);
	}
	// What of an entry cannot be read, whoever reads the list leaves out.
	await store.saveValue(list, [...people.values()].slice(0, LISTS[list]));
}

function roomFrom(room: string, value: unknown, me: IdentityId | null): KnownRoom | null {
	const { code, title, host, ended, lastVisit } = value as Record<string, unknown>;
	if (typeof code !== 'string' || !isPrintable(title, TEXT_LIMITS.title) || !isIdentityId(host)) return null;
	const invite = parseInvite(code);
	if (!invite.ok || invite.value.room !== room || !Number.isSafeInteger(lastVisit)) return null;
	return {
		room: room as RoomId,
		code,
		title,
		host,
		hosted: host === me,
		ended: ended === true,
		lastVisit: lastVisit as number
	};
}

function profileFrom(value: unknown): Profile | null {
	const { name, picture } = value as Record<string, unknown>;
	if (!isPrintable(name, TEXT_LIMITS.name)) return null;
	if (picture === null) return { name, picture };
	const bytes = typeof picture === 'string' && /^[\w+/=]*$/.test(picture) ? fromBase64(picture) : null;
	return bytes && bytes.length <= MAX_PICTURE_BYTES ? { name, picture: bytes } : null;
}

function areRelays(value: unknown): value is string[] {
	if (!Array.isArray(value) || value.length > MAX_RELAYS) return false;
	return value.every((relay) => typeof relay === 'string' && relay.startsWith('/') && relay.length <= 512);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
