import { isIPv6 } from 'node:net';
import type { Clock } from '../src/p2p/base/clock.ts';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';
import type { RelayLimits } from './limits.ts';
import { Rates } from './rates.ts';

/**
 * Counts who is inside, in total and per address, and how fast one address knocks. libp2p cannot do
 * it: it sees only the loopback address of the server in front.
 */
export class Doors {
	readonly #limits: RelayLimits;
	readonly #inside = new Map<string, number>();
	readonly #rates: Rates;
	#total = 0;

	constructor(clock: Clock, limits: RelayLimits) {
		this.#limits = limits;
		this.#rates = new Rates(clock, limits.connectionsPerSecond);
	}

	/** Connections inside now. */
	get total(): number {
		return this.#total;
	}

	/** Lets one connection in; call the value once when it ends. */
	enter(address: string): Result<() => void, 'full' | 'too-many' | 'too-fast'> {
		const party = partyOf(address);
		const count = this.#inside.get(party) ?? 0;
		if (this.#total >= this.#limits.connections) return fail('full');
		if (count >= this.#limits.connectionsPerAddress) return fail('too-many');
		if (!this.#rates.take(party)) return fail('too-fast');
		this.#total += 1;
		this.#inside.set(party, count + 1);
		let isInside = true;
		return ok(() => {
			if (!isInside) return;
			isInside = false;
			this.#total -= 1;
			const left = (this.#inside.get(party) ?? 1) - 1;
			if (left === 0) this.#inside.delete(party);
			else this.#inside.set(party, left);
		});
	}
}

/** Whom an address stands for: an IPv4 address itself, an IPv6 address by its /64, which one customer gets. */
export function partyOf(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
	if (mapped) return mapped[1]!;
	if (!isIPv6(address)) return address;
	const [head = '', tail = ''] = address.split('%')[0]!.split('::');
	const left = head === '' ? [] : head.split(':');
	const right = tail === '' ? [] : tail.split(':');
	const groups = address.includes('::')
		? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
		: left;
	return groups
		.slice(0, 4)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':');
}
