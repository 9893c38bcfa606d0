import { describe, expect, it } from 'vitest';
import { Notices } from '../../src/p2p/session/notices.ts';

describe('what a person is told until they dismiss it', () => {
	it('is of each kind the newest, the newest last', () => {
		const notices = new Notices(() => {});
		notices.add({ code: 'muted-by-moderator', by: 'Ada' });
		notices.add({ code: 'microphone-lost' });
		notices.add({ code: 'muted-by-moderator', by: 'Ben' });
		expect(notices.list).toEqual([{ code: 'microphone-lost' }, { code: 'muted-by-moderator', by: 'Ben' }]);
	});

	it('says one thing about how sound gets here', () => {
		const notices = new Notices(() => {});
		notices.add({ code: 'weak-line' });
		for (const code of ['sound-over-listeners', 'second-root', 'no-parent'] as const) notices.add({ code });
		expect(notices.list.map(({ code }) => code)).toEqual(['weak-line', 'no-parent']);
	});

	it('is taken back by kind', () => {
		let changes = 0;
		const notices = new Notices(() => changes++);
		notices.add({ code: 'no-parent' });
		notices.drop('no-parent', 'weak-line');
		expect(notices.list).toEqual([]);
		expect(changes).toBe(2);
	});
});
