import type { Clock } from './base/clock.ts';
import type { IdentityId } from './base/ids.ts';
import { ANNOUNCED_PLANS, KEPT_PLANS, keptPlan, type KeptPlan } from './calendar/kept-plan.ts';
import { readDirectory } from './directory/directory-client.ts';
import type { Store } from './ports.ts';
import { isTimely } from './wire/announcement.ts';
import { MAX_CARRIED_PLANS, MAX_CHECKS, MAX_PLANNED_OF_HOST } from './wire/directory-limits.ts';
import { decodeDirectory, openSealed } from './wire/directory.ts';
import { inviteFragment } from './wire/invite.ts';
import { decodePlannedRoom, isPlannedRoomAuthentic, type PlannedRoom } from './wire/planned-room.ts';

/** Who looks, and where. */
export interface PlannedLook {
	readonly store: Store;
	readonly clock: Clock;
	/** The directories of planned rooms. */
	readonly urls: readonly string[];
	/** Whom this person follows and does not block. */
	readonly follows: ReadonlySet<IdentityId>;
}

/** A row of the agenda that a relay told, and when its host signed it. */
export interface AnnouncedPlan extends KeptPlan {
	readonly at: number;
}

/**
 * Asks relays what followed hosts plan and keeps it, each room as its host signed it last, so that the agenda has it without a
 * network. Relays do not learn whom this person follows. Bounded work whatever they answer. Gives back what they tell everybody of
 * anybody's rooms, unchecked, that of followed hosts first and at most `MAX_CARRIED_PLANS`: to be handed on.
 */
export async function lookForPlanned({
	store,
	clock,
	urls,
	follows
}: PlannedLook): Promise<readonly Uint8Array[]> {
	if (follows.size === 0) return [];
	const now = clock.now();
	const wanted: Uint8Array[] = [];
	const others: Uint8Array[] = [];
	const found = new Map<string, PlannedRoom>();
	for (const url of urls) {
		const read = await readDirectory(url, clock);
		const directory = read.ok && read.value ? decodeDirectory(read.value) : null;
		if (!directory?.ok) continue;
		const ofHost = new Map<IdentityId, number>();
		const { listed } = directory.value;
		others.push(...listed.slice(0, MAX_CARRIED_PLANS));
		for (const bytes of [...(await openSealed(directory.value, follows)), ...listed]) {
			const room = decodePlannedRoom(bytes);
			if (!room.ok || !isTimely(room.value, now)) continue;
			const { host, invite, at } = room.value;
			const count = ofHost.get(host) ?? 0;
			if (!follows.has(host) || count >= MAX_PLANNED_OF_HOST) continue;
			ofHost.set(host, count + 1);
			wanted.push(bytes);
			const before = found.get(`${host}:${invite.room}`);
			if (!before || before.at < at) found.set(`${host}:${invite.room}`, room.value);
		}
	}
	await keepPlanned([...found.values()].slice(0, MAX_CHECKS), store, now);
	return [...wanted, ...others].slice(0, MAX_CARRIED_PLANS);
}

/** Keeps for the agenda what followed hosts say of their rooms, of each what they signed last. */
export async function keepPlanned(rooms: readonly PlannedRoom[], store: Store, now: number): Promise<void> {
	const own = await store.loadValuesUnder<KeptPlan>(KEPT_PLANS);
	const told = await store.loadValuesUnder<AnnouncedPlan>(ANNOUNCED_PLANS);
	for (const planned of rooms) {
		const { room } = planned.invite;
		// What a document says here is more than what its host told others; what was told later stands.
		if (own.has(room) || (told.get(room)?.at ?? 0) >= planned.at || !isPlannedRoomAuthentic(planned))
			continue;
		const row = planned.isShown ? rowOf(planned, now) : null;
		await store.saveValue(`${ANNOUNCED_PLANS}${room}`, row);
	}
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
