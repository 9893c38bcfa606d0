import type { Clock } from './base/clock.ts';
import type { IdentityId } from './base/ids.ts';
import { ANNOUNCED_PLANS, KEPT_PLANS, keptPlan, type KeptPlan } from './calendar/kept-plan.ts';
import { readDirectory } from './directory/directory-client.ts';
import type { Store } from './ports.ts';
import { isTimely } from './wire/announcement.ts';
import { MAX_CHECKS, MAX_PLANNED_OF_HOST } from './wire/directory-limits.ts';
import { decodeDirectory, openSealed } from './wire/directory.ts';
import { inviteFragment } from './wire/invite.ts';
import { decodePlannedRoom, isPlannedRoomAuthentic, type PlannedRoom } from './wire/planned-room.ts';

/** Who looks, and where. */
export interface PlannedLook {
	readonly store: Store;
	readonly clock: Clock;
	/** The directories of planned rooms. */
	readonly urls: readonly string[];
	readonly follows: ReadonlySet<IdentityId>;
	readonly hides: (host: IdentityId) => boolean;
}

/** A row of the agenda that a relay told, and when its host signed it. */
export interface AnnouncedPlan extends KeptPlan {
	readonly at: number;
}

/**
 * Asks relays what followed hosts plan and keeps it, each room as its host signed it last, so that the agenda has it without a
 * network. Relays do not learn whom this person follows. Bounded work whatever they answer. Whether anything changed.
 */
export async function lookForPlanned({ store, clock, urls, follows, hides }: PlannedLook): Promise<boolean> {
	if (follows.size === 0) return false;
	const now = clock.now();
	const found = new Map<string, PlannedRoom>();
	for (const url of urls) {
		const read = await readDirectory(url, clock);
		const directory = read.ok && read.value ? decodeDirectory(read.value) : null;
		if (!directory?.ok) continue;
		const ofHost = new Map<IdentityId, number>();
		for (const bytes of [...(await openSealed(directory.value, follows)), ...directory.value.listed]) {
			const room = decodePlannedRoom(bytes);
			if (!room.ok || !isTimely(room.value, now)) continue;
			const { host, invite, at } = room.value;
			const count = ofHost.get(host) ?? 0;
			if (!follows.has(host) || hides(host) || count >= MAX_PLANNED_OF_HOST) continue;
			ofHost.set(host, count + 1);
			const before = found.get(`${host}:${invite.room}`);
			if (!before || before.at < at) found.set(`${host}:${invite.room}`, room.value);
		}
	}
	return keep([...found.values()].slice(0, MAX_CHECKS), store, now);
}

async function keep(rooms: readonly PlannedRoom[], store: Store, now: number): Promise<boolean> {
	const own = await store.loadValuesUnder<KeptPlan>(KEPT_PLANS);
	const told = await store.loadValuesUnder<AnnouncedPlan>(ANNOUNCED_PLANS);
	let hasChanged = false;
	for (const planned of rooms) {
		const { room } = planned.invite;
		// What a document says here is more than what its host told others; what was told later stands.
		if (own.has(room) || (told.get(room)?.at ?? 0) >= planned.at || !isPlannedRoomAuthentic(planned))
			continue;
		const row = planned.isShown ? rowOf(planned, now) : null;
		hasChanged = (await store.saveValue(`${ANNOUNCED_PLANS}${room}`, row)).ok || hasChanged;
	}
	return hasChanged;
}

function rowOf(
	{ host, name, title, invite, plan, changes, isCancelled, at }: PlannedRoom,
	now: number
): AnnouncedPlan {
	const { note, ...timing } = plan;
	const facts = {
		...{ room: invite.room, code: inviteFragment(invite), title, host, hostName: name, leads: false, note },
		...{ plan: { timing, changes, isCancelled }, live: null, over: [], ended: false }
	};
	return { ...keptPlan(facts, now), at };
}
