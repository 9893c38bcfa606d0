import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityId, SessionId } from '../../src/p2p/base/ids.ts';
import { CaptionLines } from '../../src/p2p/session/caption-lines.ts';
import { CaptionWindow } from '../../src/p2p/session/caption-window.ts';
import { captionParts, SpokenLine } from '../../src/p2p/session/spoken-line.ts';
import type { OwnWording } from '../../src/p2p/session/captions.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { MAX_CAPTION } from '../../src/p2p/room/caption-limits.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const ADA = 'a1'.repeat(32) as SessionId;
const BEN = 'b1'.repeat(32) as SessionId;
const ada = 'aa'.repeat(32) as IdentityId;
const ben = 'bb'.repeat(32) as IdentityId;

const said = (session: SessionId, line: number, text: string, isFinal = true) => ({
	session,
	line,
	wording: 0,
	at: 0,
	speaker: null,
	language: 'en',
	isFinal,
	isTyped: false,
	text
});
const texts = (lines: CaptionLines) => lines.list.map(({ text }) => text);

describe('W3 wordings become lines', () => {
	it('each wording stands in for the one before, where its line began', () => {
		const lines = new CaptionLines();
		lines.take(said(ADA, 1, 'the night', false), ada, 1_000);
		lines.take(said(BEN, 1, 'yes'), ben, 2_000);
		lines.take(said(ADA, 1, 'the night ferry', false), ada, 3_000);
		expect(texts(lines)).toEqual(['the night ferry', 'yes']);
		lines.take(said(ADA, 1, 'The night ferry.'), ada, 4_000);
		expect(lines.list[0]).toMatchObject({ text: 'The night ferry.', isFinal: true, speaker: ada });
		expect(lines.list[0]).toMatchObject({ beganAt: 1_000, changedAt: 4_000 });
	});

	it('a line that comes after a later one of the same page takes its place before it', () => {
		const lines = new CaptionLines();
		for (const line of [3, 1, 2]) lines.take(said(ADA, line, `line ${line}`), ada, line);
		expect(texts(lines)).toEqual(['line 1', 'line 2', 'line 3']);
	});

	it('whoever begins another line has given up the one that was open', () => {
		const lines = new CaptionLines();
		lines.take(said(ADA, 1, 'well', false), ada, 1);
		lines.take(said(ADA, 2, 'so', false), ada, 2);
		expect(texts(lines)).toEqual(['so']);
		// A typed line is said beside the one that is spoken.
		lines.take(said(ADA, 3, 'typed'), ada, 3);
		expect(texts(lines)).toEqual(['so', 'typed']);
	});

	it('an empty wording takes its line back, and so does silence', () => {
		const lines = new CaptionLines();
		lines.take(said(ADA, 1, 'hm', false), ada, 1_000);
		lines.take(said(ADA, 1, ''), ada, 1_001);
		lines.take(said(BEN, 1, 'ah', false), ben, 1_002);
		lines.take(said(BEN, 2, 'kept'), ben, 1_003);
		expect(texts(lines)).toEqual(['ah', 'kept']);
		expect(lines.tidy(2_000)).toBe(false);
		expect(lines.tidy(20_000)).toBe(true);
		expect(texts(lines)).toEqual(['kept']);
	});

	it('keeps two thousand lines and lets the oldest go', () => {
		const lines = new CaptionLines();
		for (let line = 1; line <= 2_500; line++) lines.take(said(ADA, line, `line ${line}`), ada, line);
		expect(lines.list).toHaveLength(2_000);
		expect(lines.list[0]!.text).toBe('line 501');
	});
});

