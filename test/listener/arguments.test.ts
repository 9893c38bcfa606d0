import { describe, expect, it } from 'vitest';
import { namesOf, readArguments } from '../../listener/arguments.ts';
import { argumentSentence } from '../../listener/sentences.ts';
import type { RoomId } from '../../src/p2p/base/ids.ts';
import { inviteFragment } from '../../src/p2p/wire/invite.ts';

const code = inviteFragment({
	room: 'ab'.repeat(32) as RoomId,
	secret: new Uint8Array(16).fill(7),
	relays: [],
	pass: null
});
const link = `https://rooms.example.org/room/#${code}`;

describe('the arguments of a listener', () => {
	it('are a link, and the rest has its usual value', () => {
		expect(readArguments([link])).toEqual({
			ok: true,
			value: {
				link,
				origin: 'https://rooms.example.org',
				name: 'Listener',
				count: 1,
				identity: null,
				wav: null,
				isLeaf: false
			}
		});
	});

	it('may stand before the link and after it', () => {
		const options = readArguments(['--name', 'Ear', link, '--count', '3']);
		expect(options).toMatchObject({ ok: true, value: { name: 'Ear', count: 3 } });
	});

	it.each([
		[[], 'link-missing'],
		[[link, link], 'links-many'],
		[[code], 'link-not-an-address'],
		[[`/room/#${code}`], 'link-not-an-address'],
		[[link.slice(0, -3)], 'link-truncated'],
		[['https://example.org/'], 'link-foreign'],
		[[link, '--loud'], 'option-unknown'],
		[[link, '--name'], 'option-unknown'],
		[[link, '--count', '0'], 'count-invalid'],
		[[link, '--count', '2.5'], 'count-invalid'],
		[[link, '--count', '501'], 'count-invalid'],
		[[link, '--count', '2', '--identity', 'key.pem'], 'identity-shared']
	] as const)('are refused with a sentence: %j is %s', (args, expected) => {
		const options = readArguments(args);
		expect(options).toEqual({ ok: false, code: expected });
		expect(argumentSentence(expected)).toMatch(/^[A-Z-].+\.$/);
	});

	it('give each of several listeners a name of its own', () => {
		expect(namesOf({ name: 'Ear', count: 1 })).toEqual(['Ear']);
		expect(namesOf({ name: 'Ear', count: 3 })).toEqual(['Ear 1', 'Ear 2', 'Ear 3']);
	});
});
