import type { Random } from '../src/p2p/base/random.ts';

/** At most `count` of the items, each as likely as any other: nobody can crowd the others out by coming first. Takes the list over. */
export function fairChoice<Item>(items: Item[], count: number, random: Random): Item[] {
	const chosen = Math.min(items.length, count);
	for (let i = 0; i < chosen; i += 1) {
		const j = i + Math.floor(random.fraction() * (items.length - i));
		[items[i], items[j]] = [items[j]!, items[i]!];
	}
	return items.slice(0, chosen);
}
