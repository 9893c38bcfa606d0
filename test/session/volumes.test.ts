import { describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { Volumes } from '../../src/p2p/session/volumes.ts';
import { memoryStore } from '../../src/p2p/storage/memory-store.ts';

const [ben, cleo] = ['b'.repeat(64), 'c'.repeat(64)] as [IdentityId, IdentityId];

describe('Volumes of people', () => {
	it('are full for whoever nothing was chosen for', async () => {
		const volumes = await Volumes.open(memoryStore());
		expect([volumes.chosen(ben), volumes.played(ben), volumes.isMuted(ben)]).toEqual([1, 1, false]);
	});

	it('rest while somebody is muted, and are kept with it', async () => {
		const store = memoryStore();
		const volumes = await Volumes.open(store);
		volumes.choose(ben, 0.3);
		volumes.mute(ben, true);
		const later = await Volumes.open(store);
		expect([later.chosen(ben), later.played(ben), later.played(cleo)]).toEqual([0.3, 0, 1]);
		later.mute(ben, false);
		expect((await Volumes.open(store)).played(ben)).toBe(0.3);
	});

	it('stay between silence and full', async () => {
		const volumes = await Volumes.open(memoryStore());
		volumes.choose(ben, 7);
		volumes.choose(cleo, -1);
		expect([volumes.played(ben), volumes.played(cleo)]).toEqual([1, 0]);
	});

	it('are read from what an older version kept, without what is damaged', async () => {
		const store = memoryStore();
		await store.saveValue('volumes', [[ben, 0.5], [cleo, 'loud'], 'nobody', [7, 1], [cleo, 3]]);
		await store.saveValue('muted-for-me', 'everybody');
		const volumes = await Volumes.open(store);
		expect([volumes.played(ben), volumes.played(cleo)]).toEqual([0.5, 1]);
	});
});
