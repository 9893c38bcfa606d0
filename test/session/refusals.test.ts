import { expect, it } from 'vitest';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { Refusals } from '../../src/p2p/session/refusals.ts';

const who = (name: string) => ({ session: name as SessionId, name });

it('M11 counts what was refused by kind and sender, the latest first', () => {
	let now = 10;
	const refusals = new Refusals(() => now);
	refusals.note('unadmitted', who('Ben'));
	now = 20;
	refusals.note('signal-forged', who('Cleo'));
	now = 30;
	refusals.note('unadmitted', who('Ben'));
	expect(refusals.list).toEqual([
		{ code: 'unadmitted', from: 'Ben', name: 'Ben', count: 2, firstAt: 10, lastAt: 30 },
		{ code: 'signal-forged', from: 'Cleo', name: 'Cleo', count: 1, firstAt: 20, lastAt: 20 }
	]);
});

it('M11 remembers at most 200 of them, and forgets what is longest past', () => {
	const refusals = new Refusals(() => 0);
	for (let i = 0; i < 500; i++) refusals.note('gap', who(`Guest ${i}`));
	expect(refusals.list).toHaveLength(200);
	expect(refusals.list.at(-1)?.name).toBe('Guest 300');
});
