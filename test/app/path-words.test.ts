import { describe, expect, it } from 'vitest';
import '../fixtures/all-languages.ts';
import { languages } from '../../src/lib/app/messages.ts';
import {
	givingText,
	initialOf,
	parentFacts,
	peerName,
	repairText,
	shortened,
	strandRows
} from '../../src/lib/app/path-words.ts';
import { wayCatalogues } from '../../src/lib/app/way-messages.ts';
import type { ForwardingState, PathView, RoomView } from '../../src/p2p/api.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import { id } from '../fixtures/cast.ts';
import { sceneOf } from '../fixtures/scenes.ts';
import { pathOf } from '../fixtures/scripted-path.ts';

const words = wayCatalogues.en;
const scene = (name: string) => pathOf(name, sceneOf(name) as RoomView);
const isSentence = (text: string) => /[.!?]$/.test(text) && text.length > 20;

/* A record over the union of the contract: a new state there is a type error here. */
const states: Record<ForwardingState, true> = {
	ready: true,
	off: true,
	hidden: true,
	battery: true,
	metered: true,
	phone: true,
	weak: true
};

describe.each(languages)('In %s', (language) => {
	const said = wayCatalogues[language];

	it('every state of forwarding says why in a sentence of its own', () => {
		const idle: PathView = { ...scene('story-lost'), forwarding: 'ready' };
		const sentences = Object.keys(states).map((forwarding) =>
			givingText(said, { ...idle, forwarding: forwarding as ForwardingState }, 'tree')
		);
		expect(sentences.every(isSentence)).toBe(true);
		expect(new Set(sentences).size).toBe(sentences.length);
	});

	it('shares, times and counts are written in the way of the language', () => {
		const comma = language === 'fr' ? ',' : '.';
		expect(said.way.share(0.0012)).toContain(`0${comma}12`);
		expect(said.way.share(0)).toMatch(/^0\s?%$/);
		expect(said.way.share(0.00001)).toMatch(/0.01\s?%$/);
		expect(said.crowd.unnamed(9940)).toMatch(/9.940/);
	});

	it('the table says all that the picture draws', () => {
		const rows = strandRows(said, scene('story-deep'));
		expect(rows).toHaveLength(7);
		expect(rows.flatMap(({ cells }) => cells).every((cell) => cell !== '')).toBe(true);
	});
});

describe('What you give', () => {
	it('counts those who hear the room through you, whatever else there is to say', () => {
		expect(givingText(words, scene('story-deep'), 'tree')).toBe('4 listeners hear the room through you.');
		expect(givingText(words, { ...scene('story-deep'), forwarding: 'hidden' }, 'tree')).toContain('4 ');
	});

	it('is nothing to worry about in a small room', () => {
		expect(givingText(words, { ...scene('story-small'), forwarding: 'battery' }, 'mesh')).toBe(
			words.way.giving.mesh
		);
	});
});

describe('A repair', () => {
	it('names the strand that is mended and the one that carries the sound', () => {
		expect(repairText(words, scene('story-deep'))).toBe(
			'Strand A is being repaired. Strand B carries the sound meanwhile.'
		);
		expect(repairText(words, scene('story-lost'))).toBe(words.way.repairingBoth);
		expect(repairText(words, scene('story-small'))).toBeNull();
		expect(repairText(words, scene('story-planner'))).toBeNull();
	});
});

describe('A strand in words', () => {
	const cells = (view: PathView, label: string) =>
		strandRows(words, view).find((row) => row.label === label)?.cells;

	it('comes from the stage itself at its root, which needs nobody to stand by', () => {
		const planner = scene('story-planner');
		expect(cells(planner, words.way.table.from)?.[0]).toBe(words.way.table.stageItself);
		expect(cells(planner, words.way.table.fallback)?.[0]).toBe(words.way.table.notNeeded);
		expect(cells(planner, words.way.table.from)?.[1]).toBe('Tobias');
	});

	it('says that nobody is there yet while a parent is looked for', () => {
		expect(cells(scene('story-lost'), words.way.table.from)).toEqual([
			words.way.table.nobodyYet,
			words.way.table.nobodyYet
		]);
	});

	it('leaves out of the picture what was not measured', () => {
		const [stripe] = scene('story-deep').stripes ?? [];
		expect(parentFacts(words, stripe!)).toEqual(['18 ms', '3.1% lost']);
		expect(parentFacts(words, { ...stripe!, delayMs: null, loss: 0 })).toEqual([]);
	});
});

describe('A name in the picture', () => {
	it('is drawn from the key where there is none', () => {
		const session = id<SessionId>(3);
		expect(peerName(words, { session, name: ' ' })).toBe(`Guest ${session.slice(0, 4)}`);
	});

	it('is cut and begun by whole letters', () => {
		expect(shortened('Amina', 5)).toBe('Amina');
		expect(shortened('Amina Diallo', 7)).toBe('Amina…');
		expect(shortened('👩‍👩‍👧‍👧👩‍👩‍👧‍👧👩‍👩‍👧‍👧', 2)).toBe('👩‍👩‍👧‍👧…');
		expect(initialOf('éric')).toBe('É');
		expect(initialOf('')).toBe('');
	});
});
