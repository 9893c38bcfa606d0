import type { PlannedRoom } from '../api.ts';
import { zonedInstant } from '../calendar/zones.ts';
import type { CommunityCommand } from '../community/permissions.ts';
import { printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';

/** What tells a community of a room, by the room's link and when it takes place (first). */
export function listingOf(link: string, title: string, plan?: PlannedRoom): CommunityCommand {
	const start = plan ? zonedInstant(plan.timing.start, plan.timing.zone) : null;
	return {
		do: 'list',
		code: link.slice(link.indexOf('#') + 1),
		title: printable(title, TEXT_LIMITS.title) || '–',
		start: start?.ok ? Math.max(0, start.value) : 0
	};
}
