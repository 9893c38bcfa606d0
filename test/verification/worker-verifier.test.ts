import { beforeAll, describe, expect, it } from 'vitest';
import { inPlaceVerifier, isRawAuthentic } from '../../src/p2p/verification/in-place-verifier.ts';
import {
	workerVerifier,
	type Question,
	type VerifierWorker
} from '../../src/p2p/verification/worker-verifier.ts';
import { makePerson, makeRoom } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const clock = new VirtualClock();
let raws: Uint8Array[];
/** Two events that are authentic, one with a broken signature, one that is no event. */
const verdicts = [true, true, false, false];

beforeAll(async () => {
	const made = await makeRoom(await makePerson('Ada', seededRandom(3)));
	await made.author.write('pin.added', { text: 'one' });
	const [genesis, pin] = [...made.document.events].map(({ raw }) => raw);
	const forged = pin!.slice();
	forged[forged.indexOf(0x58, forged.length - 200) + 4]! ^= 1;
	raws = [genesis!, pin!, forged, Uint8Array.of(1, 2, 3)];
});

/** A worker in this thread, which answers when told to. */
class FakeWorker extends EventTarget {
	readonly asked: Question[] = [];
	isTerminated = false;

	postMessage(question: Question): void {
		this.asked.push(question);
	}

	answer(at: number): void {
		const { number, raws } = this.asked[at]!;
		this.dispatchEvent(new MessageEvent('message', { data: { number, verdicts: raws.map(isRawAuthentic) } }));
	}

	terminate(): void {
		this.isTerminated = true;
	}
}

function fake() {
	const worker = new FakeWorker();
	const verifier = workerVerifier({ clock, start: () => worker as unknown as VerifierWorker });
	return { worker, verifier };
}

describe('G7 verifying', () => {
	it('says in place what is authentic', async () => {
		expect(await inPlaceVerifier.verify(raws)).toEqual(verdicts);
	});

	it('takes answers of the worker in whatever order they come', async () => {
		const { worker, verifier } = fake();
		const both = Promise.all([verifier.verify(raws), verifier.verify(raws.slice(2))]);
		worker.answer(1);
		worker.answer(0);
		expect(await both).toEqual([verdicts, verdicts.slice(2)]);
	});

	it('goes on in place when the worker dies, with what it still owed', async () => {
		const { worker, verifier } = fake();
		const owed = verifier.verify(raws);
		worker.dispatchEvent(new Event('error'));
		await clock.advance(1);
		expect(await owed).toEqual(verdicts);
		const next = verifier.verify(raws);
		await clock.advance(1);
		expect(await next).toEqual(verdicts);
		expect([worker.asked.length, worker.isTerminated]).toEqual([1, true]);
	});

	it('verifies in place where no worker can start', async () => {
		const verifier = workerVerifier({
			clock,
			start: () => {
				throw new DOMException('blocked', 'SecurityError');
			}
		});
		const asked = verifier.verify(raws);
		await clock.advance(1);
		expect(await asked).toEqual(verdicts);
	});
});
