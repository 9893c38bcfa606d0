import { describe, expect, it } from 'vitest';
import '../fixtures/all-languages.ts';
import { catalogues } from '../../src/lib/app/messages.ts';
import { chosenReasons, reasonWords } from '../../src/lib/app/reason-words.ts';
import { printable } from '../../src/p2p/room/bodies.ts';
import { TEXT_LIMITS } from '../../src/p2p/room/events.ts';

const { en, fr } = catalogues;

describe('A reason for putting somebody out', () => {
	it('that was chosen is read in the reader’s language', () => {
		for (const name of chosenReasons) {
			expect(reasonWords(fr, en.reasons[name])).toBe(fr.reasons[name]);
			expect(reasonWords(en, fr.reasons[name])).toBe(en.reasons[name]);
		}
		expect(reasonWords(fr, en.banReason)).toBe(fr.banReason);
	});

	it('in own words is read as it was written', () => {
		for (const own of ['', 'You know why', 'advertising', 'constructor'])
			expect(reasonWords(fr, own)).toBe(own);
	});

	it('that can be chosen is one that peers take, and no two are alike', () => {
		const all = [en, fr].flatMap(({ reasons }) => Object.values(reasons));
		for (const reason of all) expect(printable(reason, TEXT_LIMITS.reason)).toBe(reason);
		expect(new Set(all).size).toBe(all.length);
	});
});
