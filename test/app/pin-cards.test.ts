import { describe, expect, it } from 'vitest';
import { orderWith, pinTarget } from '../../src/lib/app/pin-cards.ts';
import type { EventId, IdentityId } from '../../src/p2p/base/ids.ts';
import { id } from '../fixtures/cast.ts';

describe('A pinned card', () => {
	it('tells a link from a post and from words, by the address alone', () => {
		expect(pinTarget('Bring a lamp')).toBeNull();
		expect(pinTarget('Ferries: https://www.example.org/night')).toEqual({
			kind: 'link',
			site: 'example.org'
		});
		for (const post of [
			'https://mastodon.example/@ada/112233',
			'https://x.com/ada/status/112233?s=20',
			'Look https://bsky.app/profile/ada.example/post/3kabc'
		])
			expect(pinTarget(post)?.kind, post).toBe('post');
		expect(pinTarget('javascript:alert(1)')).toBeNull();
	});

	it('moves up and down, and not past the ends', () => {
		const by = id<IdentityId>(1);
		const [a, b, c] = [1, 2, 3].map((n) => id<EventId>(n)) as [EventId, EventId, EventId];
		const pins = [a, b, c].map((pin) => ({ id: pin, by, text: '' }));
		expect(orderWith(pins, b, -1)).toEqual([b, a, c]);
		expect(orderWith(pins, b, 1)).toEqual([a, c, b]);
		expect(orderWith(pins, a, -1)).toBeNull();
		expect(orderWith(pins, c, 1)).toBeNull();
		expect(orderWith(pins, id<EventId>(9), 1)).toBeNull();
	});
});
