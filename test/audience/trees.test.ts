import { beforeAll, describe, expect, it } from 'vitest';
import type { PerStripe, Stripe } from '../../src/p2p/ports.ts';
import { settleCrypto } from '../fixtures/settled-crypto.ts';
import { seededRandom } from '../fixtures/random.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';
import { Page, placeWith, read, session, Speaker, type Joined } from './forwarding.ts';

const SEED = 20_261;
let ada: Speaker;

beforeAll(async () => {
	ada = await Speaker.make(1);
});

/** Two chains of forwarders that lead to one listener: host → … → listener and deputy → … → listener. */
class TwoChains {
	readonly clock = new VirtualClock(settleCrypto);
	readonly speaker = new Page(this.clock, ada.id);
	readonly chains: PerStripe<Page[]>;
	readonly listener: Page;
	/** Links between members of the trees; the speaker's own to the roots are not among them. */
	readonly treeRoads: Joined[] = [];

	constructor(depth: number) {
		let byte = 10;
		const page = () => new Page(this.clock, session(byte++));
		this.listener = page();
		this.chains = [0, 1].map(() => Array.from({ length: depth }, page)) as [Page[], Page[]];
		for (const stripe of [0, 1] as const) this.#chain(stripe);
		const lasts = this.chains.map((chain) => [chain.at(-1)!.id]);
		this.listener.forwarder.setPlace(placeWith({ parents: lasts as never, hops: [depth, depth] }));
		this.speaker.forwarder.setPlace(placeWith({ feeds: [this.chains[0][0]!.id, this.chains[1][0]!.id] }));
		for (const each of [...this.chains.flat(), this.listener])
			each.forwarder.setSources([{ session: ada.id, floor: 0 }]);
	}

	#chain(stripe: Stripe): void {
		const chain = this.chains[stripe];
		chain.forEach((page, i) => {
			const [before, after] = [chain[i - 1] ?? this.speaker, chain[i + 1] ?? this.listener];
			const per = <Value>(mine: Value, others: Value) =>
				(stripe === 0 ? [mine, others] : [others, mine]) as never;
			page.forwarder.setPlace(
				placeWith({
					parents: per(i === 0 ? [] : [before.id], []),
					children: per([after.id], []),
					isRoot: per(i === 0, false),
					hops: per(i, 1)
				})
			);
			const road = before.join(page);
			if (before !== this.speaker) this.treeRoads.push(road);
			if (after === this.listener) this.treeRoads.push(page.join(this.listener));
		});
	}

	/** Ada talks from this tick to that one. `during` happens before each packet. */
	async talk(
		from: number,
		to: number,
		copies: number,
		during: (sequence: number) => void = () => {}
	): Promise<void> {
		for (let sequence = from; sequence <= to; sequence++) {
			during(sequence);
			const raw = await ada.packet(sequence, { copies });
			this.speaker.forwarder.originate(read(raw));
			await this.clock.advance(20);
		}
		await this.clock.advance(200);
	}
}

/** Of the frames of these ticks, those that the page never had. */
function missing(page: Page, from: number, to: number): number[] {
	const ticks = Array.from({ length: to - from + 1 }, (_, i) => from + i);
	return ticks.filter((tick) => !page.heard.has(tick));
}

describe('P15 two stripes', () => {
	it('bring every frame twice where nothing is lost', async () => {
		const world = new TwoChains(3);
		await world.talk(1_000, 1_060, 2);
		expect(missing(world.listener, 999, 1_060)).toEqual([]);
		expect(world.listener.taken).toHaveLength(61);
	});

	it.each([0, 1] as const)(
		'bring every frame when any forwarder of stripe %i dies at any moment',
		async (stripe) => {
			for (const place of [0, 1, 2])
				for (const diesAt of [1_010, 1_011]) {
					const world = new TwoChains(3);
					await world.talk(1_000, 1_041 + stripe, 2, (sequence) => {
						if (sequence === diesAt)
							for (const end of world.chains[stripe][place]!.ends.values()) end.close();
					});
					expect(missing(world.listener, 1_000, 1_040)).toEqual([]);
					const parent = world.chains[stripe].at(-1)!.id;
					const isNext = place === 2;
					expect(world.listener.told.silent).toEqual(isNext ? [{ stripe, parent }] : []);
				}
		}
	);

	it('let only the children of the dead one notice its silence', async () => {
		const world = new TwoChains(4);
		await world.talk(1_000, 1_030, 2, (sequence) => {
			if (sequence === 1_010) for (const end of world.chains[0][1]!.ends.values()) end.close();
		});
		const [, dead, child, grandchild] = world.chains[0];
		expect(child!.told.silent).toEqual([{ stripe: 0, parent: dead!.id }]);
		expect([...grandchild!.told.silent, ...world.listener.told.silent]).toEqual([]);
	});

	it('with three copies lose at most 0.5 % of the frames at 5 % loss on every link of the trees, depth 3', async () => {
		const share = async (copies: number, packets: number) => {
			const world = new TwoChains(3);
			const random = seededRandom(SEED);
			for (const road of world.treeRoads)
				for (const end of road) end.road.isLost = () => random.fraction() < 0.05;
			await world.talk(1_000, 1_000 + packets, copies);
			return missing(world.listener, 1_000, 990 + packets).length / (packets - 9);
		};
		const [two, three] = [await share(2, 500), await share(3, 2_000)];
		console.info(
			`seed ${SEED}: ${(100 * two).toFixed(2)} % lost with two copies, ${(100 * three).toFixed(2)} % with three`
		);
		expect(three).toBeLessThanOrEqual(0.005);
		expect(two).toBeGreaterThan(0.01);
	});

	it('do not collapse at 10 % loss and a round trip of 300 ms on every link: nobody is blamed, and most of it comes', async () => {
		const world = new TwoChains(3);
		const random = seededRandom(SEED);
		for (const road of world.treeRoads)
			for (const end of road)
				Object.assign(end.road, {
					isLost: () => random.fraction() < 0.1,
					delayMs: () => 150 + 20 * random.fraction()
				});
		await world.talk(1_000, 2_500, 3);
		await world.clock.advance(1_000);
		const share = missing(world.listener, 1_000, 2_490).length / 1_491;
		console.info(`seed ${SEED}: ${(100 * share).toFixed(2)} % lost at 10 % and 300 ms with three copies`);
		expect(share).toBeLessThan(0.05);
		for (const page of [...world.chains.flat(), world.listener]) {
			expect(page.told.starving).toEqual([]);
			expect(page.told.forged).toEqual([]);
		}
	});
});
