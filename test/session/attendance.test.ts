import { beforeEach, describe, expect, it } from 'vitest';
import type { RoomLock } from '../../src/p2p/ports.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { Attendance } from '../../src/p2p/session/attendance.ts';
import { FakeTabs } from '../fixtures/fake-sound.ts';
import { makeRoom } from '../fixtures/people.ts';
import { makeRoomPerson, makeWorld, type RoomPerson, type World } from '../fixtures/room-people.ts';

/** What a page waits for until the test lets it happen. */
class Gate {
	readonly #waiting: (() => void)[] = [];

	/** Ends when the gate opens. */
	passed(): Promise<void> {
		return new Promise((resolve) => this.#waiting.push(resolve));
	}

	async open(): Promise<void> {
		for (const pass of this.#waiting.splice(0)) pass();
		await new Promise((resolve) => setImmediate(resolve));
	}
}

let world: World;
let person: RoomPerson;
let lock: Gate;
let signing: Gate;

/** One tab of the person's browser, whose lock and certificate each take until their gate opens. */
async function tab(): Promise<Attendance & { readonly shown: readonly string[] }> {
	const { room } = await makeRoom(person);
	const inner = person.tabs.open();
	const slow: RoomLock = {
		hold: async (...asked) => {
			await lock.passed();
			return inner.hold(...asked);
		},
		release: (which) => inner.release(which)
	};
	const attendance = new Attendance({
		scope: new Scope(world.clock),
		lock: slow,
		invite: { room, secret: new Uint8Array(16), relays: [], pass: null },
		identity: {
			id: person.identity.id,
			sign: async (...signed) => {
				await signing.passed();
				return person.identity.sign(...signed);
			}
		},
		key: person.key,
		name: () => person.name,
		previewCertificate: person.certificate
	});
	const shown: string[] = [];
	attendance.on('entered', () => shown.push('entered'));
	attendance.on('steppedAside', () => shown.push('stepped aside'));
	return Object.assign(attendance, { shown });
}

/** Whether a tab that asks now gets the room. */
async function isFree(): Promise<boolean> {
	const other = await tab();
	const entering = other.enter({ steal: false });
	await lock.open();
	await signing.open();
	await entering;
	return other.isInside;
}

function leave(attendance: Attendance): void {
	attendance.leave();
	attendance.close();
}

beforeEach(async () => {
	world = makeWorld(31);
	person = { ...(await makeRoomPerson(world, 'Ada')), tabs: new FakeTabs() };
	[lock, signing] = [new Gate(), new Gate()];
});

describe('coming into a room', () => {
	it('comes to nothing, and keeps no lock, if the person leaves while the lock is awaited', async () => {
		const page = await tab();
		const entering = page.enter({ steal: false });
		leave(page);
		await lock.open();
		await signing.open();
		await entering;
		expect(page).toMatchObject({ standing: 'left', joinedAt: null, shown: [] });
		expect(await isFree()).toBe(true);
	});

	it('comes to nothing, and keeps no lock, if the person leaves while the certificate is signed', async () => {
		const page = await tab();
		const entering = page.enter({ steal: false });
		await lock.open();
		leave(page);
		await signing.open();
		await entering;
		expect(page).toMatchObject({ standing: 'left', joinedAt: null, shown: [] });
		expect(await isFree()).toBe(true);
	});

	it('leaves the room to a tab that takes it while the certificate is signed', async () => {
		const [page, other] = [await tab(), await tab()];
		const entering = page.enter({ steal: false });
		await lock.open();
		const taking = other.enter({ steal: true });
		await lock.open();
		await signing.open();
		await Promise.all([entering, taking]);
		expect(page).toMatchObject({ standing: 'elsewhere', shown: ['stepped aside'] });
		expect(other).toMatchObject({ standing: 'joined', shown: ['entered'] });
	});

	it('is done once when it is asked for twice', async () => {
		const page = await tab();
		const both = [page.enter({ steal: false }), page.enter({ steal: false })];
		await lock.open();
		await signing.open();
		await Promise.all(both);
		expect(page).toMatchObject({ standing: 'joined', shown: ['entered'] });
	});
});
