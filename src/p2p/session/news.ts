import type { Notice } from '../api.ts';
import type { IdentityId } from '../base/ids.ts';
import { personOf, roleOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';

/** What a person should be told when the room's state changed: what others did to them. */
export function newsFor(me: IdentityId, before: RoomState | null, after: RoomState): Notice[] {
	const was = before && personOf(before, me);
	const is = personOf(after, me);
	if (!was || !is) return [];
	const news: Notice[] = [];
	const actOn = (type: string) => after.log.findLast((act) => act.type === type && act.target === me);
	const nameOf = (type: string) => {
		const act = actOn(type);
		return (act && personOf(after, act.by)?.name) ?? '';
	};
	if (!was.muted && is.muted) news.push({ code: 'muted-by-moderator', by: nameOf('mic.muted') });
	const isDemoted = roleOf(before, me) !== 'listener' && is.role === 'listener' && is.access === 'in';
	if (isDemoted && actOn('role.revoked')?.by !== me)
		news.push({ code: 'moved-to-audience', by: nameOf('role.revoked') });
	if (was.role !== 'host' && is.role === 'host') news.push({ code: 'made-host' });
	if (before.actingHost !== me && after.actingHost === me) news.push({ code: 'acting-host' });
	const wasBelow = was.role === 'listener' || was.role === 'speaker';
	if (wasBelow && is.role === 'cohost') news.push({ code: 'made-cohost' });
	return news;
}
