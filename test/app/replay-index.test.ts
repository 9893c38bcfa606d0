import { describe, expect, it } from 'vitest';
import { replayCatalogues } from '../../src/lib/app/replay-messages.ts';
import { replayIndex } from '../../src/lib/app/replay-index.ts';
import type { OpenedRecording, Recordings } from '../../src/p2p/api.ts';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { fail, ok } from '../../src/p2p/base/result.ts';

const room = 'a'.repeat(64) as RoomId;
const ben = { identity: 'b'.repeat(64) as IdentityId, name: 'Ben' };

/** A shelf with three recordings: one of another room, one that does not open, one whole. */
const shelf = {
	list: async () => [
		{ id: 'other', room: 'c'.repeat(64) },
		{ id: 'broken', room },
		{ id: 'whole', room }
	],
	open: async (id: string) =>
		id !== 'whole'
			? fail('recording-damaged')
			: ok({
					...{ id, room, title: 'On the quay', startedAt: Date.UTC(2026, 10, 4, 20), lengthMs: 125_000 },
					chapters: [
						{ at: 0, what: 'title', title: 'On the quay', topics: ['Harbour'] },
						{ at: 5_000, what: 'speaker', identity: ben.identity },
						{ at: 60_000, what: 'pin', text: 'The list' },
						{ at: 70_000, what: 'title', title: 'On the quay', topics: ['Ferries'] }
					],
					speakers: [{ ...ben, turns: [] }]
				} as unknown as OpenedRecording)
} as unknown as Recordings;

describe('What was recorded of a room, in writing', () => {
	it('says when, how long, and where in it there is something; of this room and what opens', async () => {
		const text = await replayIndex(shelf, room, { words: replayCatalogues.en, language: 'en-GB' });
		const [head, ...places] = text.split('\n');
		expect(head).toMatch(/^On the quay, 4 November 2026.*, 2:05$/);
		expect(places).toEqual([
			'0:00 Topics: On the quay · Harbour',
			'0:05 Speaks: Ben',
			'1:00 Pinned: The list',
			'1:10 Topics: Ferries',
			''
		]);
	});
});
