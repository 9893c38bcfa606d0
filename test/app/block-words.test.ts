import { describe, expect, it } from 'vitest';
import { blockWords, earlierName } from '../../src/lib/app/block-words.ts';
import { catalogues } from '../../src/lib/app/messages.ts';
import type { Block } from '../../src/p2p/api.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { id } from '../fixtures/cast.ts';

const DAY = 24 * 3_600_000;
const own: Block = { identity: id<IdentityId>(5), name: 'Ben', reason: 'whistles', at: DAY, from: null };
const moment = { locale: 'en-GB', now: 3 * DAY };

describe('What is known of a block', () => {
	it('is told in sentences, with whose list it came from', () => {
		expect(blockWords(catalogues.en, own, moment)).toEqual(['Blocked 2 days ago.', 'Reason: whistles']);
		const taken: Block = { ...own, from: { identity: id<IdentityId>(6), name: 'Ada' } };
		expect(blockWords(catalogues.en, taken, moment)).toEqual([
			'Blocked 2 days ago.',
			'From the list of Ada.',
			'Their reason: whistles'
		]);
		expect(blockWords(catalogues.en, { ...own, reason: '' }, moment)).toHaveLength(1);
	});

	it('names what they were called only where that is another name', () => {
		expect(earlierName(catalogues.en, own, 'Benedict')).toBe('You blocked them as Ben.');
		expect(earlierName(catalogues.en, own, 'Ben')).toBe('');
		expect(earlierName(catalogues.en, { ...own, name: '' }, 'Ben')).toBe('');
	});
});
