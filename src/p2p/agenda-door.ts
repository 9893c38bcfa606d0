import type { Agenda, AgendaEvents, RemindersNow } from './api.ts';
import type { Clock, Timer } from './base/clock.ts';
import { Emitter } from './base/emitter.ts';
import type { IdentityId, RoomId } from './base/ids.ts';
import type { Result } from './base/result.ts';
import { AgendaList, type OwnAnswer } from './calendar/agenda-list.ts';
import { ANNOUNCED_PLANS, KEPT_PLANS, keptPlan, type KeptPlan } from './calendar/kept-plan.ts';
import {
	dueReminders,
	LEADS,
	remindersOf,
	soonCount,
	type Lead,
	type LeadChoices,
	type Reminder
} from './calendar/reminders.ts';
import { KeptFollows, loadFollowed } from './follows.ts';
import type { Store, StoreFault } from './ports.ts';

/** What the door works with. */
export interface AgendaOptions {
	readonly store: Store;
	readonly clock: Clock;
	/** Where relays tell of planned rooms, as it is when asked. */
	readonly directories: () => Promise<readonly string[]>;
	/** Does a task while no other tab of the profile does it. */
	readonly inTurn: <Value>(task: () => Promise<Value>) => Promise<Value>;
}

/** Names in the store: own answers, when to be reminded, what was told. Those of rooms go when the room is forgotten. */
const NAMES = { answers: 'rsvp:', usual: 'reminder', leads: 'reminder:', told: 'reminded:' } as const;
/** What changes together is read once. */
const GATHER_MS = 200;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The longest lead, and the hour of the badge. */
const AHEAD_MS = DAY_MS + HOUR_MS;
/** Of one room so many times are remembered as told: more never fall into a day. */
const TOLD_KEPT = 8;
/** Rows whose times ran out are worked out anew and kept, so many at one reading. */
const RENEWED = 500;

/** The scheduled rooms of one profile, as its store keeps them. */
export class AgendaDoor extends Emitter<AgendaEvents> implements Agenda {
	readonly #options: AgendaOptions;
	readonly #stops: (() => void)[] = [];
	#gathering: Timer | null = null;
	#list = new AgendaList({ plans: [], answers: new Map(), followed: new Set() });
	/** What this page told: a store that is full does not make it tell it each minute. */
	readonly #told = new Map<RoomId, readonly number[]>();
	#leads: LeadChoices = { usual: LEADS[0], rooms: new Map() };

	private constructor(options: AgendaOptions) {
		super();
		this.#options = options;
	}

	/** Reads what is kept, and follows it from then on. */
	static async open(options: AgendaOptions): Promise<AgendaDoor> {
		const door = new AgendaDoor(options);
		await door.#read();
		for (const name of [KEPT_PLANS, ANNOUNCED_PLANS, NAMES.answers, NAMES.usual, 'follows']) {
			door.#stops.push(options.store.watchValuesUnder(name, () => door.#gather()));
		}
		return door;
	}

	get list(): AgendaList {
		return this.#list;
	}

	get leads(): LeadChoices {
		return this.#leads;
	}

	setUsualLead(lead: Lead): Promise<Result<void, StoreFault>> {
		this.#leads = { ...this.#leads, usual: lead };
		this.emit('changed', undefined);
		return this.#options.store.saveValue(NAMES.usual, { lead });
	}

	setLead(room: RoomId, lead: Lead): Promise<Result<void, StoreFault>> {
		this.#leads = { ...this.#leads, rooms: new Map(this.#leads.rooms).set(room, lead) };
		this.emit('changed', undefined);
		return this.#options.store.saveValue(`${NAMES.leads}${room}`, { lead });
	}

