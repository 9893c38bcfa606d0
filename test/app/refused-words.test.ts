import { describe, expect, it } from 'vitest';
import '../fixtures/all-languages.ts';
import { catalogues, languages } from '../../src/lib/app/messages.ts';
import { refusedName, refusedReport, refusedText } from '../../src/lib/app/refused-words.ts';
import type { RoomView } from '../../src/p2p/api.ts';
import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { CaptionRefusal } from '../../src/p2p/session/captions.ts';
import type { EphemeralFault } from '../../src/p2p/session/ephemerals.ts';
import type { NeighbourFault, NeighbourShortfall } from '../../src/p2p/session/neighbour.ts';
import { id } from '../fixtures/cast.ts';
import { sceneOf } from '../fixtures/scenes.ts';

/** Refused in passing by the routes of signals. */
type SignalFault = `signal-${'foreign' | 'forged' | 'flood'}`;

/* A record over the union of the engine: a new code is a type error here. */
const codes: Record<
	NeighbourFault | NeighbourShortfall | EphemeralFault | CaptionRefusal | SignalFault,
	true
> = {
	'event-malformed': true,
	'event-version': true,
	'event-signature': true,
	'feed-squatted': true,
	'feed-broken': true,
	'message-flood': true,
	'too-many-events': true,
	'too-many-feeds': true,
	'update-too-large': true,
	'update-malformed': true,
	'update-foreign-form': true,
	'update-deletes': true,
	'sync-malformed': true,
	'sync-flood': true,
	'message-malformed': true,
	'message-out-of-turn': true,
	'proof-wrong': true,
	'certificate-wrong': true,
	unattached: true,
	unadmitted: true,
	gap: true,
	backlog: true,
	'over-quota': true,
	'too-many-branches': true,
	'signal-foreign': true,
	'signal-forged': true,
	'signal-flood': true,
	'ephemeral-foreign': true,
	'ephemeral-repeated': true,
	'ephemeral-replayed': true,
	'ephemeral-expired': true,
	'ephemeral-unknown': true,
	'ephemeral-flood': true,
	'ephemeral-forged': true,
	'continuation-malformed': true,
	'continuation-unentitled': true,
	'continuation-stale': true,
	'tree-forged': true,
	'epoch-forged': true,
	'caption-foreign': true,
	'caption-flood': true,
	'caption-expired': true,
	'caption-unknown': true,
	'caption-off-stage': true,
	'caption-for-another': true,
	'caption-forged': true
};

const view = sceneOf('story-host') as RoomView;

describe.each(languages)('What was refused, in %s', (language) => {
	const words = catalogues[language];

	it('is told in plain words for every rule that a neighbour can break', () => {
		const texts = Object.keys(codes).map((code) => refusedText(words, code));
		expect(texts).not.toContain(undefined);
		for (const code of Object.keys(codes)) {
			expect(refusedText(words, code), code).not.toBe(words.refused.unknownCode(code));
		}
	});

	it('shows a code that this version cannot name, also one that every object has', () => {
		for (const code of ['moon-landed', 'constructor', '__proto__']) {
			expect(refusedText(words, code)).toBe(words.refused.unknownCode(code));
		}
	});

	it('names a page that never introduced itself by its key', () => {
		const from = id<SessionId>(9);
		expect(refusedName(words, { name: ' ', from })).toContain(from.slice(0, 8));
	});

	it('can be passed on as text with every row and fork, and without an address', () => {
		const report = refusedReport(words, view);
		expect(report.split('\n')).toHaveLength(1 + view.refused.length + (view.state?.forks.length ?? 0));
		for (const { code, count } of view.refused) expect(report).toContain(`${count} × ${code}`);
		expect(report).toContain('Óscar');
		expect(report).not.toMatch(/\/ip[46]\/|https?:|\d+\.\d+\.\d+\.\d+/);
	});
});
