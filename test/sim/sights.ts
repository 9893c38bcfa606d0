import type { RoomView } from '../../src/p2p/api.ts';
import type { IdentityId } from '../../src/p2p/base/ids.ts';
import type { RoomState } from '../../src/p2p/room/state.ts';

/** What a run should come upon now and then: else its checks hold because nothing happened. */
const SIGHTS: Record<string, (state: RoomState, founder: IdentityId) => boolean> = {
	'a co-host': ({ people }) => people.some(({ role }) => role === 'cohost'),
	'a speaker': ({ people }) => people.some(({ role }) => role === 'speaker'),
	'a hand': ({ hands }) => hands.length > 0,
	'a mute': ({ people }) => people.some(({ muted }) => muted),
	'a removal': ({ people }) => people.some(({ access }) => access === 'removed'),
	'a ban': ({ people }) => people.some(({ access }) => access === 'banned'),
	'a door': ({ door }) => door !== 'link',
	'a fork': ({ forks }) => forks.length > 0,
	'an offer': ({ offer }) => offer !== null,
	'another host': ({ host }, founder) => host !== founder,
	'an acting host': ({ actingHost }) => actingHost !== null,
	'an end': ({ ended }) => ended,
	'events held back': ({ pending }) => pending > 0
};

/** What one page shows of all this. */
export function sightsOf({ state, notices }: RoomView, founder: IdentityId): string[] {
	const shown = state ? Object.keys(SIGHTS).filter((name) => SIGHTS[name]!(state, founder)) : [];
	return notices.some(({ code }) => code === 'peer-misbehaved') ? [...shown, 'an outcast'] : shown;
}
