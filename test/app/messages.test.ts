import { describe, expect, it } from 'vitest';
import '../fixtures/all-languages.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { agendaCatalogues } from '../../src/lib/app/agenda-messages.ts';
import { captionsCatalogues } from '../../src/lib/app/captions-messages.ts';
import { catalogues, languageFor, languages, type Language } from '../../src/lib/app/messages.ts';
import { lettersCatalogues } from '../../src/lib/app/letters-messages.ts';
import { liveCatalogues } from '../../src/lib/app/live-messages.ts';
import { replayCatalogues } from '../../src/lib/app/replay-messages.ts';
import { identityCatalogues } from '../../src/lib/app/identity-messages.ts';
import { stageCatalogues } from '../../src/lib/app/stage-messages.ts';
import { ticketsCatalogues } from '../../src/lib/app/tickets-messages.ts';
import { scheduleCatalogues } from '../../src/lib/app/schedule-messages.ts';
import { settingsCatalogues } from '../../src/lib/app/settings-messages.ts';
import { wayCatalogues } from '../../src/lib/app/way-messages.ts';

type Tree = { readonly [key: string]: unknown };

/** Every path of a catalogue with its sentence; functions are called with plain arguments. */
function sentences(tree: Tree, path = ''): Map<string, string> {
	const found = new Map<string, string>();
	for (const [key, value] of Object.entries(tree)) {
		const here = path === '' ? key : `${path}.${key}`;
		if (typeof value === 'string') found.set(here, value);
		else if (typeof value === 'function') found.set(here, String(value(3)));
		else for (const [inner, sentence] of sentences(value as Tree, here)) found.set(inner, sentence);
	}
	return found;
}

describe('The words of the interface', () => {
	const all = (language: Language) => ({
		...agendaCatalogues[language],
		...wayCatalogues[language],
		...settingsCatalogues[language],
		...replayCatalogues[language],
		...captionsCatalogues[language],
		...lettersCatalogues[language],
		...stageCatalogues[language],
		...ticketsCatalogues[language],
		...scheduleCatalogues[language],
		...identityCatalogues[language],
		...liveCatalogues[language]
	});
	const english = sentences(all('en'));

	for (const language of languages) {
		it(`are all there in ${language}, and none is empty`, () => {
			const words = sentences(all(language));
			expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
			for (const [key, sentence] of words) expect(sentence.trim(), key).not.toBe('');
		});
	}

	it('name the controls that tests and assistive tools rely on', () => {
		const { home, start, join, bar, room, requests, invitation, person, share, profile } = catalogues.en;
		expect([home.start, profile.name, start.roomTitle, start.golive, join.button]).toEqual([
			'Start a room',
			'Your name',
			'Room title',
			'Go live',
			'Start listening'
		]);
		expect([bar.microphone, bar.hand, bar.leave, bar.requests, bar.share, share.copy]).toEqual([
			'Microphone',
			'Raise hand',
			'Leave',
			'Requests',
			'Share',
			'Copy link'
		]);
		expect([room.stage, room.audience, requests.title, room.pinned, requests.letSpeak]).toEqual([
			'Stage',
			'Audience',
			'Requests',
			'Pinned',
			'Let speak'
		]);
		expect([invitation.join, invitation.stay]).toEqual(['Join the stage', 'Stay in the audience']);
		expect([person.mute, person.toAudience, person.remove, person.ban, person.makeCohost]).toEqual([
			'Mute',
			'Move to audience',
			'Remove',
			'Ban',
			'Make co-host'
		]);
	});

	it('load French for nobody who reads English', () => {
		const places = ['lib', 'routes'].map((folder) => new URL(`../../src/${folder}`, import.meta.url));
		const files = places.flatMap((place) =>
			readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
		);
		const importers = files
			.filter(({ parentPath, name }) =>
				/from '.*\.fr\.ts'/.test(readFileSync(`${parentPath}/${name}`, 'utf8'))
			)
			.map(({ name }) => name);
		// Reasons are read in the language of whoever signed them.
		expect(importers.sort()).toEqual(['french.ts', 'messages.fr.ts', 'reason-words.ts']);
	});

	it('count in the way of each language', () => {
		expect(catalogues.en.room.here(0)).toBe('0 people');
		expect(catalogues.en.room.here(1)).toBe('1 person');
		expect(catalogues.fr.room.here(0)).toBe('0 personne');
		expect(catalogues.fr.room.here(2)).toBe('2 personnes');
		expect(catalogues.en.bar.handPlace(22)).toContain('22nd');
		expect(catalogues.fr.bar.handPlace(1)).toContain('1re');
	});

	it('start in the first of the reader’s languages that there is', () => {
		expect(languageFor(['de-CH', 'fr-CH', 'en'])).toBe('fr');
		expect(languageFor(['ja'])).toBe('en');
	});
});
