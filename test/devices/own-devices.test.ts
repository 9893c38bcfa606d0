import { beforeEach, describe, expect, it } from 'vitest';
import type { Linking } from '../../src/p2p/api.ts';
import { idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import { Pairing } from '../../src/p2p/devices/pairing.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { makeSessionKey } from '../../src/p2p/identity/session-key.ts';
import { parseDeviceCode } from '../../src/p2p/wire/device-code.ts';
import { seededRandom } from '../fixtures/random.ts';
import { settle, VirtualClock } from '../fixtures/virtual-clock.ts';
import { Lines, openDevice } from './own-devices-fixture.ts';

type Device = Awaited<ReturnType<typeof openDevice>>;

let clock: VirtualClock;
let lines: Lines;

beforeEach(() => {
	clock = new VirtualClock();
	lines = new Lines();
});

async function pass(ms = 5_000): Promise<void> {
	await clock.advance(ms);
	await settle();
	await clock.advance(1_000);
	await settle();
}

function answered(linking: ReturnType<Device['devices']['answerLink']>): Linking {
	if (!linking.ok) throw new Error(linking.code);
	return linking.value;
}

/** Links two devices as their person does: compares the digits, and confirms on both. */
async function link(from: Device, to: Device): Promise<void> {
	const offer = from.devices.offerLink();
	const answer = answered(to.devices.answerLink(offer.link));
	await settle();
	if (offer.state.name !== 'compare' || answer.state.name !== 'compare') throw new Error(offer.state.name);
	expect(offer.state.digits).toBe(answer.state.digits);
	offer.confirm();
	answer.confirm();
	await pass();
	expect([offer.state.name, answer.state.name]).toEqual(['linked', 'linked']);
}

const person = (n: number) => ({
	identity: idOf<IdentityId>(new Uint8Array(32).fill(n)),
	name: `P${n}`,
	at: n
});
const follow = async ({ store }: Device, ...people: number[]) => {
	const known = (await store.loadValue<unknown[]>('follows')) ?? [];
	await store.saveValue('follows', [...known, ...people.map(person)]);
};
const followed = async ({ store }: Device) =>
	((await store.loadValue<{ name: string }[]>('follows')) ?? []).map(({ name }) => name).sort();

describe('own devices', () => {
	it('share what each keeps once their person linked them, and what each changes after', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const laptop = await openDevice(lines, clock, 'laptop');
		await follow(phone, 1);
		await follow(laptop, 2);
		await link(phone, laptop);
		expect(await followed(phone)).toEqual(['P1', 'P2']);
		expect(await followed(laptop)).toEqual(['P1', 'P2']);
		await follow(laptop, 3);
		await pass();
		expect(await followed(phone)).toEqual(['P1', 'P2', 'P3']);
		await phone.store.saveValue('follows', [person(3)]);
		await pass();
		expect(await followed(laptop)).toEqual(['P3']);
		expect(phone.devices.view.devices.map(({ isHere }) => isHere)).toEqual([true, true]);
	});

	it('bring together what both changed while they were apart, and after each was closed', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const laptop = await openDevice(lines, clock, 'laptop');
		await link(phone, laptop);
		lines.turn('phone', false);
		await follow(phone, 1, 2);
		await follow(laptop, 4);
		await pass();
		expect(await followed(laptop)).toEqual(['P4']);
		phone.close();
		const again = await openDevice(lines, clock, 'phone', phone.store);
		await follow(again, 5);
		lines.turn('phone', true);
		await pass();
		expect(await followed(again)).toEqual(['P1', 'P2', 'P4', 'P5']);
		expect(await followed(laptop)).toEqual(['P1', 'P2', 'P4', 'P5']);
	});

	it('go on without one that was cut off: it gets nothing more, and is told', async () => {
		const [phone, laptop, lost] = await Promise.all(
			['phone', 'laptop', 'lost'].map((owner) => openDevice(lines, clock, owner))
		);
		if (!phone || !laptop || !lost) throw new Error('three were opened');
		await link(phone, laptop);
		await link(phone, lost);
		lines.turn('laptop', false);
		const id = lost.devices.view.devices.find(({ isMe }) => isMe)!.id;
		await phone.devices.cutOff(id);
		await pass();
		expect(lost.devices.view.standing).toBe('cut-off');
		await follow(phone, 7);
		// One that was away meanwhile finds the way at the gate before it shares anything.
		await follow(laptop, 8);
		lines.reached.length = 0;
		lines.turn('laptop', true);
		laptop.close();
		const back = await openDevice(lines, clock, 'laptop', laptop.store);
		await pass();
		expect(await followed(back)).toEqual(['P7', 'P8']);
		expect(await followed(phone)).toEqual(['P7', 'P8']);
		expect(await followed(lost)).toEqual([]);
		expect(lines.reached.filter(({ owner }) => owner === 'lost')).toEqual([]);
		expect(phone.devices.view.devices.find((one) => one.id === id)?.isCutOff).toBe(true);
	});

	it('let their person choose when two cut each other off while a third was away', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const laptop = await openDevice(lines, clock, 'laptop');
		const tablet = await openDevice(lines, clock, 'tablet-3');
		await link(phone, laptop);
		await link(phone, tablet);
		tablet.close();
		const idOfDevice = ({ devices }: Device) => devices.view.devices.find(({ isMe }) => isMe)!.id;
		lines.turn('laptop', false);
		await phone.devices.cutOff(idOfDevice(laptop));
		await pass();
		lines.turn('phone', false);
		lines.turn('laptop', true);
		await laptop.devices.cutOff(idOfDevice(phone));
		await pass();
		lines.turn('phone', true);
		const back = await openDevice(lines, clock, 'tablet-3', tablet.store);
		await pass();
		expect(back.devices.view.standing).toBe('torn');
		expect(back.devices.view.choices).toHaveLength(2);
		await follow(phone, 1);
		await back.devices.goOnWith(idOfDevice(phone));
		await pass();
		expect(back.devices.view.standing).toBe('sharing');
		expect(await followed(back)).toEqual(['P1']);
	});

	it('stop sharing on one of them without losing what is kept there', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const laptop = await openDevice(lines, clock, 'laptop');
		await follow(phone, 1);
		await link(phone, laptop);
		await laptop.devices.stop();
		await follow(phone, 2);
		await pass();
		expect(await followed(laptop)).toEqual(['P1']);
		expect(laptop.devices.view.standing).toBe('alone');
	});

	it('leave out what is not what it should be, and do not take it away from the others', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const laptop = await openDevice(lines, clock, 'laptop');
		await link(phone, laptop);
		const room = {
			room: 'x',
			code: 'x',
			title: 'x',
			host: person(1).identity,
			hosted: true,
			ended: false,
			lastVisit: 0
		};
		await phone.store.saveRoom(room as never);
		await follow(phone, 1);
		await pass();
		expect(await laptop.store.loadRooms()).toEqual([]);
		expect(await followed(laptop)).toEqual(['P1']);
		expect(await phone.store.loadRooms()).toHaveLength(1);
	});
});