	async look(): Promise<void> {
		const { store, clock, directories } = this.#options;
		// Most of the time nobody is followed: loaded when somebody is.
		if ((await loadFollowed(store, new Set())).size === 0) return;
		const [{ lookForPlanned }, { KeptCarriedPlans }, { loadBlocked }] = await Promise.all([
			import('./planned-rooms.ts'),
			import('./carried-plans.ts'),
			import('./blocks.ts')
		]);
		const followed = await loadFollowed(store, await loadBlocked(store));
		const listed = await lookForPlanned({ store, clock, urls: await directories(), follows: followed });
		const carried = await KeptCarriedPlans.open({ store, clock, follows: async () => followed });
		await carried.take(listed);
		carried.close();
	}

	async remind(): Promise<RemindersNow> {
		const now = this.#options.clock.now();
		const entries = this.#list.between({ from: now, until: now + AHEAD_MS });
		const reminders = remindersOf(entries, this.#leads);
		const isDue = reminders.some(({ at }) => at <= now);
		return {
			due: isDue ? await this.#options.inTurn(() => this.#take(reminders, now)) : [],
			nextAt: reminders.find(({ at }) => at > now)?.at ?? null,
			soon: soonCount(entries, now)
		};
	}

	close(): void {
		this.#gathering?.();
		for (const stop of this.#stops.splice(0)) stop();
	}

	/** Marks what is due as told before it is told: a tab that dies between tells it to nobody, rather than two tabs twice. */
	async #take(reminders: readonly Reminder[], now: number): Promise<readonly Reminder[]> {
		const { store } = this.#options;
		const told = new Map((await store.loadValuesUnder<number[]>(NAMES.told)) as Map<RoomId, number[]>);
		for (const [room, times] of this.#told) told.set(room, [...(told.get(room) ?? []), ...times]);
		const due = dueReminders(reminders, told, now);
		for (const { entry } of due) {
			const room = entry.kept.room;
			const times = [...new Set([...(told.get(room) ?? []), entry.startsAt])].slice(-TOLD_KEPT);
			this.#told.set(room, times);
			await store.saveValue(`${NAMES.told}${room}`, times);
		}
		return due;
	}

	#gather(): void {
		this.#gathering ??= this.#options.clock.after(GATHER_MS, () => {
			this.#gathering = null;
			void this.#read().then(() => this.emit('changed', undefined));
		});
	}

	async #read(): Promise<void> {
		const { store, clock } = this.#options;
		const [plans, told, answers, leads, usual, follows] = await Promise.all([
			store.loadValuesUnder<KeptPlan>(KEPT_PLANS),
			store.loadValuesUnder<KeptPlan | null>(ANNOUNCED_PLANS),
			store.loadValuesUnder<OwnAnswer>(NAMES.answers),
			store.loadValuesUnder<{ lead: Lead }>(NAMES.leads),
			store.loadValue<{ lead: Lead }>(NAMES.usual),
			KeptFollows.open({ store, clock, me: async () => null })
		]);
		this.#leads = {
			usual: usual ? usual.lead : LEADS[0],
			rooms: new Map([...leads].map(([room, { lead }]) => [room as RoomId, lead]))
		};
		this.#list = new AgendaList({
			// What a room's document says goes before what its host told others.
			plans: [
				...this.#renewed([...plans.values()]),
				...[...told].flatMap(([room, plan]) => (plan && !plans.has(room) ? [plan] : []))
			],
			answers: answers as ReadonlyMap<string, OwnAnswer> as ReadonlyMap<RoomId, OwnAnswer>,
			followed: new Set<IdentityId>(follows.known.keys())
		});
	}

	/** Rows whose kept times ran out, worked out anew. */
	#renewed(plans: readonly KeptPlan[]): readonly KeptPlan[] {
		const { store, clock } = this.#options;
		const now = clock.now();
		let left = RENEWED;
		return plans.map((kept) => {
			if (kept.soonUntil > now + 7 * DAY_MS || left-- <= 0) return kept;
			const { fault: _fault, soon: _soon, soonUntil: _until, ...facts } = kept;
			const renewed = keptPlan(facts, now);
			// Where it cannot be kept, it is worked out again the next time.
			if (renewed.soonUntil > kept.soonUntil) void store.saveValue(`${KEPT_PLANS}${kept.room}`, renewed);
			return renewed;
		});
	}
}
