import type { IdentityId } from './base/ids.ts';
import type { Result } from './base/result.ts';
import type { Store, StoreFault } from './ports.ts';

/** What a list of people is, as a store keeps it. */
export interface PeopleForm<Person> {
	/** Under which name the store keeps the list. */
	readonly name: string;
	/** People on it at most; what is one too many in the store is left out. */
	readonly most: number;
	/** Reads one entry strictly; null if it is none. */
	readonly read: (kept: unknown) => Person | null;
}

/** What a kept list of people is made of. */
export interface KeptPeopleOptions<Person> {
	readonly store: Store;
	readonly form: PeopleForm<Person>;
	/** `known` was replaced. */
	readonly changed: () => void;
}

/** A private list of people by key, as the store of one profile keeps it: one value for all of it. */
export class KeptPeople<Person extends { readonly identity: IdentityId }> {
	readonly #options: KeptPeopleOptions<Person>;
	#known: ReadonlyMap<IdentityId, Person> = new Map();
	/** Whether the store has what this page has: another tab's changes are then read before one's own. */
	#isKept = true;
	#changes: Promise<unknown> = Promise.resolve();

	private constructor(options: KeptPeopleOptions<Person>) {
		this.#options = options;
	}

	/** Loads the list; what does not read as part of one is left out. */
	static async open<Person extends { readonly identity: IdentityId }>(
		options: KeptPeopleOptions<Person>
	): Promise<KeptPeople<Person>> {
		const people = new KeptPeople(options);
		people.#known = await loadPeople(options.store, options.form);
		return people;
	}

	/** The newest last; replaced as a whole on each change. */
	get known(): ReadonlyMap<IdentityId, Person> {
		return this.#known;
	}

	/** Reads the list anew: another device or tab changed it. */
	async readAgain(): Promise<void> {
		const { store, form, changed } = this.#options;
		await this.#changes;
		if (!this.#isKept) return;
		this.#known = await loadPeople(store, form);
		changed();
	}

	/** Makes one change after the other: each to the list as it is by then. It holds for this page even when it cannot be stored. */
	change<Code extends string>(
		edit: (known: Map<IdentityId, Person>) => Result<void, Code>
	): Promise<Result<void, Code | StoreFault>> {
		const change = this.#changes.then(async (): Promise<Result<void, Code | StoreFault>> => {
			const { store, form, changed } = this.#options;
			const known = new Map(this.#isKept ? await loadPeople(store, form) : this.#known);
			const edited = edit(known);
			if (!edited.ok) return edited;
			this.#known = known;
			const saved = await store.saveValue(form.name, [...known.values()]);
			this.#isKept = saved.ok;
			changed();
			return saved;
		});
		this.#changes = change;
		return change;
	}
}

/** Reads what a store keeps of a list, strictly: what does not fit is left out. */
export async function loadPeople<Person extends { readonly identity: IdentityId }>(
	store: Pick<Store, 'loadValue'>,
	{ name, most, read }: PeopleForm<Person>
): Promise<ReadonlyMap<IdentityId, Person>> {
	const kept = await store.loadValue<unknown>(name);
	const people = Array.isArray(kept) ? kept.map(read).filter((person) => person !== null) : [];
	return new Map(people.slice(0, most).map((person) => [person.identity, person]));
}
