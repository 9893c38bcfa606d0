import { describe, expect, it } from 'vitest';
import '../fixtures/all-languages.ts';
import { faultText, noticeText, phaseText, type Fault } from '../../src/lib/app/faults.ts';
import { catalogues, languages } from '../../src/lib/app/messages.ts';
import type { Notice, Phase, RecordingNotice } from '../../src/p2p/api.ts';

/* Records over the unions of the contract: a new code there is a type error here. */
const codes: { [About in Fault['about']]: Record<Extract<Fault, { about: About }>['code'], true> } = {
	link: {
		'link-empty': true,
		'link-truncated': true,
		'link-mangled': true,
		'link-foreign': true,
		'link-newer-version': true
	},
	engine: { 'no-webrtc': true, 'no-crypto': true, 'insecure-page': true, 'not-loaded': true },
	microphone: {
		'microphone-denied': true,
		'microphone-missing': true,
		'microphone-in-use': true,
		'microphone-unsupported': true,
		'not-on-stage': true
	},
	command: { 'not-allowed': true, 'not-in-room': true, invalid: true, 'not-admitted': true },
	store: { 'storage-full': true, 'storage-unavailable': true },
	blocks: { 'storage-full': true, 'storage-unavailable': true, 'blocks-full': true, 'blocks-myself': true },
	'block-list': {
		'list-foreign': true,
		'list-newer-version': true,
		'list-damaged': true,
		'list-forged': true,
		'list-too-large': true
	}
};

/* Those about a recording have their words in the replay catalogue, by their codes. */
const notices: {
	[Code in Exclude<Notice, RecordingNotice>['code']]: Extract<Notice, { code: Code }> | { code: Code };
} = {
	'storage-full': { code: 'storage-full' },
	'storage-unavailable': { code: 'storage-unavailable' },
	'muted-by-moderator': { code: 'muted-by-moderator', by: 'Ana' },
	'moved-to-audience': { code: 'moved-to-audience', by: 'Ana' },
	'made-host': { code: 'made-host' },
	'acting-host': { code: 'acting-host' },
	'made-cohost': { code: 'made-cohost' },
	'microphone-lost': { code: 'microphone-lost' },
	'microphone-switched': { code: 'microphone-switched', device: 'Headset' },
	'noise-model-missing': { code: 'noise-model-missing' },
	'talking-while-muted': { code: 'talking-while-muted' },
	'network-changed': { code: 'network-changed' },
	'peer-misbehaved': { code: 'peer-misbehaved', name: 'Ana' },
	'sound-over-listeners': { code: 'sound-over-listeners' },
	'sound-direct': { code: 'sound-direct' },
	'no-parent': { code: 'no-parent' },
	'no-place': { code: 'no-place' },
	'second-root': { code: 'second-root' },
	'weak-line': { code: 'weak-line' },
	'no-room-key': { code: 'no-room-key' },
	'no-encryption': { code: 'no-encryption' }
};

const phases: Record<Phase['name'], true> = {
	connecting: true,
	waiting: true,
	preview: true,
	live: true,
	scheduled: true,
	reconnecting: true,
	ended: true,
	locked: true,
	full: true,
	uninvited: true,
	'not-following': true,
	ticketless: true,
	'other-version': true,
	removed: true,
	banned: true,
	elsewhere: true,
	left: true
};

const isSentence = (text: string) => /[.!?…]$/.test(text) && text.length > 10;

describe.each(languages)('In %s', (language) => {
	const words = catalogues[language];

	it('every fault of the engine says what happened in a sentence', () => {
		for (const [about, list] of Object.entries(codes)) {
			for (const code of Object.keys(list)) {
				expect(faultText(words, { about, code } as Fault), `${about} ${code}`).toSatisfy(isSentence);
			}
		}
	});

	it('every notice has a sentence, and names who or what it is about', () => {
		for (const notice of Object.values(notices)) {
			expect(noticeText(words, notice as Exclude<Notice, RecordingNotice>), notice.code).toSatisfy(
				isSentence
			);
		}
		expect(noticeText(words, { code: 'muted-by-moderator', by: 'Ana' })).toContain('Ana');
		expect(noticeText(words, { code: 'muted-by-moderator', by: '' })).not.toMatch(/^ /);
	});

	it('every phase has a heading and a sentence', () => {
		for (const name of Object.keys(phases)) {
			const { title, text } = phaseText(words, { name, reason: '' } as Phase);
			expect(title, name).not.toBe('');
			expect(text, name).toSatisfy(isSentence);
		}
	});

	it('a removal tells the reason that was given, and nothing where none was', () => {
		expect(phaseText(words, { name: 'removed', reason: 'Adverts' }).reason).toContain('Adverts');
		expect(phaseText(words, { name: 'banned', reason: '' }).reason).toBeNull();
	});
});
