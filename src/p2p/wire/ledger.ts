import { bytesOf, idOf, type IdentityId, type SessionId } from '../base/ids.ts';
import type { PerStripe, Stripe } from '../ports.ts';
import { printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { asRecord, isBytes, isCount, type Plain } from './canonical.ts';
import { MAX_BROKEN, MAX_CAPACITY, MAX_FALLBACKS, MAX_LEDGER_ROWS } from './limits.ts';

/** One listener as the plan keeps it. */
export interface LedgerRow {
	readonly session: SessionId;
	readonly order: number;
	readonly capacity: number;
	readonly forwards: Stripe | null;
	readonly parents: PerStripe<SessionId | null>;
	readonly fallbacks: PerStripe<readonly SessionId[]>;
	readonly broken: readonly (readonly [parent: SessionId, turn: number])[];
	readonly isRetired: boolean;
	/** Who it is; null for a root that never asked for a seat. */
	readonly person: { readonly identity: IdentityId; readonly name: string } | null;
}

/** Some rows of the plan, and how far it is. */
export interface Ledger {
	readonly head: {
		readonly roots: PerStripe<SessionId>;
		readonly rootCapacity: number;
		readonly turn: number;
		readonly next: number;
	};
	readonly rows: readonly LedgerRow[];
	readonly gone: readonly SessionId[];
}

const MAX_TURN = Number.MAX_SAFE_INTEGER;

/** The wire form of a ledger. */
export function ledgerToPlain({ head, rows, gone }: Ledger): Plain {
	return {
		roots: head.roots.map(bytesOf),
		rootCapacity: head.rootCapacity,
		turn: head.turn,
		next: head.next,
		rows: rows.map((row) => [
			bytesOf(row.session),
			row.order,
			row.capacity,
			row.forwards,
			row.parents.map((parent) => parent && bytesOf(parent)),
			row.fallbacks.map((fallbacks) => fallbacks.map(bytesOf)),
			row.broken.map(([parent, turn]) => [bytesOf(parent), turn]),
			row.isRetired,
			row.person && [bytesOf(row.person.identity), row.person.name]
		]),
		gone: gone.map(bytesOf)
	};
}

/** Reads a ledger strictly; null on anything else. */
export function ledgerFromPlain(value: Plain): Ledger | null {
	const record = asRecord(value, ['roots', 'rootCapacity', 'turn', 'next', 'rows', 'gone']);
	if (!record) return null;
	const { rootCapacity, turn, next } = record;
	const roots = pair(record.roots, session);
	const rows = list(record.rows, MAX_LEDGER_ROWS, readRow);
	const gone = list(record.gone, MAX_LEDGER_ROWS, session);
	if (!roots || !rows || !gone || !isCount(rootCapacity, MAX_CAPACITY)) return null;
	if (!isCount(turn, MAX_TURN) || !isCount(next, MAX_TURN)) return null;
	return { head: { roots, rootCapacity, turn, next }, rows, gone };
}

function readRow(value: Plain): LedgerRow | null {
	if (!Array.isArray(value) || value.length !== 9) return null;
	const [id, order, capacity, forwards, above, spare, cut, isRetired, who] = value as readonly Plain[];
	const name = session(id);
	const parents = pair(above, (parent) => (parent === null ? { parent } : boxed(session(parent))));
	const fallbacks = pair(spare, (items) => list(items, MAX_FALLBACKS, session));
	const broken = list(cut, MAX_BROKEN, readBroken);
	const person = who === null ? null : readPerson(who!);
	if (!name || !parents || !fallbacks || !broken || person === undefined) return null;
	if (!isCount(order, MAX_TURN) || !isCount(capacity, MAX_CAPACITY) || typeof isRetired !== 'boolean')
		return null;
	if (forwards !== null && forwards !== 0 && forwards !== 1) return null;
	const [first, second] = [parents[0].parent, parents[1].parent];
	return {
		session: name,
		order,
		capacity,
		forwards,
		parents: [first, second],
		fallbacks,
		broken,
		isRetired,
		person
	};
}

function boxed(parent: SessionId | null): { parent: SessionId | null } | null {
	return parent && { parent };
}

function readBroken(value: Plain): readonly [SessionId, number] | null {
	if (!Array.isArray(value) || value.length !== 2) return null;
	const [parent, turn] = [session(value[0] as Plain), value[1] as Plain];
	return parent && isCount(turn, MAX_TURN) ? [parent, turn] : null;
}

/** Undefined on anything that is not a person. */
function readPerson(value: Plain): { identity: IdentityId; name: string } | undefined {
	if (!Array.isArray(value) || value.length !== 2) return undefined;
	const [identity, name] = value as readonly Plain[];
	if (!isBytes(identity, 32) || typeof name !== 'string') return undefined;
	if (printable(name, TEXT_LIMITS.name) !== name) return undefined;
	return { identity: idOf<IdentityId>(identity), name };
}

function session(value: Plain | undefined): SessionId | null {
	return isBytes(value, 32) ? idOf<SessionId>(value) : null;
}

function list<Item>(
	value: Plain | undefined,
	max: number,
	read: (item: Plain) => Item | null
): Item[] | null {
	if (!Array.isArray(value) || value.length > max) return null;
	const items = value.map(read);
	return items.every((item) => item !== null) ? items : null;
}

function pair<Item>(value: Plain | undefined, read: (item: Plain) => Item | null): [Item, Item] | null {
	const items = list(value, 2, read);
	return items?.length === 2 ? [items[0]!, items[1]!] : null;
}
