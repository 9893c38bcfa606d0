import type { CommunityFault, KnownCommunity } from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import { idOf, type IdentityId, type RoomId, type SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { CommunityCommand } from '../community/permissions.ts';
import { draftOf, mayDo } from '../community/permissions.ts';
import { reduceCommunity } from '../community/reducer.ts';
import { isMember, membersIn } from '../community/selectors.ts';
import { KEPT_COMMUNITIES, type CommunityState } from '../community/state.ts';
import { Author, type FeedKey } from '../document/author.ts';
import { RoomDocument } from '../document/room-document.ts';
import { certifySession } from '../identity/certificate.ts';
import { generateIdentityPair, identityFrom, type Identity } from '../identity/identity.ts';
import type { Store } from '../ports.ts';
import { parseBody, wireBody } from '../room/bodies.ts';
import type { RoomEvent } from '../room/events.ts';
import { communityCode } from '../wire/community-link.ts';
import type { Invite } from '../wire/invite.ts';

const keyName = (id: RoomId) => `community-key:${id}`;

/** A row of the store: what lists show, and how much of the document was there when it was written. */
export interface KeptRow extends KnownCommunity {
	readonly events: number;
}

/** What a kept community works with. */
export interface KeptCommunityParts {
	readonly store: Store;
	readonly identity: Identity;
	/** This person's name as it is when asked. */
	readonly name: () => string;
	/** Does a task while no other tab of this profile does one of the same name. */
	readonly inTurn: <Value>(name: string, task: () => Promise<Value>) => Promise<Value>;
}

/** A session key whose private half cannot be read out, so that it may be kept: a feed for each device, not for each visit. */
export async function makeFeedKey(): Promise<{ readonly pair: CryptoKeyPair; readonly key: FeedKey }> {
	const pair = await generateIdentityPair();
	return { pair, key: await feedKeyFrom(pair) };
}

async function feedKeyFrom(pair: CryptoKeyPair): Promise<FeedKey> {
	const { sign } = await identityFrom(pair);
	const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
	return { id: idOf<SessionId>(publicKey), sign };
}

/** One community as this page has it: its document, what that means, and what the store keeps of it. */
export class KeptCommunity extends Emitter<{ changed: undefined }> {
	readonly invite: Invite;
	readonly document: RoomDocument;
	readonly #parts: KeptCommunityParts;
	#state: CommunityState | null = null;
	#isStale = true;
	#isKept = false;
	#isReading = false;
	#isTelling = false;
	/** How much of the document the newest row says that this tab wrote. */
	#written = -1;
	#saving: Promise<unknown> = Promise.resolve();

	constructor(parts: KeptCommunityParts, invite: Invite) {
		super();
		this.#parts = parts;
		this.invite = invite;
		this.document = new RoomDocument(invite.room, 'community');
		this.document.on('admitted', (events) => this.#learn(events));
	}

	/** What the community means now; null until its beginning is there. */
	get state(): CommunityState | null {
		if (this.#isStale) this.#state = reduceCommunity(this.invite.room, this.document.events);
		this.#isStale = false;
		return this.#state;
	}

	/** Whether this browser keeps it. */
	get isKept(): boolean {
		return this.#isKept;
	}

	get me(): IdentityId {
		return this.#parts.identity.id;
	}

	/** Takes in what the store keeps, which another tab may have added to. */
	async read(row: KeptRow): Promise<void> {
		this.#isKept = true;
		if (row.events === this.document.size || row.events === this.#written) return;
		await this.#readAll();
	}

	async #readAll(): Promise<void> {
		const raws = await this.#parts.store.loadEvents(this.invite.room);
		this.#isReading = true;
		this.document.restore(raws);
		this.#isReading = false;
	}

	/** Makes a community that begins with this event, signed by this key. */
	async begin(genesis: Uint8Array, pair: CryptoKeyPair): Promise<Result<void, CommunityFault>> {
		this.document.restore([genesis]);
		const { store } = this.#parts;
		const kept = await store.saveValue(keyName(this.invite.room), pair);
		return kept.ok ? this.keep() : kept;
	}

	/** Keeps all of it from now on. */
	async keep(): Promise<Result<void, CommunityFault>> {
		this.#isKept = true;
		const saved = await this.#parts.store.saveEvents(
			this.invite.room,
			[...this.document.events].map(({ id, seq, raw }) => ({ id, seq, raw }))
		);
		return saved.ok ? this.#saveRow() : saved;
	}

	/** Signs what a command asks for, if the rules allow it. */
	act(command: CommunityCommand): Promise<Result<void, CommunityFault>> {
		const { inTurn } = this.#parts;
		// Two tabs have one feed between them: each writes behind what the other wrote.
		return inTurn(`hearsay-community-${this.invite.room}`, () => this.#act(command));
	}

	/** Nothing of it stays on this device. */
	async forget(): Promise<void> {
		this.#isKept = false;
		await this.#saving;
		await this.#parts.store.deleteRoom(this.invite.room);
	}

	async #act(command: CommunityCommand): Promise<Result<void, CommunityFault>> {
		const { store } = this.#parts;
		// All of it: what another tab signed last has to be here, or two events would stand in one place.
		if (this.#isKept || (await store.loadValue(KEPT_COMMUNITIES + this.invite.room))) await this.#readAll();
		const { state, me } = this;
		if (!state) return fail('community-unknown');
		if (!mayDo(state, me, command)) return fail('not-allowed');
		const draft = draftOf(command);
		if (!parseBody(draft.type, wireBody(draft.type, draft.body))) return fail('invalid');
		const author = await this.#author();
		if (!author.ok) return author;
		if (!this.#isKept) {
			const kept = await this.keep();
			if (!kept.ok) return kept;
		}
		const before = this.document.size;
		await author.value.open();
		// Opening a feed is how one joins: only who was here before, or goes by another name, says it again.
		const isSaid = command.do === 'join' && this.document.size > before && isMember(this.state!, me);
		const naming = 'target' in draft.body && draft.body.target ? draft.body.target : undefined;
		const written =
			isSaid || (await author.value.write(draft.type, draft.body, naming ? { naming } : {})) !== null;
		await this.#saving;
		if (!written) return fail('community-full');
		return this.#isKept ? this.#saveRow() : ok(undefined);
	}

	async #author(): Promise<Result<Author, CommunityFault>> {
		const { store, identity, name } = this.#parts;
		const room = this.invite.room;
		const pair = await store.loadValue<CryptoKeyPair>(keyName(room));
		const { pair: kept, key } = pair ? { pair, key: await feedKeyFrom(pair) } : await makeFeedKey();
		if (!pair) {
			const saved = await store.saveValue(keyName(room), kept);
			if (!saved.ok) return saved;
		}
		return ok(new Author(this.document, key, await certifySession(identity, key.id, name())));
	}

	#learn(events: readonly RoomEvent[]): void {
		this.#isStale = true;
		if (this.#isKept && !this.#isReading) this.#saving = this.#saving.then(() => this.#save(events));
		if (this.#isTelling) return;
		this.#isTelling = true;
		queueMicrotask(() => {
			this.#isTelling = false;
			this.emit('changed', undefined);
		});
	}

	async #save(events: readonly RoomEvent[]): Promise<void> {
		if (!this.#isKept) return;
		const { store } = this.#parts;
		const saved = await store.saveEvents(
			this.invite.room,
			events.map(({ id, seq, raw }) => ({ id, seq, raw }))
		);
		// What this device signed and does not keep would be signed a second time: it signs with another key then.
		if (!saved.ok) await store.saveValue(keyName(this.invite.room), null);
		await this.#saveRow();
	}

	async #saveRow(): Promise<Result<void, CommunityFault>> {
		const { state, me, invite } = this;
		if (!state) return ok(undefined);
		const row: KeptRow = {
			id: invite.room,
			code: communityCode(invite),
			name: state.name,
			picture: state.picture,
			members: membersIn(state).length,
			isMember: isMember(state, me),
			events: this.document.size
		};
		this.#written = row.events;
		return this.#parts.store.saveValue(KEPT_COMMUNITIES + invite.room, row);
	}
}
