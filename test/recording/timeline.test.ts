import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityId, RoomId } from '../../src/p2p/base/ids.ts';
import { captionsOf, chaptersOf, namesOf, turnsOf } from '../../src/p2p/recording/chapters.ts';
import { chapterTime, commentsFor, fileNameOf } from '../../src/p2p/recording/export.ts';
import { headLine, momentLine, readTimeline, type TimedMoment } from '../../src/p2p/recording/timeline.ts';
import type { OpenedRecording } from '../../src/p2p/api.ts';

const id = (digit: string) => digit.repeat(64) as IdentityId;
const [ADA, BEN] = [id('a'), id('b')];
const HEAD = {
	kind: 'room',
	room: '1'.repeat(64) as RoomId,
	title: 'Evening room',
	topics: ['Boats'],
	host: 'Ada',
	startedAt: Date.UTC(2026, 10, 23, 10)
} as const;
const timeline = (...moments: TimedMoment[]) => ({ head: HEAD, moments });
const speaking = (at: number, ...who: IdentityId[]): TimedMoment => ({ at, what: 'speaking', who });

const moments: TimedMoment[] = [
	{
		at: 0,
		what: 'stage',
		people: [
			{ identity: ADA, name: 'Ada' },
			{ identity: BEN, name: '' }
		]
	},
	speaking(10, ADA),
	{ at: 20, what: 'title', title: 'Later', topics: [] },
	{ at: 30, what: 'pin', text: 'The list' },
	{
		at: 35,
		what: 'caption',
		speaker: BEN,
		author: ADA,
		text: 'Le bac <b>part</b>.',
		language: 'fr-CA',
		lastedMs: 12
	},
	{ at: 40, what: 'end', fault: 'recording-full' }
];

const caption = (change: object = {}): TimedMoment =>
	({
		at: 1000,
		what: 'caption',
		speaker: BEN,
		author: BEN,
		text: 'x',
		language: 'en',
		lastedMs: 0,
		...change
	}) as TimedMoment;
/** What no page of ours writes, and a disk may hold. */
const wrongCaptions = [
	{ text: '' },
	{ text: 7 },
	{ text: undefined },
	{ text: 'x'.repeat(301) },
	{ text: 'a\u202eb' },
	{ text: 'a\nb' },
	{ language: 'en\n\n00:00 --> 00:01' },
	{ language: 'x'.repeat(36) },
	{ language: null },
	{ speaker: '../../x' },
	{ speaker: BEN.toUpperCase() },
	{ author: null },
	{ lastedMs: -1 },
	{ lastedMs: null },
	{ lastedMs: '5' },
	{ at: -1 }
].map((change) => caption(change));

describe('What happened along a recording', () => {
	it('is read as it was written', () => {
		const text = headLine(HEAD) + moments.map(momentLine).join('');
		expect(readTimeline(text)).toEqual({ head: { ...HEAD }, moments });
	});

	it('is read up to where it was cut', () => {
		const text = headLine(HEAD) + moments.map(momentLine).join('');
		const whole = headLine(HEAD).length + momentLine(moments[0]!).length;
		expect(readTimeline(text.slice(0, whole + 9))?.moments).toEqual(moments.slice(0, 1));
		expect(readTimeline(headLine(HEAD).slice(0, -5))).toBeNull();
	});

	it('leaves out kinds of a later version, and everything that is not exactly of its form', () => {
		const wrong = [
			{ at: 1, what: 'laughter', who: [ADA] },
			...wrongCaptions,
			{ at: -1, what: 'pin', text: 'x' },
			{ at: 1, what: 'pin', text: 'a\u202eb' },
			{ at: 1, what: 'pin', text: 'x'.repeat(501) },
			{ at: 1, what: 'speaking', who: ['../../x'] },
			{ at: 1, what: 'stage', people: [{ identity: ADA }] },
			{ at: 1, what: 'stage', people: [null] },
			{ at: 1, what: 'end', fault: 'anything' },
			{ at: '1', what: 'pin', text: 'x' }
		];
		const text = headLine(HEAD) + wrong.map((line) => `${JSON.stringify(line)}\n`).join('');
		expect(readTimeline(text)?.moments).toEqual([]);
	});

	it('answers to any text', () => {
		const line = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...moments.map(momentLine)));
		fc.assert(
			fc.property(fc.array(line), fc.boolean(), (lines, isHeaded) => {
				const read = readTimeline((isHeaded ? headLine(HEAD) : '') + lines.join('\n'));
				for (const moment of read?.moments ?? []) expect(moment.at).toBeGreaterThanOrEqual(0);
			})
		);
	});
});

