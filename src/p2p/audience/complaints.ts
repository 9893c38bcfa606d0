import type { SessionId } from '../base/ids.ts';
import type { Member } from './member.ts';

/** Broken edges that are remembered of one member: enough to try others meanwhile, and no store for a liar. */
const REMEMBERED = 4;

/** Changes of the plan for which a complaint counts, at least; in a large room as many as it has members. */
const LEAST_MEMORY = 256;

/** From so many different complainants on it is the parent's fault. One or two may be lost links, or liars. */
const CONVINCING = 3;

/** Who could not be fed by whom, forgotten as the plan goes on. */
export class Complaints {
	readonly #against = new Map<SessionId, Set<Member>>();

	/** Takes a complaint down; returns whether the same one counted already. */
	add(member: Member, parent: SessionId, turn: number): boolean {
		const isRepeated = member.broken.delete(parent);
		for (const [oldest] of member.broken) {
			if (member.broken.size < REMEMBERED) break;
			this.#drop(member, oldest);
		}
		this.restore(member, parent, turn);
		return isRepeated;
	}

	/** As `add`, of what was taken down before. */
	restore(member: Member, parent: SessionId, turn: number): void {
		member.broken.set(parent, turn);
		const against = this.#against.get(parent);
		if (against) against.add(member);
		else this.#against.set(parent, new Set([member]));
	}

	/** How many different members complain of this one, at `turn` in a room of `size`. */
	count(parent: SessionId, turn: number, size: number): number {
		const since = turn - Math.max(LEAST_MEMORY, size);
		for (const member of this.#against.get(parent) ?? [])
			if (member.broken.get(parent)! < since) this.#drop(member, parent);
		return this.#against.get(parent)?.size ?? 0;
	}

	/** Whether `count` complainants are enough, of a parent whose children these are. */
	isConvincing(parent: SessionId, count: number, children: readonly Member[]): boolean {
		const all = children.every((child) => child.broken.has(parent));
		return count >= CONVINCING || (count > 1 && all);
	}

	/** A parent was judged: what was said of it is settled. */
	settle(parent: SessionId): void {
		for (const member of [...(this.#against.get(parent) ?? [])]) this.#drop(member, parent);
	}

	/** All who are complained of. */
	accused(): SessionId[] {
		return [...this.#against.keys()];
	}

	/** A member went, with its complaints and those about it. */
	forget(member: Member): void {
		for (const parent of [...member.broken.keys()]) this.#drop(member, parent);
		this.#against.delete(member.session);
	}

	#drop(member: Member, parent: SessionId): void {
		member.broken.delete(parent);
		const against = this.#against.get(parent);
		against?.delete(member);
		if (against?.size === 0) this.#against.delete(parent);
	}
}
