import type { SessionId } from '../../src/p2p/base/ids.ts';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import { certifySession } from '../../src/p2p/identity/certificate.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { eventId } from '../../src/p2p/wire/event-codec.ts';
import { SECRET_BYTES, type Invite } from '../../src/p2p/wire/invite.ts';
import { FakeTabs } from '../fixtures/fake-sound.ts';
import { makeRoom, type TestPerson } from '../fixtures/people.ts';
import { openPage, type Page } from '../fixtures/room-people.ts';
import { PageClock, VirtualClock } from '../fixtures/virtual-clock.ts';
import { Chance } from './chance.ts';
import { makeIdentity, makeSession } from './keys.ts';
import { FaultyNetwork } from './network.ts';
import { slowStore, type SlowStore } from './slow-store.ts';
import { Trace } from './trace.ts';

/** One turn of the event loop: everything in a simulated world is promised by microtasks alone. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A person of a run, with a profile that outlives their pages. */
export interface SimPerson {
	readonly name: string;
	readonly identity: Identity;
	readonly isHonest: boolean;
	readonly store: SlowStore;
	/** The page on which they have the room open, if any. */
	page: SimPage | null;
}

/** A page that somebody has open, running the real engine. */
export interface SimPage extends Page {
	readonly owner: SimPerson;
	readonly clock: PageClock;
	/** Its person pressed join. */
	hasJoined: boolean;
}

/** One room, its people and the network between them: everything that one seed makes. */
export class SimWorld {
	readonly chance: Chance;
	readonly clock = new VirtualClock(turn);
	readonly network: FaultyNetwork;
	readonly trace = new Trace();
	readonly people: SimPerson[] = [];
	/** Every key with which somebody dishonest has opened the room. */
	readonly hostileKeys: TestPerson[] = [];
	/** What was signed with them: by hand, their engines sign nothing. */
	readonly hostileFeeds = new Map<SessionId, readonly RoomEvent[]>();
	invite!: Invite;

	constructor(seed: number) {
		this.chance = new Chance(seed);
		this.network = new FaultyNetwork(this.clock, this.chance);
	}

	/** Pages that are open now. */
	get pages(): SimPage[] {
		return this.people.flatMap(({ page }) => page ?? []);
	}

	get honestPages(): SimPage[] {
		return this.pages.filter(({ owner }) => owner.isHonest);
	}

	/** Somebody with a new profile. */
	addPerson(name: string, isHonest: boolean): SimPerson {
		const store = slowStore(this.clock, this.chance);
		const person: SimPerson = { name, identity: makeIdentity(this.chance), isHonest, store, page: null };
		this.people.push(person);
		return person;
	}

	/** The first person makes the room and is in it. */
	async found(host: SimPerson): Promise<void> {
		const person = await this.#loadPage(host);
		const { room, genesis } = await makeRoom(person);
		this.invite = { room, secret: this.chance.bytes(SECRET_BYTES), relays: [], pass: null };
		void host.store.saveEvents(room, [{ id: eventId(genesis), seq: 0, raw: genesis }]);
		await this.#open(host, person, [genesis]);
		await this.join(host.page!);
	}

	/** Opens the room on a new page, with what the profile's store keeps. */
	async open(person: SimPerson): Promise<void> {
		await this.#open(person, await this.#loadPage(person));
	}

	/** Presses join. */
	async join(page: SimPage): Promise<void> {
		page.hasJoined = true;
		await page.session.join();
	}

	/** Says goodbye and closes the page. */
	async leave(page: SimPage): Promise<void> {
		await page.session.leave();
		page.owner.page = null;
		// The page lives until its farewell is out, and what it keeps is written.
		this.clock.after(1_000, () => this.network.vanish(page.person.key.id));
	}

	/** The page is gone, without farewell, in the middle of what it was doing. */
	crash(page: SimPage): void {
		page.clock.stop();
		page.owner.store.interrupt();
		this.network.vanish(page.person.key.id);
		page.owner.page = null;
	}

	async #loadPage({ identity, name }: SimPerson): Promise<TestPerson> {
		const key = makeSession(this.chance);
		return { identity, key, certificate: await certifySession(identity, key.id, name) };
	}

	async #open(owner: SimPerson, person: TestPerson, events?: readonly Uint8Array[]): Promise<void> {
		const clock = new PageClock(this.clock);
		const { name, store } = owner;
		const ground = { clock, random: this.chance, hub: this.network, network: this.network };
		const page = await openPage(
			ground,
			this.invite,
			{ ...person, name, store, tabs: new FakeTabs() },
			events
		);
		if (!owner.isHonest) this.hostileKeys.push(person);
		owner.page = Object.assign(page, { owner, clock, hasJoined: false });
	}
}
