import type { Followable, Followed, FollowFault, Follows, FollowsEvents } from './api.ts';
import type { Clock } from './base/clock.ts';
import { Emitter } from './base/emitter.ts';
import { isIdentityId, type IdentityId } from './base/ids.ts';
import { fail, ok, type Result } from './base/result.ts';
import { KeptPeople, loadPeople, type PeopleForm } from './kept-people.ts';
import type { Store, StoreFault } from './ports.ts';
import { isPrintable, printable } from './room/bodies.ts';
import { TEXT_LIMITS } from './room/events.ts';
import { MAX_FOLLOWS } from './wire/directory-limits.ts';

/** What the kept list works with. */
export interface KeptFollowsOptions {
	readonly store: Store;
	readonly clock: Clock;
	/** Whose list it is, as it is when asked; null before the first visit made an identity. */
	readonly me: () => Promise<IdentityId | null>;
}

/** The list as the store keeps it. */
const FORM: PeopleForm<Followed> = { name: 'follows', most: MAX_FOLLOWS, read: readFollowed };

/** Whom one profile follows, as its store keeps it. */
export class KeptFollows extends Emitter<FollowsEvents> implements Follows {
	readonly #options: KeptFollowsOptions;
	#people!: KeptPeople<Followed>;

	private constructor(options: KeptFollowsOptions) {
		super();
		this.#options = options;
	}

	/** Loads the list; what does not read as part of one is left out. */
	static async open(options: KeptFollowsOptions): Promise<KeptFollows> {
		const follows = new KeptFollows(options);
		follows.#people = await KeptPeople.open({
			store: options.store,
			form: FORM,
			changed: () => follows.emit('changed', undefined)
		});
		return follows;
	}

	readAgain(): Promise<void> {
		return this.#people.readAgain();
	}

	get known(): ReadonlyMap<IdentityId, Followed> {
		return this.#people.known;
	}

	async follow({ identity, name }: Followable): Promise<Result<void, FollowFault>> {
		const { clock } = this.#options;
		const me = await this.#options.me();
		return this.#people.change<FollowFault>((known) => {
			if (identity === me) return fail('follows-myself');
			const before = known.get(identity);
			if (!before && known.size >= MAX_FOLLOWS) return fail('follows-full');
			const at = before?.at ?? clock.now();
			known.set(identity, { identity, name: printable(name, TEXT_LIMITS.name), at });
			return ok(undefined);
		});
	}

	unfollow(identity: IdentityId): Promise<Result<void, StoreFault>> {
		return this.#people.change<StoreFault>((known) => {
			known.delete(identity);
			return ok(undefined);
		});
	}

	/** Remembers what followed people call themselves now; whoever is not followed, or gives no name, changes nothing. */
	async named(people: Iterable<Followable>): Promise<void> {
		const renamed = [...people].filter(({ identity, name }) => {
			const before = this.known.get(identity);
			return before !== undefined && name !== '' && before.name !== name;
		});
		if (renamed.length === 0) return;
		await this.#people.change<never>((known) => {
			for (const { identity, name } of renamed) {
				const before = known.get(identity);
				if (before) known.set(identity, { ...before, name: printable(name, TEXT_LIMITS.name) });
			}
			return ok(undefined);
		});
	}
}

/** Whom a profile follows and does not block, by its store alone. */
export async function loadFollowed(
	store: Pick<Store, 'loadValue'>,
	blocked: { has(person: IdentityId): boolean }
): Promise<ReadonlySet<IdentityId>> {
	return new Set([...(await loadPeople(store, FORM)).keys()].filter((person) => !blocked.has(person)));
}

function readFollowed(kept: unknown): Followed | null {
	const { identity, name, at } = (kept ?? {}) as Record<string, unknown>;
	if (!isIdentityId(identity) || !isPrintable(name, TEXT_LIMITS.name) || !Number.isSafeInteger(at))
		return null;
	return { identity, name, at: at as number };
}