describe('W2 each wording counts once', () => {
	const place = (line: number, wording: number, isFinal = false) => ({ line, wording, isFinal });

	it('newer wordings overtake older ones, and nothing follows the end of a line', () => {
		const window = new CaptionWindow();
		const takes = (...of: Parameters<typeof place>) => {
			const isNew = window.isNew(place(...of));
			if (isNew) window.take(place(...of));
			return isNew;
		};
		expect([takes(1, 0), takes(1, 2), takes(1, 1), takes(1, 2)]).toEqual([true, true, false, false]);
		expect([takes(1, 3, true), takes(1, 3, true), takes(1, 9)]).toEqual([true, false, false]);
		// A typed line in between, and the spoken one goes on.
		expect([takes(2, 0), takes(3, 0, true), takes(2, 1), takes(2, 2, true)]).toEqual([
			true,
			true,
			true,
			true
		]);
		expect([takes(40, 0, true), takes(4, 0, true), takes(24, 0, true), takes(25, 0, true)]).toEqual([
			true,
			false,
			false,
			true
		]);
	});

	it('takes no wording twice, in whatever order two ways bring them', () => {
		const wordings = fc.array(fc.tuple(fc.nat(30), fc.nat(5), fc.boolean()), { maxLength: 200 });
		fc.assert(
			fc.property(wordings, (sent) => {
				const window = new CaptionWindow();
				const taken = new Set<string>();
				const ended = new Set<number>();
				for (const [line, wording, isFinal] of sent) {
					if (!window.isNew({ line, wording, isFinal })) continue;
					window.take({ line, wording, isFinal });
					const name = `${line}:${isFinal ? 'end' : wording}`;
					expect(taken.has(name)).toBe(false);
					expect(ended.has(line)).toBe(false);
					taken.add(name);
					if (isFinal) ended.add(line);
				}
			})
		);
	});
});

describe('What a voice says', () => {
	function speak() {
		const clock = new VirtualClock();
		const told: string[] = [];
		let lines = 0;
		const captions = {
			nextLine: () => ++lines,
			say: ({ line, wording, text, isFinal }: OwnWording) =>
				void told.push(`${line}.${wording}${isFinal ? '!' : ''} ${text}`)
		};
		return { clock, told, line: new SpokenLine({ scope: new Scope(clock), captions, language: 'en' }) };
	}

	it('is told at once, then at most every 400 ms, and its end at once', async () => {
		const { clock, told, line } = speak();
		for (const text of ['a', 'a b', 'a b c']) line.take(text, false);
		expect(told).toEqual(['1.0 a']);
		await clock.advance(400);
		expect(told).toEqual(['1.0 a', '1.1 a b c']);
		line.take('a b c d', false);
		line.take('A, b, c, d.', true);
		expect(told.slice(2)).toEqual(['1.2! A, b, c, d.']);
		await clock.advance(2_000);
		line.take('next', false);
		expect(told.slice(3)).toEqual(['2.0 next']);
	});

	it('a thousand wordings a second cost the room three', async () => {
		const { clock, told, line } = speak();
		for (let i = 0; i < 1_000; i++) {
			line.take(`wording ${i}`, false);
			await clock.advance(1);
		}
		expect(told.length).toBeLessThanOrEqual(3);
	});

	it('stays as it was understood last when the microphone closes, and is taken back if it was noise', async () => {
		const { told, line } = speak();
		line.take('and then', false);
		line.take('and then we', false);
		line.end();
		line.end();
		expect(told).toEqual(['1.0 and then', '1.1! and then we']);
		line.take('uh', false);
		line.take(' ', true);
		expect(told.at(-1)).toMatch(/^2\.\d! $/);
	});

	it('is cut between words into lines that fit, however long, and never loses a word of them', () => {
		const words = fc.array(fc.stringMatching(/^[a-zé]{1,12}$/), { minLength: 1, maxLength: 90 });
		fc.assert(
			fc.property(words, (spoken) => {
				const parts = captionParts(spoken.join(' '));
				expect(parts.every((part) => part.length > 0 && part.length <= MAX_CAPTION)).toBe(true);
				expect(parts.join(' ')).toBe(spoken.join(' '));
			})
		);
		const endless = captionParts('x'.repeat(10_000_000));
		expect(endless.map(({ length }) => length)).toEqual([300, 300, 300, 300]);
		expect(captionParts('\u202eevil\u0000\n')).toEqual(['evil']);
		expect(captionParts('\u202e \n')).toEqual([]);
	});
});
