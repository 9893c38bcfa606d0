import { describe, expect, it } from 'vitest';
import { announcementsBetween } from '../../src/lib/app/announcements.ts';
import { catalogues } from '../../src/lib/app/messages.ts';
import type { Participant, RoomView, ShownMessage } from '../../src/p2p/api.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { audience, id, person } from '../fixtures/cast.ts';
import { sceneOf } from '../fixtures/scenes.ts';
import { recordedBy } from '../fixtures/scripted-recordings.ts';
import { act, handedTo } from '../fixtures/scripted-acts.ts';

const words = catalogues.en;
const all = () => true;
const host = sceneOf('story-host') as RoomView;
const withAudience = (people: readonly Participant[]): RoomView => ({
	...host,
	audience: people,
	audienceCount: people.length
});
const between = (before: RoomView, after: RoomView, isOn: (kind: string) => boolean = all) =>
	announcementsBetween(words, before, after, isOn);

describe('What a screen reader is told', () => {
	it('names a few who come, and counts many', () => {
		const empty = withAudience([]);
		const two = withAudience([person(20, 'Noor'), person(21, 'Mateo')]);
		expect(between(empty, two)).toEqual(['Noor came in.', 'Mateo came in.']);
		expect(between(empty, withAudience(audience(9)))).toContain('9 people came in.');
		expect(between(two, empty)).toEqual(['Noor left.', 'Mateo left.']);
	});

	it('says of somebody who is blocked that they are', () => {
		const blocked = { identity: id<IdentityId>(20), name: 'Noor', reason: '', at: 1, from: null };
		const noor = person(20, 'Noor', { blocked });
		expect(between(withAudience([]), withAudience([noor]))).toEqual(['Noor, blocked by you, came in.']);
	});

	it('is told of a recording whatever else is switched off, and of what it asks', () => {
		const before = sceneOf('story-listener') as RoomView;
		const none = () => false;
		const recorded = recordedBy(before, 5, 'Amina Diallo');
		const asked = { ...recorded, recording: { ...recorded.recording!, asksMe: true } };
		expect(between(before, recorded, none)).toEqual(['Amina Diallo started recording this room.']);
		expect(between(recorded, asked, none)).toEqual([
			'Your microphone is off until you agree to be recorded.'
		]);
		expect(between(asked, before, none)).toEqual(['This room is no longer being recorded.']);
		expect(between(asked, asked)).toEqual([]);
	});

	it('tells a speaker of the end of their turn, moderators who is over time, and others nothing', () => {
		const scene = (n: number, state: 'running' | 'ending' | 'over', role: 'host' | 'listener') => ({
			...host,
			me: { ...host.me, role },
			stage: [person(n, 'Tobias', { role: 'speaker', turn: { endsAt: 0, state } })]
		});
		expect(between(scene(1, 'running', 'listener'), scene(1, 'ending', 'listener'))).toEqual([
			'Half a minute left of your turn.'
		]);
		expect(between(scene(1, 'ending', 'listener'), scene(1, 'over', 'listener'))).toEqual([
			'The time of your turn is up.'
		]);
		expect(between(scene(2, 'running', 'host'), scene(2, 'ending', 'host'))).toEqual([]);
		expect(between(scene(2, 'ending', 'host'), scene(2, 'over', 'host'))).toEqual(['Tobias is over time.']);
		expect(between(scene(2, 'ending', 'listener'), scene(2, 'over', 'listener'))).toEqual([]);
		const isOff = (kind: string) => kind !== 'turns';
		expect(between(scene(1, 'ending', 'host'), scene(1, 'over', 'host'), isOff)).toEqual([]);
	});

	it('takes no listener of a large room for a newcomer because the page now knows their name', () => {
		const before = { ...withAudience([person(20, 'Noor')]), audienceCount: 900 };
		const after = { ...withAudience([person(21, 'Mateo')]), audienceCount: 901 };
		expect(between(before, after)).toEqual([]);
		const withSpeaker = { ...after, stage: [...after.stage, person(60, 'Ilse', { role: 'speaker' })] };
		expect(between(after, withSpeaker)).toEqual(['Ilse came in.']);
	});

	it('tells moderators of raised hands', () => {
		const before = { ...host, audience: [person(20, 'Noor')] };
		const after = { ...host, audience: [person(20, 'Noor', { hand: 1 })] };
		expect(between(before, after)).toEqual(['Noor raised a hand.']);
	});

	it('tells of one’s own microphone and place', () => {
		const listener = sceneOf('story-invited') as RoomView;
		expect(between(listener, act(listener, { do: 'answer', accept: true }))).toContain(
			words.announce.youOnStage
		);
		const open = { ...host, me: { ...host.me, microphone: 'off' as const } };
		expect(between(open, host)).toEqual([words.announce.micOn]);
	});

	it('reads out what one or two people wrote since, and counts more', () => {
		const [before, after] = [sceneOf('story-alone')!, sceneOf('story-chat')!];
		const quiet = { ...before, chat: [] };
		const spoken = (chat: RoomView['chat']) => between(quiet, { ...quiet, chat });
		const [ownBefore, byTobias, byMateo] = after.chat as [ShownMessage, ShownMessage, ShownMessage];
		expect(spoken([byMateo])).toEqual([words.announce.wrote('Mateo', byMateo.text)]);
		expect(spoken([byTobias, byMateo, { ...byMateo, id: byTobias.id }])).toEqual([
			words.announce.wroteMany(3)
		]);
		// Neither what was there before, nor one's own words, nor those of somebody blocked.
		expect(spoken([ownBefore, after.chat.at(-1)!, after.chat.find(({ isBlocked }) => isBlocked)!])).toEqual(
			[]
		);
	});

	it('tells who the host is now', () => {
		const offered = sceneOf('story-offered') as RoomView;
		expect(between(offered, act(offered, { do: 'answer-host', accept: true }))).toContain(
			words.announce.youHost
		);
		expect(between(host, handedTo(host, id<IdentityId>(3)))).toContain(words.announce.newHost('Mei Lin'));
	});

	it('never says who is speaking', () => {
		expect(between(host, { ...host, speaking: new Set(host.stage.map((one) => one.identity)) })).toEqual([]);
	});

	it('leaves out the kinds that are switched off', () => {
		const empty = withAudience([]);
		expect(between(empty, host, (kind) => kind !== 'people' && kind !== 'hands')).toEqual([]);
	});
});