describe('linking', () => {
	const secretOf = (url: string) => {
		const code = parseDeviceCode(url.slice(url.indexOf('#')));
		if (!code.ok) throw new Error(code.code);
		return code.value;
	};

	it('ends for both when a third device uses the same code', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const offer = phone.devices.offerLink();
		const answers = await Promise.all(
			['laptop', 'thief'].map(async (owner) => {
				const device = await openDevice(lines, clock, owner);
				return answered(device.devices.answerLink(offer.link));
			})
		);
		await settle();
		expect(offer.state).toEqual({ name: 'fault', code: 'linking-crowded' });
		for (const answer of answers) answer.confirm();
		await pass();
		expect(phone.devices.view.standing).toBe('alone');
		expect(answers.map(({ state }) => state.name)).not.toContain('linked');
	});

	it('shows other digits on both sides when somebody stands between them', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const laptop = await openDevice(lines, clock, 'laptop');
		const offer = phone.devices.offerLink();
		// The thief answers the phone, and offers the laptop a code of its own that looks like the phone's.
		const random = seededRandom(9);
		const between = async (share: ReturnType<Lines['of']>, part: ConstructorParameters<typeof Pairing>[1]) =>
			new Pairing(
				{
					scope: new Scope(clock),
					random,
					share,
					secret: secretOf(offer.link),
					key: await makeSessionKey(random),
					name: ''
				},
				part
			);
		const toPhone = await between(lines.of('thief'), { role: 'answers', take: async () => null });
		const elsewhere = new Lines();
		const toLaptop = await between(elsewhere.of('thief'), { role: 'offers', give: () => new Uint8Array(1) });
		const misled = new Pairing(
			{
				scope: new Scope(clock),
				random,
				share: elsewhere.of('laptop'),
				secret: secretOf(offer.link),
				key: await makeSessionKey(random),
				name: ''
			},
			{ role: 'answers', take: async () => null }
		);
		await settle();
		const digits = [offer, misled].map(({ state }) => (state.name === 'compare' ? state.digits : state.name));
		expect(digits[0]).toMatch(/^\d{6}$/);
		expect(digits[1]).toMatch(/^\d{6}$/);
		expect(digits[0]).not.toBe(digits[1]);
		offer.refuse();
		await settle();
		expect(toPhone.state).toEqual({ name: 'fault', code: 'linking-refused' });
		expect(toLaptop.state.name).toBe('compare');
		expect(laptop.devices.view.standing).toBe('alone');
	});

	it('gives up after two minutes', async () => {
		const phone = await openDevice(lines, clock, 'phone');
		const offer = phone.devices.offerLink();
		await clock.advance(120_000);
		expect(offer.state).toEqual({ name: 'fault', code: 'linking-too-late' });
		const laptop = await openDevice(lines, clock, 'laptop');
		await pass();
		const late = answered(laptop.devices.answerLink(offer.link));
		await settle();
		expect(late.state).toEqual({ name: 'waiting' });
	});
});
