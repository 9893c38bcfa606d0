import { describe, expect, it } from 'vitest';
import { avatarOf } from '../../src/lib/app/avatar.ts';
import { linkParts } from '../../src/lib/app/link-parts.ts';
import { embedCode } from '../../src/lib/app/embed-code.ts';
import { stateWords } from '../../src/lib/app/person-words.ts';
import { codeIn, codeOf, decoded, linkToPin, pinOf } from '../../src/lib/app/room-link.ts';
import { clockTime, momentText, timeAgo, waitingTime } from '../../src/lib/app/times.ts';
import { catalogues } from '../../src/lib/app/messages.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import type { Participant, RoomView } from '../../src/p2p/api.ts';
import { REACTIONS } from '../../src/p2p/room/reactions.ts';
import { REACTION_EMOJI, newestReactions } from '../../src/lib/app/reactions.ts';
import { sceneOf } from '../fixtures/scenes.ts';
import { id, person } from '../fixtures/cast.ts';

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

describe('The words for a person’s state', () => {
	it('say what the tile shows, muting by a moderator and for oneself alike', () => {
		const say = (more: Partial<Participant>) =>
			stateWords(catalogues.en, person(2, 'Tobias', { role: 'speaker', ...more }));
		expect(say({ microphone: true })).toBe('Microphone on.');
		expect(say({ microphone: true, mutedForMe: true })).toBe('Microphone on. Muted for you.');
		expect(say({ mutedByModerator: true, mutedForMe: true })).toBe('Muted by a moderator. Muted for you.');
	});
});

describe('The code of a room link', () => {
	it('is the fragment, whichever way the link is given', () => {
		expect(codeOf(' https://x.example/room/#abc ')).toBe('abc');
		expect(codeOf('#abc')).toBe('abc');
		expect(codeOf('abc')).toBe('abc');
		expect(codeOf('https://x.example/room/#abc&r=%2Fdns&pin=0f')).toBe('abc&r=%2Fdns');
	});

	const code = 'A'.repeat(62);

	it('is found in what other apps share, scanners read and people paste', () => {
		for (const text of [
			`https://x.example/room/#${code}`,
			`Tonight: https://x.example/hearsay/room/?utm=1#${code} (bring tea)`,
			`http://localhost:8787/embed/#${code}\nhttps://other.example/room/#${'B'.repeat(62)}`,
			`web+hearsay:${code}`,
			`WEB+HEARSAY://${code}`,
			` ${code} `,
			`#${code}`
		])
			expect(codeIn(text), text).toBe(code);
		expect(codeIn(`web+hearsay:${code}&r=%2Fdns4%2Fx&pin=ab12`)).toBe(`${code}&r=%2Fdns4%2Fx&pin=ab12`);
	});

	it('is not found where there is none, and not looked for beyond what anybody shares', () => {
		for (const text of [
			'',
			'hello',
			'javascript:alert(1)',
			'https://x.example/#abc',
			'https://x.example/room/',
			'web+hearsay:',
			'web+hearsay:"><script>',
			`${' x'.repeat(6_000)} https://x.example/room/#${code}`
		])
			expect(codeIn(text), text.slice(0, 40)).toBeNull();
		expect(codeIn('a'.repeat(10_000_000))).toBe('a'.repeat(10_000));
	});

	it('takes a pin with it, of which the beginning of the id is enough', () => {
		const pin = '0123456789abcdef'.repeat(4);
		const link = linkToPin(`https://x.example/room/#${code}`, pin);
		expect(link).toBe(`https://x.example/room/#${code}&pin=0123456789abcdef`);
		expect(pinOf(link)).toBe('0123456789abcdef');
		expect(codeOf(link)).toBe(code);
		for (const other of [`#${code}`, `#${code}&pin=`, `#${code}&pin=XYZ`]) expect(pinOf(other)).toBeNull();
	});

	it('is read from an address, also from one that is badly encoded', () => {
		expect(decoded('web%2Bhearsay%3Aabc')).toBe('web+hearsay:abc');
		expect(decoded('100%')).toBe('100%');
	});
});

describe('The code for another site', () => {
	it('lets no title out of its attribute', () => {
		const html = embedCode('https://x.example/embed/#a&r=b', '"><script>alert(1)</script>');
		expect(html).toContain('src="https://x.example/embed/#a&amp;r=b"');
		expect(html).toContain('title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
		expect(html.match(/</g)).toHaveLength(2);
	});
});
