import { describe, expect, it } from 'vitest';
import { avatarOf } from '../../src/lib/app/avatar.ts';
import { linkParts } from '../../src/lib/app/link-parts.ts';
import { codeOf } from '../../src/lib/app/room-link.ts';
import { clockTime, momentText, timeAgo, waitingTime } from '../../src/lib/app/times.ts';
import { catalogues } from '../../src/lib/app/messages.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import type { RoomView } from '../../src/p2p/api.ts';
import { REACTIONS } from '../../src/p2p/room/reactions.ts';
import { REACTION_EMOJI, newestReactions } from '../../src/lib/app/reactions.ts';
import { sceneOf } from '../fixtures/scenes.ts';
import { id } from '../fixtures/cast.ts';

describe('A pinned text', () => {
	it('becomes links only where it says http or https', () => {
		expect(linkParts('See https://a.example/x, or (http://b.example).')).toEqual([
			{ text: 'See ', href: null },
			{ text: 'https://a.example/x', href: 'https://a.example/x' },
			{ text: ', or (', href: null },
			{ text: 'http://b.example', href: 'http://b.example' },
			{ text: ').', href: null }
		]);
		expect(linkParts('javascript:alert(1) data:text/html,x')).toEqual([
			{ text: 'javascript:alert(1) data:text/html,x', href: null }
		]);
	});
});

describe('A drawn avatar', () => {
	it('is the same for a key every time and differs between keys', () => {
		expect(avatarOf(id<IdentityId>(7))).toEqual(avatarOf(id<IdentityId>(7)));
		const drawn = new Set(Array.from({ length: 200 }, (_, n) => JSON.stringify(avatarOf(id<IdentityId>(n)))));
		expect(drawn.size).toBe(200);
	});
});

describe('Times', () => {
	it('are clocks, waits and dates in words', () => {
		expect([clockTime(0), clockTime(247_000), clockTime(3_729_000)]).toEqual(['0:00', '4:07', '1:02:09']);
		expect(waitingTime(catalogues.en, 59_000)).toBe('less than a minute');
		expect(waitingTime(catalogues.en, 61_000)).toBe('1 minute');
		expect(timeAgo('en', 0, 26 * 3_600_000)).toBe('yesterday');
	});
});

describe('A moment in the log', () => {
	it('is a time, with the day when that is another one', () => {
		const noon = new Date(2026, 4, 3, 12, 30).getTime();
		expect(momentText('en-GB', noon, noon + 3_600_000)).toBe('12:30');
		expect(momentText('en-GB', noon, noon + 26 * 3_600_000)).toContain('3 May 2026');
	});
});

describe('Reactions', () => {
	it('have a look each, and of one person the newest is shown', () => {
		expect(new Set(REACTIONS.map((name) => REACTION_EMOJI[name])).size).toBe(REACTIONS.length);
		const view = sceneOf('story-reactions') as RoomView;
		const [first] = view.reactions;
		const later = { ...first!, reaction: 'wow' as const, at: first!.at + 1 };
		const shown = newestReactions({ ...view, reactions: [...view.reactions, later] });
		expect(shown.get(first!.identity)).toBe(later);
	});
});

describe('The code of a room link', () => {
	it('is the fragment, whichever way the link is given', () => {
		expect(codeOf(' https://x.example/room/#abc ')).toBe('abc');
		expect(codeOf('#abc')).toBe('abc');
		expect(codeOf('abc')).toBe('abc');
	});
});
