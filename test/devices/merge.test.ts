import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge, type Entries, type EntryChanges } from '../../src/p2p/devices/merge.ts';

const entries = fc
	.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'))
	.map((record): Entries => new Map(Object.entries(record)));

function changed(before: Entries, changes: EntryChanges): Map<string, string> {
	const after = new Map(before);
	for (const [key, text] of changes) {
		if (text === null) after.delete(key);
		else after.set(key, text);
	}
	return after;
}

describe('what a device keeps and what the devices share', () => {
	it('are the same once they are brought together, and so is what they agreed on', () => {
		fc.assert(
			fc.property(entries, entries, entries, (kept, shared, agreed) => {
				const merged = merge({ kept, shared, agreed });
				const mine = changed(kept, merged.forKept);
				const theirs = changed(shared, merged.forShared);
				expect([...mine].sort()).toEqual([...theirs].sort());
				expect([...merged.agreed].sort()).toEqual([...mine].sort());
				const again = merge({ kept: mine, shared: theirs, agreed: merged.agreed });
				expect([again.forKept.size, again.forShared.size]).toEqual([0, 0]);
			})
		);
	});

	it('follow whichever side changed, and lose nothing that was changed on both', () => {
		fc.assert(
			fc.property(entries, entries, entries, (kept, shared, agreed) => {
				const result = changed(kept, merge({ kept, shared, agreed }).forKept);
				for (const key of ['a', 'b', 'c', 'd']) {
					const [mine, theirs, before] = [kept.get(key), shared.get(key), agreed.get(key)];
					if (theirs === before) expect(result.get(key)).toBe(mine);
					else if (mine === before) expect(result.get(key)).toBe(theirs);
					else expect(result.get(key)).toBe(theirs ?? mine);
				}
			})
		);
	});
});
