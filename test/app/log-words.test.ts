import { describe, expect, it } from 'vitest';
import '../fixtures/all-languages.ts';
import { logAct, logLine, type LogAct } from '../../src/lib/app/log-words.ts';
import { catalogues, languages } from '../../src/lib/app/messages.ts';
import type { RoomView } from '../../src/p2p/api.ts';
import type { EventId, IdentityId } from '../../src/p2p/base/ids.ts';
import { DOORS, type CommunityEventType, type EventType } from '../../src/p2p/room/events.ts';
import type { LogEntry } from '../../src/p2p/room/state.ts';
import { id, me } from '../fixtures/cast.ts';
import { sceneOf } from '../fixtures/scenes.ts';

/* A record over the union of the contract: a new type of event is a type error here. */
const types: Record<Exclude<EventType, CommunityEventType>, true> = {
	'room.created': true,
	'room.continued': true,
	'record.part': true,
	'session.opened': true,
	'title.changed': true,
	'role.granted': true,
	'role.revoked': true,
	'hand.raised': true,
	'hand.lowered': true,
	'stage.invited': true,
	'stage.answered': true,
	'mic.muted': true,
	'mic.unmuted': true,
	'person.removed': true,
	'person.banned': true,
	'person.unbanned': true,
	'pin.added': true,
	'recording.started': true,
	'recording.stopped': true,
	'recording.agreed': true,
	'pin.removed': true,
	'pins.ordered': true,
	'door.changed': true,
	'person.admitted': true,
	'invite.revoked': true,
	'hands.lowered': true,
	'stage.muted': true,
	'succession.set': true,
	'acting.backed': true,
	'host.offered': true,
	'host.answered': true,
	'chat.said': true,
	'chat.edited': true,
	'chat.removed': true,
	'chat.switched': true,
	'turns.limited': true,
	'community.claimed': true,
	'schedule.set': true,
	'schedule.changed': true,
	'schedule.cancelled': true,
	'room.opened': true,
	'instance.closed': true,
	'rsvp.given': true,
	'tickets.offered': true,
	'ticket.issued': true,
	'ticket.refunded': true,
	'ticket.passed': true,
	'tickets.closed': true,
	'room.ended': true
};
/* Types whose sentence names whom they are about. */
const targeted: readonly LogAct[] = [
	'role.granted',
	'role.revoked',
	'hand.lowered',
	'stage.invited',
	'mic.muted',
	'person.removed',
	'person.banned',
	'person.unbanned',
	'person.admitted',
	'acting.backed',
	'host.offered',
	'chat.removed'
];

const view = sceneOf('story-host') as RoomView;
const tobias = id<IdentityId>(2);
const oscar = id<IdentityId>(4);
const entry = (type: string, more: Partial<LogEntry> = {}): LogEntry => ({
	id: id<EventId>(1),
	by: tobias,
	type,
	target: oscar,
	text: '',
	...more
});

describe.each(languages)('The log in %s', (language) => {
	const words = catalogues[language];
	const line = (of: LogEntry) => logLine(words, view, of);

	it('has a sentence of its own for every type of event, which names who did it and to whom', () => {
		const sentences = Object.keys(types).map((type) => {
			const { sentence } = line(entry(type));
			expect(sentence, type).toMatch(/Tobias.*\.$/);
			if (targeted.includes(type as LogAct)) expect(sentence, type).toContain('Óscar');
			return sentence;
		});
		expect(new Set(sentences).size).toBe(sentences.length);
	});

	it('tells what a revoked role was, and a resignation from a dismissal', () => {
		const sentences = [
			line(entry('role.revoked', { text: 'cohost' })),
			line(entry('role.revoked', { text: 'speaker' })),
			line(entry('role.revoked', { target: tobias })),
			line(entry('role.revoked'))
		].map(({ sentence, quote }) => {
			expect(quote).toBe('');
			return sentence;
		});
		expect(new Set(sentences).size).toBe(4);
	});

	it('tells an offer and a backing from taking them back', () => {
		for (const type of ['host.offered', 'acting.backed']) {
			expect(line(entry(type, { target: null })).sentence).not.toBe(line(entry(type)).sentence);
		}
	});

	it('says which door was chosen, and quotes reasons, pins and titles as they were written', () => {
		for (const door of DOORS) {
			const { sentence, quote } = line(entry('door.changed', { target: null, text: door }));
			expect(sentence).toContain(words.doors.names[door]);
			expect(quote).toBe('');
		}
		expect(line(entry('person.banned', { text: 'Adverts <b>' })).quote).toBe('Adverts <b>');
	});

	it('says how long a turn is, and tells a limit from none', () => {
		const of = (text: string) => line(entry('turns.limited', { target: null, text }));
		expect(of('3').sentence).toContain(words.turns.minutes(3));
		expect(of('0').sentence).not.toContain('0');
		expect([of('3').quote, of('0').quote]).toEqual(['', '']);
	});

	it('has a sentence for an act that this version cannot name', () => {
		expect(logAct(words, entry('constructor'))).toBeNull();
		expect(line(entry('moon.landed'))).toEqual({ sentence: words.log.unknownAct('Tobias'), quote: '' });
	});

	it('names people as they are known now, strangers by their key, and says who is you', () => {
		const stranger = id<IdentityId>(444);
		expect(line(entry('mic.muted', { target: stranger })).sentence).toContain(
			words.app.guest(stranger.slice(0, 4))
		);
		expect(line(entry('mic.muted', { by: me })).sentence).toContain(words.log.me('Amina'));
	});
});
