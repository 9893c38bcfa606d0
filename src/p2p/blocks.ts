import type { Block, BlockFault, BlockListFault, BlockListFile, Blocks, BlocksEvents } from './api.ts';
import type { Clock } from './base/clock.ts';
import { Emitter } from './base/emitter.ts';
import { isIdentityId, type IdentityId } from './base/ids.ts';
import { fail, ok, type Result } from './base/result.ts';
import type { Identity } from './identity/identity.ts';
import { KeptPeople, loadPeople, type PeopleForm } from './kept-people.ts';
import type { Store, StoreFault } from './ports.ts';
import { isPrintable, printable } from './room/bodies.ts';
import { TEXT_LIMITS } from './room/events.ts';
import { encodeBlockList, readBlockList, signBlockList } from './wire/block-list.ts';
import { MAX_BLOCK_LIST_BYTES, MAX_BLOCKS } from './wire/limits.ts';

/** What the kept list works with. */
export interface KeptBlocksOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly identity: Identity;
	/** What this person calls themselves, as it is when asked: files say it. */
	readonly name: () => string;
}

/** The list as the store keeps it. */
const FORM: PeopleForm<Block> = { name: 'blocks', most: MAX_BLOCKS, read: readBlock };

/** The block list of one profile, as its store keeps it. */
export class KeptBlocks extends Emitter<BlocksEvents> implements Blocks {
	readonly #options: KeptBlocksOptions;
	#people!: KeptPeople<Block>;
	#banReason = '';

	private constructor(options: KeptBlocksOptions) {
		super();
		this.#options = options;
	}

	/** Loads the list; what does not read as part of one is left out. */
	static async open(options: KeptBlocksOptions): Promise<KeptBlocks> {
		const blocks = new KeptBlocks(options);
		blocks.#people = await KeptPeople.open({
			store: options.store,
			form: FORM,
			changed: () => blocks.emit('changed', undefined)
		});
		return blocks;
	}

	readAgain(): Promise<void> {
		return this.#people.readAgain();
	}

	get known(): ReadonlyMap<IdentityId, Block> {
		return this.#people.known;
	}

	/** What the bans say that a host's page signs for people on the list. */
	get banReason(): string {
		return this.#banReason;
	}

	setBanReason(text: string): void {
		this.#banReason = printable(text, TEXT_LIMITS.reason);
	}

	block({ identity, name, reason }: Pick<Block, 'identity' | 'name' | 'reason'>) {
		const { clock, identity: me } = this.#options;
		return this.#people.change<BlockFault>((known) => {
			if (identity === me.id) return fail('blocks-myself');
			if (!known.has(identity) && known.size >= MAX_BLOCKS) return fail('blocks-full');
			known.set(identity, {
				identity,
				name: printable(name, TEXT_LIMITS.name),
				reason: printable(reason, TEXT_LIMITS.reason),
				at: clock.now(),
				from: null
			});
			return ok(undefined);
		});
	}

	unblock(identity: IdentityId): Promise<Result<void, StoreFault>> {
		return this.#people.change<StoreFault>((known) => {
			known.delete(identity);
			return ok(undefined);
		});
	}

	async toFile({ withReasons }: { readonly withReasons: boolean }): Promise<Blob> {
		const { clock, identity, name } = this.#options;
		const people = [...this.known.values()].map(({ identity, name, reason, from }) => ({
			identity,
			name,
			// What somebody else signed is not said again in this person's name.
			reason: withReasons && from === null ? reason : ''
		}));
		const fields = { signer: identity.id, name: name(), at: clock.now(), people };
		const list = await signBlockList(fields, identity.sign);
		return new Blob([encodeBlockList(list) as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' });
	}

	async readFile(file: Blob): Promise<Result<BlockListFile, BlockListFault>> {
		// Before its bytes are: a film that was chosen by mistake is not taken into memory.
		if (file.size > MAX_BLOCK_LIST_BYTES) return fail('list-too-large');
		const bytes = await file.arrayBuffer().catch(() => null);
		if (!bytes) return fail('list-damaged');
		const list = readBlockList(new Uint8Array(bytes));
		if (!list.ok) return list;
		const { signer, name, at, people } = list.value;
		return ok({ signer: { identity: signer, name }, at, people });
	}

	async take({ signer, people }: BlockListFile) {
		const { clock, identity: me } = this.#options;
		const from = signer.identity === me.id ? null : signer;
		let taken = 0;
		const done = await this.#people.change<StoreFault | 'blocks-full'>((known) => {
			const added = people.filter(({ identity }) => identity !== me.id && !known.has(identity));
			if (known.size + added.length > MAX_BLOCKS) return fail('blocks-full');
			for (const person of added) known.set(person.identity, { ...person, at: clock.now(), from });
			taken = added.length;
			return ok(undefined);
		});
		return done.ok ? ok(taken) : done;
	}
}

/** Whom a profile blocks, by its store alone. */
export async function loadBlocked(store: Pick<Store, 'loadValue'>): Promise<ReadonlySet<IdentityId>> {
	return new Set((await loadPeople(store, FORM)).keys());
}

function readBlock(kept: unknown): Block | null {
	const { identity, name, reason, at, from } = (kept ?? {}) as Record<string, unknown>;
	if (!isIdentityId(identity) || !isPrintable(name, TEXT_LIMITS.name)) return null;
	if (!isPrintable(reason, TEXT_LIMITS.reason) || !Number.isSafeInteger(at)) return null;
	const block = { identity, name, reason, at: at as number };
	if (from === null) return { ...block, from };
	const signer = (from ?? {}) as Record<string, unknown>;
	if (!isIdentityId(signer['identity']) || !isPrintable(signer['name'], TEXT_LIMITS.name)) return null;
	return { ...block, from: { identity: signer['identity'], name: signer['name'] } };
}
