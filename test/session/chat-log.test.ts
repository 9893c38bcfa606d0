import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import { MAX_MESSAGES } from '../../src/p2p/room/chat.ts';
import { ChatLog } from '../../src/p2p/session/chat-log.ts';
import { Story } from '../room/story.ts';

const nobody = new Set<IdentityId>();
let log: ChatLog;
let now: number;
let story: Story;
const texts = () => log.shown(nobody).map(({ text }) => text);

beforeEach(() => {
	now = 1000;
	log = new ChatLog(() => now);
	story = new Story();
});

describe('the chat as a page saw it', () => {
	it('has no time for what was there before this page came, and keeps the time of what it saw', () => {
		const bob = story.person('bob');
		bob.says('before');
		log.follow(story.state);
		log.enter();
		const message = bob.says('after');
		log.follow(story.state);
		now = 2000;
		bob.edits(message, 'after all');
		log.follow(story.state);
		expect(log.shown(nobody)).toMatchObject([
			{ text: 'before', at: null, name: 'bob' },
			{ text: 'after all', at: 1000, isEdited: true }
		]);
	});

	it('goes on showing what the state has no place for', () => {
		for (let i = 0; i < MAX_MESSAGES; i++) story.host.says(`${i}`);
		log.follow(story.state);
		for (let i = 0; i < 5; i++) story.host.says(`more ${i}`);
		log.follow(story.state);
		expect(texts()).toHaveLength(MAX_MESSAGES + 5);
		expect(texts()[0]).toBe('0');
	});

	it('drops what was taken back, hidden, or turned out not to count', () => {
		const [bob, carol] = [story.person('bob'), story.person('carol')];
		const first = bob.says('one');
		story.host.goesAway();
		carol.says('two');
		log.follow(story.state);
		bob.hides(first, bob);
		log.follow(story.state);
		expect(texts()).toEqual(['two']);
		// Closed by somebody who had not seen it: it does not count.
		story.host.switchesChat(false);
		log.follow(story.state);
		expect(texts()).toEqual([]);
	});

	it('remembers what was said in a document that the room has left, until its author or a moderator takes it back', () => {
		const bob = story.person('bob');
		const [first, second] = [bob.says('one'), bob.says('two')];
		log.follow(story.state);
		log.move();
		const next = new Story('next');
		log.follow(next.state);
		expect(texts()).toEqual(['one', 'two']);
		const mallory = next.person('mallory');
		mallory.hides(first, mallory);
		log.follow(next.state);
		expect(texts()).toEqual(['one', 'two']);
		next.person('bob').hides(first, bob);
		next.host.hides(second, bob);
		log.follow(next.state);
		expect(texts()).toEqual([]);
	});

	it('is the same list while nothing about it changes', () => {
		story.person('bob').says('one');
		const { state } = story;
		log.follow(state);
		const shown = log.shown(nobody);
		log.follow({ ...state, hands: [] });
		expect(log.shown(nobody)).toBe(shown);
		expect(log.shown(new Set())).not.toBe(shown);
	});

	it('marks what people wrote whom this person blocks', () => {
		const bob = story.person('bob');
		bob.says('one');
		log.follow(story.state);
		expect(log.shown(new Set([bob.identity]))).toMatchObject([{ isBlocked: true }]);
	});
});
