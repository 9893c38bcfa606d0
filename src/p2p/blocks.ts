import type { Block, BlockFault, BlockListFault, BlockListFile, Blocks, BlocksEvents } from './api.ts';
import type { Clock } from './base/clock.ts';
import { Emitter } from './base/emitter.ts';
import type { IdentityId } from './base/ids.ts';
import { fail, ok, type Result } from './base/result.ts';
import type { Identity } from './identity/identity.ts';
import type { Store, StoreFault } from './ports.ts';
import { isPrintable, printable } from './room/bodies.ts';
import { TEXT_LIMITS } from './room/events.ts';
import { encodeBlockList, readBlockList, signBlockList } from './wire/block-list.ts';
import { MAX_BLOCK_LIST_BYTES, MAX_BLOCKS } from './wire/limits.ts';

type Known = ReadonlyMap<IdentityId, Block>;

/** What the kept list works with. */
export interface KeptBlocksOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly identity: Identity;
	/** What this person calls themselves, as it is when asked: files say it. */
	readonly name: () => string;
}

/** Under which name the store keeps the list. */
const NAME = 'blocks';

/** The block list of one profile, as its store keeps it. */
export class KeptBlocks extends Emitter<BlocksEvents> implements Blocks {
	readonly #options: KeptBlocksOptions;
	#known: Known;
	#banReason = '';
	/** Whether the store has what this page has: another tab's changes are then read before one's own. */
	#isKept = true;
	#changes: Promise<unknown> = Promise.resolve();

	private constructor(options: KeptBlocksOptions, known: Known) {
		super();
		this.#options = options;
		this.#known = known;
	}

	/** Loads the list; what does not read as part of one is left out. */
	static async open(options: KeptBlocksOptions): Promise<KeptBlocks> {
		return new KeptBlocks(options, readKept(await options.store.loadValue(NAME)));
	}

	get known(): Known {
		return this.#known;
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
		return this.#change<BlockFault>((known) => {
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
		return this.#change<StoreFault>((known) => {
			known.delete(identity);
			return ok(undefined);
		});
	}

	async toFile({ withReasons }: { readonly withReasons: boolean }): Promise<Blob> {
		const { clock, identity, name } = this.#options;
		const people = [...this.#known.values()].map(({ identity, name, reason, from }) => ({
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
		const done = await this.#change<StoreFault | 'blocks-full'>((known) => {
			const added = people.filter(({ identity }) => identity !== me.id && !known.has(identity));
			if (known.size + added.length > MAX_BLOCKS) return fail('blocks-full');
			for (const person of added) known.set(person.identity, { ...person, at: clock.now(), from });
			taken = added.length;
			return ok(undefined);
		});
		return done.ok ? ok(taken) : done;
	}

	/** Makes one change after the other: each to the list as it is by then. */
	#change<Code extends string>(
		edit: (known: Map<IdentityId, Block>) => Result<void, Code>
	): Promise<Result<void, Code | StoreFault>> {
		const change = this.#changes.then(async (): Promise<Result<void, Code | StoreFault>> => {
			const { store } = this.#options;
			const known = new Map(this.#isKept ? readKept(await store.loadValue(NAME)) : this.#known);
			const edited = edit(known);
			if (!edited.ok) return edited;
			this.#known = known;
			const saved = await store.saveValue(NAME, [...known.values()]);
			this.#isKept = saved.ok;
			this.emit('changed', undefined);
			return saved;
		});
		this.#changes = change;
		return change;
	}
}

/** Reads what a store kept, strictly: what does not fit is left out, and so is what is one too many. */
function readKept(kept: unknown): Known {
	const blocks = Array.isArray(kept) ? kept.map(readBlock).filter((block) => block !== null) : [];
	return new Map(blocks.slice(0, MAX_BLOCKS).map((block) => [block.identity, block]));
}

function readBlock(kept: unknown): Block | null {
	const { identity, name, reason, at, from } = (kept ?? {}) as Record<string, unknown>;
	if (!isIdentity(identity) || !isPrintable(name, TEXT_LIMITS.name)) return null;
	if (!isPrintable(reason, TEXT_LIMITS.reason) || !Number.isSafeInteger(at)) return null;
	const block = { identity, name, reason, at: at as number };
	if (from === null) return { ...block, from };
	const signer = (from ?? {}) as Record<string, unknown>;
	if (!isIdentity(signer['identity']) || !isPrintable(signer['name'], TEXT_LIMITS.name)) return null;
	return { ...block, from: { identity: signer['identity'], name: signer['name'] } };
}

function isIdentity(value: unknown): value is IdentityId {
	return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
