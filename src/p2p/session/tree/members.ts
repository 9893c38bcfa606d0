import type { IdentityId, SessionId } from '../../base/ids.ts';

/** A listener, as whoever plans knows them. */
export interface Member {
	readonly session: SessionId;
	readonly identity: IdentityId;
	readonly name: string;
	/** Version of the newest seat that was signed for it. */
	readonly version: number;
	/** When it last sent anything up, milliseconds. */
	readonly heardAtMs: number;
}

/** The listeners of a tree: who they are, beside where they sit. */
export class Members {
	readonly #members = new Map<SessionId, Member>();
	/** Those whose parent saw them vanish, and when. */
	readonly #doubted = new Map<SessionId, number>();
	/** Pages that can take sound only in packets. */
	readonly #framesOnly = new Set<SessionId>();

	get list(): IterableIterator<Member> {
		return this.#members.values();
	}

	/** Whether somebody here could not come along into a mesh. */
	get hasFramesOnly(): boolean {
		return this.#framesOnly.size > 0;
	}

	get(session: SessionId): Member | null {
		return this.#members.get(session) ?? null;
	}

	/** Somebody asked for a seat, or did again. */
	note(member: Omit<Member, 'version'>, { framesOnly }: { readonly framesOnly: boolean }): void {
		const version = this.#members.get(member.session)?.version ?? 0;
		this.#members.set(member.session, { ...member, version });
		if (framesOnly) this.#framesOnly.add(member.session);
	}

	/** A member sent something up: it lives. */
	heard(session: SessionId, atMs: number): void {
		const member = this.#members.get(session);
		if (member) this.#members.set(session, { ...member, heardAtMs: atMs });
		this.#doubted.delete(session);
	}

	/** The version of the next seat of a member. */
	nextVersion(session: SessionId): number {
		const member = this.#members.get(session);
		const version = (member?.version ?? 0) + 1;
		if (member) this.#members.set(session, { ...member, version });
		return version;
	}

	/** Somebody lost sight of a member. */
	doubt(session: SessionId, atMs: number): void {
		if (this.#members.has(session) && !this.#doubted.has(session)) this.#doubted.set(session, atMs);
	}

	/** Members that were doubted that long ago and said nothing since. */
	vanished(beforeMs: number): SessionId[] {
		return [...this.#doubted].filter(([, atMs]) => atMs <= beforeMs).map(([session]) => session);
	}

	drop(session: SessionId): void {
		this.#members.delete(session);
		this.#doubted.delete(session);
		this.#framesOnly.delete(session);
	}
}
