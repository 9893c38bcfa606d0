import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEventType, parseBody, wireBody } from '../../src/p2p/room/bodies.ts';
import { TEXT_LIMITS } from '../../src/p2p/room/events.ts';
import { TICKET_LIMITS } from '../../src/p2p/room/ticket-terms.ts';
import { PLANNED, Story, identityOf, timingOf } from './story.ts';

const key = new Uint8Array(32).fill(7);
const TERMS = {
	...{ price: 0, currency: '', supply: 2, perPerson: 1 },
	...{ opens: null, closes: null, transferable: false, ways: [] }
};
const LINK = { way: 'link', to: 'https://pay.example', key: '' };
const ECASH = { way: 'ecash', to: 'https://mint.example', key: `02${'ab'.repeat(32)}` };
const plan = { ...timingOf(0), note: '' };
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
		alice.schedules();
		alice.movesTime(PLANNED[0]!, PLANNED[1]!);
		alice.movesTime(PLANNED[0]!, null);
		alice.callsOff();
		alice.begins();
		alice.endsTime();
		alice.rsvps('maybe');
		alice.rsvps('no', PLANNED[2]!);
		alice.locks(alice, story.host);
		alice.retitles('title');
		alice.raisesHand();
		alice.lowersHandOf(alice);
		alice.offersTickets('free');
		alice.offersTickets('paid', {
			price: 1200,
			currency: 'SAT',
			opens: 1,
			closes: 2,
			ways: [
				{ way: 'link', to: 'by hand, at the door', key: '' },
				{ way: 'ecash', to: 'https://mint.example', key: `02${'ab'.repeat(32)}` }
			]
		});
		alice.issues('paid', 'one', 1, alice);
		alice.passes('one', story.host);
		alice.refunds('one');
		alice.closesTickets('paid');
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
		['a plan without a note', 'schedule.set', timingOf(0)],
		['a day that there is not', 'schedule.set', { ...plan, start: '2030-02-30T18:00' }],
		['an hour that there is not', 'schedule.set', { ...plan, start: '2030-02-20T24:00' }],
		['a time in words', 'schedule.set', { ...plan, start: 'tomorrow at six' }],
		['a time with seconds', 'schedule.set', { ...plan, start: '2030-02-20T18:00:00' }],
		['a year of five digits', 'schedule.set', { ...plan, start: '12030-02-20T18:00' }],
		['a time before there were any', 'schedule.set', { ...plan, start: '0030-02-20T18:00' }],
		['no time at all', 'schedule.set', { ...plan, start: null }],
		['a zone of foreign letters', 'schedule.set', { ...plan, zone: 'Европа/Paris' }],
		['a zone with a script in it', 'schedule.set', { ...plan, zone: '<script>' }],
		['no zone', 'schedule.set', { ...plan, zone: '' }],
		['a long zone', 'schedule.set', { ...plan, zone: 'x'.repeat(TEXT_LIMITS.zone + 1) }],
		['a rule of two lines', 'schedule.set', { ...plan, rule: 'FREQ=DAILY\r\nEXRULE:FREQ=DAILY' }],
		['a long rule', 'schedule.set', { ...plan, rule: 'A'.repeat(TEXT_LIMITS.rule + 1) }],
		['a room of no length', 'schedule.set', { ...plan, minutes: 0 }],
		['a room of more than a day', 'schedule.set', { ...plan, minutes: 24 * 60 + 1 }],
		['a huge number of minutes', 'schedule.set', { ...plan, minutes: 2 ** 60 }],
		['a long note', 'schedule.set', { ...plan, note: 'x'.repeat(TEXT_LIMITS.note + 1) }],
		['a move from nowhere', 'schedule.changed', { instance: '', start: null }],
		['a move to nowhere', 'schedule.changed', { instance: PLANNED[0], start: '' }],
		['a beginning of no time', 'room.opened', { instance: '' }],
		['an answer that there is not', 'rsvp.given', { answer: 'perhaps', instance: '' }],
		['an answer about no day', 'rsvp.given', { answer: 'yes', instance: null }],
		...(
			[
				['something that costs and cannot be paid', { price: 5, currency: 'EUR' }],
				['something free with a currency', { currency: 'EUR' }],
				['something free that is to be paid', { ways: [LINK] }],
				['a price below nothing', { price: -1 }],
				['a price in parts of a cent', { price: 0.5 }],
				['a price past any', { price: TICKET_LIMITS.price + 1, currency: 'EUR', ways: [LINK] }],
				['no currency', { price: 5, currency: 'eur', ways: [LINK] }],
				['no tickets at all', { supply: 0 }],
				['more tickets than a room can tell', { supply: TICKET_LIMITS.supply + 1 }],
				['none for anybody', { perPerson: 0 }],
				['an end before the beginning', { opens: 2, closes: 2 }],
				['a time past the end of time', { closes: TICKET_LIMITS.time + 1 }],
				['a way named twice', { price: 5, currency: 'EUR', ways: [LINK, LINK] }],
				['a way without a place', { price: 5, currency: 'EUR', ways: [{ ...LINK, to: '' }] }],
				['an unknown way', { price: 5, currency: 'EUR', ways: [{ ...LINK, way: 'cash' }] }],
				['ecash for euros', { price: 5, currency: 'EUR', ways: [ECASH] }],
				['ecash for no key', { price: 5, currency: 'SAT', ways: [{ ...ECASH, key: 'ab' }] }],
				['a mint that is a script', { price: 5, currency: 'SAT', ways: [{ ...ECASH, to: 'javascript:0' }] }],
				['a field too many', { discount: 1 }]
			] as const
		).map(([what, part]): [string, string, unknown] => [
			`an offer of ${what}`,
			'tickets.offered',
			{ offer: key, terms: { ...TERMS, ...part } }
		]),
		['a ticket with number 0', 'ticket.issued', { offer: key, ticket: key, number: 0, buyer: key }],
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
			'tickets.offered',
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
