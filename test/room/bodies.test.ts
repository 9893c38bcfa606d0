import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEventType, parseBody, wireBody } from '../../src/p2p/room/bodies.ts';
import { TEXT_LIMITS } from '../../src/p2p/room/events.ts';
import { Story, identityOf } from './story.ts';

const key = new Uint8Array(32).fill(7);
const certificate = { identity: key, name: 'Ada', signature: new Uint8Array(64) };

describe('event bodies', () => {
	it('every type of body survives the way to the wire and back', () => {
		const story = new Story();
		const alice = story.cohost('alice');
		const invite = story.host.invites(story.person('bob'));
		alice.accepts(invite);
		alice.bans(alice, 'reason');
		alice.unpins(alice.pins('text'));
		alice.ordersPins(alice.pins('one'), alice.pins('two'));
		alice.limitsTurns(3);
		alice.locks(alice, story.host);
		alice.retitles('title');
		alice.raisesHand();
		alice.lowersHandOf(alice);
		alice.endsTheRoom();
		alice.resigns();
		for (const { type, body } of story.events)
			expect(parseBody(type, wireBody(type, body as never))).toEqual(body);
	});

	it('ids are 32 bytes on the wire and hex in the rules', () => {
		const target = identityOf('alice');
		expect(wireBody('mic.muted', { target })).toEqual({
			target: Uint8Array.from(Buffer.from(target, 'hex'))
		});
		expect(parseBody('mic.muted', { target: key })).toEqual({ target: '07'.repeat(32) });
	});

	it.each<[string, string, unknown]>([
		['an unknown type', 'room.exploded', {}],
		['a type named like an object method', 'constructor', {}],
		['null instead of a map', 'hand.raised', null],
		['a list instead of a map', 'hand.raised', []],
		['bytes instead of a map', 'hand.raised', new Uint8Array()],
		['an extra key', 'hand.raised', { why: 1 }],
		['a missing key', 'mic.muted', {}],
		['another key in place of the right one', 'mic.muted', { tarjet: key }],
		['a short id', 'mic.muted', { target: new Uint8Array(31) }],
		['an id as text', 'mic.muted', { target: '07'.repeat(32) }],
		['an unknown role', 'role.granted', { target: key, role: 'host' }],
		['a number as boolean', 'stage.answered', { invite: key, accept: 1 }],
		['an empty title', 'title.changed', { title: '', topics: [] }],
		['a long title', 'title.changed', { title: 'x'.repeat(TEXT_LIMITS.title + 1), topics: [] }],
		['an empty topic', 'title.changed', { title: 'x', topics: [''] }],
		['too many topics', 'title.changed', { title: 'x', topics: ['a', 'b', 'c', 'd'] }],
		['topics that are not a list', 'title.changed', { title: 'x', topics: 'abc' }],
		['a long reason', 'person.banned', { target: key, reason: 'x'.repeat(TEXT_LIMITS.reason + 1) }],
		['an empty pin', 'pin.added', { text: '' }],
		[
			'pins that are more than can be shown',
			'pins.ordered',
			{ order: Array(TEXT_LIMITS.pins + 1).fill(key) }
		],
		['an order of texts', 'pins.ordered', { order: ['first'] }],
		['a time that turns cannot have', 'turns.limited', { minutes: 4 }],
		['no number of minutes', 'turns.limited', { minutes: '3' }],
		['a time before any', 'turns.limited', { minutes: -1 }],
		['too many inside', 'door.changed', { door: 'link', inside: Array(TEXT_LIMITS.inside + 1).fill(key) }],
		[
			'a long name',
			'session.opened',
			{ certificate: { ...certificate, name: 'x'.repeat(TEXT_LIMITS.name + 1) } }
		],
		[
			'a short signature',
			'session.opened',
			{ certificate: { ...certificate, signature: new Uint8Array(63) } }
		],
		['an extra key in the certificate', 'session.opened', { certificate: { ...certificate, admin: true } }]
	])('%s is refused', (_, type, body) => {
		expect(parseBody(type, body)).toBeNull();
	});

	it.each(['\ud800', '\u0000', '\n', '\u007f', '\u0085', '\u202a', '\u202e', '\u2066', '\u2069'])(
		'a text with %j is refused',
		(character) => {
			expect(parseBody('pin.added', { text: `a${character}b` })).toBeNull();
		}
	);

	it('texts in any script pass, with emoji and joiners', () => {
		for (const text of ['नमस्ते', 'שלום', '👩‍👩‍👧‍👦', 'e\u0301', 'x'.repeat(TEXT_LIMITS.pin)]) {
			expect(parseBody('pin.added', { text })).toEqual({ text });
		}
	});

	it('no decoded value makes the parser throw', () => {
		const types = fc.constantFrom<string[]>(
			'room.created',
			'session.opened',
			'title.changed',
			'door.changed',
			'stage.answered',
			'toString'
		);
		fc.assert(
			fc.property(types, fc.anything({ withTypedArray: true }), (type, wire) => {
				const body = parseBody(type, wire);
				if (body !== null && isEventType(type))
					expect(parseBody(type, wireBody(type, body as never))).toEqual(body);
			}),
			{ seed: 1, numRuns: 2000 }
		);
	});
});
