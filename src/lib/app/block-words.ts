import type { Block } from '../../p2p/api.ts';
import type { IdentityId } from '../../p2p/base/ids.ts';
import type { Messages } from './messages.ts';
import { displayName } from './names.ts';
import { timeAgo } from './times.ts';

/** A block list with nobody on it. */
export const NOBODY_BLOCKED: ReadonlyMap<IdentityId, Block> = new Map();

/** What is known of a block besides the name, in sentences: since when, whose list it came with, why. */
export function blockWords(
	words: Messages,
	block: Block,
	{ locale, now }: { readonly locale: string; readonly now: number }
): readonly string[] {
	const say = words.blocks;
	const lines = [say.since(timeAgo(locale, block.at, now))];
	if (block.from) lines.push(say.fromList(displayName(words, block.from)));
	if (block.reason !== '') lines.push((block.from ? say.theirReason : say.because)(block.reason));
	return lines;
}

/** Under which name somebody was blocked, if they are called otherwise now; empty where that says nothing. */
export function earlierName(words: Messages, block: Block, name: string): string {
	return block.name.trim() === '' || block.name === name ? '' : words.blocks.asWas(block.name);
}