describe('Turns and chapters', () => {
	it('a pause within a turn is part of it, a longer one ends it', () => {
		const turns = turnsOf(
			timeline(speaking(0, ADA), speaking(4000), speaking(5000, ADA), speaking(9000), speaking(15_000, ADA)),
			20_000
		);
		expect(turns).toEqual([
			{ identity: ADA, from: 0, to: 9000 },
			{ identity: ADA, from: 15_000, to: 20_000 }
		]);
	});

	it('two who speak at once each have their turn', () => {
		const turns = turnsOf(timeline(speaking(0, ADA), speaking(2000, ADA, BEN), speaking(6000, BEN)), 9000);
		expect(turns).toEqual([
			{ identity: ADA, from: 0, to: 6000 },
			{ identity: BEN, from: 2000, to: 9000 }
		]);
	});

	it('nothing lies behind the end of the sound, as where the last second was lost', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(30_000), fc.subarray([ADA, BEN]))),
				fc.nat(20_000),
				(changes, lengthMs) => {
					const line = timeline(
						...changes.sort(([a], [b]) => a - b).map(([at, who]) => speaking(at, ...who))
					);
					for (const { from, to } of turnsOf(line, lengthMs)) {
						expect(from).toBeLessThan(to);
						expect(to).toBeLessThanOrEqual(lengthMs);
					}
					const places = chaptersOf(line, lengthMs).map(({ at }) => at);
					expect(places).toEqual([...places].sort((a, b) => a - b));
				}
			)
		);
	});

	it('the beginning, topics, pins and whoever takes the word are chapters; a word thrown in is none', () => {
		const line = timeline(
			speaking(0, ADA),
			{ at: 1000, what: 'pin', text: 'The list' },
			speaking(8000, BEN),
			speaking(9000, ADA),
			{ at: 12_000, what: 'title', title: 'Later', topics: ['Nets'] },
			speaking(16_000, BEN)
		);
		expect(chaptersOf(line, 30_000)).toEqual([
			{ at: 0, what: 'title', title: 'Evening room', topics: ['Boats'] },
			{ at: 0, what: 'speaker', identity: ADA },
			{ at: 1000, what: 'pin', text: 'The list' },
			{ at: 12_000, what: 'title', title: 'Later', topics: ['Nets'] },
			{ at: 16_000, what: 'speaker', identity: BEN }
		]);
	});

	it('a person goes by the last name they had', () => {
		const stage = (name: string): TimedMoment => ({
			at: 0,
			what: 'stage',
			people: [{ identity: ADA, name }]
		});
		expect(namesOf(timeline(stage('Ada'), stage('Ada L.'), stage(''))).get(ADA)).toBe('Ada L.');
	});
});

describe('Y6 Captions along a recording', () => {
	const long = 'A line that takes a while to read, longer than it took to say.';
	const stage: TimedMoment = { at: 0, what: 'stage', people: [{ identity: BEN, name: 'Ben' }] };
	const ben = { identity: BEN, name: 'Ben' };

	it('stand where their words began, and stay until they can have been read', () => {
		const line = timeline(
			stage,
			caption({ at: 9000, text: 'second', lastedMs: 2000 }),
			caption({ at: 8000, text: long, lastedMs: 3000, author: ADA }),
			caption({ at: 100, text: 'x', lastedMs: 5000 })
		);
		expect(captionsOf(line, 20_000)).toEqual([
			{ from: 0, to: 1560, speaker: ben, author: ben, text: 'x', language: 'en' },
			{
				from: 5000,
				to: 5000 + 1500 + 60 * long.length,
				speaker: ben,
				author: { identity: ADA, name: '' },
				text: long,
				language: 'en'
			},
			{ from: 7000, to: 9000, speaker: ben, author: ben, text: 'second', language: 'en' }
		]);
	});

	it('lie within the sound, in order, whatever the file says', () => {
		const time = fc.oneof(fc.nat(30_000), fc.constantFrom(0, Number.MAX_VALUE));
		fc.assert(
			fc.property(fc.array(fc.tuple(time, time)), fc.nat(20_000), (times, lengthMs) => {
				const lines = times.map(([at, lastedMs]) => caption({ at, lastedMs }));
				const captions = captionsOf(timeline(...lines), lengthMs);
				for (const { from, to } of captions) {
					expect(from).toBeLessThan(lengthMs);
					expect(to).toBeGreaterThanOrEqual(from);
					expect(to).toBeLessThanOrEqual(lengthMs);
				}
				const places = captions.map(({ from }) => from);
				expect(places).toEqual([...places].sort((a, b) => a - b));
			})
		);
	});
});

describe('A file for others', () => {
	const opened: OpenedRecording = {
		...HEAD,
		id: 'x',
		lengthMs: 3_700_000,
		bytes: 1,
		end: 'stopped',
		sound: new Blob(),
		fileName: 'Evening room 2026-11-23',
		captions: [],
		chapters: [
			{ at: 0, what: 'title', title: 'Evening room', topics: ['Boats'] },
			{ at: 3_661_007, what: 'speaker', identity: BEN }
		],
		speakers: [{ identity: BEN, name: '', turns: [] }]
	};

	it('carries its chapters as players read them', () => {
		expect(commentsFor(opened, () => 'Guest b')).toEqual([
			['TITLE', 'Evening room'],
			['ARTIST', 'Ada'],
			['DATE', '2026-11-23'],
			['CHAPTER001', '00:00:00.000'],
			['CHAPTER001NAME', 'Evening room · Boats'],
			['CHAPTER002', '01:01:01.007'],
			['CHAPTER002NAME', 'Guest b']
		]);
		expect(chapterTime(59_999.6)).toBe('00:01:00.000');
	});

	it('is named after the room, whatever that is called', () => {
		const name = (title: string) => fileNameOf({ ...opened, title });
		expect(name('Evening room')).toBe('Evening room 2026-11-23');
		expect(name('../../etc: "a|b"')).toBe('etc a b 2026-11-23');
		expect(name('...')).toBe('2026-11-23');
		expect(name('語'.repeat(120)).length).toBeLessThan(80);
		expect(fileNameOf({ ...opened, kind: 'voice' })).toBe('Evening room voice 2026-11-23');
	});
});
