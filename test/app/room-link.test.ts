import { describe, expect, it } from 'vitest';
import { codeIn, otherLinkIn } from '../../src/lib/app/room-link.ts';

const follow = 'AQ' + 'x'.repeat(60);
const room = 'AZ' + 'y'.repeat(69);

describe('D9 a follow link in a text', () => {
	it('is found wherever the app is served from, and is no room link', () => {
		for (const text of [
			`https://hearsay.example/follow/#${follow}`,
			`Follow me: http://localhost:8787/app/follow#${follow} (Ada)`
		]) {
			expect(otherLinkIn(text), text).toEqual({ to: 'follow', code: follow });
			expect(codeIn(text), text).toBeNull();
		}
	});

	it('is told from the link of another device', () => {
		const text = `https://hearsay.example/devices/#${follow}`;
		expect(otherLinkIn(text)).toEqual({ to: 'device', code: follow });
		expect(codeIn(text)).toBeNull();
	});

	it('is told from the link of a community, whose relays come along', () => {
		const code = `${room}&r=%2Fip4%2F192.0.2.1%2Ftcp%2F8787`;
		const text = `Join us: https://hearsay.example/community/#${code} tonight`;
		expect(otherLinkIn(text)).toEqual({ to: 'community', code });
		expect(codeIn(text)).toBeNull();
	});

	it('is not made of a room link, of other schemes, or of what stands too far in a text', () => {
		for (const text of [
			'',
			follow,
			`https://hearsay.example/room/#${room}`,
			`javascript:/follow/#${follow}`,
			`https://hearsay.example/follow/?x=1#${follow}`,
			`${' '.repeat(10_001)}https://hearsay.example/follow/#${follow}`
		])
			expect(otherLinkIn(text), text).toBeNull();
		expect(codeIn(`https://hearsay.example/room/#${room}`)).toBe(room);
	});
});
