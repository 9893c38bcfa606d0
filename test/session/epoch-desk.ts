import type { EventId, RoomId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Author } from '../../src/p2p/document/author.ts';
import type { Epoch } from '../../src/p2p/ports.ts';
import type { EventBodies, EventType } from '../../src/p2p/room/events.ts';
import { CurrentDocument } from '../../src/p2p/session/current-document.ts';
import type { EpochNeighbour } from '../../src/p2p/session/epoch-giving.ts';
import { Epochs } from '../../src/p2p/session/epochs.ts';
import { EPOCH, type EpochFields, type EpochMessage, type EpochWord } from '../../src/p2p/wire/epoch.ts';
import type { Grant } from '../../src/p2p/wire/grant.ts';
import { signWord } from '../../src/p2p/wire/signed-words.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { admissionOf, makeRoom, type TestPerson } from '../fixtures/people.ts';
import { makeRoomPerson, makeWorld, type World } from '../fixtures/room-people.ts';

/** A page at the other end, of which only what it is given counts. */
export class FakeNeighbour implements EpochNeighbour {
	readonly session;
	readonly identity;
	grant: Grant | null = null;
	isReady = true;
	isJoined = true;
	readonly given: EpochWord[] = [];

	constructor({ key, identity }: TestPerson) {
		this.session = key.id;
		this.identity = identity.id;
	}

	send({ epoch }: EpochMessage): void {
		this.given.push(epoch);
	}
}

/** One page's epochs in a private room whose founder is Ada, and everybody's keys to sign with. */
export class EpochDesk {
	readonly world: World = makeWorld(5);
	readonly neighbours: FakeNeighbour[] = [];
	/** What the sound was told, the newest last. */
	readonly told: (readonly Epoch[] | null)[] = [];
	readonly current: CurrentDocument;
	readonly epochs: Epochs;
	readonly people: Record<'ada' | 'ben' | 'cleo' | 'mallory', TestPerson>;
	isInside = true;

	private constructor(people: EpochDesk['people'], me: TestPerson, room: RoomId, genesis: Uint8Array) {
		this.people = people;
		this.current = CurrentDocument.begin(room, [genesis]);
		this.epochs = new Epochs({
			scope: new Scope(this.world.clock),
			random: this.world.random,
			room,
			key: me.key,
			me: me.identity.id,
			current: this.current,
			certificate: () => me.certificate,
			isInside: () => this.isInside,
			ways: this,
			apply: (epochs) => this.told.push(epochs)
		});
		this.current.on('admitted', () => this.epochs.look());
	}

	/** The page of one of them, in the room. Ada is host, Ben and Cleo are co-hosts, Mallory listens. */
	static async open(who: keyof EpochDesk['people']): Promise<EpochDesk> {
		const world = makeWorld(77);
		const people = {
			ada: await makeRoomPerson(world, 'Ada'),
			ben: await makeRoomPerson(world, 'Ben'),
			cleo: await makeRoomPerson(world, 'Cleo'),
			mallory: await makeRoomPerson(world, 'Mallory')
		};
		const { room, genesis } = await makeRoom(people.ada);
		const desk = new EpochDesk(people, people[who], room, genesis);
		for (const person of [people.ben, people.cleo]) {
			await desk.sign('ada', 'person.admitted', admissionOf(person));
			await desk.sign('ada', 'role.granted', { target: person.identity.id, role: 'cohost' });
		}
		desk.epochs.look();
		return desk;
	}

	get clock() {
		return this.world.clock;
	}

	get room(): RoomId {
		return this.current.room;
	}

	/** The room's first event: what an epoch names where nothing else is. */
	get root(): EventId {
		return this.room as string as EventId;
	}

	/** The keys of the sound now: the numbers that are understood, and last the one that is said; null in an open room. */
	get numbers(): number[] | null {
		return this.told.at(-1)?.map(({ number }) => number) ?? null;
	}

	/** Somebody signs an event, which is in this page's document at once. */
	async sign<Type extends EventType>(
		who: keyof EpochDesk['people'],
		type: Type,
		body: EventBodies[Type]
	): Promise<EventId> {
		const { id, arrive } = await this.signElsewhere(who, type, body);
		arrive();
		return id;
	}

	/** Somebody signs an event on top of all that is known here; it comes to this page with `arrive`. */
	async signElsewhere<Type extends EventType>(
		who: keyof EpochDesk['people'],
		type: Type,
		body: EventBodies[Type]
	): Promise<{ readonly id: EventId; readonly arrive: () => void }> {
		const { key, certificate } = this.people[who];
		const raws = ({ events }: RoomDocument) => [...events].map(({ raw }) => raw);
		const elsewhere = new RoomDocument(this.room);
		elsewhere.restore(raws(this.current.document));
		const event = await new Author(elsewhere, key, certificate).write(type, body);
		if (!event) throw new Error(`${who} may not sign ${type}`);
		return { id: event.id, arrive: () => void this.current.document.restore(raws(elsewhere)) };
	}

	/** Somebody bans a person; the ban comes to this page with `arrive`. */
	ban(who: keyof EpochDesk['people'], { identity }: TestPerson = this.people.mallory) {
		return this.signElsewhere(who, 'person.banned', { target: identity.id, reason: '' });
	}

	/** An epoch as somebody's page makes it. */
	async epochBy(who: keyof EpochDesk['people'], fields: Partial<EpochFields> = {}): Promise<EpochWord> {
		const { key, certificate } = this.people[who];
		const number = fields.number ?? 1;
		const secret = new Uint8Array(32).fill(number);
		const { room, root } = this;
		return signWord(
			EPOCH,
			{ room, number, secret, issuer: key.id, certificate, because: [root], ...fields },
			key.sign
		);
	}

	/** Somebody's page is linked to this one, and in the room unless something else is said. */
	meet(
		who: TestPerson | keyof EpochDesk['people'],
		{ isReady = true, isJoined = true, grant = null }: Partial<EpochNeighbour> = {}
	): FakeNeighbour {
		const neighbour = new FakeNeighbour(typeof who === 'string' ? this.people[who] : who);
		Object.assign(neighbour, { isReady, isJoined, grant });
		this.neighbours.push(neighbour);
		this.epochs.look();
		return neighbour;
	}

	/** A neighbour is gone. */
	lose(neighbour: FakeNeighbour): void {
		this.neighbours.splice(this.neighbours.indexOf(neighbour), 1);
		this.epochs.look();
	}
}
